package redaction

import (
	"slices"
	"strings"
	"unicode"

	"hotline12345/internal/fold"
)

// longestTag is the most signs of a tag or entity of HTML within a text.
const longestTag = 200

// withoutTags returns a folded text with spaces for tags and entities of HTML, and reports
// whether there is any: 张<b>建</b>国, 张&nbsp;建国.
func withoutTags(text []rune) (plain []rune, ok bool) {
	for i := 0; i < len(text); i++ {
		end := tagAt(text, i)
		if end == i {
			continue
		}
		if !ok {
			plain, ok = slices.Clone(text), true
		}
		for k := i; k < end; k++ {
			plain[k] = fold.Space
		}
		i = end - 1
	}
	return plain, ok
}

// tagAt returns the end of a tag or entity that begins at a sign.
func tagAt(text []rune, i int) int {
	last, most := '>', longestTag
	switch {
	case text[i] == '&':
		last, most = ';', 10
	case text[i] != '<' || i+1 == len(text) || text[i+1] != '/' && text[i+1] != '!' && (text[i+1] < 'a' || text[i+1] > 'z'):
		return i
	}
	for end := i + 1; end < min(len(text), i+most); end++ {
		c := text[end]
		switch {
		case c == last:
			return end + 1
		case last == ';' && c != '#' && !inWord(c), c == '<':
			return i
		}
	}
	return i
}

// mostSplitting is how many letters or digits split a name, at one place.
const mostSplitting = 2

// withoutSplits returns a folded text with spaces for a letter or digit between two hanzi, and
// reports whether there is any: 张1建2国.
func withoutSplits(text []rune) (plain []rune, ok bool) {
	for i := 1; i < len(text); i++ {
		if !inWord(text[i]) || !fold.Han(text[i-1]) {
			continue
		}
		end := i
		for end < len(text) && inWord(text[end]) {
			end++
		}
		if end-i <= mostSplitting && end < len(text) && fold.Han(text[end]) {
			if !ok {
				plain, ok = slices.Clone(text), true
			}
			for k := i; k < end; k++ {
				plain[k] = fold.Space
			}
		}
		i = end
	}
	return plain, ok
}

// withoutDigits returns a field's hanzi where digits or letters split them one from the other:
// 张1建2国.
func withoutDigits(field string) (string, bool) {
	parts := strings.FieldsFunc(field, func(c rune) bool { return !fold.Han(c) })
	if len(parts) < 2 || !strings.ContainsFunc(field, unicode.IsDigit) || slices.ContainsFunc(parts, func(p string) bool { return len([]rune(p)) > 2 }) {
		return "", false
	}
	return strings.Join(parts, ""), true
}

// withTagsOut returns a field without its tags and entities of HTML, and reports whether it has
// any.
func withTagsOut(field string) (string, bool) {
	plain, ok := withoutTags(fold.Of(field).Runes)
	return strings.Join(strings.Fields(string(plain)), ""), ok
}
