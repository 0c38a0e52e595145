package redaction

import (
	"slices"
	"strings"
	"unicode"

	"hotline12345/internal/fold"
)

// latinTitles stand before a surname in letters, or behind it.
var latinTitles = set("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "mme", "monsieur", "master", "comrade", "uncle", "auntie", "aunt", "brother", "sister", "teacher", "mister", "señor", "señora", "herr", "frau")

// latinLinks part the names of two people.
var latinLinks = set("and", "or", "with", "for", "of", "c/o", "on", "behalf", "by", "from", "to")

// shortLatin is the least number of letters of a word that is hidden wherever it stands alone.
const shortLatin = 3

// addLatin hides the names of a piece in other letters than hanzi: in any order of their words,
// each word, and a short one with a title.
func (r *Redactor) addLatin(piece string) {
	var words []string
	for _, w := range append(strings.FieldsFunc(piece, endsLatin), "and") {
		switch plain := lettersOf(w); {
		case latinLinks[w]:
			r.addLatinName(words)
			words = nil
		case plain != "" && (!noName[plain] || plain == "na" || plain == "no") && !latinTitles[plain]: // Na and No are names, too
			words = append(words, w)
		}
	}
}

// endsLatin reports whether a sign stands between two words: a dash or apostrophe does not.
func endsLatin(c rune) bool {
	return fold.Han(c) || unicode.IsDigit(c) || !fold.Letter(c) && !strings.ContainsRune("-'’‘`´/", c)
}

func lettersOf(s string) string {
	return strings.Map(func(c rune) rune {
		if !fold.Letter(c) {
			return -1
		}
		return c
	}, s)
}

// addLatinName hides one name.
func (r *Redactor) addLatinName(words []string) {
	for i, w := range words {
		for _, part := range append(strings.FieldsFunc(w, func(c rune) bool { return !fold.Letter(c) }), lettersOf(w)) {
			r.addLatinWord(part)
		}
		if i > 0 {
			r.addWhole(lettersOf(words[i-1] + w))
			r.addWhole(lettersOf(w + words[i-1]))
		}
		r.addWhole(lettersOf(strings.Join(words[i:], "") + strings.Join(words[:i], "")))
	}
	r.addHanziOf(words)
	words = slices.Clone(words)
	slices.Reverse(words)
	r.addWhole(lettersOf(strings.Join(words, "")))
}

// addLatinWord hides a word of a name where it stands alone; a short one only with a title.
func (r *Redactor) addLatinWord(w string) {
	if len([]rune(w)) > 1 {
		r.surnames = append(r.surnames, w)
	}
	if n, ok := newName(w); ok && len(n.letters) >= shortLatin {
		n.bounded = true
		r.names = append(r.names, n)
	}
}

// latinHits returns where a word of a name stands with a title: Mr. Li, Li女士.
func (r Redactor) latinHits(text []rune) (hits []span) {
	for _, w := range r.surnames {
		l := []rune(w)
		for i := range text {
			if text[i] != l[0] || !startsWith(text[i:], l) || cuts(text, i) || cuts(text, i+len(l)) {
				continue
			}
			next := skipSigns(text, i+len(l))
			if title, _ := titleAt(text, next); title > 0 || latinTitles[wordBefore(text, i)] {
				hits = append(hits, span{i, i + len(l)})
			}
		}
	}
	return hits
}

// wordBefore returns the word in letters that stands before a sign.
func wordBefore(text []rune, i int) string {
	end := i
	for end > 0 && (text[end-1] == fold.Space || text[end-1] == fold.Stop || text[end-1] == fold.Dot) {
		end--
	}
	from := end
	for from > 0 && inWord(text[from-1]) && end-from < 10 {
		from--
	}
	return string(text[from:end])
}
