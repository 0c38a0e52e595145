package tickets

import (
	"strings"
	"time"
)

// Directions is the dispatch directory (派单目录, M46): which unit handles which
// matter where. A change makes a new version; old ones stay readable.
type Directions struct {
	Version int         `json:"version"`
	At      time.Time   `json:"at,omitzero"`
	By      Person      `json:"by,omitzero"`
	Note    string      `json:"note,omitempty"`
	Lines   []Direction `json:"lines"`
}

// Direction is one line of the directory.
type Direction struct {
	// Category is a leaf "0601" or a group "06"; Area the code of a unit of the
	// tree in whose area the place lies. Empty fields hold for all.
	Category string   `json:"category,omitempty"`
	Area     string   `json:"area,omitempty"`
	Unit     string   `json:"unit"`
	Assist   []string `json:"assist,omitempty"`
	Note     string   `json:"note,omitempty"` // why: the rule that says so
}

// Proposal is who should handle a matter, and why.
type Proposal struct {
	Unit   string   `json:"unit,omitempty"`
	Assist []string `json:"assist,omitempty"`
	Limit  Limit    `json:"limit"`
	// Because is "directory" (Version and Note say which line), "category",
	// "area" (the place decides), "line" (Note says which number was dialled),
	// "fallback" (nobody is named, so the county of the place must take it: 兜底,
	// M41) or "none".
	Because string `json:"because"`
	Version int    `json:"version,omitempty"`
	Note    string `json:"note,omitempty"`
	Area    string `json:"area,omitempty"` // the area that the place lies in
}

// Propose finds the unit for a matter.
func (b Rulebook) Propose(r Register) Proposal {
	limit, _ := b.LimitsFor(r, b.UrgencyOf(r.Category))
	area := b.Tree.AreaOf(r.Place)
	p := Proposal{Limit: limit, Because: "none", Area: area}
	if d, ok := b.direction(r.Category, area); ok {
		p.Unit, p.Assist, p.Because, p.Version, p.Note = d.Unit, d.Assist, "directory", b.Directory.Version, d.Note
		return b.current(p)
	}
	c, ok := b.Category(r.Category)
	switch {
	case !ok:
	case c.Unit != "" && b.Tree.handles(c.Unit):
		p.Unit, p.Assist, p.Because = c.Unit, c.Assist, "category"
	case c.Local != "" && area != "":
		p.Unit, p.Assist, p.Because = b.Tree.atLevel(area, localLevel[c.Local]), c.Assist, "area"
	case area != "":
		p.Unit, p.Because = b.Tree.atLevel(area, localLevel["county"]), byFallback
	}
	return b.current(p)
}

// current puts the successors in the place of units that ended.
func (b Rulebook) current(p Proposal) Proposal {
	p.Unit = b.Tree.Current(p.Unit)
	p.Assist = b.Tree.currents(p.Assist, p.Unit)
	return p
}

// byFallback is the weakest reason: any other is better.
const byFallback = "fallback"

var localLevel = map[string]int{"county": 2, "township": 3}

// direction is the line that fits best: a leaf before its group, a small area
// before a large one.
func (b Rulebook) direction(category, area string) (Direction, bool) {
	best, found := -1, Direction{}
	for _, d := range b.Directory.Lines {
		if !within(category, d.Category) || d.Area != "" && !b.Tree.Within(area, d.Area) || !b.Tree.handles(d.Unit) {
			continue
		}
		weight := 10 * len(d.Category)
		if u, ok := b.Tree.Unit(d.Area); ok {
			weight += u.Level
		}
		if weight >= best {
			best, found = weight, d
		}
	}
	return found, best >= 0
}

// AreaOf is the deepest area whose name, and whose parents' names as far as
// they are written, the place tells; "" if it tells none.
func (t Tree) AreaOf(place string) string {
	best, found := 0, ""
	for _, u := range t.list {
		if u.Ended || u.Centre || !t.isArea(u) || u.Name == "" || !strings.Contains(place, u.Name) {
			continue
		}
		weight := 1000*u.Level + len(u.Name)
		for _, above := range t.Above(u.Code) {
			if strings.Contains(place, t.byCode[above].Name) {
				weight += 10
			}
		}
		if weight > best {
			best, found = weight, u.Code
		}
	}
	return found
}

// isArea: counties, townships and villages are, their offices are not: an area
// lies directly in one of the level above.
func (t Tree) isArea(u Unit) bool {
	parent, ok := t.byCode[u.Parent]
	return ok && u.Level == parent.Level+1
}

// atLevel is the area itself or the one above it at a level; the nearest there
// is.
func (t Tree) atLevel(area string, level int) string {
	for _, code := range append([]string{area}, t.Above(area)...) {
		if t.byCode[code].Level <= level {
			return code
		}
	}
	return area
}
