package fold

import (
	"unicode"
	"unicode/utf8"
)

// Letter reports whether a folded sign is a letter, a digit or a mark upon one: what words are made of.
func Letter(c rune) bool {
	switch {
	case c < utf8.RuneSelf:
		return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
	case isCommonHan(c):
		return true
	}
	return unicode.In(c, unicode.L, unicode.N, unicode.M)
}

// Han reports whether a sign is a hanzi.
func Han(c rune) bool { return isCommonHan(c) || c >= utf8.RuneSelf && unicode.Is(unicode.Han, c) }

// isCommonHan reports whether a sign is in Unicode's first block of hanzi, as nearly all are.
func isCommonHan(c rune) bool { return c >= 0x4e00 && c <= 0x9fff }
