// Package redact takes telephone numbers out of what is written into a log. A log is
// copied, mailed and kept by people who need not know who called; there a call is named by
// its id, a ticket by its number.
package redact

import (
	"io"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// Mask stands where a number stood.
const Mask = "***"

// fewest is how many digits a citizen's number has at least: a local one without its area code.
// What is shorter is a service that everybody may read: 12345, 110, 95588.
const fewest = 7

// A number's digits are those of any script, in groups as people and URLs part them.
const (
	parted = `(?:\+|%2[Bb])?\(?\p{Nd}+(?:(?:[+ \x{3000}]| ?[-\x{2010}-\x{2015}] ?|[-+ ]?[(（]|[)）][-+ ]?|%2[0-9A-Fa-f])\p{Nd}+)*`
	dotted = `\p{Nd}{2,5}(?:\.\p{Nd}{3,4}){1,3}\b`
)

// others are made of digits too, and are what a log is searched for.
var others = []string{
	`\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`,                        // a UUID
	`\b(?:[0-9a-f]{32,128}|[A-Z2-7]{26})\b`,                                                   // a checksum; a request's id
	`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d{1,5})?\b`,                                     // an address
	`\b20\d\d[-/][01]\d[-/][0-3]\d(?:[T ][0-2]\d[:-][0-5]\d[:-][0-6]\d(?:[.,]\d{1,9})?Z?)?\b`, // a day, a time
	`\b[12]\d{9}\.\d{1,9}\b`,                                                                  // a call's id: seconds and a count
	`\\u[0-9a-fA-F]{4}`,                                                                       // a character, in JSON
}

var (
	// pattern tries the others first, so that their parts are not taken for a number's groups.
	pattern = regexp.MustCompile(strings.Join(others, "|") + "|" + dotted + "|" + parted)
	other   = regexp.MustCompile(`^(?:` + strings.Join(others, "|") + `)$`)
	ticket  = regexp.MustCompile(`^(\d{6})\d{6}(?:-\d{1,3})?$`)
	escape  = regexp.MustCompile(`%2[0-9A-Fa-f]`) // its digits are none of a number's
	quoted  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
)

// Numbers returns a text with Mask in place of everything that may be a citizen's telephone
// number, however it is written. Ids of calls ("1764000000.12"), numbers of tickets, times,
// addresses and counts that begin with 000 stay.
func Numbers(text string) string {
	return pattern.ReplaceAllStringFunc(text, func(found string) string {
		digits := digitsOf(escape.ReplaceAllString(found, ""))
		if len(digits) < fewest || strings.HasPrefix(digits, "000") || other.MatchString(found) || isTicket(found) {
			return found
		}
		return Mask
	})
}

// digitsOf returns a 9 for each digit that is not ASCII, and the others as they are.
func digitsOf(text string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '0' && c <= '9':
			return c
		case unicode.IsDigit(c):
			return '9'
		}
		return -1
	}, text)
}

// isTicket reports whether a text is a ticket's number, or that of its document: a day of these
// years and a count of six. Later days are numbers of other countries.
func isTicket(text string) bool {
	m := ticket.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	day, err := time.Parse("060102", m[1])
	return err == nil && day.Year() >= 2020 && day.Year() < 2039
}

// Writer returns a writer of lines of JSON that masks the numbers in their texts. Values that
// are no texts stay: counts and durations.
func Writer(to io.Writer) io.Writer { return writer{to} }

type writer struct{ to io.Writer }

// Write implements io.Writer; a line comes in one piece.
func (w writer) Write(line []byte) (int, error) {
	masked := quoted.ReplaceAllFunc(line, func(text []byte) []byte { return []byte(Numbers(string(text))) })
	if _, err := w.to.Write(masked); err != nil {
		return 0, err
	}
	return len(line), nil
}
