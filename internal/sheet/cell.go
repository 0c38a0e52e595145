package sheet

import (
	"math/big"
	"regexp"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"hotline12345/tickets/importing"
)

var (
	// number is how numbers are stored; their exponents have a sign, so that the
	// code 1E5 stays a code.
	number   = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?([eE][+-][0-9]{1,3})?$`)
	exponent = regexp.MustCompile(`[eE]`)
	whole    = regexp.MustCompile(`^[0-9]+$`)
	// dated is how a date is shown: two signs between digits, or a time.
	dated = regexp.MustCompile(`[0-9年月日]+[-/.年月日][0-9A-Za-z]+[-/.月日][0-9]+|[0-9]年|[0-9]:[0-9]{2}`)
)

// cell reads one cell from what is stored and what is shown. Whether the cell holds
// text or a number is not known here: what is shown as it is stored stays as it is.
func cell(raw, shown string, from1904 bool) importing.Cell {
	if !number.MatchString(raw) {
		return importing.Cell{Text: shown}
	}
	c := importing.Cell{Text: raw, Date: serial(raw, from1904)}
	if exponent.MatchString(raw) || raw != shown && !whole.MatchString(raw) {
		c.Text = digits(raw)
	}
	switch {
	case raw == shown:
	case whole.MatchString(shown) && shown[0] == '0': // 0601, stored as 601
		c.Text = shown
	case dated.MatchString(shown) && !c.Date.IsZero():
		c.Text = c.Date.Format("2006-01-02 15:04:05")
	}
	return c
}

// digits writes a number without an exponent: 1.3800138E+10 is 13800138000.
func digits(raw string) string {
	f, _, err := big.ParseFloat(raw, 10, 200, big.ToNearestEven)
	if err != nil {
		return raw
	}
	if f.IsInt() {
		return f.Text('f', 0)
	}
	v, _ := f.Float64()                        // rounded as the table program does
	return strconv.FormatFloat(v, 'f', -1, 64) // 0.1 is stored as 0.10000000000000001
}

// serial is what a number means as a date; zero beyond what people live in.
func serial(raw string, from1904 bool) time.Time {
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || f < 1 || f > 110_000 { // the year 2201
		return time.Time{}
	}
	at, err := excelize.ExcelDateToTime(f, from1904)
	if err != nil {
		return time.Time{}
	}
	return at.Round(time.Second)
}
