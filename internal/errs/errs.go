// Package errs has the errors that callers of the capabilities branch on, whatever the
// capability and the store.
package errs

import (
	"errors"
	"strings"
)

// Errors that callers branch on.
var (
	// ErrNotFound: no such call, draft or ticket, or the actor may not see it.
	ErrNotFound = errors.New("not found")
	// ErrConflict: it was changed meanwhile; read again.
	ErrConflict = errors.New("changed meanwhile")
	// ErrForbidden: the actor's role does not allow it.
	ErrForbidden = errors.New("not allowed")
	// ErrUnavailable: the store is out of reach; it is not certain that anything was
	// changed.
	ErrUnavailable = errors.New("store unavailable")
	// ErrTooBroad: the store would search too long; narrow the question.
	ErrTooBroad = errors.New("too broad")
	// ErrRefused: the store will never take this, however often it is tried.
	ErrRefused = errors.New("store refuses")
)

// FieldCode is what is wrong with a field.
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
