package script

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Stretch is a part of a line that is read in one direction.
type Stretch struct {
	Text      string
	FromRight bool
}

// Visual returns the stretches of a line from left to right, by Unicode's rules for the order of
// writing (UAX #9): before fonts are chosen, so that a sign that a font lacks does not part two
// words that are read from the right. fromRight says how the line's paragraph is read.
func Visual(line string, fromRight bool) []Stretch {
	first := "a" // a letter before the line: the library looks for the first one itself
	if fromRight {
		first = "\u05d0"
	}
	whole := []Stretch{{line, false}}
	if !fromRight && allFromLeft(line) {
		return whole
	}
	var p bidi.Paragraph
	if _, err := p.SetString(first + bracketsSettled(line, fromRight)); err != nil || line == "" {
		return whole
	}
	order, err := p.Order()
	if err != nil {
		return whole
	}
	// The library names directions alone; a number behind what is read from the right belongs
	// to it (rule I1), also where text from the left follows.
	var list []Stretch
	levels := []int{}
	add := func(text []rune, level int) {
		if len(text) > 0 {
			list, levels = append(list, Stretch{string(text), level%2 == 1}), append(levels, level)
		}
	}
	rest := []rune(line)
	for i := range order.NumRuns() {
		run := order.Run(i)
		n := utf8.RuneCountInString(run.String())
		if i == 0 {
			n-- // the letter before it
		}
		n = min(n, len(rest))
		switch text := rest[:n]; {
		case run.Direction() == bidi.RightToLeft:
			add(text, 1)
		case fromRight:
			add(text, 2)
		default:
			end := 0
			if i > 0 {
				before := []rune(line)[:len([]rune(line))-len(rest)]
				end = number(text, lastStrong(before) == bidi.AL)
			}
			add(text[:end], 2)
			add(text[end:], 0)
		}
		rest = rest[n:]
	}
	reorder(list, levels)
	return list
}

// reorder turns what is read from the right around, the deeper levels first (rule L2).
func reorder(list []Stretch, levels []int) {
	for level := 2; level > 0; level-- {
		for i := 0; i < len(list); i++ {
			end := i
			for end < len(list) && levels[end] >= level {
				end++
			}
			slices.Reverse(list[i:end])
			slices.Reverse(levels[i:end])
			i = max(i, end)
		}
	}
}

// classOf returns how a sign counts for the order of writing.
func classOf(r rune) bidi.Class {
	props, _ := bidi.LookupRune(r)
	return props.Class()
}

// lastStrong returns the class of the last letter of a text: L, R or AL; ON for none.
func lastStrong(text []rune) bidi.Class {
	for _, r := range slices.Backward(text) {
		if c := classOf(r); c == bidi.L || c == bidi.R || c == bidi.AL {
			return c
		}
	}
	return bidi.ON
}

// number returns how many signs the number has with which a text begins. Behind Arabic letters
// a hyphen or a percent sign is no part of it (rules W2 to W5).
func number(text []rune, arabic bool) (end int) {
	for i, r := range text {
		switch c := classOf(r); {
		case c == bidi.EN, c == bidi.AN:
			end = i + 1
		case c == bidi.NSM && end == i, c == bidi.ET && !arabic && end == i && i > 0:
			end = i + 1
		case c == bidi.CS && end == i, c == bidi.ES && !arabic && end == i: // if a digit follows
		default:
			return end
		}
	}
	return end
}

// bracketsSettled puts a letter in the place of each bracket of a pair whose direction its inside
// decides (rule N0), as the library pairs none.
func bracketsSettled(line string, fromRight bool) string {
	runes := []rune(line)
	strong := strongs(runes, fromRight)
	base := bidi.L
	if fromRight {
		base = bidi.R
	}
	for _, pair := range pairs(runes) {
		inside := strong[pair[0]+1 : pair[1]]
		dir := base
		switch {
		case slices.Contains(inside, base):
		case slices.ContainsFunc(inside, func(c bidi.Class) bool { return c != bidi.ON }): // the other one
			dir = base
			for _, c := range slices.Backward(strong[:pair[0]]) {
				if c != bidi.ON {
					dir = c
					break
				}
			}
		default:
			continue // nothing is inside: as what stands around it
		}
		letter := 'a'
		if dir == bidi.R {
			letter = '\u05d0'
			if lastStrong(runes[:pair[0]]) == bidi.AL {
				letter = '\u0627'
			}
		}
		for _, i := range pair {
			runes[i], strong[i] = letter, dir
		}
	}
	return string(runes)
}

// strongs returns L, R or ON for each sign; a number is R, but behind what is L (rule W7).
func strongs(runes []rune, fromRight bool) []bidi.Class {
	list := make([]bidi.Class, len(runes))
	last := bidi.L
	if fromRight {
		last = bidi.R
	}
	for i, r := range runes {
		switch c := classOf(r); c {
		case bidi.L:
			last, list[i] = bidi.L, bidi.L
		case bidi.R, bidi.AL:
			last, list[i] = bidi.R, bidi.R
		case bidi.AN:
			list[i] = bidi.R
		case bidi.EN:
			list[i] = last
		default:
			list[i] = bidi.ON
		}
	}
	return list
}

// pairs returns where the pairs of brackets of a line are, by their opening ones (BD16).
func pairs(runes []rune) (list [][2]int) {
	var open []int
	for i, r := range runes {
		props, _ := bidi.LookupRune(r)
		switch {
		case !props.IsBracket():
		case props.IsOpeningBracket():
			open = append(open, i)
		default:
			for k, o := range slices.Backward(open) {
				if bidi.ReverseString(string(runes[o])) == string(r) {
					list, open = append(list, [2]int{o, i}), open[:k]
					break
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b [2]int) int { return a[0] - b[0] })
	return list
}

// Reversed returns a text that is read from the right as its signs stand from left to right:
// brackets are turned round (rule L4).
func Reversed(text string) string { return bidi.ReverseString(text) }

// allFromLeft reports whether nothing of a line is read from the right: no letter before Hebrew is.
func allFromLeft(line string) bool {
	return !strings.ContainsFunc(line, func(r rune) bool {
		return r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFEFF || r >= 0x10800 && r <= 0x1EFFF
	})
}
