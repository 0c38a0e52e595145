package importing

import "time"

// File is what stands in a file: its sheets in their order. A file that is one table has
// one sheet without a name.
type File struct {
	Sheets []Sheet
	// Left is what stands beside the cells and is not read.
	Left []Code
}

// Sheet is one table of a file.
type Sheet struct {
	Name string
	// Hidden: the table program does not show it.
	Hidden bool
	// Delimited: its rows are lines with signs between the cells, so that a sign too many
	// moves what follows.
	Delimited bool
	Lines     []Line
	// HiddenColumns are those that the table program does not show, from 0.
	HiddenColumns map[int]bool
	Merged        []Area
	// Beyond is the number of the first row that was not read any more; 0 if all were.
	Beyond int
}

// Line is one row of a sheet with at least one cell that is not empty.
type Line struct {
	// Number is the row's number as the table program shows it, from 1.
	Number int
	Hidden bool
	Cells  []Cell
	// Doubt is what is wrong with the row as a whole; "" if nothing.
	Doubt Code
}

// Cell is what stands in one cell.
type Cell struct {
	Text string
	// Date is what the cell's number means as a date, in no zone; zero where
	// the cell has no number.
	Date time.Time
	// Doubt is why the text may not be what was meant; "" if nothing.
	Doubt Code
}

// Area is a block of cells that are merged into one, its edges included: rows by their
// number, columns from 0.
type Area struct {
	Top, Bottom int
	Left, Right int
}

// Limits of what is read of a file: importing takes fewer rows and columns, and says so.
const (
	MaxWidth = 300
	MaxLines = MaxRows + 1000
)

// letters returns the name of a column, from 0: A, Z, AA.
func letters(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
