package tickets

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// hider takes what says who the citizen is out of texts that people wrote (M70,
// M71): the names and numbers of the register, as first written and as corrected,
// whatever stands between the digits.
type hider struct {
	words  *strings.Replacer
	digits *regexp.Regexp
}

// shortestNumber is the least number of digits that is looked for: a house number
// says nothing.
const shortestNumber = 7

func hiderOf(t Ticket) hider {
	said := []string{t.Name, t.Unit, t.Contact, t.Caller}
	for _, e := range t.Entries {
		if e.Written != nil {
			said = append(said, e.Written.Name, e.Written.Unit, e.Written.Contact)
		}
		if e.Changes != nil {
			for _, f := range []*string{e.Changes.Name, e.Changes.Unit, e.Changes.Contact} {
				if f != nil {
					said = append(said, *f)
				}
			}
		}
	}
	var pairs, numbers []string
	for _, s := range said {
		if n := onlyDigits(s); len(n) >= shortestNumber {
			numbers = append(numbers, strings.Join(strings.Split(n, ""), `[\s()-]*`))
		}
		if s = strings.TrimSpace(s); utf8.RuneCountInString(s) > 1 {
			pairs = append(pairs, s, "***")
		}
	}
	h := hider{words: strings.NewReplacer(pairs...)}
	if len(numbers) > 0 {
		h.digits = regexp.MustCompile(strings.Join(numbers, "|"))
	}
	return h
}

// hide is a text without what says who the citizen is.
func (h hider) hide(text string) string {
	text = h.words.Replace(text)
	if h.digits != nil {
		text = h.digits.ReplaceAllString(text, "***")
	}
	return text
}
