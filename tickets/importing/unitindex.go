package importing

import (
	"hotline12345/tickets/org"
)

// unitIndex finds units by code or by name.
type unitIndex struct {
	byCode map[string]org.Unit
	byName map[string][]string
}

func indexUnits(units []org.Unit) unitIndex {
	x := unitIndex{byCode: map[string]org.Unit{}, byName: map[string][]string{}}
	for _, u := range units {
		x.add(u)
	}
	return x
}

func (x unitIndex) add(u org.Unit) {
	if _, there := x.byCode[u.Code]; !there {
		x.byName[u.Name] = append(x.byName[u.Name], u.Code)
	}
	x.byCode[u.Code] = u
}

// find returns the code of a unit that works, by code or full name; else what is wrong.
func (x unitIndex) find(s string) (string, Code) {
	u, ok := x.byCode[s]
	if !ok {
		switch codes := x.byName[s]; len(codes) {
		case 0:
			return "", UnknownUnit
		case 1:
			u = x.byCode[codes[0]]
		default:
			return "", AmbiguousUnit
		}
	}
	if u.Ended {
		return "", EndedUnit
	}
	return u.Code, ""
}

// unitNamed finds a unit by code or name, or by what the mapping says that a word means.
func (r *reader) unitNamed(field, s string, x unitIndex) (code string, wrong Code) {
	code, wrong = x.find(s)
	if mapped, ok := r.mapped(field, s); ok {
		code, wrong = x.find(mapped)
	}
	r.words.count(r, field, s, wrong == "")
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
