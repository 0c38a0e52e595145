package redaction

import (
	"slices"
	"strings"
	"unicode"

	"hotline12345/internal/fold"
)

// name is a name, or what else is hidden as a word.
type name struct {
	letters []rune // folded, without spaces, dots and other signs
	han     bool   // all are hanzi
	bounded bool   // it must not be a part of a longer word
}

// shortWord is the least number of letters that are hidden also within a longer word: "Li"
// stands in many.
const shortWord = 5

// newName returns the name of a text; ok is false where it has too little to be one.
func newName(s string) (n name, ok bool) {
	for _, c := range fold.Of(s).Runes {
		if fold.Letter(c) {
			n.letters = append(n.letters, c)
		}
	}
	n.han = !slices.ContainsFunc(n.letters, func(c rune) bool { return !fold.Han(c) })
	n.bounded = len(n.letters) < shortWord
	return n, len(n.letters) > 1 && !isNoName(n.letters)
}

// isNoName reports whether a text is only a note.
func isNoName(l []rune) bool { return noName[string(l)] || isNote(l) }

// addWhole hides a text as it is, as an employer or an address.
func (r *Redactor) addWhole(s string) {
	if n, ok := newName(s); ok {
		r.names = append(r.names, n)
	}
}

// addNames hides the names of a field, which may hold notes in brackets and several people:
// 张三（邻居）, 张三、李四, 张三和李四, "John Smith".
func (r *Redactor) addNames(field string) {
	outside, inside := unbracketed(field)
	before := len(r.names)
	for _, s := range append(inside, outside) {
		for _, piece := range strings.FieldsFunc(s, partsNames) {
			r.addPiece(piece)
			for _, room := range roomsIn(fold.String(piece)) {
				r.addWhole(room)
			}
		}
	}
	r.addPiece(lettersOf(fold.String(outside))) // 张、建、国
	if plain, ok := withTagsOut(field); ok {
		r.addNames(plain)
		return
	}
	if name, ok := withoutDigits(lettersOf(fold.String(outside))); ok {
		r.addPiece(name)
	}
	for _, s := range append(inside, outside) {
		r.addLoose(fold.String(s))
	}
	r.addLoose(lettersOf(fold.String(field)))
	if strings.ContainsAny(outside, "\n\t") { // a break may be within a name
		for _, piece := range strings.FieldsFunc(strings.NewReplacer("\n", " ", "\t", " ").Replace(outside), partsNames) {
			r.addPiece(piece)
		}
	}
	if len(r.names) > before { // else there are only notes
		r.addWhole(field)
		r.addWhole(outside)
	}
}

// unbracketed returns a text without what stands in brackets, and that.
func unbracketed(s string) (outside string, inside []string) {
	var out, in strings.Builder
	depth := 0
	for _, c := range s {
		switch {
		case unicode.Is(unicode.Ps, c) || c == '＜' || c == '<':
			depth++
			out.WriteRune('/')
		case (unicode.Is(unicode.Pe, c) || c == '＞' || c == '>') && depth > 0:
			if depth--; depth == 0 {
				inside = append(inside, in.String())
				in.Reset()
			}
		case depth > 0:
			in.WriteRune(c)
		default:
			out.WriteRune(c)
		}
	}
	return out.String(), append(inside, in.String())
}

// partsNames reports whether a sign parts the names of two people.
func partsNames(c rune) bool { return strings.ContainsRune("、/／\\,，;；|｜&＆+＋:：\n\t", c) }

// addOne hides the name of one person, and of a Chinese name the ways to address them.
func (r *Redactor) addOne(s string) {
	n, ok := newName(s)
	if !ok || slices.ContainsFunc(n.letters, unicode.IsDigit) {
		return
	}
	r.names = append(r.names, n)
	if l := n.letters; len(l) == 4 && isOfPeoples(l) { // 多吉次仁 is 次仁多吉, or 多吉
		r.addWhole(string(l[:2]))
		r.addWhole(string(l[2:]))
	}
	if p, ok := newPerson(n); ok {
		if other, ok := r.otherwise(n, p); ok {
			r.names = append(r.names, other)
		}
		if !slices.ContainsFunc(r.persons, func(q person) bool { return slices.Equal(p.name, q.name) }) {
			r.persons = append(r.persons, p)
			r.addSpelled(p)
		}
	}
}

// nameHits returns where names stand: at each sign the longest.
func (r Redactor) nameHits(text []rune) (hits []span) {
	begun := make(map[rune][]name, len(r.names))
	for _, n := range r.names {
		begun[n.letters[0]] = append(begun[n.letters[0]], n)
	}
	for i, c := range text {
		for _, n := range begun[c] {
			if end, ok := n.at(text, i); ok {
				hits = append(hits, span{i, end})
				break
			}
		}
	}
	return hits
}

// at reports whether a name begins at a sign, and where it ends.
func (n name) at(text []rune, begin int) (end int, ok bool) {
	i := begin
	for k, c := range n.letters {
		gap := 0
		for k > 0 && i < len(text) && !fold.Letter(text[i]) {
			if text[i] != fold.Space || text[i-1] != fold.Space { // several spaces are one
				gap++
			}
			if gap > longestGap || n.short() && !withinWord(text[i]) {
				return 0, false
			}
			i++
		}
		if i >= len(text) || text[i] != c {
			return 0, false
		}
		i++
	}
	return i, !n.bounded || n.han || !cuts(text, begin) && !cuts(text, i)
}

// longestGap is how many signs may stand between two letters of a name.
const longestGap = 4

// short reports whether a name is so short that a comma within it makes two words of it.
func (n name) short() bool { return len(n.letters) < 3 }

// withinWord reports whether a sign may stand within a name of two letters.
func withinWord(c rune) bool {
	return c == fold.Space || c == fold.Dot || c == fold.Dash || c == fold.Stop || c == '_' || c == '*' || c == '/'
}

// cuts reports whether a place is in the middle of a word or number.
func cuts(text []rune, i int) bool {
	return i > 0 && i < len(text) && inWord(text[i-1]) && inWord(text[i]) && unicode.IsDigit(text[i-1]) == unicode.IsDigit(text[i])
}

func inWord(c rune) bool { return fold.Letter(c) && !fold.Han(c) }
