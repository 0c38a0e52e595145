package tickets

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"hotline12345/internal/text"
)

// redactor removes what says who the citizen is from texts that people wrote (M70, M71):
// the names and numbers of the register, as first written and as corrected, whatever
// stands between the digits and however they were typed.
type redactor struct {
	words   *strings.Replacer
	numbers []string // the longest first
}

// digitRun matches what may hold a number: ASCII or full-width digits with up to three
// other signs between them.
var digitRun = regexp.MustCompile(`[0-9０-９](?:[^\pL\pN]{0,3}[0-9０-９])*`)

// redactorOf returns the redactor for a ticket's citizen.
func redactorOf(t Ticket) redactor {
	said := []string{t.Name, t.Unit, t.Contact, t.Caller}
	for _, e := range t.Entries {
		if e.Written != nil {
			said = append(said, e.Written.Name, e.Written.Unit, e.Written.Contact)
		}
		if e.Answer != nil {
			said = append(said, e.Answer.Address)
		}
		if e.Changes != nil {
			for _, f := range []*string{e.Changes.Name, e.Changes.Unit, e.Changes.Contact} {
				if f != nil {
					said = append(said, *f)
				}
			}
		}
	}
	// the longer first: of a name within another, nothing must be left
	longestFirst(said)
	var pairs, numbers []string
	for _, s := range said {
		numbers = append(numbers, waysToDial(text.DigitsOf(s))...)
		if s = strings.TrimSpace(s); utf8.RuneCountInString(s) > 1 {
			pairs = append(pairs, s, "***")
		}
	}
	longestFirst(numbers)
	return redactor{words: strings.NewReplacer(pairs...), numbers: slices.Compact(numbers)}
}

func longestFirst(list []string) {
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
}

// waysToDial returns a number's digits, then without what may stand before it: the
// country's code, an area code of three or four digits.
func waysToDial(n string) []string {
	ways := []string{n}
	if rest, ok := strings.CutPrefix(strings.TrimPrefix(n, "00"), "86"); ok && len(rest) >= 10 {
		ways, n = append(ways, rest), rest
	}
	if strings.HasPrefix(n, "0") && len(n) > 10 {
		ways = append(ways, n[3:], n[4:])
	}
	return slices.DeleteFunc(ways, func(w string) bool { return len(w) < text.ShortestNumber })
}

// redact returns a text without what says who the citizen is.
func (r redactor) redact(text string) string {
	text = r.words.Replace(text)
	if len(r.numbers) == 0 {
		return text
	}
	return digitRun.ReplaceAllStringFunc(text, r.redactRun)
}

// redactRun returns a run of digits without the citizen's numbers.
func (r redactor) redactRun(run string) string {
	var digits strings.Builder
	var begin, end []int // of each digit in the run
	for i, c := range run {
		if d := text.DigitsOf(string(c)); d != "" {
			digits.WriteString(d)
			begin, end = append(begin, i), append(end, i+utf8.RuneLen(c))
		}
	}
	for _, n := range r.numbers {
		if i := strings.Index(digits.String(), n); i >= 0 {
			return r.redactRun(run[:begin[i]]) + "***" + r.redactRun(run[end[i+len(n)-1]:])
		}
	}
	return run
}
