package sheet

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotline12345/tickets/importing"
)

// readText reads delimited text: CSV as RFC 4180 has it, with what else programs write.
func readText(file []byte) (importing.File, error) {
	text, err := decoded(file)
	if err != nil {
		return importing.File{}, err
	}
	if odd := strings.Count(text, "\x00"); odd > 8 && odd*100 > utf8.RuneCountInString(text) {
		return importing.File{}, fmt.Errorf("%w: it is no text", importing.ErrUnreadable)
	}
	d := delimited{text: strings.TrimLeft(text, "\ufeff"), line: 1}
	d.directive()
	if d.comma == 0 {
		d.comma = delimiter(d.text)
	}
	d.usual = usual(d.text, d.comma)
	s := importing.Sheet{Delimited: true}
	cells := 0
	for d.text != "" {
		line := d.record()
		if len(line.Cells) == 0 {
			continue
		}
		if cells += len(line.Cells); cells > maxCells {
			return importing.File{}, fmt.Errorf("%w: more than %d cells", importing.ErrTooLarge, maxCells)
		}
		if len(s.Lines) == importing.MaxLines {
			s.Beyond = line.Number
			break
		}
		s.Lines = append(s.Lines, line)
	}
	return importing.File{Sheets: []importing.Sheet{s}}, nil
}

// delimited is a text that is taken apart.
type delimited struct {
	text  string // what is left
	line  int    // its number
	comma byte
	// usual is how many delimiters most lines have.
	usual int
}

// directive reads the line with which Excel names the delimiter: sep=;
func (d *delimited) directive() {
	first := d.firstLine(d.text)
	rest, ok := strings.CutPrefix(strings.Trim(strings.ToLower(first), `"`), "sep=")
	if ok && len(rest) == 1 && rest[0] < utf8.RuneSelf {
		d.comma = rest[0]
		d.advance(len(first))
		d.endLine()
	}
}

// firstLine returns a text up to the end of its first line.
func (*delimited) firstLine(s string) string {
	if i := strings.IndexAny(s, "\r\n"); i >= 0 {
		return s[:i]
	}
	return s
}

// advance goes on and counts the lines: \n, \r\n and the lone \r of old Macintoshes end one.
func (d *delimited) advance(n int) {
	gone := d.text[:n]
	d.line += strings.Count(gone, "\n") + strings.Count(gone, "\r") - strings.Count(gone, "\r\n")
	d.text = d.text[n:]
}

// endLine takes the end of a line off.
func (d *delimited) endLine() {
	switch {
	case strings.HasPrefix(d.text, "\r\n"):
		d.advance(2)
	case strings.HasPrefix(d.text, "\n") || strings.HasPrefix(d.text, "\r"):
		d.advance(1)
	}
}

// record reads one row. An empty line is one without cells.
func (d *delimited) record() importing.Line {
	row := importing.Line{Number: d.line}
	begin := d.text
	for !d.atLineEnd() || len(row.Cells) > 0 {
		c, bad := d.field(begin)
		if bad {
			row.Doubt = importing.OpenQuote
		}
		if len(row.Cells) < importing.MaxWidth {
			row.Cells = append(row.Cells, c)
		} else if c.Text != "" {
			row.Cells[importing.MaxWidth-1] = c
		}
		if d.text == "" || d.text[0] != d.comma {
			break
		}
		d.text = d.text[1:]
	}
	d.endLine()
	return row
}

func (d *delimited) atLineEnd() bool {
	return d.text == "" || d.text[0] == '\r' || d.text[0] == '\n'
}

// field reads one cell up to its delimiter. bad: a quote begins it and is not closed in its
// row; then it is read to the end of its line, so that it swallows no rows. begin is the
// text from the beginning of the row.
func (d *delimited) field(begin string) (c importing.Cell, bad bool) {
	prefix := 0
	if strings.HasPrefix(d.text, `="`) { // a number that Excel shall leave as it is
		prefix = 1
	}
	if strings.HasPrefix(d.text[prefix:], `"`) {
		value, n, ok := d.quoted(d.text[prefix:])
		switch {
		case !ok && n < 0:
			bad = true
		case ok && d.swallows(begin, len(begin)-len(d.text)+prefix+n):
			bad = true
		case ok:
			d.advance(prefix + n)
			c.Text = unwrapped(value)
			return c, false
		}
	}
	n := strings.IndexFunc(d.text, func(r rune) bool { return r == rune(d.comma) || r == '\r' || r == '\n' })
	if n < 0 {
		n = len(d.text)
	}
	s := d.text[:n]
	d.text = d.text[n:]
	if strings.HasPrefix(s, `"`) && !bad {
		c.Doubt = importing.OddQuote
		if len(s) > 2 && strings.HasSuffix(s, `"`) {
			s = s[1 : len(s)-1]
		}
	}
	c.Text = unwrapped(s)
	return c, bad
}

