package importing

import (
	"slices"
	"strings"
)

// Row is one row of a table.
type Row struct {
	Line  int
	sheet *layout
	cells []Cell
	doubt Code
}

// cell returns the cell of a field; an empty one where there is none.
func (r Row) cell(field string) Cell {
	if i, ok := r.sheet.at[field]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return Cell{}
}

// Table is a file as a table of one kind.
type Table struct {
	Kind    Kind
	Choices Choices
	// Mapping is what is remembered for tables of this Shape.
	Mapping Mapping
	Rows    []Row
	// Ignored are headings that name no column, and columns without one; what stands below
	// them is not read.
	Ignored []string
	Faults  []Fault
	// Notes are what is not read beside that, and why.
	Notes   []Fault
	Sheets  []SheetUse
	Columns []ColumnUse

	file    File
	layouts []*layout // of each sheet; nil where there are no headings
	done    bool
}

// NewTable begins a table of a kind, whose rows are added one by one.
func NewTable(k Kind) *Table { return Open(k, File{Sheets: []Sheet{{}}}, Choices{}) }

// Open returns a file as a table of a kind.
func Open(k Kind, f File, c Choices) *Table { return &Table{Kind: k, file: f, Choices: c} }

// Add takes the next row of a table without sheets. Row numbers count from 1 and need not
// be complete.
func (t *Table) Add(number int, cells []Cell) {
	s := &t.file.Sheets[0]
	s.Lines = append(s.Lines, Line{Number: number, Cells: cells})
}

// headRows is how many rows may stand above the headings, the headings among them.
const headRows = 10

// maxColumns bounds a table's width.
const maxColumns = 200

// Shape returns what tables with the same headings have in common: a mapping is
// remembered for it.
func (t *Table) Shape() string {
	t.layOut()
	keys := map[string]bool{}
	for i, l := range t.layouts {
		if l != nil && t.Choices.reads(t.file.Sheets[i]) {
			for _, c := range l.columns {
				keys[c.key] = true
			}
		}
	}
	return shapeOf(t.Kind, keys)
}

// Done reads the rows by the mapping, and notes what is wrong with the table as a whole.
func (t *Table) Done() {
	if t.done {
		return
	}
	t.done = true
	t.layOut()
	for i := range t.file.Sheets {
		t.useSheet(i)
	}
	for _, what := range t.file.Left {
		t.Notes = append(t.Notes, Fault{Row: 1, Code: what})
	}
	if len(t.Rows) == 0 && len(t.Faults) == 0 {
		t.Faults = append(t.Faults, Fault{Row: 1, Code: Empty})
	}
}

// useSheet reads one sheet, or notes why it is not read.
func (t *Table) useSheet(i int) {
	s, l := &t.file.Sheets[i], t.layouts[i]
	use := SheetUse{Name: s.Name, Hidden: s.Hidden}
	before := len(t.Rows)
	switch {
	case len(s.Lines) == 0:
		return
	case l == nil:
		use.Why = NoHeadings
		t.Notes = append(t.Notes, Fault{Sheet: s.Name, Row: s.Lines[0].Number, Code: NoHeadings, Value: firstText(s.Lines[0])})
	case !t.Choices.reads(*s):
		if use.Why = SheetLeft; t.Choices.Sheets == nil {
			use.Why = HiddenSheet
			t.Faults = append(t.Faults, Fault{Sheet: s.Name, Row: l.row, Code: HiddenSheet, Value: s.Name})
		} else {
			t.Notes = append(t.Notes, Fault{Sheet: s.Name, Row: l.row, Code: SheetLeft, Value: s.Name})
		}
		use.Rows = len(s.Lines) - l.first
	default:
		use.Read = true
		t.useColumns(s, l)
		t.addRows(s, l)
		use.Rows = len(t.Rows) - before
	}
	t.Sheets = append(t.Sheets, use)
}

func firstText(l Line) string {
	for _, c := range l.Cells {
		if c.Text != "" {
			return excerpt(c.Text)
		}
	}
	return ""
}

// addRows reads the rows below the headings.
func (t *Table) addRows(s *Sheet, l *layout) {
	for _, line := range s.Lines[l.head:l.first] {
		if line.Doubt != "" {
			t.Faults = append(t.Faults, Fault{Sheet: s.Name, Row: line.Number, Code: line.Doubt, Value: firstText(line)})
		}
	}
	for _, line := range s.Lines[:l.head] {
		t.Notes = append(t.Notes, Fault{Sheet: s.Name, Row: line.Number, Code: AboveHeadings, Value: firstText(line)})
	}
	l.usual = max(usualWidth(s.Lines[l.first:]), len(s.Lines[l.head].Cells))
	for _, line := range s.Lines[l.first:] {
		if !t.addRow(s, l, line) {
			return
		}
	}
	if s.Beyond > 0 {
		t.Faults = append(t.Faults, Fault{Sheet: s.Name, Row: s.Beyond, Code: TooManyRows})
	}
}

// addRow reads a row and returns false when there are too many.
func (t *Table) addRow(s *Sheet, l *layout, line Line) bool {
	row := Row{Line: line.Number, sheet: l, cells: line.Cells, doubt: line.Doubt}
	at := Fault{Sheet: s.Name, Row: line.Number, Value: firstText(line)}
	note := func(list *[]Fault, code Code) {
		at.Code = code
		*list = append(*list, at)
	}
	switch {
	case l.repeats(line):
		note(&t.Notes, RepeatedHeading)
		return true
	case isTotal(line):
		note(&t.Notes, TotalRow)
		return true
	case l.isFooter(line, t.Kind):
		note(&t.Notes, FooterRow)
		return true
	case t.example(row):
		note(&t.Notes, ExampleRow)
		return true
	case line.Hidden && t.Choices.Hidden == Leave:
		note(&t.Notes, HiddenLeft)
		return true
	case line.Hidden && t.Choices.Hidden == Undecided:
		note(&t.Faults, HiddenRow)
	}
	if len(t.Rows) >= t.limit() {
		note(&t.Faults, TooManyRows)
		return false
	}
	if s.Delimited && l.surplus(line) {
		note(&t.Faults, SurplusCells)
	}
	t.Rows = append(t.Rows, row)
	return true
}

func (t *Table) limit() int {
	if t.Kind == Users {
		return MaxUsers
	}
	return MaxRows
}

// example reports whether a row is the one of the template.
func (t *Table) example(r Row) bool {
	for _, c := range Columns(t.Kind) {
		if r.cell(c.Field).Text != c.Example && r.sheet.heads[c.Field] != "" {
			return false
		}
	}
	return len(r.sheet.heads) > 0
}

// fieldOf returns the field that a heading names; "" if none.
func (t *Table) fieldOf(heading string) string {
	return fieldNames(t.Kind)[plain(heading)]
}

// fieldNames returns the fields of a kind by all their headings.
func fieldNames(k Kind) map[string]string {
	names := map[string]string{}
	for _, c := range Columns(k) {
		for _, n := range slices.Concat(c.Also, []string{c.Field}, c.Head[:]) {
			names[plain(n)] = c.Field
		}
	}
	return names
}

// key of a column without a heading: its letters behind this sign.
const unheaded = "#"

// withoutCount takes off what tells two columns of the same heading apart.
func withoutCount(key string) string {
	head, _, _ := strings.Cut(key, unheaded)
	return head
}
