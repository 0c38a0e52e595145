package importing

import (
	"slices"
	"strings"
	"time"
)

// Cell is what stands in one cell.
type Cell struct {
	Text string
	// Date is what the cell's number means as a date, in no zone; zero where
	// the cell has no number.
	Date time.Time
}

// Row is one row of a table.
type Row struct {
	Line  int
	cells map[string]Cell
}

// Table is a table as it was read, row by row.
type Table struct {
	Kind Kind
	Rows []Row
	// Ignored are headings that name no column; what stands below them is not read.
	Ignored []string
	Faults  []Fault

	heads  map[string]string // field: heading
	fields []string          // of each column; "" if ignored
	before int               // rows above the headings
}

// NewTable begins a table of a kind.
func NewTable(k Kind) *Table { return &Table{Kind: k, heads: map[string]string{}} }

// headRows is how many rows may stand above the headings: a title, a date.
const headRows = 10

// maxColumns bounds a table's width.
const maxColumns = 200

// Add takes the next row and returns false when the rest need not be read. Row numbers
// count from 1 and need not be complete.
func (t *Table) Add(number int, cells []Cell) bool {
	for i := range cells {
		cells[i].Text = strings.TrimSpace(cells[i].Text)
	}
	if !slices.ContainsFunc(cells, func(c Cell) bool { return c.Text != "" }) {
		return true
	}
	if len(cells) > maxColumns && slices.ContainsFunc(cells[maxColumns:], func(c Cell) bool { return c.Text != "" }) {
		t.Faults = append(t.Faults, Fault{Row: number, Code: TooManyColumns})
		return false
	}
	if t.fields == nil {
		return t.headings(number, cells)
	}
	row := Row{Line: number, cells: map[string]Cell{}}
	for i, c := range cells {
		if i < len(t.fields) && t.fields[i] != "" {
			row.cells[t.fields[i]] = c
		}
	}
	if limit := t.limit(); len(t.Rows) >= limit {
		t.Faults = append(t.Faults, Fault{Row: number, Code: TooManyRows})
		return false
	}
	if !t.example(row) {
		t.Rows = append(t.Rows, row)
	}
	return true
}

func (t *Table) limit() int {
	if t.Kind == Users {
		return MaxUsers
	}
	return MaxRows
}

// headings reads the row of headings: the first one with two headings that name columns.
func (t *Table) headings(number int, cells []Cell) bool {
	fields, named := make([]string, len(cells)), 0
	for i, c := range cells {
		if fields[i] = t.fieldOf(c.Text); fields[i] != "" {
			named++
		}
	}
	if t.before++; named < 2 && t.before < headRows {
		return true
	}
	t.fields = fields
	for i, field := range fields {
		head := cells[i].Text
		switch {
		case field == "" && head != "":
			t.Ignored = append(t.Ignored, excerpt(head))
		case field == "":
		case t.heads[field] != "":
			t.Faults = append(t.Faults, Fault{Row: number, Column: field, Head: head, Code: DoubleColumn})
		default:
			t.heads[field] = head
		}
	}
	t.missing(number)
	return true
}

// missing notes the columns that must be there.
func (t *Table) missing(number int) {
	for _, c := range Columns(t.Kind) {
		if c.Required && t.heads[c.Field] == "" {
			t.Faults = append(t.Faults, Fault{Row: number, Column: c.Field, Head: c.Head[0], Code: MissingColumn})
		}
	}
}

// fieldOf returns the field that a heading names; "" if none.
func (t *Table) fieldOf(heading string) string {
	for _, c := range Columns(t.Kind) {
		if c.named(plain(heading)) {
			return c.Field
		}
	}
	return ""
}

// example reports whether a row is the one of the template.
func (t *Table) example(r Row) bool {
	for _, c := range Columns(t.Kind) {
		if r.cells[c.Field].Text != c.Example && t.heads[c.Field] != "" {
			return false
		}
	}
	return true
}

// Done notes what is wrong with the table as a whole.
func (t *Table) Done() {
	switch {
	case t.fields == nil && t.before > 0:
		t.missing(1)
	case len(t.Rows) == 0 && len(t.Faults) == 0:
		t.Faults = append(t.Faults, Fault{Row: 1, Code: Empty})
	}
}
