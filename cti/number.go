package cti

import "strings"

// Caller is the citizen's telephone number as far as the network gave it.
type Caller struct {
	// Number is normalised (see NormaliseCaller): "13800138000" for a
	// mobile, "057188886666" for a landline with area code, "+4420..." for
	// other countries. Empty when the caller is anonymous.
	Number string `json:"number,omitempty"`
	// Anonymous is true if the caller withheld the number. It is a value,
	// not an error.
	Anonymous bool `json:"anonymous,omitempty"`
	// Raw is the header that the network sent, to find faults of a trunk.
	Raw string `json:"raw,omitempty"`
}

// NormaliseCaller makes one form of what trunks send as the caller's number: a
// From number, or the P-Asserted-Identity when the trunk gives one (RFC 3325).
// Chinese mobiles become 11 digits, landlines 0 + area code + number, others
// +country. "anonymous", "unavailable", "restricted" and nothing are Anonymous.
func NormaliseCaller(from, pai string) Caller {
	c := Caller{Raw: from}
	user := userPart(pai)
	if hidden(user) {
		user = userPart(from)
	} else {
		c.Raw = pai
	}
	c.Number = national(clean(user))
	c.Anonymous = c.Number == ""
	return c
}

// NormaliseCalled keeps the digits of the dialled number; +86 is cut off.
func NormaliseCalled(raw string) string {
	return strings.TrimPrefix(national(clean(userPart(raw))), "+")
}

// userPart takes the number out of a header or URI: "Li" <sip:138@a;b>, tel:+86-138.
func userPart(s string) string {
	if i := strings.LastIndexByte(s, '<'); i >= 0 {
		s = s[i+1:]
		s, _, _ = strings.Cut(s, ">")
	}
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"sip:", "sips:", "tel:"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			s = s[len(scheme):]
			break
		}
	}
	s, _, _ = strings.Cut(s, "@")
	s, _, _ = strings.Cut(s, ";")
	return s
}

func hidden(user string) bool {
	switch strings.ToLower(user) {
	case "", "anonymous", "unavailable", "restricted", "unknown", "private":
		return true
	}
	return false
}

// clean removes what people write between digits; anything else is no number.
func clean(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9' || r == '+' && i == 0:
			b.WriteRune(r)
		case strings.ContainsRune(" -.()", r):
		default:
			return ""
		}
	}
	if n := b.String(); n != "+" {
		return n
	}
	return ""
}

// national writes a Chinese number as it is dialled in China and another one
// with + and its country.
func national(n string) string {
	switch {
	case strings.HasPrefix(n, "+86"):
		n = n[3:]
	case strings.HasPrefix(n, "0086"):
		n = n[4:]
	case strings.HasPrefix(n, "86") && len(n) == 13 && n[2] == '1':
		n = n[2:]
	case strings.HasPrefix(n, "00"):
		return "+" + n[2:]
	default:
		// Some trunks put a 0 before a mobile: 013800138000.
		if rest := strings.TrimPrefix(n, "0"); mobile(rest) {
			return rest
		}
		return n
	}
	if mobile(n) || len(n) < 7 || n[0] == '0' {
		return n
	}
	return "0" + n // area code without its zero
}

// mobile numbers have 11 digits and begin with 13 to 19.
func mobile(n string) bool {
	return len(n) == 11 && n[0] == '1' && n[1] >= '3'
}
