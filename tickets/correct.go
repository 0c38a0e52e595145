package tickets

import "strings"

// corrected is the register after a correction; it must be as valid as a new one.
func corrected(r Register, c Changes) (Register, error) {
	text := func(field *string, change *string, declined *bool) {
		if change == nil {
			return
		}
		*field = *change
		if declined != nil {
			*declined = *change == ""
		}
	}
	text(&r.Name, c.Name, &r.NameDeclined)
	text(&r.Unit, c.Unit, &r.UnitDeclined)
	text(&r.Contact, c.Contact, nil)
	text(&r.Content, c.Content, nil)
	text(&r.Category, c.Category, nil)
	text(&r.Place, c.Place, nil)
	if c.Contact != nil {
		r.Contact = Dialled(narrow(strings.TrimSpace(r.Contact)))
		r.ContactDeclined = r.ContactDeclined && *c.Contact == ""
	}
	if c.Type != nil {
		r.Type = *c.Type
	}
	if c.Confidential != nil {
		r.Confidential = *c.Confidential
	}
	if wrong := Complete(r); len(wrong) > 0 {
		return r, &Invalid{Fields: wrong}
	}
	return r, nil
}
