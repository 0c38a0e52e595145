package importing

import (
	"slices"
	"strings"
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

// named reports whether a heading names the column.
func (c Column) named(heading string) bool {
	if heading == "" {
		return false
	}
	names := append(slices.Clone(c.Also), c.Field)
	names = append(names, c.Head[:]...)
	return slices.ContainsFunc(names, func(n string) bool { return plain(n) == heading })
}

// plain returns a heading or a word without what people add to it: spaces, stars, remarks
// in brackets.
func plain(s string) string {
	for _, open := range []string{"(", "（"} {
		s, _, _ = strings.Cut(s, open)
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n*＊:：_-　\u00a0\ufeff", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}
