package tickets

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/fold"
)

// Number names a ticket: YYMMDD and a six-digit counter of that day, in China's
// time: "261123000001".
type Number string

// Zone is China's time; it has had no summer time since 1991.
var Zone = time.FixedZone("CST", 8*60*60)

// Day returns the first half of the numbers of tickets written at t: "261123".
func Day(t time.Time) string { return t.In(Zone).Format("060102") }

// maxDaily is the last number of a day.
const maxDaily = 999999

// MakeNumber joins a day and its counter, 1 to 999,999.
func MakeNumber(day string, n int) (Number, error) {
	if n < 1 || n > maxDaily || len(day) != 6 {
		return "", fmt.Errorf("make ticket number of day %q: counter %d", day, n)
	}
	return Number(fmt.Sprintf("%s%06d", day, n)), nil
}

// ReadNumber reads a number as people write it, in any digits, with spaces or signs between them.
func ReadNumber(s string) Number { return Number(fold.Digits(s)) }

// aroundNumbers are what people write around a ticket's number when they copy it or ask about it.
var aroundNumbers = regexp.MustCompile(`受理|登记|案件|诉求|事项|流水|查询|业务|来件|来电|热线|工单|个案|单据|编号|单号|件号|号码|编|单|号|` +
	`您的|我的|请查|进度|回复|答复|的|ticket|case|order|number|\bno\b|\bn°`)

// ofPaper is the number of a ticket's document, such as a written supervision: 261123000001-2.
var ofPaper = regexp.MustCompile(`^([^0-9]*[0-9]{12})-[0-9]{1,3}([^0-9]*)$`)

// FindNumber returns the ticket's number that a text is, with nothing around it but signs and
// words that say so: "№261123-000001", 工单 261123000001。 The number of a ticket's document names
// the ticket.
func FindNumber(s string) (Number, bool) {
	s = ofPaper.ReplaceAllString(aroundNumbers.ReplaceAllString(fold.String(s), ""), "$1$2")
	if strings.ContainsFunc(s, func(c rune) bool { _, digit := fold.Digit(c); return fold.Letter(c) && !digit }) {
		return "", false
	}
	n := Number(fold.Digits(s))
	return n, n.Valid()
}

// Valid reports whether the number has the form of a ticket number.
func (n Number) Valid() bool {
	if len(n) != 12 {
		return false
	}
	if _, err := time.Parse("060102", string(n[:6])); err != nil {
		return false
	}
	count, err := strconv.ParseUint(string(n[6:]), 10, 32)
	return err == nil && count > 0
}

// paper returns the number of the ticket's next document.
func (t *Ticket) paper() string {
	t.Papers++
	return fmt.Sprintf("%s-%d", t.Number, t.Papers)
}

// WithNumber returns the ticket under a number, its documents too: the first move is made
// before there is one.
func (t Ticket) WithNumber(n Number) Ticket {
	t.Entries = slices.Clone(t.Entries)
	for i, e := range t.Entries {
		if of, ok := strings.CutPrefix(e.Serial, string(t.Number)+"-"); ok {
			t.Entries[i].Serial = string(n) + "-" + of
		}
	}
	t.Number = n
	return t
}

// longestBook is how many days are read as one book: a month.
const longestBook = 31

// BookDays returns the days of a period ("2026-11-23") with its last. Invalid: days that
// are no days, in the wrong order, or more than a month.
func BookDays(from, to string) ([]string, error) {
	first, err := time.ParseInLocation(time.DateOnly, from, Zone)
	if err != nil {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "day", Code: errs.CodeInvalid}}}
	}
	last, err := time.ParseInLocation(time.DateOnly, to, Zone)
	if err != nil || last.Before(first) || last.After(first.AddDate(0, 0, longestBook-1)) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "to", Code: errs.CodeInvalid}}}
	}
	var days []string
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		days = append(days, day.Format(time.DateOnly))
	}
	return days, nil
}
