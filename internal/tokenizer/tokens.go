// Package tokenizer finds the words of Chinese texts for the search: those of a
// dictionary, and every two characters that stand together, so that also what no
// dictionary knows is found.
package tokenizer

import (
	"sync"

	"github.com/go-ego/gse"

	"hotline12345/internal/fold"
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

// Index returns the tokens of a text for the index, each once, as the text folds (package
// fold): pairs of hanzi, the dictionary's longer words, words and numbers in other scripts,
// and telephone numbers in their normal form and by their last digits.
func (t *Tokenizer) Index(text string) []string {
	seen := map[string]bool{}
	var tokens []string
	add := func(list ...string) {
		for _, token := range list {
			if token != "" && len(token) <= maxToken && !seen[token] {
				seen[token] = true
				tokens = append(tokens, token)
			}
		}
	}
	folded := fold.Of(text).Runes
	list := runs(folded, true)
	for i, r := range list {
		if !r.hanzi {
			_, whole := bound(list, i)
			add(r.text, whole)
			continue
		}
		add(pairs(r.text)...)
		for _, n := range numeralsIn([]rune(r.text)) {
			add(n.digits)
		}
		for _, word := range t.segmenter().Cut(r.text, false) {
			if len([]rune(word)) > 2 {
				add(word)
			}
		}
	}
	for _, chain := range chains(runs(withDigits(folded), true)) {
		add(numberTokens(chain)...)
	}
	return tokens
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
