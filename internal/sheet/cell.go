package sheet

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"hotline12345/tickets/importing"
)

var (
	whole = regexp.MustCompile(`^[0-9]+$`)
	// plainly is a number as it is shown, with whatever parts its digits.
	plainly = regexp.MustCompile(`^[-+(]?[0-9][0-9,. \x{a0}\x{202f}']*([eE][+-]?[0-9]+)?\)?$`)
)

// exact is how many digits of a number a table program keeps (IEEE 754).
const exact = 15

// number reads a cell that holds a number: as it is stored, where a telephone number is
// not 1.38E+10, or as its format shows it, where 0601 has its zero and a date is no serial
// number.
func (b *book) number(raw string, style int) importing.Cell {
	raw = strings.TrimSpace(raw)
	if _, err := strconv.ParseFloat(raw, 64); err != nil {
		return importing.Cell{Text: raw}
	}
	c := importing.Cell{Text: digits(raw), Date: serial(raw, b.from1904)}
	if before, _, _ := strings.Cut(strings.TrimPrefix(c.Text, "-"), "."); len(before) > exact {
		c.Doubt = importing.LostDigits
		return c
	}
	f := b.format(style).forNumber(raw)
	switch {
	case f.date && !c.Date.IsZero():
		c.Text = c.Date.Format("2006-01-02 15:04:05")
	case !f.general():
		shownAs(&c, b.show.number(f, raw))
	}
	return c
}

// text reads a cell that holds a text, to which a format may add something.
func (b *book) text(s string, style int) importing.Cell {
	c := importing.Cell{Text: s}
	if f := b.format(style); f.dressesText() && s != "" {
		if shown := b.show.text(f, s); shown != s && shown != "" {
			c.Text, c.Doubt = shown, importing.AsShown
		}
	}
	return c
}

// shownAs takes what is shown where that says more than the number: 0601, QA-0012, the
// word for 1. What only parts or rounds the digits is left out.
func shownAs(c *importing.Cell, shown string) {
	shown = strings.TrimSpace(shown)
	switch {
	case shown == "":
		c.Doubt = importing.HiddenValue
	case whole.MatchString(shown):
		if strings.TrimLeft(shown, "0") == strings.TrimLeft(c.Text, "0") {
			c.Text = shown // a zero before it
		}
	case digitsOf(shown) == digitsOf(c.Text) && strings.ContainsAny(shown, "-() "):
		c.Text = shown // 138-0013-8000
	case plainly.MatchString(shown):
	default:
		c.Text, c.Doubt = shown, importing.AsShown
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// digits writes a number without an exponent: 1.3800138E+10 is 13800138000.
func digits(raw string) string {
	f, _, err := big.ParseFloat(raw, 10, 200, big.ToNearestEven)
	if err != nil || f.IsInf() || f.MantExp(nil) > 1100 {
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

// isoDate reads a cell that holds a date in words (ISO 8601).
func isoDate(raw string) importing.Cell {
	c := importing.Cell{Text: raw}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04", "2006-01-02"} {
		if at, err := time.Parse(layout, raw); err == nil {
			c.Date = at
			break
		}
	}
	return c
}
