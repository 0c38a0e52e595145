package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// Impact is what a unit or a category that ends leaves behind, beside tickets.
type Impact struct {
	// To gets a unit's work; none for a category.
	To string `json:"to,omitempty"`
	// Users act for the successor at once.
	Users int `json:"users"`
	// MergedLines are telephone lines, by number; Directory and Categories count
	// entries of the directory and categories with the unit as lead or assistant. All of
	// these go to the successor. For a category, Directory and Limits
	// count entries and rows that hold for nothing more.
	MergedLines []string `json:"merged_lines" nullable:"false"`
	Directory   int      `json:"directory"`
	Categories  int      `json:"categories"`
	Limits      int      `json:"limits"`
	// Shifts are duties that are still to come. They stay on record with the unit
	// that ended; the successor's own roster holds.
	Shifts int `json:"shifts"`
	// Below are units that stay where they are, below the one that ended.
	Below int `json:"below"`
}

// UnitImpact returns what a unit leaves behind that ends as u says.
func (b Rulebook) UnitImpact(u org.Unit) Impact {
	e := Impact{To: b.Tree.Current(u.Successor), MergedLines: []string{}}
	for _, l := range b.MergedLines {
		if l.Unit == u.Code && !l.Ended {
			e.MergedLines = append(e.MergedLines, l.Number)
		}
	}
	for _, d := range b.Directory.Entries {
		if d.Unit == u.Code || slices.Contains(d.Assist, u.Code) {
			e.Directory++
		}
	}
	for _, c := range b.Categories {
		if !c.Ended && (c.Unit == u.Code || slices.Contains(c.Assist, u.Code)) {
			e.Categories++
		}
	}
	for _, below := range b.Tree.Below(u.Code) {
		if below != u.Code && b.Tree.Works(below) {
			e.Below++
		}
	}
	return e
}

// CategoryImpact returns what the end of a category, or of a group, leaves behind.
func (b Rulebook) CategoryImpact(code string) Impact {
	e := Impact{MergedLines: []string{}}
	for _, d := range b.Directory.Entries {
		if d.Category != "" && InCategory(d.Category, code) {
			e.Directory++
		}
	}
	for _, l := range b.Limits {
		if l.Category != "" && InCategory(l.Category, code) {
			e.Limits++
		}
	}
	return e
}
