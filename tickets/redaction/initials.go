package redaction

import (
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// shortestInitials is the least number of initials that are hidden where they stand in capitals
// without dots: ZJG.
const shortestInitials = 3

// initialsAt are how the syllables of a name stand in a text.
type initialsAt struct {
	end                     int
	hanzi, whole, ones, gap int // how many are hanzi, in pinyin, initials; how many gaps
}

// initialsHits returns where a name stands in initials, or in part: ZJG, Z.J.G., 张JG, Zhang J.G.
func (r Redactor) initialsHits(text []rune, original func(from, to int) string) (hits []span) {
	for _, s := range r.spelled {
		orders := [][]syllable{s.syllables, slices.Concat(s.syllables[s.surname:], s.syllables[:s.surname])}
		for i := range text {
			if i > 0 && inWord(text[i-1]) && inWord(text[i]) {
				continue
			}
			for _, order := range orders {
				found, ok := initials(text, i, order, initialsAt{})
				if ok && found.tells(text, i, original(i, found.end)) {
					hits = append(hits, span{i, found.end})
					break
				}
			}
		}
	}
	return hits
}

// tells reports whether initials are a name.
func (f initialsAt) tells(text []rune, i int, original string) bool {
	if f.ones == 0 || f.end < len(text) && inWord(text[f.end]) && inWord(text[f.end-1]) {
		return false
	}
	capitals := strings.ToUpper(original) == original
	switch long := f.hanzi+f.whole+f.ones >= shortestInitials; {
	case f.hanzi > 0:
		return long || capitals
	case f.whole > 0:
		return f.gap > 0 && (long || strings.ToLower(original) != original)
	case capitals && (long || f.gap > 0):
		return true
	}
	return wordlike.stands(text[:i], text[f.end:], i == 0, f.end == len(text))
}

// initials reads syllables at a sign, each as its hanzi, in pinyin, or as its first letter.
func initials(text []rune, i int, order []syllable, f initialsAt) (initialsAt, bool) {
	f.end = i
	if len(order) == 0 {
		return f, true
	}
	if i > 0 && f.hanzi+f.whole+f.ones > 0 {
		next := i
		for next < len(text) && next-i < 2 && strings.ContainsRune(". ·-", text[next]) {
			next++
		}
		if next > i {
			f.gap, i = f.gap+1, next
		}
	}
	if i >= len(text) {
		return f, false
	}
	c, first := text[i], order[0]
	if fold.Han(c) {
		if c != first.hanzi {
			return f, false
		}
		f.hanzi++
		return initials(text, i+1, order[1:], f)
	}
	for _, reading := range first.readings {
		joined := i > 0 && inWord(text[i-1])
		if !joined && startsWithLetters(text[i:], reading) && (i+len(reading) == len(text) || !inWord(text[i+len(reading)])) {
			g := f
			g.whole++
			if g, ok := initials(text, i+len(reading), order[1:], g); ok {
				return g, true
			}
		}
		if c == rune(reading[0]) {
			g := f
			g.ones++
			if g, ok := initials(text, i+1, order[1:], g); ok {
				return g, true
			}
		}
	}
	return f, false
}
