package tickets

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sizes in bytes of UTF-8. A matter's content may be as long as a long letter.
const (
	maxName    = 400
	maxUnit    = 800
	maxContact = 40
	maxPlace   = 2000
	maxContent = 100 << 10
)

// Writable checks what may be saved while it is typed: sizes and characters, but
// not yet that all is there.
func Writable(r Register) []FieldError {
	var wrong []FieldError
	check := func(field, value string, size int) {
		switch {
		case len(value) > size:
			wrong = append(wrong, FieldError{field, CodeTooLong})
		case !cleanText(value, size):
			wrong = append(wrong, FieldError{field, CodeControl})
		}
	}
	check("name", r.Name, maxName)
	check("unit", r.Unit, maxUnit)
	check("contact", r.Contact, maxContact)
	check("content", r.Content, maxContent)
	check("place", r.Place, maxPlace)
	if r.Type != "" && !slices.Contains(Types(), r.Type) {
		wrong = append(wrong, FieldError{"type", CodeUnknown})
	}
	if r.Category != "" && !digits(r.Category, 4) {
		wrong = append(wrong, FieldError{"category", CodeUnknown})
	}
	return wrong
}

// Complete checks what may become a ticket: the five fields are there or the
// caller declined them (S073-S077), and the type is chosen.
func Complete(r Register) []FieldError {
	wrong := Writable(r)
	need := func(field, text string, declined bool) {
		if strings.TrimSpace(text) == "" && !declined {
			wrong = append(wrong, FieldError{field, CodeRequired})
		}
	}
	need("name", r.Name, r.NameDeclined)
	need("unit", r.Unit, r.UnitDeclined)
	need("contact", r.Contact, r.ContactDeclined)
	need("content", r.Content, false)
	need("type", string(r.Type), false)
	if r.CalledAt.IsZero() {
		wrong = append(wrong, FieldError{"called_at", CodeRequired})
	}
	if r.Contact != "" && !IsTelephone(r.Contact) {
		wrong = append(wrong, FieldError{"contact", CodeInvalid})
	}
	return wrong
}

// cleanText allows any characters of any language and emoji; of the control
// characters only the new line and the tab.
func cleanText(s string, size int) bool {
	if len(s) > size || !utf8.ValidString(s) {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool {
		return unicode.IsControl(c) && c != '\n' && c != '\t'
	})
}

// IsTelephone says whether a text can be a telephone number: at least three digits,
// and signs that people write between them.
func IsTelephone(s string) bool {
	n := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			n++
		case !strings.ContainsRune("+-() #*,转", c):
			return false
		}
	}
	return n >= 3
}

func digits(s string, n int) bool {
	return len(s) == n && !strings.ContainsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
}

// tidy brings what a browser sends into one form.
func tidy(r Register) Register {
	lines := strings.NewReplacer("\r\n", "\n", "\r", "\n")
	r.Content = shown(lines.Replace(r.Content))
	for _, f := range []*string{&r.Name, &r.Unit, &r.Contact, &r.Place} {
		*f = strings.TrimSpace(shown(lines.Replace(*f)))
	}
	r.Contact = Dialled(narrow(r.Contact))
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

// signsInNumbers are what people write between the digits of a telephone number.
var signsInNumbers = strings.NewReplacer(" ", "", "-", "", ".", "", "(", "", ")", "", "\u3000", "")

// Dialled is a telephone number as calls bring it, so that it is found again: without
// the signs between its digits. Anything else, such as "转8001", stays as typed.
func Dialled(contact string) string {
	n := signsInNumbers.Replace(contact)
	if digits := strings.TrimPrefix(n, "+"); len(digits) < shortestNumber || strings.Trim(digits, "0123456789") != "" {
		return contact
	}
	return n
}

// shown is a text without signs that nobody sees and that turn lines round: a
// name of them alone is no name. The joiner within emoji stays.
func shown(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == 0x200b, c == 0x2060, c == 0xfeff, c >= 0x200e && c <= 0x200f, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069:
			return -1
		}
		return c
	}, s)
}

// narrow is a text with the digits and signs of Chinese input methods as everybody
// dials them.
func narrow(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '！' && c <= '～' {
			return c - '！' + '!'
		}
		if c == '　' {
			return ' '
		}
		return c
	}, s)
}
