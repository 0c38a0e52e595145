package tickets

import (
	"hotline12345/internal/errs"
	"hotline12345/internal/text"
)

// Anonymity is a city's rule for reports (举报) of people who tell neither a name
// nor a number (M37).
type Anonymity string

// The rules.
const (
	// AnonymousAccepted: they are accepted, and protected as every report (M71).
	AnonymousAccepted Anonymity = "accepted"
	// AnonymousRefused: a name or a number is needed; never in an emergency.
	AnonymousRefused Anonymity = "refused"
)

// RefusesAnonymous reports whether the city does not take a matter without a name or a
// number: a report, or what is protected as one. urgent: a person is in danger.
func (b Rulebook) RefusesAnonymous(r Register, urgent bool) bool {
	return b.Options.Anonymous == AnonymousRefused && b.Protects(r.Type) && !urgent && b.UrgencyOf(r.Category) != Emergency &&
		text.IsBlank(r.Name) && text.IsBlank(r.Contact)
}

// checkOptions returns what is wrong with the options.
func checkOptions(o Options) (wrong []errs.FieldError) {
	if o.Closing != 0 && (o.Closing < earliestClosing || o.Closing > 24*60) {
		wrong = append(wrong, errs.FieldError{Field: "closing", Code: errs.CodeInvalid})
	}
	if days := o.FirstContactDays(); days < 0 || days > longestContact {
		wrong = append(wrong, errs.FieldError{Field: "contact_days", Code: errs.CodeInvalid})
	}
	if o.Anonymous != "" && o.Anonymous != AnonymousAccepted && o.Anonymous != AnonymousRefused {
		wrong = append(wrong, errs.FieldError{Field: "anonymous", Code: errs.CodeUnknown})
	}
	if !text.Clean(o.AnonymousText, text.MaxPlace) {
		wrong = append(wrong, errs.FieldError{Field: "anonymous_text", Code: errs.CodeTooLong})
	}
	if !text.Clean(o.Confidentiality, text.MaxContent) {
		wrong = append(wrong, errs.FieldError{Field: "confidentiality", Code: errs.CodeTooLong})
	}
	return wrong
}
