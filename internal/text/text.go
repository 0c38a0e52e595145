// Package text brings what people type into one form, and checks its signs and sizes.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sizes in bytes of UTF-8. A matter's content may be as long as a long letter.
const (
	MaxName    = 400
	MaxUnit    = 800
	MaxContact = 40
	MaxPlace   = 2000
	MaxContent = 100 << 10
)

// ShortestNumber is the least number of digits that counts as a telephone number in a
// text: a house number must not.
const ShortestNumber = 7

// IsTelephone reports whether a text can be a telephone number: at least three digits, and
// signs that people write between them.
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

// DigitsOf returns the digits 0 to 9 of a text, also those that were typed full-width.
func DigitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, HalfWidth(s))
}

// Clean reports whether a text may be written down: valid UTF-8 of at most size bytes,
// with no control characters but the new line and the tab. Every language and emoji is
// allowed.
func Clean(s string, size int) bool {
	if len(s) > size || !utf8.ValidString(s) {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool {
		return unicode.IsControl(c) && c != '\n' && c != '\t'
	})
}

// IsDigits reports whether a text is exactly n digits.
func IsDigits(s string, n int) bool {
	return len(s) == n && !strings.ContainsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
}

// HalfWidth returns a text with the full-width digits and signs of Chinese input methods
// as ASCII.
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
