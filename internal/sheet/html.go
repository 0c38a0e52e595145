package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"hotline12345/tickets/importing"
)

// readHTML reads the tables of a page: what many systems write and call .xls.
func readHTML(file []byte) (importing.File, error) {
	r, err := charset.NewReader(bytes.NewReader(file), "")
	if err != nil {
		return importing.File{}, fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
	}
	h := pageTables{}
	z := html.NewTokenizer(r)
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if err := z.Err(); err != io.EOF { //nolint:errorlint // the tokenizer returns it bare
				return importing.File{}, fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
			}
			h.endRow()
			if len(h.file.Sheets) == 0 {
				return h.file, fmt.Errorf("%w: a page without a table", importing.ErrNoTable)
			}
			return h.file, nil
		case html.TextToken:
			if h.cell >= 0 && h.skip == 0 {
				h.text.Write(z.Text())
			}
		default:
			h.tag(z.Token())
		}
		if h.cells > maxCells {
			return importing.File{}, fmt.Errorf("%w: more than %d cells", importing.ErrTooLarge, maxCells)
		}
	}
}

// pageTables are the tables of a page that is being read.
type pageTables struct {
	file    importing.File
	depth   int // of tables within tables
	skip    int // depth of what is no text
	row     int
	line    importing.Line
	next    int // the column of the next cell
	cell    int // of the open cell; -1 for none
	text    strings.Builder
	number  string // what Excel says the cell's number is, where it shows less of it
	cells   int
	columns int // that were described before the rows
	// below are the rows for which a column is taken by a cell above.
	below map[int]int
}

func (h *pageTables) sheet() *importing.Sheet { return &h.file.Sheets[len(h.file.Sheets)-1] }

func (h *pageTables) tag(t html.Token) {
	begin := t.Type != html.EndTagToken
	switch t.DataAtom {
	case atom.Table:
		h.table(begin)
	case atom.Script, atom.Style:
		if begin {
			h.skip++
		} else if h.skip > 0 {
			h.skip--
		}
	case atom.Col:
		if h.depth == 1 && begin {
			h.column(t)
		}
	case atom.Br, atom.P, atom.Div:
		if h.cell >= 0 && h.text.Len() > 0 && begin {
			h.text.WriteByte('\n')
		}
	case atom.Tr:
		if h.depth == 1 {
			h.endRow()
			if begin {
				h.beginRow(t)
			}
		}
	case atom.Td, atom.Th:
		if h.depth == 1 {
			h.endCell()
			if begin {
				h.beginCell(t)
			}
		}
	}
}

func (h *pageTables) table(begin bool) {
	switch {
	case begin && h.depth == 0:
		name := ""
		if n := len(h.file.Sheets); n > 0 {
			name = strconv.Itoa(n + 1)
		}
		h.file.Sheets = append(h.file.Sheets, importing.Sheet{Name: name})
		h.depth, h.row, h.cell, h.columns, h.below = 1, 0, -1, 0, map[int]int{}
	case begin:
		h.depth++
	case h.depth > 0:
		if h.depth == 1 {
			h.endRow()
		}
		h.depth--
	}
}

// column notes the description of columns that are not shown.
func (h *pageTables) column(t html.Token) {
	n := span(t, "span")
	if unseen(t) || attribute(t, "width") == "0" {
		h.hide(h.columns, n)
	}
	h.columns += n
}

func (h *pageTables) hide(from, n int) {
	s := h.sheet()
	if s.HiddenColumns == nil {
		s.HiddenColumns = map[int]bool{}
	}
	for i := from; i < min(from+n, importing.MaxWidth); i++ {
		s.HiddenColumns[i] = true
	}
}

// unseen reports whether a page does not show something.
func unseen(t html.Token) bool {
	style := strings.ReplaceAll(strings.ToLower(attribute(t, "style")), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

func (h *pageTables) beginRow(t html.Token) {
	h.row++
	h.line = importing.Line{Number: h.row, Hidden: unseen(t) || attribute(t, "height") == "0"}
	h.next = 0
}

func (h *pageTables) endRow() {
	h.endCell()
	if len(h.line.Cells) == 0 || len(h.file.Sheets) == 0 {
		return
	}
	if s := h.sheet(); len(s.Lines) < importing.MaxLines {
		s.Lines = append(s.Lines, h.line)
	} else if s.Beyond == 0 {
		s.Beyond = h.row
	}
	h.line = importing.Line{}
}

func (h *pageTables) beginCell(t html.Token) {
	if h.row == 0 {
		h.beginRow(html.Token{})
	}
	for h.below[h.next] >= h.row {
		h.next++
	}
	h.cell = min(h.next, importing.MaxWidth-1)
	h.text.Reset()
	h.number = attribute(t, "x:num")
	across, down := span(t, "colspan"), span(t, "rowspan")
	if across > 1 || down > 1 {
		s := h.sheet()
		s.Merged = append(s.Merged, importing.Area{Top: h.row, Bottom: h.row + down - 1, Left: h.next, Right: h.next + across - 1})
	}
	if unseen(t) {
		h.hide(h.next, across)
	}
	for i := range across {
		if down > 1 {
			h.below[h.next+i] = h.row + down - 1
		}
	}
	h.next += across
}

func (h *pageTables) endCell() {
	if h.cell < 0 || h.depth == 0 {
		return
	}
	s := unwrapped(h.text.String())
	if whole.MatchString(h.number) && len(h.number) <= exact && strings.ContainsAny(s, "eE") {
		s = h.number // 1.38E+10 of 13800138000
	}
	if s != "" {
		if more := h.cell + 1 - len(h.line.Cells); more > 0 {
			h.cells += more
			h.line.Cells = append(h.line.Cells, make([]importing.Cell, more)...)
		}
		h.line.Cells[h.cell].Text = s
	}
	h.cell = -1
}

// span is over how many columns or rows a cell goes.
func span(t html.Token, name string) int {
	n, err := strconv.Atoi(attribute(t, name))
	if err != nil || n < 1 {
		return 1
	}
	if name != "rowspan" {
		return min(n, importing.MaxWidth)
	}
	return min(n, importing.MaxLines)
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
