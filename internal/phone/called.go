package phone

import "strings"

// Called returns the keys of a dialled number, of the user part of a Request-URI: digits
// with * and #, and the country's code taken off. Parameters, signs and letters before the
// digits are left out, and all that stands behind a sign that no telephone dials; "" if
// there are no digits.
func Called(user string) string {
	s, _, _ := fromURI("sip:" + folded(user))
	s = folded(s)
	s = strings.TrimLeftFunc(s, func(c rune) bool { return c != '+' && (c < '0' || c > '9') })
	var b strings.Builder
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9' || (c == '*' || c == '#') && b.Len() > 0 || c == '+' && b.Len() == 0:
			b.WriteRune(c)
		case !strings.ContainsRune(signs, c):
			return withoutCountry(b.String())
		}
	}
	return withoutCountry(b.String())
}

// withoutCountry takes +86 and 0086 off a dialled number; an area code gets its 0.
func withoutCountry(d string) string {
	for _, country := range []string{"+86", "0086"} {
		n, ok := strings.CutPrefix(d, country)
		if !ok {
			continue
		}
		if n == "" || n[0] == '0' || n[0] == '1' && !strings.HasPrefix(n, "10") || bareKind(n) == short {
			return n
		}
		return "0" + n
	}
	return strings.TrimPrefix(d, "+")
}

// Behind returns the keys that stand behind a number in what was dialled: 1234515 and
// 07571234515 are 12345, then 1 and 5. It reports whether the number was dialled, with
// whatever stands before it: the country, an area code.
func Behind(called, number string) (keys string, ok bool) {
	for _, tail := range tails(called) {
		if keys, ok := strings.CutPrefix(tail, number); ok {
			return keys, true
		}
	}
	return "", false
}

// tails returns a dialled number, and what is left when the country, zeros and an area code
// are taken off.
func tails(called string) []string {
	list := []string{called}
	for _, prefix := range []string{"0086", "86"} {
		if n, ok := strings.CutPrefix(called, prefix); ok {
			list = append(list, n)
		}
	}
	for _, n := range list {
		rest := strings.TrimLeft(n, "0")
		if area, behind := splitArea(rest); area != "" {
			list = append(list, rest, behind)
		} else {
			list = append(list, rest)
		}
	}
	return list
}
