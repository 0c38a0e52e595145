// Package tokenizer finds the words of Chinese texts for the search: those of a
// dictionary, and every two characters that stand together, so that also what no
// dictionary knows is found.
package tokenizer

import (
	"strings"
	"sync"
	"unicode"

	"github.com/go-ego/gse"
)

// Tokenizer cuts texts into words. Its dictionary is read at the first use, which takes about a
// second.
type Tokenizer struct {
	load sync.Once
	seg  gse.Segmenter
}

// New returns a tokenizer; nothing is read yet.
func New() *Tokenizer { return &Tokenizer{} }

func (t *Tokenizer) segmenter() *gse.Segmenter {
	t.load.Do(func() {
		t.seg.SkipLog = true
		t.seg.AlphaNum = true
		if err := t.seg.LoadDictEmbed("zh_s"); err != nil {
			panic(err) // the dictionary is embedded in the program
		}
	})
	return &t.seg
}

// maxToken is the longest token kept, in bytes: PostgreSQL takes 2046.
const maxToken = 120

// Index returns the tokens of a text for the index, each once: pairs of hanzi,
// the dictionary's longer words, and words and numbers in other scripts in lower
// case.
func (t *Tokenizer) Index(text string) []string {
	seen := map[string]bool{}
	var tokens []string
	add := func(token string) {
		if token != "" && len(token) <= maxToken && !seen[token] {
			seen[token] = true
			tokens = append(tokens, token)
		}
	}
	for _, r := range runs(text) {
		if !r.hanzi {
			add(r.text)
			continue
		}
		for _, pair := range pairs(r.text) {
			add(pair)
		}
		for _, word := range t.segmenter().Cut(r.text, false) {
			if len([]rune(word)) > 2 {
				add(word)
			}
		}
	}
	return tokens
}

// run is a stretch of hanzi, or a word or number in another script.
type run struct {
	text  string
	hanzi bool
}

// runs splits a text at signs and spaces, and where the script changes.
func runs(text string) []run {
	var list []run
	var b strings.Builder
	hanzi := false
	end := func() {
		if b.Len() > 0 {
			list = append(list, run{b.String(), hanzi})
			b.Reset()
		}
	}
	for _, c := range text {
		han := unicode.Is(unicode.Han, c)
		if !han && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			end()
			continue
		}
		if han != hanzi {
			end()
			hanzi = han
		}
		b.WriteRune(unicode.ToLower(c))
	}
	end()
	return list
}

// pairs are all two neighbours, and the last one alone, so that every character
// begins a token: one hanzi is found as the beginning of a pair.
func pairs(hanzi string) []string {
	r := []rune(hanzi)
	list := make([]string, 0, len(r))
	for i := range r {
		list = append(list, string(r[i:min(i+2, len(r))]))
	}
	return list
}
