// Package restricted keeps the numbers that harass the hotline (M74): each for a reason and
// until a day. Their calls reach a message box, never an agent; a way in stays open (M75).
package restricted

import (
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/internal/text"
	"hotline12345/tickets/org"
)

// Number is one number that was restricted, also when that is over.
type Number struct {
	ID string `json:"id"`
	// Number is in the normal form (internal/phone).
	Number string     `json:"number"`
	Why    string     `json:"why"`
	By     org.Person `json:"by"`
	Since  time.Time  `json:"since"`
	// Until is when it ends by itself.
	Until time.Time `json:"until"`
	// Lifted is set when somebody ended it before.
	Lifted *Lifting `json:"lifted,omitempty"`
}

// Lifting is who ended a restriction, when and why.
type Lifting struct {
	By  org.Person `json:"by"`
	At  time.Time  `json:"at"`
	Why string     `json:"why"`
}

// Holds reports whether the number is restricted at a time.
func (n Number) Holds(at time.Time) bool { return n.Lifted == nil && at.Before(n.Until) }

// Longest is how long a number may be restricted: after a year somebody has to look at it again.
const Longest = 366 * 24 * time.Hour

// maxWhy bounds a reason, in bytes.
const maxWhy = text.MaxPlace

// officialCodes are the first digits of governments' and carriers' short codes.
const officialCodes = "1"

// shortCode is the most digits that such a code has.
const shortCode = 8

// Normal returns the number in the form in which calls have it. Error: Invalid for a text that
// is no whole number, and for a short code such as 110, 12345 or 10086: those are authorities
// and carriers, who must get through.
func Normal(plan phone.Plan, s string) (string, error) {
	n, ok := plan.Dialled(s)
	official := strings.HasPrefix(n, officialCodes) && len(n) <= shortCode
	if !ok || !phone.Known(n) || official || phone.Reaches(n, phone.Emergency()) {
		return "", invalid("number", errs.CodeInvalid)
	}
	return n, nil
}

// Check returns what is wrong with a restriction that begins at Since, nil for nothing.
func (n Number) Check() error {
	if err := checkWhy(n.Why); err != nil {
		return err
	}
	if !n.Until.After(n.Since) || n.Until.Sub(n.Since) > Longest {
		return invalid("until", errs.CodeInvalid)
	}
	return nil
}

func checkWhy(why string) error {
	switch {
	case text.IsBlank(why):
		return invalid("why", errs.CodeRequired)
	case len(why) > maxWhy:
		return invalid("why", errs.CodeTooLong)
	case !text.Clean(why, maxWhy):
		return invalid("why", errs.CodeControl)
	}
	return nil
}

func invalid(field string, code errs.FieldCode) error {
	return &errs.Invalid{Fields: []errs.FieldError{{Field: field, Code: code}}}
}
