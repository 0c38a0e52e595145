package importing

import (
	"cmp"
	"slices"
	"strings"

	"hotline12345/tickets"
)

// ListsOf returns all lists, the types of matters among them as the city has them (S111).
func ListsOf(b tickets.Rulebook) []List {
	lists := Lists()
	i := slices.IndexFunc(lists, func(l List) bool { return l.Name == typeList.Name })
	lists[i] = typesOf(b)
	return lists
}

// namedTypes are the types that the city named, with its names alone.
func namedTypes(b tickets.Rulebook) List {
	l := List{Name: typeList.Name}
	for _, n := range b.TypeNames {
		l.Words = append(l.Words, Word{Value: string(n.Code), Text: Text{n.Name, cmp.Or(n.NameHK, n.Name), cmp.Or(n.NameEN, n.Name)}})
	}
	return l
}

// typesOf are all types: those of the program with the city's names before its own words, then the
// city's own. A word that the city gave to another type means that one alone.
func typesOf(b tickets.Rulebook) List {
	named := namedTypes(b)
	city := meaningsOf([]List{named})[named.Name]
	l := List{Name: typeList.Name}
	for _, w := range typeList.Words {
		own := append(slices.Clone(w.Text[:]), w.Also...)
		i := slices.IndexFunc(named.Words, func(n Word) bool { return n.Value == w.Value })
		if i >= 0 {
			w.Text = named.Words[i].Text
		}
		w.Also = slices.DeleteFunc(own, func(s string) bool {
			_, taken := city[plain(s)]
			return taken || slices.Contains(w.Text[:], s)
		})
		l.Words = append(l.Words, w)
	}
	for _, n := range named.Words {
		if !slices.ContainsFunc(typeList.Words, func(w Word) bool { return w.Value == n.Value }) {
			l.Words = append(l.Words, n)
		}
	}
	return l
}

// ColumnsOf returns the columns of a kind, whose notes name the city's types.
func ColumnsOf(k Kind, b tickets.Rulebook) []Column {
	columns := Columns(k)
	if len(b.TypeNames) == 0 {
		return columns
	}
	for i, c := range columns {
		if c.List != typeList.Name {
			continue
		}
		for language := range c.Note {
			names := []string{}
			for _, w := range typesOf(b).Words {
				if n, _ := b.TypeName(tickets.Type(w.Value)); !n.Ended {
					names = append(names, w.Text[language])
				}
			}
			_, rest, _ := strings.Cut(strings.ReplaceAll(c.Note[language], "；", "; "), ";")
			columns[i].Note[language] = strings.Join(names, "、") + "; " + strings.TrimSpace(rest)
		}
	}
	return columns
}

// ended reports whether nothing new is registered under a type.
func (r *reader) ended(code tickets.Type) bool {
	n, ok := r.rules.TypeName(code)
	return ok && n.Ended
}
