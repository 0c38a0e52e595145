package importing

import (
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// Text is a text in the languages of the pages, in the order of Languages.
type Text [3]string

// Languages returns the languages of templates.
func Languages() []string { return []string{"zh-CN", "zh-HK", "en"} }

// In returns the text in a language; in the first one if there is no such language.
func (t Text) In(language string) string { return t[max(slices.Index(Languages(), language), 0)] }

// Column is one column of a kind of table.
type Column struct {
	Field string // our name, which may stand in the first row as well
	Head  Text
	// Also are other headings that people use.
	Also     []string
	Required bool
	Date     bool
	List     string // the name of the list whose words the column takes; "" if none
	Max      int    // bytes of UTF-8
	Note     Text   // what may be written here
	Example  string // of the template's only row, which an import skips
}

// Columns returns the columns of a kind, in the order of the template.
func Columns(k Kind) []Column {
	switch k {
	case Units:
		return unitColumns()
	case Users:
		return userColumns()
	case Categories:
		return categoryColumns()
	case Tickets:
		return ticketColumns()
	}
	return nil
}

// plain returns a heading or a word folded, and without what people add to it: spaces, stars,
// remarks in brackets. A text that stands in brackets as a whole keeps what is in them.
func plain(s string) string {
	s = fold.String(s)
	if before, _, ok := strings.Cut(s, "("); ok && strings.TrimSpace(before) != "" {
		s = before
	}
	return without(s, " *:_-()[]【】·")
}

// nameKey is what is the same of all ways to write the name or code of a unit or category:
// remarks in brackets are a part of it.
func nameKey(s string) string { return without(fold.String(s), " ") }

func without(s, signs string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(signs, r) {
			return -1
		}
		return r
	}, s)
}
