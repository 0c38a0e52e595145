package importing

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
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
	own     meanings // words that administrators added
	city    meanings // the city's names of its types
	lists   []List
	rules   tickets.Rulebook
	row     Row
	faults  []Fault
	warned  []Fault // what is allowed, and perhaps not meant
	keys    map[string]bool
	meant   map[[2]string]meaning        // words that were looked up before, by field
	folded  map[string]map[string]string // the words of the mapping, by field and folded
	words   wordUses
	preview previews
}

func newReader(t *Table, k Existing) *reader {
	r := &reader{table: t, plan: k.Rules.Plan, columns: map[string]Column{}, own: ownMeanings(k.Words), city: meaningsOf([]List{namedTypes(k.Rules)}), lists: ListsOf(k.Rules), rules: k.Rules,
		keys: map[string]bool{}, meant: map[[2]string]meaning{}, folded: map[string]map[string]string{}}
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
	r.faults = append(r.faults, r.faultAt(row, field, code, row.cell(field).Text))
}

// warn notes what is allowed in the row, and perhaps not meant.
func (r *reader) warn(field string, code Code, value string) {
	r.warned = append(r.warned, r.faultAt(r.row, field, code, value))
}

// faultAt returns what is wrong with a field of a row, and where that is.
func (r *reader) faultAt(row Row, field string, code Code, value string) Fault {
	f := Fault{Sheet: row.sheet.sheet, Row: row.Line, Column: field, Head: r.headIn(row, field), Code: code, Value: excerpt(value)}
	if i, ok := row.sheet.at[field]; ok {
		f.Cell = cellName(i, row.Line)
	}
	return f
}

// head returns the heading of a field: the table's own, or the usual one.
func (r *reader) head(field string) string { return r.headIn(r.row, field) }

func (r *reader) headIn(row Row, field string) string {
	if h := row.sheet.heads[field]; h != "" {
		return h
	}
	return r.columns[field].Head[0]
}

// has reports whether the row's sheet has a column for the field; a field without one keeps
// its value.
func (r *reader) has(field string) bool { return r.row.sheet.heads[field] != "" }

// text is a cell's text, checked for what holds for all texts. Only long ones have several
// lines.
func (r *reader) text(field string) string { return r.lines(field, " ") }

// lines is text with a sign between the lines of a cell that is not long.
func (r *reader) lines(field, sign string) string {
	c, cell := r.columns[field], r.row.cell(field)
	long := c.Max > 2000
	s := lineEnds.Replace(cell.Text)
	if !long {
		s = strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c == '\n' || c == '\t' }), sign)
	}
	s = something(s, long)
	r.store(field, s)
	switch {
	case s == "" && cell.Doubt == NoValue: // said by doubts
	case s == "" && c.Required && r.has(field):
		r.bad(field, Required)
	case len(s) > c.Max:
		r.bad(field, TooLong)
	case !utf8.ValidString(s) || strings.ContainsRune(s, utf8.RuneError):
		r.bad(field, OddCharacter)
	case strings.ContainsFunc(s, control(long)):
		r.bad(field, Control)
	case tableError.MatchString(s):
		r.bad(field, CellError)
	case tooNarrow.MatchString(s):
		r.bad(field, NarrowColumn)
	default:
		return s
	}
	return ""
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

var tableError = regexp.MustCompile(`^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|GETTING_DATA|UNKNOWN!|CONNECT!)$`)

// tooNarrow is what a table program shows, and some write, where a column has no room for a number.
var tooNarrow = regexp.MustCompile(`^[#＃]{3,}$`)

// fullCell is how many signs (UTF-16) the cell of a table program can have.
const fullCell = 32_767

// control returns a test for signs that must not stand in a field: only long texts have
// several lines.
func control(long bool) func(rune) bool {
	return func(c rune) bool { return unicode.IsControl(c) && !(long && (c == '\n' || c == '\t')) }
}

// nothing are texts by which systems and people say that a cell is empty.
var nothing = regexp.MustCompile(`^(?i:null|\(null\)|<null>|\[null\]|\\n|none|nil|nan|undefined)$`)

