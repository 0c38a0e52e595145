package tokenizer

import "strings"

// Query returns what a person searches for: all terms must be found. A term is a
// list of ways to find it, a way a list of tokens that must all be there; a token
// that ends in "*" is the beginning of one, as the last word or number may be (a
// number from three digits on). A text without letters or digits has no terms.
func (t *Tokenizer) Query(text string) [][][]string {
	var terms [][][]string
	parts := runs(text)
	for i, r := range parts {
		if !r.hanzi {
			token := clip(r.text)
			if i == len(parts)-1 && !short(token) {
				token += "*" // still being typed
			}
			terms = append(terms, [][]string{{token}})
			continue
		}
		if len(parts) > 1 && len([]rune(r.text)) == 1 && strings.Contains(measures+particles, r.text) {
			continue
		}
		terms = append(terms, t.hanzi(r.text)...)
	}
	return terms
}

// short reports whether a number is too short to be the beginning of others: one or two
// digits begin all telephone numbers of a city, and a house number is whole.
func short(token string) bool {
	return len(token) < 3 && strings.Trim(token, "0123456789") == ""
}

// measures follow numbers; nearly every ticket has them, and they cost a search
// more than they narrow it.
const measures = "号栋幢楼层室单元弄米年月日时点分个元次天"

// particles bind words and mean nothing alone.
const particles = "的了在是和与及或吗呢吧啊就也都很有着过把被"

// hanzi: one alone is a beginning; of several the words count. A character that
// is no word of its own must stand beside its neighbour, as it was typed;
// particles do not count.
func (t *Tokenizer) hanzi(text string) [][][]string {
	if len([]rune(text)) == 1 {
		return [][][]string{{{text + "*"}}}
	}
	var terms [][][]string
	at := 0
	for _, word := range t.segmenter().Cut(text, false) {
		n := len([]rune(word))
		at += n
		switch {
		case n == 1 && !strings.Contains(particles, word):
			terms = append(terms, [][]string{{beside([]rune(text), at-1)}})
		case n == 2:
			terms = append(terms, [][]string{{word}})
		case n > 2:
			terms = append(terms, [][]string{{clip(word)}, whole(word)})
		}
	}
	if len(terms) == 0 {
		return [][][]string{{whole(text)}}
	}
	return terms
}

// beside returns the pair of a character and the one before it, or after it if it is
// the first.
func beside(text []rune, i int) string {
	i = max(i, 1)
	return string(text[i-1 : i+1])
}

// whole returns the pairs of a word that stands in one piece.
func whole(word string) []string {
	list := pairs(word)
	return list[:len(list)-1]
}

// clip cuts a token as the index does not keep longer ones.
func clip(token string) string {
	r := []rune(token)
	for len(string(r)) > maxToken {
		r = r[:len(r)-1]
	}
	return string(r)
}
