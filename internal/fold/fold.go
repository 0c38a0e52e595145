// Package fold brings texts into one form in which they are hidden, found and compared: it is
// the same for all ways to write one name, word or number, and knows where each sign stood in
// the original.
//
// Folded are width and compatibility forms (NFKC), accents (also as marks of their own), case,
// all kinds of spaces, dashes and dots, Kangxi and other radicals, and traditional characters,
// variants and those of Japan to simplified ones. Invisible signs are left out. The form is
// nothing to be read by people.
package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hotline12345/internal/text"
)

// The signs that all spaces, dashes, dots within names and full stops become.
const (
	Space = ' '
	Dash  = '-'
	Dot   = '·'
	Stop  = '.'
)

// Text is a folded text. Its zero value is an empty one.
type Text struct {
	// Runes are the folded signs.
	Runes    []rune
	from, to []int // of each sign in the original, in bytes
}

// Of folds a text.
func Of(s string) Text {
	t := Text{Runes: make([]rune, 0, len(s)), from: make([]int, 0, len(s)), to: make([]int, 0, len(s))}
	for at := 0; at < len(s); {
		c, size := utf8.DecodeRuneInString(s[at:])
		if !t.add(c, at, at+size) && len(t.to) > 0 {
			t.extend(at + size)
		}
		at += size
	}
	return t
}

// String returns a text folded.
func String(s string) string { return string(Of(s).Runes) }

// Original returns where the folded signs from i to before j stand in the original, in bytes.
// What is invisible behind a sign belongs to it.
func (t Text) Original(i, j int) (from, to int) { return t.from[i], t.to[j-1] }

// add appends what a sign of the original folds to, and reports whether that is anything.
func (t *Text) add(c rune, from, to int) bool {
	before := len(t.Runes)
	if c < utf8.RuneSelf {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		} else if c < ' ' || c == 0x7f {
			c = Space
		}
		t.Runes = append(t.Runes, c)
	} else {
		t.Runes = decomposed(t.Runes, c)
	}
	for range len(t.Runes) - before {
		t.from, t.to = append(t.from, from), append(t.to, to)
	}
	return len(t.Runes) > before
}

// extend gives what cannot be seen to the sign before it.
func (t *Text) extend(to int) {
	last := len(t.from) - 1
	for i := last; i >= 0 && t.from[i] == t.from[last]; i-- {
		t.to[i] = to
	}
}

// decomposed appends the folded signs of one beyond ASCII.
func decomposed(list []rune, c rune) []rune {
	if text.Invisible(c) {
		return list
	}
	if f, ok := one(c); ok { // before it is taken apart: these have other signs in the normal form
		return append(list, f)
	}
	for _, part := range norm.NFKD.String(string(c)) {
		switch {
		case text.Invisible(part) || isAccent(part):
		case letters[part] != "":
			list = append(list, []rune(letters[part])...)
		default:
			if f, ok := one(part); ok {
				part = f
			}
			list = append(list, unicode.ToLower(unicode.ToUpper(part)))
		}
	}
	return list
}

// letters are those of Latin scripts that Unicode does not take apart.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th",
	'ł': "l", 'Ł': "l", 'ħ': "h", 'Ħ': "h", 'ı': "i", 'ŧ': "t", 'Ŧ': "t", 'ŋ': "n", 'Ŋ': "n",
}

// isAccent reports whether a mark only changes a letter. The vowels of scripts that write them
// as marks are no accents.
func isAccent(c rune) bool {
	return unicode.Is(unicode.Me, c) || c == 0x640 || // the line that stretches Arabic letters
		unicode.Is(unicode.Mn, c) && !unicode.Is(unicode.Tibetan, c) && norm.NFKD.PropertiesString(string(c)).CCC() != 0
}

// one returns the sign for one of a kind.
func one(c rune) (rune, bool) {
	switch {
	case c < utf8.RuneSelf:
		return c, false
	case unicode.In(c, unicode.Z, unicode.Cc):
		return Space, true
	case unicode.Is(unicode.Pd, c) || c == '−' || c == '─' || c == '━' || c == '⁃':
		return Dash, true
	case isDot(c):
		return Dot, true
	case c == '。' || c == '｡':
		return Stop, true
	case c == '№': // of a ticket: no word before its number
		return '#', true
	case isDigit(c):
		return '0' + digitOf(c), true
	}
	f, ok := hanzi[c]
	return f, ok
}

// isDot reports whether a sign is one of the dots that part the names of peoples and of
// foreigners (GB/T 15834: ·), or is taken for one.
func isDot(c rune) bool {
	switch c {
	case 0xb7, 0x387, 0x2022, 0x2023, 0x2027, 0x2219, 0x22c5, 0x25cf, 0x25e6, 0x2981, 0x2e31, 0x2e33, 0x30fb, 0xff65, 0x318d,
		0xa78f, 0x16eb, 0x1427, 0x10101, 0x1f784, 0x2d9, 0x26ab:
		return true
	}
	return false
}
