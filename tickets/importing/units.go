package importing

import (
	"maps"
	"slices"
	"strconv"

	"hotline12345/tickets/org"
)

// unitRow is a unit with the row that it stands in.
type unitRow struct {
	row    Row
	unit   org.Unit
	parent string // as written
}

// units reads a tree of units; its rows may stand in any order.
func (r *reader) units(k Existing) []org.Unit {
	all := indexUnits(k.Units)
	var rows []unitRow
	for _, r.row = range r.table.Rows {
		if u, ok := r.unit(all); ok {
			rows = append(rows, u)
		}
	}
	for _, u := range rows {
		all.add(u.unit) // a parent may stand below its children
	}
	for i := range rows {
		r.row = rows[i].row
		if r.has("parent") {
			rows[i].unit.Parent = r.parent(rows[i].parent, all)
		}
		all.add(rows[i].unit)
	}
	r.oneTop(rows, k.Units)
	r.keepCentres(rows, k.Units, all)
	return r.ordered(rows, all)
}

// oneTop refuses a second top of the tree, whose people would see everything.
func (r *reader) oneTop(rows []unitRow, known []org.Unit) {
	top := ""
	for _, u := range known {
		if u.Parent == "" {
			top = u.Code
		}
	}
	for _, u := range rows {
		switch {
		case u.unit.Parent != "" || u.unit.Code == top || u.parent != "": // a wrong parent is an error of its own
		case top == "":
			top = u.unit.Code
		default:
			r.badAt(u.row, "parent", Required)
		}
	}
}

// keepCentres refuses a table that leaves tickets without a centre that answers for them.
func (r *reader) keepCentres(rows []unitRow, known []org.Unit, all unitIndex) {
	before := indexUnits(known)
	tree := org.NewTree(slices.Collect(maps.Values(all.byCode)))
	for _, u := range rows {
		if before.byCode[u.unit.Code].Centre && !u.unit.Centre && tree.CentreFor(u.unit.Code) == "" {
			r.badAt(u.row, "centre", Required)
		}
	}
}

func (r *reader) unit(known unitIndex) (unitRow, bool) {
	code := known.codeOf(r.text("code"))
	r.store("code", code)
	u := known.byCode[code]
	u.Code = code
	r.set(&u.Name, "name")
	if r.has("centre") {
		u.Centre = r.yes("centre")
	}
	if r.has("phone") {
		u.Phone = r.phone("phone")
	}
	r.set(&u.Duty, "duty")
	if s := r.text("level"); s != "" {
		level, err := strconv.Atoi(s)
		if u.Level = level; err != nil || level < 1 || level > 9 {
			r.bad("level", BadLevel)
		}
	}
	parent := r.text("parent")
	return unitRow{row: r.row, unit: u, parent: parent}, r.once("code", code) && code != ""
}

func (r *reader) parent(s string, all unitIndex) string {
	if s == "" {
		return ""
	}
	code, wrong := r.unitNamed("parent", s, all)
	if wrong == UnknownUnit {
		wrong = UnknownParent
	}
	if wrong != "" {
		r.bad("parent", wrong)
	}
	return code
}

// ordered puts parents before children and finds cycles and wrong levels.
func (r *reader) ordered(rows []unitRow, all unitIndex) []org.Unit {
	place := map[string]int{}
	for i, u := range rows {
		place[u.unit.Code] = i
	}
	const doing, done = 1, 2
	state := make([]int, len(rows))
	var list []org.Unit
	var visit func(i int) bool
	visit = func(i int) bool {
		switch state[i] {
		case doing:
			return false
		case done:
			return true
		}
		state[i] = doing
		u := &rows[i].unit
		if p, here := place[u.Parent]; u.Parent != "" && here && !visit(p) {
			r.badAt(rows[i].row, "parent", Cycle)
		} else if reaches(all, u.Code) {
			r.badAt(rows[i].row, "parent", Cycle) // through units that are not in the table
		}
		r.level(rows[i].row, u, all)
		all.add(*u)
		state[i] = done
		list = append(list, *u)
		return true
	}
	for i := range rows {
		visit(i)
	}
	return list
}

// deepest bounds a walk up the tree: units below a cycle never come to its end.
const deepest = 64

// reaches reports whether a unit is above itself.
func reaches(all unitIndex, code string) bool {
	above := code
	for range deepest {
		if above = all.byCode[above].Parent; above == "" {
			return false
		}
		if above == code {
			return true
		}
	}
	return false
}

// level fills a missing level in, and compares it with the parent's.
func (r *reader) level(row Row, u *org.Unit, all unitIndex) {
	parent := all.byCode[u.Parent]
	if u.Level == 0 {
		u.Level = parent.Level + 1
	}
	if u.Parent != "" && u.Level < parent.Level || u.Level > 9 {
		r.badAt(row, "level", BadLevel)
	}
}
