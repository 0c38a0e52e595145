package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"hotline12345/tickets/importing"
)

// maxCells bounds the cells of a file's rows up to the last one in each that is not empty: they
// are kept in memory.
const maxCells = 6_000_000

// worksheet is a sheet that is being read.
type worksheet struct {
	book *book
	to   *importing.Sheet
	line importing.Line
	row  int // its number
	next int // the column of a cell without a reference

	column, style int
	kind          string
	value         strings.Builder
	formula       bool
	spoken        bool
	allHidden     bool // rows that say nothing are hidden
	inRows        bool // what follows them has tags of the same names
}

// readSheet reads the rows of a sheet, those beyond what importing takes left out.
func (b *book) readSheet(part string, to *importing.Sheet) error {
	w := &worksheet{book: b, to: to}
	to.HiddenColumns = map[int]bool{}
	err := b.each(part, w.tag)
	if err != nil {
		return fmt.Errorf("behind row %d: %w", w.row, err)
	}
	return nil
}

func (w *worksheet) tag(t *tags) error {
	switch {
	case t.name == "sheetData":
		w.inRows = t.begin && !t.end
	case w.inRows:
		return w.rowTag(t)
	case t.name == "sheetFormatPr":
		w.allHidden = w.allHidden || t.begin && t.flag("zeroHeight")
	case t.name == "col":
		w.columnsOf(t)
	case t.name == "mergeCell" && t.begin:
		w.merge(t.attr("ref"))
	}
	return nil
}

// rowTag reads a tag of the rows.
func (w *worksheet) rowTag(t *tags) error {
	switch t.name {
	case "c":
		if t.begin {
			w.beginCell(t)
		}
		if t.end && !t.begin {
			return w.endCell()
		}
	case "v", "t":
		if t.end && !t.begin && !w.spoken {
			w.value.WriteString(t.content())
		}
	case "f":
		w.formula = true
	case "rPh":
		w.spoken = t.begin && !t.end
	case "row":
		if t.begin {
			w.beginRow(t)
		}
		if t.end {
			w.endRow()
		}
	}
	return nil
}

// columnsOf notes the columns that are not shown.
func (w *worksheet) columnsOf(t *tags) {
	if !t.begin || !t.flag("hidden") && t.attr("width") != "0" {
		return
	}
	from, _ := strconv.Atoi(t.attr("min")) // 0 if it is missing: none
	to, _ := strconv.Atoi(t.attr("max"))
	for i := max(from, 1); i <= min(to, importing.MaxWidth); i++ {
		w.to.HiddenColumns[i-1] = true
	}
}

func (w *worksheet) merge(ref string) {
	first, last, ok := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	left, top := reference(first)
	right, bottom := reference(last)
	if ok && top > 0 && left >= 0 && right >= left && bottom >= top && len(w.to.Merged) < importing.MaxLines {
		w.to.Merged = append(w.to.Merged, importing.Area{Top: top, Bottom: bottom, Left: left, Right: right})
	}
}

func (w *worksheet) beginRow(t *tags) {
	w.row++
	if n, err := strconv.Atoi(t.attr("r")); err == nil && n > 0 {
		w.row = n
	}
	height := t.attr("ht")
	w.line = importing.Line{Number: w.row, Hidden: t.flag("hidden") || height == "0" || w.allHidden && height == "" && t.attr("hidden") == ""}
	w.next = 0
}

func (w *worksheet) endRow() {
	if len(w.line.Cells) == 0 {
		return
	}
	if w.book.rows++; w.book.rows > importing.MaxLines {
		if w.to.Beyond == 0 {
			w.to.Beyond = w.row
		}
		return
	}
	w.to.Lines = append(w.to.Lines, w.line)
}

func (w *worksheet) beginCell(t *tags) {
	w.column = w.next
	if ref := t.attr("r"); ref != "" {
		if column, _ := reference(ref); column >= 0 {
			w.column = column
		}
	}
	w.next = w.column + 1
	if t.end {
		return // an empty cell, with a border perhaps
	}
	w.kind, w.formula, w.spoken = t.attr("t"), false, false
	w.style, _ = strconv.Atoi(t.attr("s")) // 0 is the plain one
	w.value.Reset()
}

func (w *worksheet) endCell() error {
	raw := w.value.String()
	if raw == "" && !w.formula {
		return nil
	}
	c := w.cell(raw)
	if c.Text == "" && c.Doubt == "" {
		return nil
	}
	if w.book.rows >= importing.MaxLines && w.to.Beyond > 0 {
		w.line.Cells = []importing.Cell{c} // only whether there is something
		return nil
	}
	at := min(w.column, importing.MaxWidth-1) // importing refuses what is as wide
	if more := at + 1 - len(w.line.Cells); more > 0 {
		if w.book.cells += more; w.book.cells > maxCells {
			return fmt.Errorf("%w: more than %d cells", importing.ErrTooLarge, maxCells)
		}
		w.line.Cells = append(w.line.Cells, make([]importing.Cell, more)...)
	}
	w.line.Cells[at] = c
	return nil
}

// cell reads a cell from what is stored.
func (w *worksheet) cell(raw string) importing.Cell {
	b := w.book
	switch w.kind {
	case "s":
		i, err := strconv.Atoi(raw)
		if err != nil || i < 0 || i >= len(b.strings) {
			return importing.Cell{Text: "#REF!"}
		}
		return b.text(b.strings[i], w.style)
	case "inlineStr", "str":
		return b.text(raw, w.style)
	case "b", "e":
		return importing.Cell{Text: raw}
	case "d":
		return isoDate(raw)
	}
	if w.formula && strings.TrimSpace(raw) == "" {
		return importing.Cell{Doubt: importing.NoValue}
	}
	return b.number(raw, w.style)
}
