package importing

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hotline12345/internal/text"
)

// layout is where the columns of a sheet are.
type layout struct {
	sheet string
	row   int // the number of the row of headings
	// head is the index of the first row of headings among the lines, first that of the
	// first row below them.
	head, first int
	width       int // columns, those without a heading at the end left out
	usual       int // cells that a row has, in delimited text
	columns     []column
	heads       map[string]string // field: heading
	at          map[string]int    // field: column
	fields      []string          // those in at, in the order of the columns
}

// column is a column of a sheet with its heading.
type column struct {
	index int
	head  string // as it stands there
	key   string // that makes it one of its table
}

// repeats reports whether a line has the headings once more: files are put together from
// pages.
func (l *layout) repeats(line Line) bool {
	same := 0
	for _, c := range l.columns {
		if c.index >= len(line.Cells) || line.Cells[c.index].Text == "" {
			continue
		}
		if c.head == "" || line.Cells[c.index].Text != c.head {
			return false
		}
		same++
	}
	return same > 1
}

// moving is how many delimiters too many a text has that was not quoted; a program that fills its
// rows up with empty cells writes more.
const moving = 5

// surplus reports whether a row has a delimiter too many, which moves what is behind it:
// something stands beyond the headings, or it has a few more cells than other rows.
func (l *layout) surplus(line Line) bool {
	return len(line.Cells) > l.usual && len(line.Cells) <= l.usual+moving || len(line.Cells) > l.width && slices.ContainsFunc(line.Cells[l.width:], func(c Cell) bool { return c.Text != "" })
}

// usualWidth returns how many cells most lines have.
func usualWidth(lines []Line) int {
	counts, best := map[int]int{}, 0
	for _, l := range lines {
		n := len(l.Cells)
		if counts[n]++; best == 0 || counts[n] > counts[best] {
			best = n
		}
	}
	return best
}

// layOut finds the headings of each sheet.
func (t *Table) layOut() {
	if t.layouts != nil {
		return
	}
	t.layouts = make([]*layout, len(t.file.Sheets))
	names := fieldNames(t.Kind)
	found := false
	for i := range t.file.Sheets {
		s := &t.file.Sheets[i]
		tidy(s)
		fill(s, t.Choices.Merged)
		if head := mostNamed(s.Lines, names); head >= 0 {
			t.layouts[i], found = newLayout(s, head, names), true
		}
	}
	for i := range t.file.Sheets { // a table of unknown headings is for the mapping
		s := &t.file.Sheets[i]
		chosen := slices.Contains(t.Choices.Sheets, s.Name)
		if t.layouts[i] == nil && (chosen || !found && !s.Hidden) {
			if head := mostFilled(s.Lines); head >= 0 {
				t.layouts[i] = newLayout(s, head, names)
			}
		}
	}
}

// tidy takes off what nobody sees, and leaves lines out in which nothing stands.
func tidy(s *Sheet) {
	kept := s.Lines[:0]
	for _, line := range s.Lines {
		some := false
		for i := range line.Cells {
			c := &line.Cells[i]
			c.Text = unmarked(strings.TrimSpace(strings.ReplaceAll(text.WithoutInvisible(c.Text), "\u00a0", " ")))
			if c.Doubt == "" && scientific.MatchString(c.Text) {
				c.Doubt = LostDigits
			}
			some = some || c.Text != "" || c.Doubt != ""
		}
		if some {
			kept = append(kept, line)
		}
	}
	s.Lines = kept
}

// scientific is how a table program writes a long number into a text: its last digits are
// lost.
var scientific = regexp.MustCompile(`^[0-9](\.[0-9]+[eE]\+?|[eE]\+)[0-9]{2,3}$`)

// marked is a number or a time behind the sign by which a person or a system tells a table program
// that it is a text.
var marked = regexp.MustCompile("^['‘’`]([0-9+][-0-9 +./:()]*)$")

func unmarked(s string) string {
	if m := marked.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return s
}

