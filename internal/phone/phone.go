// Package phone brings telephone numbers into one normal form, however a network, a
// person or a file writes them, and knows which numbers a dialled text would reach.
//
// The normal form is what is dialled within China: a mobile number has 11 digits
// (13800138000), a landline its area code with the 0 (057188886666), a short code its
// digits (12345, 95588, 4001234567); one of another country or of Hong Kong, Macau and
// Taiwan begins with + (+85221234567). An extension stands behind 转 (057188886666转8001).
package phone

import (
	"strings"
)

// Sizes of a number in digits: the longest are those of messages (106...) with their
// extensions, and an international prefix before the 15 of ITU-T E.164.
const (
	shortest = 3
	longest  = 20
)

// Plan is the numbering of a city. Its zero value completes no local numbers.
type Plan struct {
	// Area is the city's area code with its 0, as 0757: local numbers of seven and
	// eight digits get it. Empty leaves them as they are.
	Area string
}

// extensionMark stands before an extension in the normal form.
const extensionMark = "转"

// Normal returns a number in its normal form, and reports whether the text is one
// number: "＋８６ (0)757-8888 6666" is 075788886666.
func (p Plan) Normal(s string) (string, bool) {
	main, extension, ok := p.read(s)
	if !ok {
		return "", false
	}
	if extension != "" {
		main += extensionMark + extension
	}
	return main, true
}

// Dialled returns what is dialled to reach a number: its normal form without the
// extension; "" and false where the text is no number.
func (p Plan) Dialled(s string) (string, bool) {
	main, _, ok := p.read(s)
	return main, ok
}

// Tidy returns a number in its normal form, and several with a comma between them; any other
// text stays as it is.
func (p Plan) Tidy(s string) string {
	if list := p.Numbers(s); list != nil {
		return strings.Join(list, ",")
	}
	return s
}

// IsNumber reports whether a text is one telephone number.
func IsNumber(s string) bool {
	_, _, ok := Plan{}.read(s)
	return ok
}

// read returns the number of a text and its extension.
func (p Plan) read(s string) (main, extension string, ok bool) {
	t := folded(s)
	t, context, uriExtension := fromURI(t)
	if isAddress(t) || masked.MatchString(t) {
		return "", "", false
	}
	t = withoutOptionalZero(strings.TrimSuffix(strings.Trim(t, "'’‘\"“”"), ".0"))
	main, extension = splitExtension(t)
	if whole := digitsOnly(t); extension != "" && nationalKind(whole) == mobile && unknown(digitsOnly(main)) {
		main, extension = whole, "" // 138,0013,8000
	}
	digits, ok := digitsOf(main)
	if !ok {
		return "", "", false
	}
	if extension == "" {
		extension = uriExtension
	}
	if extension == "" && unknown(digits) {
		if m, x, found := splitDashed(main); found {
			digits, extension = m, x
		}
	}
	main = p.normal(inContext(digits, context))
	if len(strings.TrimPrefix(main, "+")) < shortest {
		return "", "", false
	}
	return main, extension, true
}

// unknown reports whether digits are no number that we know.
func unknown(digits string) bool {
	if _, ok := abroad(digits); ok {
		return false
	}
	_, k := classify(digits)
	return k == other
}

// digitsOf returns the digits of a number, with a leading +, and reports whether there is
// nothing else but the signs that people write between them.
func digitsOf(s string) (string, bool) {
	var b strings.Builder
	for _, c := range strings.TrimSpace(s) {
		switch {
		case c >= '0' && c <= '9' || c == '+' && b.Len() == 0:
			b.WriteRune(c)
		case !strings.ContainsRune(signs, c):
			return "", false
		}
	}
	d := b.String()
	n := len(strings.TrimPrefix(d, "+"))
	return d, n >= shortest && n <= longest
}

// normal returns digits, with or without a leading +, in the normal form.
func (p Plan) normal(d string) string {
	if foreign, ok := abroad(d); ok {
		return foreign
	}
	n, k := classify(d)
	switch k {
	case landline:
		return "0" + n
	case areaShort:
		area, rest := splitArea(n)
		if "0"+area == p.Area {
			return rest
		}
		return "0" + n
	case local:
		return p.Area + n
	default:
		return n
	}
}
