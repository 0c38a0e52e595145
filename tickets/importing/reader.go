package importing

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hotline12345/internal/phone"
	"hotline12345/internal/text"
	"hotline12345/tickets"
)

// reader reads one row after another and collects the errors.
type reader struct {
	table   *Table
	plan    phone.Plan
	columns map[string]Column
	row     Row
	faults  []Fault
	warned  []Fault // what is allowed, and perhaps not meant
	keys    map[string]bool
	meant   map[[2]string]string // words that were found before, by field
}

func newReader(t *Table, plan phone.Plan) *reader {
	r := &reader{table: t, plan: plan, columns: map[string]Column{}, keys: map[string]bool{}, meant: map[[2]string]string{}}
	for _, c := range Columns(t.Kind) {
		r.columns[c.Field] = c
	}
	return r
}

// bad notes an error of the row.
func (r *reader) bad(field string, code Code) {
	r.badAt(r.row, field, code)
}

func (r *reader) badAt(row Row, field string, code Code) {
	r.faults = append(r.faults, Fault{Row: row.Line, Column: field, Head: r.head(field), Code: code, Value: excerpt(row.cells[field].Text)})
}

// warn notes what is allowed in the row, and perhaps not meant.
func (r *reader) warn(field string, code Code, value string) {
	r.warned = append(r.warned, Fault{Row: r.row.Line, Column: field, Head: r.head(field), Code: code, Value: excerpt(value)})
}

// head returns the heading of a field: the table's own, or the usual one.
func (r *reader) head(field string) string {
	if h := r.table.heads[field]; h != "" {
		return h
	}
	return r.columns[field].Head[0]
}

// has reports whether the table has a column for the field; a field without one keeps its
// value.
func (r *reader) has(field string) bool { return r.table.heads[field] != "" }

// text is a cell's text, checked for what holds for all texts.
func (r *reader) text(field string) string {
	s, c := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(r.row.cells[field].Text), r.columns[field]
	switch {
	case s == "" && c.Required && r.has(field):
		r.bad(field, Required)
	case len(s) > c.Max:
		r.bad(field, TooLong)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, r.control(field)):
		r.bad(field, Control)
	case tableError.MatchString(s):
		r.bad(field, CellError)
	default:
		return s
	}
	return ""
}

var tableError = regexp.MustCompile(`^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)$`)

// control returns a test for signs that must not stand in a field: only long texts have
// several lines.
func (r *reader) control(field string) func(rune) bool {
	long := r.columns[field].Max > 2000
	return func(c rune) bool { return unicode.IsControl(c) && !(long && (c == '\n' || c == '\t')) }
}

// set reads a text into what is there already, if the table has the column.
func (r *reader) set(to *string, field string) {
	if r.has(field) {
		*to = r.text(field)
	}
}

// word reads a word of a list; empty means fallback.
func (r *reader) word(field string, w words, fallback string) string {
	s := r.text(field)
	if s == "" {
		return fallback
	}
	value, ok := r.meant[[2]string{field, s}]
	if ok {
		return value
	}
	if value, ok = w.in(s); !ok {
		r.bad(field, UnknownWord)
		return fallback
	}
	r.meant[[2]string{field, s}] = value
	return value
}

// words reads several words of a list, each once.
func (r *reader) words(field string, w words) []string {
	found := []string{}
	seen := map[string]bool{}
	for _, s := range list(r.text(field)) {
		value, ok := w.in(s)
		switch {
		case !ok:
			r.bad(field, UnknownWord)
		case !seen[value]:
			seen[value] = true
			found = append(found, value)
		}
	}
	return found
}

// wordFor returns the word of a cell that means a value; the whole cell if none does.
func (r *reader) wordFor(field string, w words, value string) string {
	cell := r.row.cells[field].Text
	for _, s := range list(cell) {
		if meant, _ := w.in(s); meant == value {
			return s
		}
	}
	return cell
}

// yes reads yes or no.
func (r *reader) yes(field string) bool { return r.word(field, yesNo, "no") == "yes" }

// once notes a key that stands in two rows, and reports whether it is the first.
func (r *reader) once(field, key string) bool {
	if key != "" && r.keys[field+" "+key] {
		r.bad(field, Double)
		return false
	}
	r.keys[field+" "+key] = true
	return true
}

// phone reads a telephone number in the city's normal form, in which calls bring it: the
// history of a number is found by all of it. Several in one cell stay as they are.
func (r *reader) phone(field string) string {
	s := strings.TrimSpace(text.WithoutInvisible(text.HalfWidth(r.text(field))))
	n, ok := r.plan.Normal(s)
	if ok {
		return n
	}
	if s != "" && !text.IsTelephone(s) {
		r.bad(field, BadPhone)
	}
	return s
}

// layouts are the ways in which people write a time.
var layouts = []string{"2006-1-2 15:4:5", "2006-1-2 15:4", "2006-1-2", "2006-1-2T15:4:5", "20060102150405", "200601021504", "20060102"}

// time reads a time of the city (tickets.Zone) that has come.
func (r *reader) time(field string, now time.Time) time.Time {
	s := r.text(field)
	if s == "" {
		return time.Time{}
	}
	at := r.row.cells[field].Date
	if compact := parseTime(s); !compact.IsZero() {
		at = compact // 20250302 is no serial number
	}
	if at.Year() < 1980 || at.Year() > 2200 {
		r.bad(field, BadDate)
		return time.Time{}
	}
	at = time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, tickets.Zone)
	if at.After(now) {
		r.bad(field, Future)
		return time.Time{}
	}
	return at.UTC()
}

func parseTime(s string) time.Time {
	s = strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-", "日", " ", "：", ":", "时", ":", "点", ":", "分", "", "秒", "").Replace(s)
	s = strings.TrimSuffix(strings.Join(strings.Fields(s), " "), ":")
	for _, layout := range layouts {
		if at, err := time.Parse(layout, s); err == nil {
			return at
		}
	}
	return time.Time{}
}
