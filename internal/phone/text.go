package phone

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"hotline12345/internal/fold"
)

// signs are what people write between the digits of a number; a / or a 、 parts two.
const signs = " -.()[]·_"

// plain has the brackets and commas that the folding leaves.
var plain = strings.NewReplacer("【", "(", "】", ")", "〔", "(", "〕", ")", "、", ",", "﹢", "+")

// folded returns a text in the one form of all texts, with ASCII digits and signs.
func folded(s string) string {
	runes := fold.Of(s).Runes
	if inNumerals(runes) {
		for i, c := range runes {
			if d, ok := fold.Digit(c); ok {
				runes[i] = rune(d)
			}
		}
	}
	return strings.TrimSpace(plain.Replace(string(runes)))
}

// inNumerals reports whether a text is a number in Chinese numerals: 一三八零零一三八零零零. A few
// of them are a word.
func inNumerals(text []rune) bool {
	n := 0
	for _, c := range text {
		if _, ok := fold.Digit(c); ok {
			n++
		} else if unicode.IsLetter(c) {
			return false
		}
	}
	return n >= len("8888666")
}

// isAddress reports whether a text is the address of a machine, whose digits are no number.
func isAddress(s string) bool {
	host := strings.Trim(s, "[]")
	if before, _, ok := strings.Cut(host, ":"); ok && strings.Count(host, ":") == 1 {
		host = before
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

// fromURI takes the number out of a tel or sip URI (RFC 3966, RFC 3261); any other text
// stays as it is. context is the phone-context of a local number.
func fromURI(s string) (number, context, extension string) {
	scheme, rest, found := strings.Cut(s, ":")
	switch strings.ToLower(strings.TrimSpace(scheme)) {
	case "tel", "sip", "sips":
	default:
		return s, "", ""
	}
	if !found {
		return s, "", ""
	}
	rest = strings.TrimLeft(rest, "/")
	if before, _, ok := strings.Cut(rest, "@"); ok {
		rest = before
	}
	number, parameters, _ := strings.Cut(rest, ";")
	if whole, err := url.PathUnescape(number); err == nil {
		number, parameters2, _ := strings.Cut(folded(whole), ";") // "%3B" hides them
		number, _, _ = strings.Cut(number, "@")                   // 138...%40carrier.example
		return number, parameter(parameters+";"+parameters2, "phone-context"), digitsOnly(parameter(parameters+";"+parameters2, "ext"))
	}
	return number, parameter(parameters, "phone-context"), digitsOnly(parameter(parameters, "ext"))
}

func parameter(list, name string) string {
	for _, p := range strings.Split(list, ";") {
		if key, value, _ := strings.Cut(p, "="); strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// inContext completes a local number by its phone-context: "88886666;phone-context=+86757".
func inContext(digits, context string) string {
	area, ok := strings.CutPrefix(context, "+86")
	if k := bareKind(digits); !ok || area == "" || k != local && k != short {
		return digits
	}
	if a, rest := splitArea(strings.TrimPrefix(area, "0")); a == "" || rest != "" {
		return digits
	}
	return "0" + strings.TrimPrefix(area, "0") + digits
}

// masked is a number of which another system hid a part: 138****8000.
var masked = regexp.MustCompile(`\*{2,}|(?i:x{2,})`)

// optionalZero is the 0 of a landline's area code that some write behind the country.
var optionalZero = regexp.MustCompile(`^((?:\+|00)[0-9 .-]{1,6})[(\[]\s*0\s*[)\]]`)

func withoutOptionalZero(s string) string { return optionalZero.ReplaceAllString(s, "$1") }

// extensionSigns begin an extension: what is keyed after the number is answered.
var extensionSigns = regexp.MustCompile(`(?i)转|分机|内线|ext[.=]?|[,;*#xpw]`)

// splitExtension cuts off what is keyed after the number is answered, if its digits are all
// that stands there.
func splitExtension(s string) (main, extension string) {
	at := extensionSigns.FindStringIndex(s)
	if at == nil || len(digitsOnly(s[:at[0]])) < shortest {
		return s, ""
	}
	rest := strings.TrimSpace(extensionSigns.ReplaceAllString(s[at[0]:], ""))
	if strings.Trim(rest, "0123456789 :.-)]") != "" || len(digitsOnly(rest)) > maxExtension {
		return s, "" // not one number
	}
	if rest == "" && unicode.IsLetter([]rune(s[at[0]:])[0]) {
		return s, "" // 13800138000x
	}
	return s[:at[0]], digitsOnly(rest)
}

// maxExtension is the longest extension in digits.
const maxExtension = 8

// lastGroup is a group of digits that a dash or brackets set apart.
var lastGroup = regexp.MustCompile(`^(.*[0-9)\]])\s*(?:-\s*|[(\[]\s*)([0-9]{1,6})\s*[)\]]?$`)

// splitDashed takes "0757-88886666-8001" and "0757-88886666(8001)" apart: what stands before is
// whole.
func splitDashed(s string) (digits, extension string, ok bool) {
	m := lastGroup.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", "", false
	}
	digits, ok = digitsOf(m[1])
	_, k := classify(digits)
	return digits, m[2], ok && (k == landline || k == local || k == mobile || k == short && len(digits) > 7)
}

// digitsOnly returns the ASCII digits of a text.
func digitsOnly(s string) string {
	return strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, s)
}
