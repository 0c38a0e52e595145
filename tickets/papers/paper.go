// Package papers writes the documents of the hotline (公文): the written
// supervision, the redo notice, the letter of answer, the duty register book and
// a ticket's whole file. It makes their text; internal/document draws them.
package papers

import (
	"errors"
	"io"
)

// ErrNoFont: the machine has no font that can draw Chinese.
var ErrNoFont = errors.New("no font with Chinese characters for documents")

// Paper is a document, apart from how it is drawn.
type Paper struct {
	Letterhead Letterhead
	Title      string
	// Serial is the document's number (发文字号): "热线督〔2026〕261123000001-1号".
	Serial string
	// Date is the day of the document: "2026年11月23日".
	Date string
	// To is the addressee (主送), Copies are the others who get one (抄送).
	To     string
	Copies []string
	Blocks []Block
	// Signature is the organisation that signs.
	Signature string
	// Landscape lays the page on its side, for a book with many columns.
	Landscape bool
	// Running stands at the foot of every page beside its number.
	Running string
}

// Letterhead is the head of an official letter. A paper without an Office has
// none.
type Letterhead struct {
	City    string
	Office  string
	Address string
	Phone   string
}

// Block is one piece of a document; exactly one of its fields is set.
type Block struct {
	Heading   string
	Paragraph string // may have several lines
	Facts     []Fact
	Table     *Table
	Steps     []Step
}

// Fact is a labelled value.
type Fact struct{ Label, Value string }

// Table has the same number of cells in all rows.
type Table struct {
	Columns []Column
	Rows    [][]string
}

// Column of a table; Share is its part of the width in relation to the others.
type Column struct {
	Title string
	Share float64
}

// Step is one point of a time line, or one item of a list.
type Step struct {
	At, Who, What string
	Facts         []Fact
}

// File is one file of an archive.
type File struct {
	// Name is its path in the archive, with slashes.
	Name string
	Open func() (io.ReadCloser, error)
}
