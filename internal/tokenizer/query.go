package tokenizer

import (
	"strings"

	"hotline12345/internal/fold"
)

// Query returns what a person searches for: all terms must be found. A term is a
// list of ways to find it, a way a list of tokens that must all be there; a token
// that ends in "*" is the beginning of one, as the last word or number may be (a
// number from three digits on). A text without letters or digits has no terms.
func (t *Tokenizer) Query(text string) [][][]string {
	return t.terms(runs(withDigits(fold.Of(text).Runes), false))
}

// QueryAsTyped is Query for tickets whose words were indexed before texts were folded.
func (t *Tokenizer) QueryAsTyped(text string) [][][]string {
	list := runs([]rune(strings.ToLower(text)), false)
	for i := range list {
		list[i].linked, list[i].bound = false, false
		list[i].digits = list[i].digits && len(list[i].text) < shortestNumber
	}
	return t.terms(list)
}

func (t *Tokenizer) terms(parts []run) [][][]string {
	var terms [][][]string
	for i := 0; i < len(parts); {
		end := i + 1
		for end < len(parts) && parts[end].linked {
			end++
		}
		r := parts[i]
		if to, whole := bound(parts, i); to > end {
			terms = append(terms, word(parts[i:to], whole, to == len(parts)))
			i = to
			continue
		}
		last := end == len(parts)
		switch {
		case r.digits && len(joined(parts[i:end])) >= shortestNumber:
			terms = append(terms, number(parts[i:end], last))
		case !r.hanzi:
			for _, group := range parts[i:end] {
				terms = append(terms, [][]string{{typed(group.text, last && group == parts[end-1])}})
			}
		case len(parts) > 1 && len([]rune(r.text)) == 1 && strings.Contains(measures+particles, r.text):
		default:
			terms = append(terms, t.withNumerals([]rune(r.text))...)
		}
		i = end
	}
	return terms
}

// word returns the ways to find a word that was typed in parts: as one, or by each part.
func word(parts []run, whole string, last bool) [][]string {
	var each []string
	for i, r := range parts {
		each = append(each, typed(r.text, last && i == len(parts)-1))
	}
	return [][]string{{typed(whole, last)}, each}
}

// number returns the ways to find a telephone number: in the normal form, without its area
// code, or by its groups as they were typed.
func number(chain []run, last bool) (term [][]string) {
	for _, w := range ways(normal(chain)) {
		term = append(term, []string{typed(w, last)})
	}
	if len(chain) > 1 {
		var groups []string
		for i, r := range chain {
			groups = append(groups, typed(r.text, last && i == len(chain)-1))
		}
		term = append(term, groups)
	}
	return term
}

// typed returns the token of a word or number; of the last one, which may still be typed, the
// beginning.
func typed(text string, last bool) string {
	token := clip(text)
	if last && !short(token) {
		token += "*"
	}
	return token
}

// short reports whether a number is too short to be the beginning of others: one or two
// digits begin all telephone numbers of a city, and a house number is whole.
func short(token string) bool {
	return len(token) < 3 && strings.Trim(token, "0123456789") == ""
}

// measures follow numbers; nearly every ticket has them, and they cost a search
// more than they narrow it.
const measures = "号栋幢楼层室单元弄米年月日时点分个元次天转"

// particles bind words and mean nothing alone.
const particles = "的了在是和与及或吗呢吧啊就也都很有着过把被"

// withNumerals is hanzi for a run in which numbers stand: each is found in numerals, and in digits
// before what it counts.
func (t *Tokenizer) withNumerals(run []rune) (terms [][][]string) {
	at := 0
	for _, n := range numeralsIn(run) {
		if n.from > at {
			terms = append(terms, t.hanzi(string(run[at:n.from]))...)
		}
		terms = append(terms, [][]string{whole(string(run[n.from:n.to])), {n.digits, string(run[n.to-1]) + "*"}})
		at = n.to
	}
	if at < len(run) {
		terms = append(terms, t.hanzi(string(run[at:]))...)
	}
	return terms
}

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
