package importing

import (
	"slices"

	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// unitIndex finds units by code or by name.
type unitIndex struct {
	byCode map[string]org.Unit
	byName names
}

// names are the codes of what has a name, as it stands and folded.
type names struct{ exact, folded map[string][]string }

func (n names) add(name, code string) {
	put := func(list map[string][]string, key string) {
		if !slices.Contains(list[key], code) {
			list[key] = append(list[key], code)
		}
	}
	put(n.exact, name)
	put(n.folded, nameKey(name))
}

// find returns the codes that a name means: as it stands, else in any other way to write it.
func (n names) find(s string) []string {
	if codes := n.exact[s]; codes != nil {
		return codes
	}
	return n.folded[nameKey(s)]
}

func newNames() names { return names{map[string][]string{}, map[string][]string{}} }

func indexUnits(units []org.Unit) unitIndex {
	x := unitIndex{byCode: map[string]org.Unit{}, byName: newNames()}
	for _, u := range units {
		x.add(u)
	}
	return x
}

// add puts a unit in; one that gets a new name is found by its former one, too.
func (x unitIndex) add(u org.Unit) {
	if was, there := x.byCode[u.Code]; !there || was.Name != u.Name {
		x.byName.add(u.Name, u.Code)
	}
	if _, there := x.byCode[u.Code]; !there {
		key := nameKey(u.Code)
		x.byName.folded[key] = append(x.byName.folded[key], u.Code)
	}
	x.byCode[u.Code] = u
}

// codeOf returns the code of a unit that is there, however it is written; otherwise the code as
// it stands.
func (x unitIndex) codeOf(s string) string {
	if _, there := x.byCode[s]; there {
		return s
	}
	var found []string
	for _, code := range x.byName.folded[nameKey(s)] {
		if nameKey(code) == nameKey(s) {
			found = append(found, code)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return s
}

// find returns the code of a unit that works, by code or full name; else what is wrong, and which
// units it may be.
func (x unitIndex) find(s string) (code string, wrong Code, perhaps []string) {
	u, ok := x.byCode[s]
	if !ok {
		switch codes := x.byName.find(s); len(codes) {
		case 0:
			return "", UnknownUnit, nil
		case 1:
			u = x.byCode[codes[0]]
		default:
			return "", AmbiguousUnit, codes
		}
	}
	if u.Ended {
		return "", EndedUnit, nil
	}
	return u.Code, "", nil
}

// unitNamed finds a unit by code or name, or by what the mapping says that a word means.
func (r *reader) unitNamed(field, s string, x unitIndex) (code string, wrong Code) {
	mapped, ok := r.mapped(field, s)
	if !ok {
		mapped = s
	}
	code, wrong, perhaps := x.find(mapped)
	r.words.count(r, field, s, wrong == "")
	for _, c := range perhaps {
		u := x.byCode[c]
		r.words.offer(field, s, Candidate{Code: c, Name: u.Name, Above: x.byCode[u.Parent].Name})
	}
	return code, wrong
}

// unitOf reads a cell that names a unit.
func (r *reader) unitOf(field string, x unitIndex) string {
	s := r.text(field)
	if s == "" {
		return ""
	}
	code, wrong := r.unitNamed(field, s, x)
	if wrong != "" {
		r.bad(field, wrong)
		return code
	}
	r.store(field, code+" "+x.byCode[code].Name)
	return code
}

// categoryIndex finds leaves by code or name.
type categoryIndex struct {
	byCode map[string]tickets.Category
	byName names
}

func indexCategories(list []tickets.Category) categoryIndex {
	x := categoryIndex{map[string]tickets.Category{}, newNames()}
	for _, c := range list {
		x.byCode[c.Code] = c
		if len(c.Code) == 4 {
			x.byName.add(c.Name, c.Code)
		}
	}
	return x
}

// find returns the codes that a code or a name means.
func (x categoryIndex) find(s string) []string {
	if code := categoryCode(text.HalfWidth(s)); len(code) == 4 {
		if _, there := x.byCode[code]; there {
			return []string{code}
		}
	}
	return x.byName.find(s)
}

func (r *reader) categoryOf(x categoryIndex) string {
	s := r.text("category")
	if s == "" {
		return ""
	}
	mapped, ok := r.mapped("category", s)
	if !ok {
		mapped = s
	}
	codes := x.find(mapped)
	r.words.count(r, "category", s, len(codes) == 1)
	switch len(codes) {
	case 1:
		r.store("category", codes[0]+" "+x.byCode[codes[0]].Name)
		return codes[0]
	case 0:
		r.bad("category", UnknownKind)
	default:
		r.bad("category", Ambiguous)
		for _, code := range codes {
			c := x.byCode[code]
			r.words.offer("category", s, Candidate{Code: code, Name: c.Name, Above: x.byCode[c.Parent].Name})
		}
	}
	return ""
}