// mostNamed returns the index of the line with the most headings that name columns, at
// least two, among the first lines; -1 if there is none.
func mostNamed(lines []Line, names map[string]string) int {
	best, most := -1, 1
	for i, line := range lines[:min(len(lines), headRows)] {
		fields := map[string]bool{}
		for _, c := range line.Cells {
			if f := names[plain(c.Text)]; f != "" {
				fields[f] = true
			}
		}
		if len(fields) > most {
			best, most = i, len(fields)
		}
	}
	return best
}

// mostFilled returns the index of the first line at the beginning that is nearly as full as
// the fullest: titles are shorter, and a row below may have a cell more than the headings. It
// returns -1 if there is none.
func mostFilled(lines []Line) int {
	first := lines[:min(len(lines), headRows)]
	most := 0
	for _, line := range first {
		most = max(most, filledCells(line))
	}
	return slices.IndexFunc(first, func(l Line) bool { return filledCells(l)*5 >= most*3 })
}

func filledCells(l Line) (n int) {
	for _, c := range l.Cells {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// newLayout reads the headings, which may stand in two rows: groups above, or parts below.
func newLayout(s *Sheet, head int, names map[string]string) *layout {
	l := &layout{sheet: s.Name, row: s.Lines[head].Number, head: head, first: head + 1, heads: map[string]string{}, at: map[string]int{}}
	texts := textsOf(s.Lines[head])
	if head+1 < len(s.Lines) && areHeadings(texts, s.Lines[head+1], names) {
		below := textsOf(s.Lines[head+1])
		l.first++
		texts = joined(texts, below, names)
	} else if head > 0 {
		texts = joined(textsOf(s.Lines[head-1]), texts, names)
	}
	seen := map[string]int{}
	for i := range max(len(texts), width(s.Lines[l.first:])) {
		c := column{index: i}
		if i < len(texts) {
			c.head = texts[i]
		}
		c.key = c.head
		switch {
		case c.head == "" && !filled(s.Lines[l.first:], i):
			continue
		case c.head == "":
			c.key = unheaded + letters(i)
		default:
			l.width = i + 1
			if seen[c.key]++; seen[c.key] > 1 {
				c.key = fmt.Sprintf("%s%s%d", c.head, unheaded, seen[c.key])
			}
		}
		if s.Delimited && c.head == "" && i >= len(texts) {
			continue // a fault of its rows
		}
		l.columns = append(l.columns, c)
	}
	return l
}

func textsOf(l Line) []string {
	list := make([]string, len(l.Cells))
	for i, c := range l.Cells {
		list[i] = strings.Join(strings.Fields(c.Text), " ")
	}
	return list
}

// width returns how many columns some lines have.
func width(lines []Line) int {
	n := 0
	for _, l := range lines {
		n = max(n, len(l.Cells))
	}
	return n
}

// filled reports whether something stands in a column.
func filled(lines []Line, i int) bool {
	return slices.ContainsFunc(lines, func(l Line) bool { return i < len(l.Cells) && l.Cells[i].Text != "" })
}

// areHeadings reports whether all that stands in a line are headings, by themselves or with
// the group above them.
func areHeadings(above []string, l Line, names map[string]string) bool {
	some, group := false, ""
	for i, c := range l.Cells {
		if i < len(above) && above[i] != "" {
			group = above[i]
		}
		if c.Text == "" {
			continue
		}
		if names[plain(c.Text)] == "" && names[plain(group+c.Text)] == "" {
			return false
		}
		some = true
	}
	return some
}

// joined puts two rows of headings into one. A heading is named by its group, too, where
// only both together name a column: 来电 above 时间.
func joined(above, below []string, names map[string]string) []string {
	list := make([]string, max(len(above), len(below)))
	group := ""
	for i := range list {
		own, over := "", ""
		if i < len(below) {
			own = below[i]
		}
		if i < len(above) {
			over = above[i]
		}
		if over != "" {
			group = over
		}
		switch {
		case own != "" && names[plain(group+own)] != "" && group != own:
			list[i] = group + own
		case own != "":
			list[i] = own
		case names[plain(over)] != "":
			list[i] = over
		}
	}
	return list
}
