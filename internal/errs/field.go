package errs

import (
	"strings"
)

// FieldCode names what is wrong with a field.
type FieldCode string

// The codes.
const (
	CodeRequired FieldCode = "required"
	CodeTooLong  FieldCode = "too_long"
	CodeControl  FieldCode = "control_character"
	CodeInvalid  FieldCode = "invalid"
	CodeUnknown  FieldCode = "unknown"
	CodeEnded    FieldCode = "ended"  // it is not used any more
	CodeInUse    FieldCode = "in_use" // what is below it must end first
	// CodeTaken: another account has it.
	CodeTaken FieldCode = "taken"
)

// FieldError is one wrong field: {"field":"name","code":"required"}.
type FieldError struct {
	Field string    `json:"field"`
	Code  FieldCode `json:"code"`
}

// Invalid lists all wrong fields of a register.
type Invalid struct{ Fields []FieldError }

func (e *Invalid) Error() string {
	parts := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		parts[i] = f.Field + " " + string(f.Code)
	}
	return "invalid register: " + strings.Join(parts, ", ")
}
