package text

import (
	"strings"
	"unicode"
)

// invisible are the signs that nobody sees: Default_Ignorable_Code_Point of Unicode 15
// (DerivedCoreProperties.txt), the marks of annotations and objects, the empty pattern of Braille
// and the empty note, and what is no character.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00ad, Hi: 0x00ad, Stride: 1}, // soft hyphen
		{Lo: 0x034f, Hi: 0x034f, Stride: 1},
		{Lo: 0x061c, Hi: 0x061c, Stride: 1},
		{Lo: 0x115f, Hi: 0x1160, Stride: 1}, // fillers of Hangul
		{Lo: 0x17b4, Hi: 0x17b5, Stride: 1},
		{Lo: 0x180b, Hi: 0x180f, Stride: 1}, // variants of Mongolian
		{Lo: 0x200b, Hi: 0x200f, Stride: 1}, // joiners and directions
		{Lo: 0x202a, Hi: 0x202e, Stride: 1},
		{Lo: 0x2060, Hi: 0x206f, Stride: 1},
		{Lo: 0x2800, Hi: 0x2800, Stride: 1},
		{Lo: 0x3164, Hi: 0x3164, Stride: 1},
		{Lo: 0xfdd0, Hi: 0xfdef, Stride: 1}, // no characters
		{Lo: 0xfe00, Hi: 0xfe0f, Stride: 1}, // variation selectors
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1},
		{Lo: 0xffa0, Hi: 0xffa0, Stride: 1},
		{Lo: 0xfff0, Hi: 0xfffc, Stride: 1}, // also where a picture stood
		{Lo: 0xfffe, Hi: 0xffff, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x1bca0, Hi: 0x1bca3, Stride: 1},
		{Lo: 0x1d159, Hi: 0x1d159, Stride: 1}, // a note without a head
		{Lo: 0x1d173, Hi: 0x1d17a, Stride: 1},
		{Lo: 0x1fffe, Hi: 0x1ffff, Stride: 1},
		{Lo: 0x2fffe, Hi: 0x2ffff, Stride: 1},
		{Lo: 0xe0000, Hi: 0xe0fff, Stride: 1}, // tags and further variation selectors
	},
	LatinOffset: 1,
}

// Invisible reports whether nobody sees a sign.
func Invisible(c rune) bool { return unicode.Is(invisible, c) }

// IsBlank reports whether nobody sees anything in a text: there are only spaces, invisible signs
// and marks without a letter.
func IsBlank(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool {
		return !Invisible(c) && !unicode.IsSpace(c) && !unicode.In(c, unicode.Z, unicode.Cf, unicode.M)
	})
}

// WithoutInvisible returns a text without invisible signs, among them those that turn the
// direction of writing: a name of them alone is no name. Those stay that a script needs where
// they stand: what joins or chooses an emoji, the joiners of Arabic and Indian scripts, the
// variants of Mongolian.
func WithoutInvisible(s string) string {
	if !strings.ContainsFunc(s, Invisible) {
		return s
	}
	var b strings.Builder
	var before rune // the last sign that stays
	signs := []rune(s)
	for i, c := range signs {
		if Invisible(c) && !needed(c, before, next(signs[i+1:])) {
			continue
		}
		b.WriteRune(c)
		before = c
	}
	return b.String()
}

// next returns the first visible sign.
func next(signs []rune) rune {
	for _, c := range signs {
		if !Invisible(c) {
			return c
		}
	}
	return 0
}

// Tidy returns a name or a title as it is kept: without invisible signs, and without space around it.
func Tidy(s string) string { return strings.TrimSpace(WithoutInvisible(s)) }

const (
	nonJoiner, joiner = 0x200c, 0x200d
	emojiStyle        = 0xfe0f
	keycap            = 0x20e3
)

// needed reports whether an invisible sign is a part of what is written.
func needed(c, before, after rune) bool {
	switch {
	case c == joiner || c == nonJoiner:
		return c == joiner && emoji(before) && emoji(after) || joins(before) && joins(after)
	case c == emojiStyle:
		return emoji(before) || after == keycap
	case c >= 0x180b && c <= 0x180f:
		return unicode.Is(unicode.Mongolian, before) && !Invisible(before)
	case c >= 0xe0020 && c <= 0xe007f: // the flags of countries' parts
		return before == 0x1f3f4 || before >= 0xe0020 && before <= 0xe007e
	}
	return false
}

// emoji reports whether a sign is a picture, or chooses its look.
func emoji(c rune) bool {
	return unicode.Is(unicode.So, c) || unicode.Is(unicode.Sk, c) && c > 0x1f000 || c == emojiStyle || c == '‼' || c == '⁉' || unicode.Is(unicode.Sm, c) && c > 0x2000
}

// joining are the scripts whose letters join otherwise with a joiner between them.
var joining = []*unicode.RangeTable{unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi,
	unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar}

func joins(c rune) bool { return unicode.In(c, joining...) }
