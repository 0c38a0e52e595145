package papers

import (
	"cmp"
	"strings"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Office is the sender of the documents, with what it takes to name things.
type Office struct {
	// Address and Phone stand in the letterhead.
	Address, Phone string
	Units          org.Tree
	Categories     []tickets.Category
	Types          []tickets.TypeName
	// Letterheads stand over the papers of a centre, by its code, where it is another name than the
	// centre's own (S004).
	Letterheads map[string]string
}

// typeName returns a type's name, as the city has it.
func (o Office) typeName(code tickets.Type) string {
	for _, n := range o.Types {
		if n.Code == code {
			return n.Name
		}
	}
	return said(types(), code)
}

// city returns the name of the city that a centre lies in: the nearest of level 1 above
// it, as a province may stand above several cities (S005); else the top of the tree.
func (o Office) city(centre string) string {
	name := ""
	for _, code := range o.Units.Above(centre) {
		u, _ := o.Units.Unit(code)
		if name = u.Name; u.Level <= cityLevel {
			break
		}
	}
	return name
}

// cityLevel is the level of a city's own units.
const cityLevel = 1

// letterhead returns the head of what a centre writes.
func (o Office) letterhead(centre string) Letterhead {
	city := o.city(centre)
	return Letterhead{City: city, Office: cmp.Or(o.Letterheads[centre], o.centre(centre)), Address: o.Address, Phone: o.Phone}
}

// centre returns the full name of a hotline centre: "云湾市12345热线中心".
func (o Office) centre(code string) string {
	u, ok := o.Units.Unit(code)
	if !ok || u.Name == "" {
		return "12345政务服务便民热线"
	}
	city := o.city(code)
	if rest, ok := strings.CutPrefix(u.Name, "市"); ok && city != "" {
		return city + rest
	}
	return u.Name
}

// unit returns a unit's name, or its code where there is no name.
func (o Office) unit(code string) string {
	if u, ok := o.Units.Unit(code); ok && u.Name != "" {
		return u.Name
	}
	return code
}

func (o Office) units(codes []string) []string {
	var names []string
	for _, c := range codes {
		if u, ok := o.Units.Unit(c); ok && u.Centre {
			names = append(names, o.centre(c))
			continue
		}
		names = append(names, o.unit(c))
	}
	return names
}

// category returns "城市管理 / 占道经营": the group and the leaf.
func (o Office) category(code string) string {
	names := map[string]tickets.Category{}
	for _, c := range o.Categories {
		names[c.Code] = c
	}
	c, ok := names[code]
	switch group := names[c.Parent].Name; {
	case !ok:
		return code
	case group != "":
		return group + " / " + c.Name
	}
	return c.Name
}

// person returns the name of a person: "李娜（1001）".
func person(p org.Person) string {
	switch {
	case p.ID == org.Clock().ID:
		return "系统"
	case p.Number != "":
		return p.Name + "（" + p.Number + "）"
	}
	return p.Name
}

// who returns a person with the unit they belong to.
func (o Office) who(p org.Person) string {
	if p.Unit == "" || p.ID == org.Clock().ID {
		return person(p)
	}
	return o.unit(p.Unit) + " " + person(p)
}
