package sheet

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// numberFormat is how a style shows numbers.
type numberFormat struct {
	id   int
	code string // "" for one that every program knows
	date bool
}

// Numbers of formats that every program knows (ECMA-376, 18.8.30).
const (
	generalFormat = 0
	textFormat    = 49
)

func (f numberFormat) general() bool {
	return f.code == "" && (f.id == generalFormat || f.id == textFormat) || strings.EqualFold(f.code, "general") || f.code == "@"
}

// dressesText reports whether a text is shown with something beside it.
func (f numberFormat) dressesText() bool { return f.code != "@" && strings.Contains(f.code, "@") }

// knownDate reports whether a format that every program knows is one of dates or times;
// from 27 on they are those of eastern Asia.
func knownDate(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

// literal is what a format's code shows as it stands there, or in which colour.
var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[(?:[^hmsHMS\]][^\]]*|[hms]{3,}[^\]]*)\]`)

// isDate reports whether a format's code shows a date or a time.
func isDate(code string) bool {
	first, _, _ := strings.Cut(literal.ReplaceAllString(code, ""), ";")
	first = strings.ToLower(first)
	if strings.Contains(first, "general") || strings.ContainsAny(first, "0#?@") && !strings.ContainsAny(first, "ymdhs") {
		return false
	}
	return strings.ContainsAny(first, "ymdhs")
}

// format returns the format of a style.
func (b *book) format(style int) numberFormat {
	if style < 0 || style >= len(b.formats) {
		return numberFormat{}
	}
	return b.formats[style]
}

// readFormats reads the formats of numbers from the styles.
func (b *book) readFormats(part string) error {
	codes := map[int]string{}
	inCells := false
	return b.each(part, func(t *tags) error {
		switch {
		case t.name == "numFmt" && t.begin:
			if id, err := strconv.Atoi(t.attr("numFmtId")); err == nil {
				if _, there := codes[id]; !there { // those of differences (dxf) come later
					codes[id] = t.attr("formatCode")
				}
			}
		case t.name == "cellXfs":
			inCells = t.begin && !t.end
		case t.name == "xf" && t.begin && inCells:
			id, _ := strconv.Atoi(t.attr("numFmtId")) // 0 is the plain one
			f := numberFormat{id: id, code: codes[id]}
			if f.date = knownDate(id); f.code != "" {
				f.date = isDate(f.code)
			}
			b.formats = append(b.formats, f)
		}
		return nil
	})
}

// shower asks excelize what a format shows.
type shower struct {
	file  *excelize.File
	cells map[numberFormat]string   // with a style each
	known map[numberFormat][]string // what was asked last, and the answer
}

const scratch = "Sheet1"

func newShower() *shower {
	return &shower{file: excelize.NewFile(), cells: map[numberFormat]string{}, known: map[numberFormat][]string{}}
}

func (s *shower) close() { _ = s.file.Close() } // it has no temporary files

// maxStyles bounds how many formats are asked about.
const maxStyles = 2000

// cell returns the cell of a format; "" if the format is not understood.
func (s *shower) cell(f numberFormat) string {
	if cell, there := s.cells[f]; there || len(s.cells) >= maxStyles {
		return cell
	}
	cell := "A" + strconv.Itoa(len(s.cells)+1)
	style := &excelize.Style{NumFmt: f.id}
	if f.code != "" {
		style = &excelize.Style{CustomNumFmt: &f.code}
	}
	id, err := s.file.NewStyle(style)
	if err == nil {
		err = s.file.SetCellStyle(scratch, cell, cell, id)
	}
	if err != nil {
		cell = ""
	}
	s.cells[f] = cell
	return cell
}

// number returns how a format shows a number; the number itself if it is not understood.
func (s *shower) number(f numberFormat, raw string) string {
	return s.ask(f, raw, func(cell string) error { return s.file.SetCellDefault(scratch, cell, raw) })
}

// text returns how a format shows a text.
func (s *shower) text(f numberFormat, raw string) string {
	return s.ask(f, raw, func(cell string) error { return s.file.SetCellStr(scratch, cell, raw) })
}

func (s *shower) ask(f numberFormat, raw string, set func(cell string) error) string {
	cell := s.cell(f)
	if last := s.known[f]; last != nil && last[0] == raw {
		return last[1]
	}
	if cell == "" || set(cell) != nil {
		return raw
	}
	shown, err := s.file.GetCellValue(scratch, cell)
	if err != nil {
		return raw
	}
	s.known[f] = []string{raw, shown}
	return shown
}