// dash is a cell that a person struck out; in a long text it may be the whole answer.
var dash = regexp.MustCompile(`^([-—–－/／\\_]+|无|無|暂无|空|不详|不詳|未知|未留|未提供|(?i:n/a))$`)

// something returns a text, "" if it says that there is none.
func something(s string, long bool) string {
	if nothing.MatchString(s) || !long && dash.MatchString(s) {
		return ""
	}
	return s
}

// set reads a text into what is there already, if the table has the column.
func (r *reader) set(to *string, field string) {
	if r.has(field) {
		*to = r.text(field)
	}
}

// word reads a word of a list; empty means fallback.
func (r *reader) word(field string, fallback string) string {
	s := r.listed(field)
	if s == "" {
		r.store(field, fallback)
		return fallback
	}
	value, ok := r.mean(field, s)
	r.words.count(r, field, s, ok)
	if !ok {
		r.bad(field, UnknownWord)
		return fallback
	}
	r.store(field, value)
	return value
}

// listed is the text of a field with a list: 无 and 否 are words there.
func (r *reader) listed(field string) string {
	if _, ok := r.mean(field, r.row.cell(field).Text); ok {
		return r.row.cell(field).Text
	}
	return r.text(field)
}

// several reads several words of a list, each once.
func (r *reader) several(field string) []string {
	found := []string{}
	seen := map[string]bool{}
	for _, s := range list(r.text(field)) {
		value, ok := r.mean(field, s)
		r.words.count(r, field, s, ok)
		switch {
		case !ok:
			r.bad(field, UnknownWord)
		case !seen[value]:
			seen[value] = true
			found = append(found, value)
		}
	}
	r.store(field, strings.Join(found, " "))
	return found
}

// wordFor returns the word of a cell that means a value; the whole cell if none does.
func (r *reader) wordFor(field string, value string) string {
	cell := r.row.cell(field).Text
	for _, s := range list(cell) {
		if meant, _ := r.mean(field, s); meant == value {
			return s
		}
	}
	return cell
}

// yes reads yes or no.
func (r *reader) yes(field string) bool { return r.word(field, "no") == "yes" }

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
// history of a number is found by all of it. Several in one cell are each brought into it.
func (r *reader) phone(field string) string {
	s := strings.TrimSpace(text.HalfWidth(r.lines(field, ",")))
	n := r.plan.Tidy(s)
	if s != "" && !text.IsTelephone(n) {
		if r.row.cell(field).Doubt != LostDigits { // said by doubts
			r.bad(field, BadPhone)
		}
		return s
	}
	r.store(field, n)
	return n
}

// doubts says what the file does not say plainly, in the columns that are read.
func (r *reader) doubts() {
	for _, r.row = range r.table.Rows {
		if r.row.doubt != "" {
			r.faults = append(r.faults, Fault{Sheet: r.row.sheet.sheet, Row: r.row.Line, Code: r.row.doubt, Value: firstText(Line{Cells: r.row.cells})})
		}
		for _, field := range r.row.sheet.fields {
			r.doubt(field)
		}
	}
}

func (r *reader) doubt(field string) {
	c := r.row.cell(field)
	switch c.Doubt {
	case "":
	case NoValue, LostDigits:
		r.bad(field, c.Doubt)
	default:
		if field != "password" {
			r.warn(field, c.Doubt, c.Text)
		}
	}
	if c.Doubt == "" && zeroDigits.MatchString(c.Text) {
		r.warn(field, ZeroDigits, c.Text)
	}
	if len(c.Text) >= fullCell && len(utf16.Encode([]rune(c.Text))) == fullCell {
		r.warn(field, FullCell, c.Text)
	}
	if strings.ContainsFunc(c.Text, private) && field != "password" {
		r.warn(field, PrivateCharacter, c.Text)
	}
}

// zeroDigits is a long number whose digits beyond the 15 that a table program keeps are zeros.
var zeroDigits = regexp.MustCompile(`^[0-9]{15}0{2,}$`)

// private reports whether a sign has a meaning on certain machines only.
func private(c rune) bool { return unicode.Is(unicode.Co, c) }
