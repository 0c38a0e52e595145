package tickets

import (
	"time"

	"hotline12345/tickets/org"
)

// DispatchDirectory is the dispatch directory (派单目录, M46): which unit handles which
// matter where. A change makes a new version; old ones stay readable.
type DispatchDirectory struct {
	Version int             `json:"version"`
	At      time.Time       `json:"at,omitzero"`
	By      org.Person      `json:"by,omitzero"`
	Note    string          `json:"note,omitempty"`
	Entries []DispatchEntry `json:"entries"`
}

// DispatchEntry is one entry of the directory.
type DispatchEntry struct {
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
	// Because is "directory" (Version and Note say which entry), "category",
	// "area" (the place decides), "merged_line" (Note says which number was dialled),
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
	if d, ok := b.dispatchEntry(r.Category, area); ok {
		p.Unit, p.Assist, p.Because, p.Version, p.Note = d.Unit, d.Assist, "directory", b.Directory.Version, d.Note
		return b.current(p)
	}
	c, ok := b.Category(r.Category)
	switch {
	case !ok:
	case c.Unit != "" && b.Tree.TakesWork(c.Unit):
		p.Unit, p.Assist, p.Because = c.Unit, c.Assist, "category"
	case c.Local != "" && area != "":
		p.Unit, p.Assist, p.Because = b.Tree.AtLevel(area, localLevel[c.Local]), c.Assist, "area"
	case area != "":
		p.Unit, p.Because = b.Tree.AtLevel(area, localLevel["county"]), byFallback
	}
	return b.current(p)
}

// current puts the successors in the place of units that ended.
func (b Rulebook) current(p Proposal) Proposal {
	p.Unit = b.Tree.Current(p.Unit)
	p.Assist = b.Tree.CurrentOf(p.Assist, p.Unit)
	return p
}

// byFallback is the weakest reason: any other is better.
const byFallback = "fallback"

var localLevel = map[string]int{"county": 2, "township": 3}

// dispatchEntry returns the entry that fits best: a leaf before its group, a small area
// before a large one.
func (b Rulebook) dispatchEntry(category, area string) (DispatchEntry, bool) {
	best, found := -1, DispatchEntry{}
	for _, d := range b.Directory.Entries {
		if !InCategory(category, d.Category) || d.Area != "" && !b.Tree.Within(area, d.Area) || !b.Tree.TakesWork(d.Unit) {
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
