package spoken

import (
	"strings"
	"unicode"
)

// pieces parts a text where its script belongs to another language's voice: a unit's name in
// characters within an English sentence is said in Mandarin.
func (s *Set) pieces(l Language, text string) []Piece {
	var list []Piece
	for _, r := range text {
		own := l
		for script, id := range l.Foreign {
			if table := unicode.Scripts[script]; table != nil && unicode.Is(table, r) {
				if other, ok := s.Language(id); ok {
					own = other
				}
			}
		}
		if n := len(list); n > 0 && (list[n-1].Language.ID == own.ID || !unicode.IsLetter(r) && own.ID == l.ID && unicode.IsSpace(r)) {
			list[n-1].Text += string(r)
			continue
		}
		list = append(list, Piece{own, string(r)})
	}
	return joined(list)
}

// joined gives each mark to what stands before it, and drops pieces without a word.
func joined(list []Piece) []Piece {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	out := list[:0]
	for _, p := range list {
		at := strings.IndexFunc(p.Text, word)
		if at < 0 {
			at = len(p.Text)
		}
		if n := len(out); n > 0 {
			out[n-1].Text += strings.TrimSpace(p.Text[:at])
			p.Text = p.Text[at:]
			if p.Text != "" && out[n-1].Language.ID == p.Language.ID {
				out[n-1].Text += " " + p.Text
				continue
			}
		}
		if p.Text = strings.TrimSpace(p.Text); strings.ContainsFunc(p.Text, word) {
			out = append(out, p)
		}
	}
	return out
}
