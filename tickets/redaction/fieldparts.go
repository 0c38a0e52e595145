package redaction

import (
	"slices"
)

// A name's field holds what the agent heard: a name, several, and notes on both sides without
// any sign between them. Hidden is each stretch that can be a name; what is surely none, the
// words of the tables, is not.

// fieldPart is a stretch of hanzi: a word of the tables, or what stands between them.
type fieldPart struct {
	from, to    int
	word, place bool
}

// partsOf takes hanzi apart into words of the tables and what stands between them, from the
// front or from the back: 高桥留美子女士 has 女士, and 子女.
func partsOf(l []rune, fromBack bool) (parts []fieldPart) {
	words := wordsFromFront(l)
	if fromBack {
		words = wordsFromBack(l)
	}
	from := 0
	for _, w := range words {
		if w.from > from {
			parts = append(parts, fieldPart{from: from, to: w.from})
		}
		parts = append(parts, w)
		from = w.to
	}
	if from < len(l) {
		parts = append(parts, fieldPart{from: from, to: len(l)})
	}
	return parts
}

func wordsFromFront(l []rune) (words []fieldPart) {
	for i := 0; i < len(l); {
		n, place := fieldWordAt(l, i)
		if n > 0 {
			words = append(words, fieldPart{i, i + n, true, place})
		}
		i += max(n, 1)
	}
	return words
}

func wordsFromBack(l []rune) (words []fieldPart) {
	for end := len(l); end > 0; end-- {
		for i := max(0, end-longestFieldWord); i < end; i++ {
			if n, place := fieldWordAt(l[:end], i); i+n == end {
				words = append(words, fieldPart{i, end, true, place})
				end = i + 1
				break
			}
		}
	}
	slices.Reverse(words)
	return words
}

// isNote reports whether hanzi are a note, and no name: 金华 may be one.
func isNote(l []rune) bool {
	s := string(l)
	_, word := fieldWords[s]
	return word && !((plainWords[s] || placeWords[s] && len(l) == 2) && isFullName(l))
}

// wordOf returns a part, if it is a word.
func wordOf(l []rune, parts []fieldPart, k int) string {
	if k < 0 || k >= len(parts) || !parts[k].word {
		return ""
	}
	return string(l[parts[k].from:parts[k].to])
}

// frontNotes returns where the first word ends.
func frontNotes(parts []fieldPart) int {
	if parts[0].word {
		return parts[0].to
	}
	return 0
}

// isPlainName reports whether a word that can be a name stands beside one that tells so.
func isPlainName(l []rune, parts []fieldPart, k int) bool {
	word := func(k int) string { return wordOf(l, parts, k) }
	if word(k+1) == "的" {
		return isFullName(l[parts[k].from:parts[k].to]) && familyWords[word(k+2)]
	}
	return isFullName(l[parts[k].from:parts[k].to]) && !isNote(l[parts[k].from:parts[k].to]) && (tellsPerson(word(k-1)) || tellsPerson(word(k+1)))
}

// onlyNotes reports whether hanzi are words of the tables, all of them.
func onlyNotes(l []rune) bool {
	return !isFullName(l) && !slices.ContainsFunc(partsOf(l, false), func(p fieldPart) bool { return !p.word }) || isNote(l)
}
