package tickets

import (
	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
)

// checkCorrection returns what is wrong with a correction by the rules of the city: a
// category or a type that does not exist or has ended, a report that is anonymous now (M37).
func (b Rulebook) checkCorrection(before, after Register, urgent bool) []errs.FieldError {
	if after.Type != before.Type {
		if code := b.CheckType(after.Type); code != "" {
			return []errs.FieldError{{Field: "type", Code: code}}
		}
	}
	if after.Category != before.Category && len(b.Categories) > 0 {
		switch c, ok := b.Category(after.Category); {
		case !ok:
			return []errs.FieldError{{Field: "category", Code: errs.CodeUnknown}}
		case c.Ended:
			return []errs.FieldError{{Field: "category", Code: errs.CodeEnded}}
		}
	}
	if b.RefusesAnonymous(after, urgent) && !b.RefusesAnonymous(before, urgent) {
		return []errs.FieldError{{Field: "name", Code: CodeAnonymous}}
	}
	return nil
}

// corrected returns the register after a correction; it must be as valid as a new one.
// Error: Invalid.
func corrected(r Register, c Changes) (Register, error) {
	replace := func(field *string, change *string, declined *bool) {
		if change == nil {
			return
		}
		*field = *change
		if declined != nil {
			*declined = *change == ""
		}
	}
	replace(&r.Name, c.Name, &r.NameDeclined)
	replace(&r.Unit, c.Unit, nil)
	if c.CallerKind != nil {
		r.CallerKind = *c.CallerKind
	}
	switch {
	case c.Unit != nil: // an emptied one is one that the caller does not want to name
		r.UnitDeclined = r.silentOnUnit()
	case c.CallerKind != nil:
		r.UnitDeclined = r.UnitDeclined && r.silentOnUnit()
	}
	replace(&r.Contact, c.Contact, nil)
	replace(&r.Content, c.Content, nil)
	replace(&r.Category, c.Category, nil)
	replace(&r.Place, c.Place, nil)
	if c.Contact != nil {
		r.Contact = tidyContact(r.Contact, phone.Plan{}) // the service knows the city's
		r.ContactDeclined = r.ContactDeclined && *c.Contact == ""
	}
	if c.Type != nil {
		r.Type = *c.Type
	}
	if c.Confidential != nil {
		r.Confidential = *c.Confidential
	}
	if wrong := Complete(r); len(wrong) > 0 {
		return r, &errs.Invalid{Fields: wrong}
	}
	return r, nil
}
