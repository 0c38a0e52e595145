package redaction

import (
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// spelledName is a Chinese name as a sequence of syllables: a hanzi's name is also told in
// pinyin or half in it (张jianguo), one in pinyin also in hanzi.
type spelledName struct {
	syllables []syllable
	surname   int // how many of the syllables
	ofLetters bool
}

// syllable is one sign of a name; its hanzi is 0 where the name was given in pinyin.
type syllable struct {
	hanzi    rune
	readings []string
}

// Lengths of what is hidden in letters: a given name alone, a whole name without a gap. Shorter
// ones are words of other languages: make, like.
const (
	shortestGiven  = 5
	shortestJoined = 5
)

// mostSyllables is how many a Chinese name has.
const mostSyllables = 4

// addSpelled takes the pinyin of a person's name.
func (r *Redactor) addSpelled(p person) {
	s := spelledName{surname: len(p.surname)}
	for _, c := range slices.Concat(p.surname, p.given) {
		if readings := fold.Pinyin(c); fold.Han(c) && len(readings) > 0 {
			s.syllables = append(s.syllables, syllable{c, readings})
		}
	}
	if len(p.given) == 0 || len(s.syllables) != len(p.surname)+len(p.given) {
		return
	}
	r.spelled = append(r.spelled, s)
	var surnames []string
	for _, first := range s.syllables[0].readings {
		if s.surname == 1 {
			surnames = append(surnames, first)
			continue
		}
		for _, second := range s.syllables[1].readings {
			surnames = append(surnames, first+second)
		}
	}
	r.surnames = append(r.surnames, surnames...)
}

// addHanziOf takes the hanzi of a name in pinyin, with its surname first or last.
func (r *Redactor) addHanziOf(words []string) {
	if len(words) < 2 || len(words) > 3 {
		return
	}
	first, last := lettersOf(words[0]), lettersOf(words[len(words)-1])
	r.addHanziOfOne(first, lettersOf(strings.Join(words[1:], "")))
	r.addHanziOfOne(last, lettersOf(strings.Join(words[:len(words)-1], "")))
}

func (r *Redactor) addHanziOfOne(surname, given string) {
	if len(surname)+len(given) > mostSyllables*6 {
		return
	}
	for _, s := range fold.Syllables(surname, 2) {
		for _, g := range fold.Syllables(given, 2) {
			name := spelledName{surname: len(s), ofLetters: true}
			for _, reading := range slices.Concat(s, g) {
				name.syllables = append(name.syllables, syllable{readings: []string{reading}})
			}
			if !slices.ContainsFunc(r.spelled, name.equals) {
				r.spelled = append(r.spelled, name)
			}
		}
	}
}

// equals reports whether two names are spelled the same.
func (s spelledName) equals(other spelledName) bool {
	return s.surname == other.surname && s.ofLetters == other.ofLetters && slices.EqualFunc(s.syllables, other.syllables, func(a, b syllable) bool {
		return a.hanzi == b.hanzi && slices.Equal(a.readings, b.readings)
	})
}

// spelledHits returns where a name stands in pinyin, half in pinyin, or in hanzi of its pinyin.
func (r Redactor) spelledHits(text []rune) (hits []span) {
	for _, s := range r.spelled {
		given, surname := s.syllables[s.surname:], s.syllables[:s.surname]
		orders := [][]syllable{s.syllables, slices.Concat(given, surname), given}
		for i := range text {
			if latin := text[i] >= 'a' && text[i] <= 'z'; !latin && !fold.Han(text[i]) || latin && i > 0 && inWord(text[i-1]) {
				continue
			}
			for _, order := range orders {
				if h, ok := s.at(text, i, order); ok {
					hits = append(hits, h)
				}
			}
		}
	}
	return hits
}

// at returns the hit of syllables in an order that begins at a sign.
func (s spelledName) at(text []rune, i int, order []syllable) (span, bool) {
	end, ok := syllablesAt(text, i, order)
	if !ok || end < len(text) && inWord(text[end]) && inWord(text[end-1]) {
		return span{}, false
	}
	hanzi, letters, gap := 0, 0, false
	for _, c := range text[i:end] {
		switch {
		case fold.Han(c):
			hanzi++
		case fold.Letter(c):
			letters++
		default:
			gap = true
		}
	}
	whole := len(order) == len(s.syllables)
	switch {
	case s.ofLetters && hanzi == len(order):
		return span{i, end}, whole && order[0].readings[0] == s.syllables[0].readings[0] && s.isNamed(text, i, end)
	case s.ofLetters || hanzi == len(order):
		return span{}, false // it is found as a name
	case !whole:
		return span{i, end}, hanzi == 0 && len(order) > 1 && letters >= shortestGiven
	case hanzi == 0 && !gap:
		return span{i, end}, letters >= shortestJoined || letters == shortestJoined-1 && text[end-1] != 'e'
	}
	return span{i, end}, true
}

// isNamed reports whether hanzi that are read as a name are one: they begin with a surname, and
// of only two (安全) the words around tell it.
func (s spelledName) isNamed(text []rune, i, end int) bool {
	if n, _ := surnameAt(text[:end], i); n != s.surname {
		return false
	}
	if len(s.syllables) > 2 {
		return true
	}
	title, _ := titleAt(text, end)
	return title > 1 || i > 0 && strings.ContainsRune(beforeNames, text[i-1]) && endsWord(text, end)
}

// syllablesAt reports whether syllables stand at a sign, each as its hanzi or in letters, and
// where they end.
func syllablesAt(text []rune, i int, order []syllable) (end int, ok bool) {
	if len(order) == 0 {
		return i, true
	}
	for _, n := range order[0].lengthsAt(text, i) {
		next := i + n
		if len(order) > 1 {
			next = skipSigns(text, next)
			if next < len(text) && strings.ContainsRune(",'", text[next]) {
				next = skipSigns(text, next+1)
			}
		}
		if end, ok := syllablesAt(text, next, order[1:]); ok {
			return end, true
		}
	}
	return 0, false
}

// lengthsAt returns how many signs a syllable can have at a sign.
func (s syllable) lengthsAt(text []rune, i int) (lengths []int) {
	if i >= len(text) {
		return nil
	}
	if fold.Han(text[i]) {
		if text[i] == s.hanzi || s.hanzi == 0 && slices.ContainsFunc(fold.Pinyin(text[i]), func(r string) bool { return slices.Contains(s.readings, r) }) {
			return []int{1}
		}
		return nil
	}
	for _, r := range s.readings {
		if startsWithLetters(text[i:], r) {
			lengths = append(lengths, len(r))
		}
	}
	return lengths
}

func startsWithLetters(text []rune, letters string) bool {
	if len(text) < len(letters) {
		return false
	}
	for k, c := range []byte(letters) {
		if text[k] != rune(c) {
			return false
		}
	}
	return true
}
