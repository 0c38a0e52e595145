package document

import (
	"strings"

	"hotline12345/tickets/papers"
)

const cellPad = 4.0

func splitLines(s string) []string { return strings.Split(s, "\n") }

// table draws a table over pages, with its head on each. A row that does not fit
// on a page goes on on the next.
func (l *layout) table(t papers.Table, st style) {
	edges := l.edges(t.Columns)
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	head := style{size: st.size, bold: true, color: st.color}
	drawHead := func() { l.rowPiece(l.cells(titles, edges, head), edges, head) }
	l.need(st.size * leading * 3)
	drawHead()
	l.fresh = drawHead
	for _, row := range t.Rows {
		l.row(l.cells(row, edges, st), edges, st)
	}
	l.fresh = nil
	l.y += st.size / 2
}

// edges are the x of the columns' borders.
func (l *layout) edges(columns []papers.Column) []float64 {
	var sum float64
	for _, c := range columns {
		sum += c.Share
	}
	edges := []float64{l.left}
	for _, c := range columns {
		edges = append(edges, edges[len(edges)-1]+l.room()*c.Share/sum)
	}
	return edges
}

// cells are the wrapped lines of a row's cells.
func (l *layout) cells(row []string, edges []float64, st style) [][]string {
	cells := make([][]string, len(edges)-1)
	for i := range cells {
		if i < len(row) {
			cells[i] = l.wrapped(row[i], st, edges[i+1]-edges[i]-2*cellPad, 0)
		}
	}
	return cells
}

// row draws a row, in pieces where pages end.
func (l *layout) row(cells [][]string, edges []float64, st style) {
	height := st.size * leading
	for {
		left := l.height - l.bottom - l.y - 2*cellPad
		fit := int(left / height)
		n := longest(cells)
		if n <= fit {
			l.rowPiece(cells, edges, st)
			return
		}
		if whole := int((l.height - l.top - l.bottom) / height / 2); fit < 2 || n <= whole {
			l.newPage() // it fits on a page of its own, or little room is left here
			if n <= whole {
				l.rowPiece(cells, edges, st)
				return
			}
			continue
		}
		l.rowPiece(firstLines(cells, fit), edges, st)
		cells = restLines(cells, fit)
		l.newPage()
	}
}

// rowPiece draws lines of a row with its borders.
func (l *layout) rowPiece(cells [][]string, edges []float64, st style) {
	height := float64(longest(cells))*st.size*leading + 2*cellPad
	for i, lines := range cells {
		for n, s := range lines {
			l.text(edges[i]+cellPad, l.y+cellPad+float64(n)*st.size*leading, s, st)
		}
	}
	for _, x := range edges {
		l.line(x, l.y, x, l.y+height, 0.5, grey)
	}
	l.line(edges[0], l.y, edges[len(edges)-1], l.y, 0.5, grey)
	l.y += height
	l.line(edges[0], l.y, edges[len(edges)-1], l.y, 0.5, grey)
}

func longest(cells [][]string) int {
	n := 1
	for _, c := range cells {
		n = max(n, len(c))
	}
	return n
}

func firstLines(cells [][]string, n int) [][]string {
	out := make([][]string, len(cells))
	for i, c := range cells {
		out[i] = c[:min(n, len(c))]
	}
	return out
}

func restLines(cells [][]string, n int) [][]string {
	out := make([][]string, len(cells))
	for i, c := range cells {
		out[i] = c[min(n, len(c)):]
	}
	return out
}
