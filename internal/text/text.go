package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// DigitsOf returns the digits 0 to 9 of a text, without all else.
func DigitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, HalfWidth(s))
}

// Clean reports whether a text is valid UTF-8 of at most size bytes without control
// characters, except the new line and the tab.
func Clean(s string, size int) bool {
	if len(s) > size || !utf8.ValidString(s) {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool {
		return unicode.IsControl(c) && c != '\n' && c != '\t'
	})
}

// IsDigits reports whether a text is n digits 0 to 9.
func IsDigits(s string, n int) bool {
	return len(s) == n && !strings.ContainsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
}

// WithoutInvisible returns a text without invisible signs and those that turn the
// direction of writing: a name of them alone is no name. The joiner within emoji stays.
func WithoutInvisible(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == 0x200b, c == 0x2060, c == 0xfeff, c >= 0x200e && c <= 0x200f, c >= 0x202a && c <= 0x202e, c >= 0x2066 && c <= 0x2069:
			return -1
		}
		return c
	}, s)
}

// HalfWidth returns a text with the digits and signs of Chinese input methods in their
// ASCII form.
func HalfWidth(s string) string {
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
