package phone

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
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
	if len(list) > 1 {
		return list
	}
	n, ok := p.Normal(s)
	if !ok || unknown(n) {
		if run := p.runTogether(s); run != nil {
			return run
		}
	}
	if ok {
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
		if len(list) > 0 {
			found = p.continued(list[len(list)-1], part, found, strings.Contains(s, "/"))
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

// continued returns the numbers of a part of which the number before it says more: another
// extension of it (转8001、8002), its last digits (88886666/7), or its area (010-88886666/88887777).
func (p Plan) continued(before, part string, found []string, slash bool) []string {
	main, extension, extended := strings.Cut(before, extensionMark)
	digits := digitsOnly(folded(part))
	alone := strings.Trim(folded(part), "0123456789 -") == ""
	switch {
	case found == nil && alone && extended && len(digits) == len(extension):
		return []string{main + extensionMark + digits}
	case found == nil && alone && slash && len(digits) < shortest && isLandline(before):
		return []string{before[:len(before)-len(digits)] + digits}
	case len(found) == 1 && alone && bareKind(digits) == local && isLandline(main) && strings.HasPrefix(main, "0"):
		if area, _ := splitArea(main[1:]); area != "" {
			return []string{"0" + area + digits}
		}
	}
	return found
}

// signRuns are what stands between groups of digits that are several numbers.
var signRuns = regexp.MustCompile(`[^0-9]+`)

// runTogether returns the numbers of a text in which any sign, or none, stands between whole
// numbers: 13800138000-13900139000, 13800138000(0757 88886666). Nothing else may stand there.
func (p Plan) runTogether(s string) []string {
	t := folded(s)
	if len(s) > longestText || strings.ContainsFunc(t, unicode.IsLetter) || isAddress(t) || masked.MatchString(t) {
		return nil
	}
	groups := strings.Fields(signRuns.ReplaceAllString(t, " "))
	if len(groups) == 1 && len(groups[0]) == 2*len("13800138000") {
		groups = []string{groups[0][:11], groups[0][11:]}
	}
	list := p.partition(groups)
	if len(list) < 2 {
		return nil
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(n string) bool {
		again := seen[n]
		seen[n] = true
		return again
	})
}

// partition returns the numbers that groups of digits are, each one or several groups; nil where
// some group is part of none.
func (p Plan) partition(groups []string) []string {
	if len(groups) == 0 || len(groups) > mostNumbers*mostParts {
		return nil
	}
	// begins[i] is the first group of the number that ends before group i; -1 where none does.
	begins := make([]int, len(groups)+1)
	for end := 1; end <= len(groups); end++ {
		begins[end] = -1
		for begin := max(0, end-mostParts); begin < end; begin++ {
			digits := strings.Join(groups[begin:end], "")
			if _, k := classify(digits); begins[begin] >= 0 && (k == mobile || k == landline || k == local) {
				begins[end] = begin
				break
			}
		}
	}
	var list []string
	for end := len(groups); end > 0; end = begins[end] {
		if begins[end] < 0 {
			return nil
		}
		list = append(list, p.normal(strings.Join(groups[begins[end]:end], "")))
	}
	slices.Reverse(list)
	return list
}

// mostParts is in how many groups one number is written.
const mostParts = 4

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
