package importing

import (
	"strings"
	"unicode/utf8"

	"hotline12345/internal/text"
)

// OwnWord is a word that an administrator added to a list.
type OwnWord struct {
	List  string `json:"list"`
	Word  string `json:"word" minLength:"1" maxLength:"100" doc:"as offices write it"`
	Value string `json:"value" maxLength:"100" doc:"one of the list's values"`
}

// Key returns what is the same of all ways to write a word.
func (w OwnWord) Key() string { return plain(w.Word) }

// Valid reports whether the word can be added: its list has the value, and there is
// something to see of it.
func (w OwnWord) Valid() bool {
	l, ok := listOf(w.List)
	return ok && l.has(w.Value) && w.Key() != "" && utf8.ValidString(w.Word) && text.Clean(w.Word, maxWord) && !strings.ContainsAny(w.Word, "\n\t")
}

// meanings are the values of words, by list and by what is the same of all ways to
// write a word.
type meanings map[string]map[string]string

// builtIn is what the program knows itself.
var builtIn = meaningsOf(append(Lists(), resetWord))

func meaningsOf(lists []List) meanings {
	m := meanings{}
	for _, l := range lists {
		m[l.Name] = map[string]string{}
		for _, w := range l.Words {
			for _, s := range append(append([]string{w.Value}, w.Text[:]...), w.Also...) {
				m[l.Name][plain(s)] = w.Value
			}
		}
	}
	return m
}

// ownMeanings returns what administrators added.
func ownMeanings(list []OwnWord) meanings {
	m := meanings{}
	for _, w := range list {
		if m[w.List] == nil {
			m[w.List] = map[string]string{}
		}
		m[w.List][w.Key()] = w.Value
	}
	return m
}

// mean returns the value that a word of a field means: by the mapping of this shape of
// table, then by the administrator's words, then by our own.
func (r *reader) mean(field, word string) (string, bool) {
	list, key := r.columns[field].List, plain(word)
	if value, ok := r.mapped(field, word); ok {
		if l, known := listOf(list); known && l.has(value) {
			return value, true
		}
	}
	if value, ok := r.own[list][key]; ok {
		return value, true
	}
	value, ok := builtIn[list][key]
	return value, ok
}

// mapped returns what the mapping of this shape says of a word.
func (r *reader) mapped(field, word string) (string, bool) {
	value, ok := r.table.Mapping.Words[field][word]
	return value, ok && value != ""
}

// list cuts what people write between several values.
func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;/|，；、　\t\n", r) })
}
