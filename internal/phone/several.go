package phone

import (
	"regexp"
	"slices"
	"strings"
)

// parting are the signs that stand between two numbers, and between the ways to reach one.
var parting = regexp.MustCompile(`\s*(?:[/\\,;|\n]|和|或|及|，|；)\s*`)

// mostNumbers is how many numbers one text may hold.
const mostNumbers = 10

// Numbers returns each number of a text in its normal form, in their order, each once: one
// number, or several with signs between them: "138 0013 8000 / 0571-88886666转8001". It
// returns nil if anything else stands there. What is cut short behind a slash is the end of
// another number: 88886666/7.
func (p Plan) Numbers(s string) []string {
	list := p.several(s)
	if n, ok := p.Normal(s); ok && len(list) < 2 {
		return []string{n}
	}
	return list // or one, written twice
}

// several returns the numbers of a text that has more than one.
func (p Plan) several(s string) []string {
	if len(s) > longestText {
		return nil
	}
	var list []string
	for _, part := range parting.Split(strings.TrimSpace(parting.ReplaceAllString(plain.Replace(s), ",")), -1) {
		if part == "" {
			continue
		}
		found := p.numbersIn(part)
		if short := digitsOnly(part); found == nil && len(list) > 0 && short == part && len(short) < shortest && strings.Contains(s, "/") {
			if last := list[len(list)-1]; isLandline(last) {
				found = []string{last[:len(last)-len(short)] + short}
			}
		}
		if found == nil || len(list)+len(found) > mostNumbers {
			return nil
		}
		for _, n := range found {
			if !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
	}
	return list
}

// numbersIn returns the numbers of a text between which only spaces stand.
func (p Plan) numbersIn(s string) []string {
	if n, ok := p.whole(s); ok {
		return []string{n}
	}
	var list []string
	for _, part := range strings.Fields(folded(s)) {
		n, ok := p.whole(part)
		if !ok {
			return nil
		}
		list = append(list, n)
	}
	return list
}

// whole returns a number that we know to be one: a part of several must not be a date, a
// piece of another number, or its extension.
func (p Plan) whole(s string) (string, bool) {
	main, _, ok := p.read(s)
	if !ok || len(main) < len("8888666") || unknown(main) {
		return "", false
	}
	return p.Normal(s)
}

func isLandline(n string) bool {
	_, k := classify(n)
	return k == landline || k == local
}

// Found returns the numbers by which the owner of a text's numbers is found: each in its
// normal form, and the one before an extension without it. A text that is no number is found
// as it stands.
func (p Plan) Found(s string) []string {
	var list []string
	for _, n := range p.Numbers(s) {
		list = append(list, n)
		if main, _, ok := strings.Cut(n, extensionMark); ok && !slices.Contains(list, main) {
			list = append(list, main)
		}
	}
	if list == nil && s != "" {
		return []string{s}
	}
	return list
}
