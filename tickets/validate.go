package tickets

import (
	"slices"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/internal/text"
)

// Writable returns what is wrong with a register while it is typed: sizes and characters,
// but not yet whether all is there. Whether the city has the type, its rulebook knows.
func Writable(r Register) []errs.FieldError {
	var wrong []errs.FieldError
	check := func(field, value string, size int) {
		switch {
		case len(value) > size:
			wrong = append(wrong, errs.FieldError{Field: field, Code: errs.CodeTooLong})
		case !text.Clean(value, size):
			wrong = append(wrong, errs.FieldError{Field: field, Code: errs.CodeControl})
		}
	}
	check("name", r.Name, text.MaxName)
	check("unit", r.Unit, text.MaxUnit)
	check("contact", r.Contact, text.MaxContact)
	check("content", r.Content, text.MaxContent)
	check("place", r.Place, text.MaxPlace)
	if r.Type != "" && !isTypeCode(r.Type) {
		wrong = append(wrong, errs.FieldError{Field: "type", Code: errs.CodeUnknown})
	}
	if r.CallerKind != "" && !slices.Contains(CallerKinds(), r.CallerKind) {
		wrong = append(wrong, errs.FieldError{Field: "caller_kind", Code: errs.CodeUnknown})
	}
	if r.Category != "" && !text.IsDigits(r.Category, 4) {
		wrong = append(wrong, errs.FieldError{Field: "category", Code: errs.CodeUnknown})
	}
	return wrong
}

// EarliestYear is the first in which a citizen can have called: earlier ones are what programs
// write for nothing (0001, 1900, 1970).
const EarliestYear = 1980

// Complete returns what is wrong with a register that shall become a ticket: the five
// fields are there or the caller declined them (S073-S077), and the type is chosen. The unit
// of a person is "a person", without a word (S002).
func Complete(r Register) []errs.FieldError {
	wrong := Writable(r)
	need := func(field, value string, declined bool) {
		if text.IsBlank(value) && !declined {
			wrong = append(wrong, errs.FieldError{Field: field, Code: errs.CodeRequired})
		}
	}
	need("name", r.Name, r.NameDeclined)
	need("unit", r.Unit, r.UnitDeclined || !r.CallerKind.needsUnit())
	need("contact", r.Contact, r.ContactDeclined)
	need("content", r.Content, false)
	need("type", string(r.Type), false)
	switch {
	case r.CalledAt.IsZero():
		wrong = append(wrong, errs.FieldError{Field: "called_at", Code: errs.CodeRequired})
	case r.CalledAt.Year() < EarliestYear:
		wrong = append(wrong, errs.FieldError{Field: "called_at", Code: errs.CodeInvalid})
	}
	if r.Contact != "" && !text.IsTelephone(r.Contact) {
		wrong = append(wrong, errs.FieldError{Field: "contact", Code: errs.CodeInvalid})
	}
	return wrong
}

// Tidy returns a register with what a browser sends brought into one form; a telephone number
// into that of the city.
func Tidy(r Register, plan phone.Plan) Register {
	lineEnds := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	r.Content = text.WithoutInvisible(lineEnds.Replace(r.Content))
	for _, f := range []*string{&r.Name, &r.Unit, &r.Contact, &r.Place} {
		*f = strings.TrimSpace(text.WithoutInvisible(lineEnds.Replace(*f)))
	}
	r.Contact = tidyContact(r.Contact, plan)
	if r.Name != "" {
		r.NameDeclined = false
	}
	if r.Unit != "" {
		r.UnitDeclined = false
	}
	if r.Contact != "" {
		r.ContactDeclined = false
	}
	return r
}

// tidyContact returns a telephone number in the city's normal form; several, or what is none,
// in half-width signs.
func tidyContact(s string, plan phone.Plan) string {
	return plan.Tidy(strings.TrimSpace(text.HalfWidth(s)))
}
