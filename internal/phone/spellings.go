package phone

import (
	"slices"
	"strings"
)

// Spellings returns the forms in which a number may have been written down before there was
// one form, the normal form first: rows of earlier years are found by them. A text that is
// not one number is its own only spelling.
func (p Plan) Spellings(s string) []string {
	n, ok := p.Normal(s)
	if !ok {
		return []string{s}
	}
	list := []string{n}
	switch {
	case strings.Contains(n, extensionMark):
	case strings.HasPrefix(n, "+"):
		list = append(list, n[1:], "00"+n[1:])
	case strings.HasPrefix(n, "0"):
		list = append(list, n[1:], "+86"+n[1:], "+86"+n, "86"+n[1:], "0086"+n[1:], "0086"+n)
		if rest, own := strings.CutPrefix(n, p.Area); own && p.Area != "" {
			list = append(list, rest)
		}
	default:
		list = append(list, "0"+n, "+86"+n, "86"+n, "0086"+n)
		if p.Area != "" && len(n) < len("95105105") {
			list = append(list, p.Area+n)
		}
	}
	return slices.DeleteFunc(list, func(spelling string) bool { // 8612345 is a number of the city
		back, _ := p.Normal(spelling)
		return back != n
	})
}
