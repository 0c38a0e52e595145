package tickets

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// hider takes what says who the citizen is out of texts that people wrote (M70,
// M71): the names and numbers of the register, as first written and as corrected,
// whatever stands between the digits and however they were typed.
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
	// the longer first: of a name within another, nothing must be left
	slices.SortFunc(said, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var pairs, numbers []string
	for _, s := range said {
		for _, n := range waysToDial(onlyDigits(s)) {
			numbers = append(numbers, typed(n))
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

// waysToDial are a number's digits, then without what may stand before it: the
// country's code, an area code of three or four digits.
func waysToDial(n string) []string {
	ways := []string{n}
	if rest, ok := strings.CutPrefix(strings.TrimPrefix(n, "00"), "86"); ok && len(rest) >= 10 {
		ways, n = append(ways, rest), rest
	}
	if strings.HasPrefix(n, "0") && len(n) > 10 {
		ways = append(ways, n[3:], n[4:])
	}
	return slices.DeleteFunc(ways, func(w string) bool { return len(w) < shortestNumber })
}

// typed is a pattern of a number as people write it: ASCII or full-width digits
// with up to three other signs between them.
func typed(digits string) string {
	each := make([]string, len(digits))
	for i, d := range digits {
		each[i] = "[" + string(d) + string(d-'0'+'０') + "]"
	}
	return strings.Join(each, `[^\pL\pN]{0,3}`)
}

// hide is a text without what says who the citizen is.
func (h hider) hide(text string) string {
	text = h.words.Replace(text)
	if h.digits != nil {
		text = h.digits.ReplaceAllString(text, "***")
	}
	return text
}