// quoted reads a quoted cell and returns how long it is. ok is false if its quote is
// followed by something else than a delimiter (n is 0) or never comes (n is -1).
func (d *delimited) quoted(s string) (value string, n int, ok bool) {
	var b strings.Builder
	escapes := false // a backslash stands before its quotes
	for at := 1; ; {
		i := strings.IndexByte(s[at:], '"')
		if i < 0 {
			return "", -1, false
		}
		b.WriteString(s[at : at+i])
		at += i + 1
		if strings.HasPrefix(s[at:], `"`) {
			b.WriteByte('"')
			at++
			continue
		}
		rest := strings.TrimLeft(s[at:], " ")
		ends := rest == "" || rest[0] == d.comma || rest[0] == '\r' || rest[0] == '\n'
		if i > 0 && s[at-2] == '\\' && (!ends || escapes) {
			escapes = true
			inner := strings.TrimSuffix(b.String(), `\`) // as MySQL writes them
			b.Reset()
			b.WriteString(inner + `"`)
			continue
		}
		if ends {
			return b.String(), len(s) - len(rest), true
		}
		if strings.ContainsAny(s[:at], "\r\n") {
			return "", -1, false // 紧急 … "x: it was opened by mistake in an earlier line
		}
		return "", 0, false
	}
}

// swallows reports whether a quoted cell of several lines has whole rows in it: the line in
// which it begins and one behind are rows by themselves. end is where the cell ends, from
// begin, where its row begins.
func (d *delimited) swallows(begin string, end int) bool {
	if d.usual < 2 || !strings.ContainsAny(begin[:end], "\r\n") {
		return false
	}
	tail := begin[end:]
	span := begin[:end] + d.firstLine(tail)
	whole := 0
	for i, line := range lines(span) {
		full := strings.Count(line, string(rune(d.comma))) >= d.usual
		if i == 0 && !full {
			return false
		}
		if full {
			whole++
		}
	}
	return whole > 1
}

// lines returns the lines of a text, whatever ends them.
func lines(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\r' || r == '\n' })
}

// unwrapped returns the text of ="0012", and what stands behind the sign by which a person
// tells Excel that a number is a text.
func unwrapped(s string) string {
	s = strings.TrimFunc(s, unicode.IsSpace)
	if inner, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(inner, `"`) && !strings.Contains(inner[:len(inner)-1], `"`) {
		return inner[:len(inner)-1]
	}
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" && !strings.Contains(rest, "'") && strings.ContainsRune("0123456789+=-", rune(rest[0])) {
		return rest
	}
	return s
}

// sampled is how many lines show what the delimiter is.
const sampled = 50

// delimiter returns the sign that parts the cells: the one by which most lines have the
// same number of cells.
func delimiter(text string) byte {
	best, most := byte(','), 0
	for _, c := range []byte(",\t;|") {
		counts := map[int]int{}
		for _, line := range firstLines(text) {
			if n := outside(line, c); n > 0 {
				counts[n]++
			}
		}
		for n, lines := range counts {
			if score := lines*100 + n; score > most {
				best, most = c, score
			}
		}
	}
	return best
}

// usual returns how many delimiters most lines have; 0 if there are none.
func usual(text string, comma byte) int {
	counts := map[int]int{}
	for _, line := range firstLines(text) {
		counts[outside(line, comma)]++
	}
	best := 0
	for n, lines := range counts {
		if n > 0 && (best == 0 || lines > counts[best] || lines == counts[best] && n > best) {
			best = n
		}
	}
	return best
}

func firstLines(text string) []string {
	list := lines(text[:min(len(text), 256<<10)])
	return list[:min(len(list), sampled)]
}

// outside counts a sign in a line where it does not stand between quotes.
func outside(line string, c byte) int {
	n, in := 0, false
	for i := range len(line) {
		switch {
		case line[i] == '"':
			in = !in
		case line[i] == c && !in:
			n++
		}
	}
	return n
}
