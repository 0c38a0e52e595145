package importing

import (
	"strings"
	"unicode/utf8"

	"hotline12345/internal/text"
	"hotline12345/tickets"
)

// OwnWord is a word that an administrator added to a list.
type OwnWord struct {
	List  string `json:"list"`
	Word  string `json:"word" minLength:"1" maxLength:"100" doc:"as offices write it"`
	Value string `json:"value" maxLength:"100" doc:"one of the list's values"`
}

// Key returns what is the same of all ways to write a word.
func (w OwnWord) Key() string { return plain(w.Word) }

// Valid reports whether the word can be added by the rules of the city: its list has the value,
// and there is something to see of it.
func (w OwnWord) Valid(b tickets.Rulebook) bool {
	l, ok := listOf(ListsOf(b), w.List)
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
// table, then by the administrator's words, by the city's names, and by our own.
func (r *reader) mean(field, word string) (string, bool) {
	key := [2]string{field, word}
	m, there := r.meant[key]
	if !there {
		m = r.meaning(field, word)
		r.meant[key] = m
	}
	return m.value, m.known
}

// meaning is what a word means, if it is known.
type meaning struct {
	value string
	known bool
}

func (r *reader) meaning(field, word string) meaning {
	list, key := r.columns[field].List, plain(word)
	if value, ok := r.mapped(field, word); ok {
		if l, known := listOf(r.lists, list); known && l.has(value) {
			return meaning{value, true}
		}
	}
	for _, m := range []meanings{r.own, r.city, builtIn} {
		if value, ok := m[list][key]; ok {
			return meaning{value, true}
		}
	}
	return meaning{}
}

// mapped returns what the mapping of this shape says of a word: as it stands, else as one of the
// other ways to write it, if all of those mean the same.
func (r *reader) mapped(field, word string) (string, bool) {
	words := r.table.Mapping.Words[field]
	if value := words[word]; value != "" || len(words) == 0 {
		return value, value != ""
	}
	if r.folded[field] == nil {
		r.folded[field] = map[string]string{}
		for w, value := range words {
			key := nameKey(w)
			if other, there := r.folded[field][key]; there && other != value {
				value = ""
			}
			r.folded[field][key] = value
		}
	}
	value := r.folded[field][nameKey(word)]
	return value, value != ""
}

// list cuts what people write between several values.
func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,;/|，；、　\t\n", r) })
}
