package importing

import (
	"cmp"
	"maps"
	"slices"
)

// SheetUse says what became of a sheet.
type SheetUse struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden"`
	Read   bool   `json:"read"`
	Rows   int    `json:"rows"`
	// Why a sheet is not read; "" if it is.
	Why Code `json:"why"`
}

// ColumnUse says what a column of the file is read as.
type ColumnUse struct {
	// Key is what a mapping calls it: its heading, or # and its letters.
	Key  string `json:"key"`
	Head string `json:"head"`
	// Field is what it is read as: "" if nothing is known of it, - if a mapping leaves it out.
	Field  string   `json:"field"`
	Hidden bool     `json:"hidden"`
	Sample []string `json:"sample" nullable:"false" doc:"the first values, at most three"`
}

// samples is how many values show what a column holds.
const samples = 3

// useColumns decides what each column of a sheet is read as.
func (t *Table) useColumns(s *Sheet, l *layout) {
	if slices.ContainsFunc(l.columns, func(c column) bool { return c.index >= maxColumns }) {
		t.Faults = append(t.Faults, Fault{Sheet: s.Name, Row: l.row, Code: TooManyColumns})
		return
	}
	for _, c := range l.columns {
		field, mapped := t.Mapping.Columns[c.key]
		if !mapped {
			field = t.fieldOf(withoutCount(c.key))
		}
		hidden := s.HiddenColumns[c.index]
		t.describe(s, l, c, field, hidden)
		at := Fault{Sheet: s.Name, Row: l.row, Cell: cellName(c.index, l.row), Column: field, Head: c.head}
		switch {
		case field == "":
			t.ignore(c)
		case field == LeftOut:
		case hidden && t.Choices.Hidden == Leave:
			at.Code = HiddenLeft
			t.Notes = append(t.Notes, at)
		case l.heads[field] != "":
			at.Code = DoubleColumn
			t.Faults = append(t.Faults, at)
		default:
			if hidden && t.Choices.Hidden == Undecided {
				at.Code = HiddenColumn
				t.Faults = append(t.Faults, at)
			}
			l.heads[field], l.at[field] = cmp.Or(c.head, c.key), c.index
		}
	}
	l.fields = slices.SortedFunc(maps.Keys(l.at), func(a, b string) int { return l.at[a] - l.at[b] })
	if s.Delimited && len(l.columns) == 1 && len(l.at) == 0 { // nothing parts the cells, or another sign does
		t.Faults = append(t.Faults, Fault{Sheet: s.Name, Row: l.row, Code: OneColumn, Value: excerpt(l.columns[0].head)})
		return
	}
	for _, c := range Columns(t.Kind) {
		if c.Required && l.heads[c.Field] == "" {
			t.Faults = append(t.Faults, Fault{Sheet: s.Name, Row: l.row, Column: c.Field, Head: c.Head[0], Code: MissingColumn})
		}
	}
}

// ignore notes a column that is not read, once for all sheets.
func (t *Table) ignore(c column) {
	name := excerpt(c.key)
	if c.head == "" {
		name = letters(c.index)
	}
	if !slices.Contains(t.Ignored, name) {
		t.Ignored = append(t.Ignored, name)
	}
}

// describe adds a column to those that the mapping shows.
func (t *Table) describe(s *Sheet, l *layout, c column, field string, hidden bool) {
	i := slices.IndexFunc(t.Columns, func(u ColumnUse) bool { return u.Key == c.key })
	if i < 0 {
		i = len(t.Columns)
		t.Columns = append(t.Columns, ColumnUse{Key: c.key, Head: c.head, Field: field, Sample: []string{}})
	}
	u := &t.Columns[i]
	u.Hidden = u.Hidden || hidden
	if field == "password" {
		return
	}
	for _, line := range s.Lines[l.first:] {
		if len(u.Sample) == samples {
			return
		}
		if c.index < len(line.Cells) {
			if v := excerpt(line.Cells[c.index].Text); v != "" && !slices.Contains(u.Sample, v) {
				u.Sample = append(u.Sample, v)
			}
		}
	}
}
