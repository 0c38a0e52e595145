package redaction

import (
	"slices"
	"strings"
	"unicode"

	"hotline12345/internal/fold"
)

// person is a citizen with a Chinese name, who is also told by the surname with a title:
// 王先生, 老王, 王某某, 姓王的.
type person struct {
	name, surname, given []rune
	// named are the kinds of titles that another person of this surname has in the ticket:
	// such a title may be theirs.
	named map[kindOfTitle]bool
}

// kindOfTitle parts how a citizen is addressed from what somebody is by office.
type kindOfTitle int

const (
	civil kindOfTitle = iota
	office
)

// newPerson returns the person of a Chinese name of two to four hanzi: 王建军, 欧阳建军, 王先生.
func newPerson(n name) (person, bool) {
	l := n.letters
	if len(l) > 2 && fold.Han(l[0]) && !slices.ContainsFunc(l[1:], fold.Han) { // 王Tony
		return person{name: l, surname: l[:1], named: map[kindOfTitle]bool{}}, true
	}
	if !n.han || len(l) < 2 || len(l) > 6 {
		return person{}, false
	}
	cut := 1
	if len(l) == 2 && strings.ContainsRune("老小阿", l[0]) { // only 小王 was told
		return person{name: l, surname: l[1:], named: map[kindOfTitle]bool{}}, true
	}
	if len(l) > 2 && doubleSurnames[string(l[:2])] {
		cut = 2
	}
	p := person{name: l, surname: l[:cut], given: l[cut:], named: map[kindOfTitle]bool{}}
	if title, _ := titleAt(l, cut); title > 0 && cut+title == len(l) {
		p.given = nil // only 王先生 was told
	} else if len(l) > cut+2 && (len(l) > cut+3 || !strings.ContainsRune(marriedNames, l[0])) {
		return person{}, false // a name of another people
	}
	return p, true
}

// otherSurnames are surnames that people write for each other (as in the second scheme of
// simplification, which was taken back).
var otherSurnames = map[rune]rune{'萧': '肖', '肖': '萧', '阎': '闫', '闫': '阎', '傅': '付', '付': '傅', '蓝': '兰', '兰': '蓝', '戴': '代', '代': '戴', '邱': '丘', '丘': '邱'}

// otherwise returns a name with the surname as others write it.
func (r *Redactor) otherwise(n name, p person) (name, bool) {
	c, ok := otherSurnames[p.surname[0]]
	if !ok || len(n.letters) < 3 {
		return name{}, false
	}
	n.letters = append([]rune{c}, n.letters[1:]...)
	return n, true
}

// meet takes note of other people of the citizen's surname: the staff who acted, and those
// whom the texts name in full with a title (王建国局长).
func (r *Redactor) meet(c Citizen) {
	for _, staff := range c.Staff {
		r.meetStaff(staff)
	}
	for _, s := range c.Texts {
		folded := fold.Of(s).Runes
		for _, p := range r.persons {
			for i := range folded {
				if k, ok := p.otherAt(folded, i); ok {
					p.named[k] = true
				}
			}
		}
	}
}

func (r *Redactor) meetStaff(staff string) {
	n, _ := newName(staff)
	for _, p := range r.persons {
		if len(n.letters) > len(p.surname) && slices.Equal(n.letters[:len(p.surname)], p.surname) && !slices.Equal(n.letters, p.name) {
			p.named[office] = true
		}
	}
}

// otherAt reports whether another person of the surname is named at a sign, with a full name
// and a title behind it.
func (p person) otherAt(text []rune, i int) (kindOfTitle, bool) {
	at := i + len(p.surname)
	if at >= len(text) || !slices.Equal(text[i:at], p.surname) {
		return 0, false
	}
	if n, _ := titleAt(text, at); n > 0 {
		return 0, false // 王先生和王女士: nobody's full name
	}
	for given := 1; given <= 2 && at+given < len(text); given++ {
		between := text[at : at+given]
		if slices.ContainsFunc(between, func(c rune) bool { return !fold.Han(c) || strings.ContainsRune("和与及跟的是", c) }) || slices.Equal(between, p.given) {
			return 0, false
		}
		if n, k := titleAt(text, at+given); n > 1 {
			return k, true
		}
	}
	return 0, false
}

// personHits returns where a citizen is told by the surname.
func (r Redactor) personHits(text []rune) (hits []span) {
	for _, p := range r.persons {
		for i := range text {
			if text[i] == p.surname[0] && startsWith(text[i:], p.surname) {
				hits = append(hits, p.surnameAt(text, i)...)
			}
			hits = append(append(hits, p.givenAt(text, i)...), p.spelledAt(text, i)...)
		}
	}
	return hits
}

func startsWith(text, word []rune) bool {
	return len(text) >= len(word) && slices.Equal(text[:len(word)], word)
}

// surnameAt returns the hit at a surname: with what stands before or behind it.
func (p person) surnameAt(text []rune, i int) []span {
	at := i + len(p.surname)
	next := skipSigns(text, at)
	title, kind := titleAt(text, next)
	if end := p.starred(text, at); end > next+title {
		return []span{{i, end}}
	}
	switch {
	case title > 0 && p.isTitled(text, i, next, title, kind):
		return []span{{i, next + title}}
	case isCalled(text, i), latinTitles[wordBefore(text, i)] && endsWord(text, at):
		return []span{{i, at}}
	case at < len(text) && text[at] == '姓' && !p.isWord(text, i):
		return []span{{i, at}}
	case len(p.surname) > 1 && !plainDoubles[string(p.surname)] && (at == len(text) || !strings.ContainsRune(placeSigns, text[at])):
		return []span{{i, at}}
	case i > 0 && strings.ContainsRune("老小阿", text[i-1]) && p.isAlone(text, i, at, title):
		return []span{{i, at}}
	}
	return nil
}

// isCalled reports whether a surname is said to be one: 姓王, 姓氏是王.
func isCalled(text []rune, i int) bool {
	for k := i; k > 0 && i-k < 4; k-- {
		switch c := text[k-1]; {
		case c == '姓':
			return k < 2 || text[k-2] != '百'
		case !strings.ContainsRune("氏是为:叫 ", c):
			return false
		}
	}
	return false
}

// isAlone reports whether the surname behind 老, 小 or 阿 is a person's: 老王 but not 小区,
// 小王庄 or 小胡同.
func (p person) isAlone(text []rune, i, at, title int) bool {
	c := text[i]
	switch {
	case strings.ContainsRune(smallWords, c):
		return false
	case endsWord(text, at) || title > 0:
		return true
	}
	return len(p.surname) > 1 || !strings.ContainsRune(wordEnds+smallBegins, c) && !strings.ContainsRune(placeEnds, text[at])
}

// isTitled reports whether a title behind the surname makes it the citizen.
func (p person) isTitled(text []rune, i, at, title int, kind kindOfTitle) bool {
	word := string(text[at : at+title])
	switch {
	case p.named[kind]:
		return false // may be that one: they are named
	case personal[word]:
		return true
	case title == 1 && word != "某" && !endsWord(text, at+title):
		return false // 王总 but not 王总公司
	case word == "业主" && at+title < len(text) && strings.ContainsRune("任委管", text[at+title]):
		return false // 林业主任
	case strings.ContainsRune(homely, text[at]) && len(p.surname) == 1 && strings.ContainsRune(wordEnds+smallWords, p.surname[0]):
		return false // 商家, 农户
	}
	return !p.isWord(text, i)
}

// isWord reports whether the surname is likely a word, or the end of one that stands before it:
// 小区业主, 向老师反映.
func (p person) isWord(text []rune, i int) bool {
	c := p.surname[0]
	switch {
	case len(p.surname) > 1 || !strings.ContainsRune(wordEnds, c):
		return false
	case c == '任' && i > 0 && text[i-1] == '主' || c == '班' && startsWith(text[i:], []rune("班主任")):
		return true
	case i > 0 && fold.Han(text[i-1]):
		return !strings.ContainsRune(beforeNames, text[i-1])
	}
	return strings.ContainsRune(ownWords, c)
}

// starred returns the end of what hides the given name in part: 王**, 王某军, 王×.
func (p person) starred(text []rune, at int) int {
	if len(p.given) == 2 && startsWith(text[at:], p.given[:1]) && at+1 < len(text) && masks(text[at+1]) && text[at+1] != 'x' {
		return at + 2 // 王建*, 王建某
	}
	end := at
	for end < len(text) && end < at+3 && strings.ContainsRune("*×x○〇□_●■※△☆★?#某✕✖", text[end]) {
		end++
	}
	if end == at {
		return at
	}
	if k := len(p.given); k > 0 && end < len(text) && text[end] == p.given[k-1] {
		return end + 1
	}
	if text[end-1] == 'x' && end < len(text) && inWord(text[end]) {
		return at
	}
	return end
}

// skipSigns returns where a title may begin behind a surname: signs within a word do not part
// them.
func skipSigns(text []rune, i int) int {
	for n := 0; n < longestGap && i < len(text) && (text[i] == fold.Space || text[i] == fold.Dot || text[i] == fold.Dash); n++ {
		i++
	}
	return i
}

// endsWord reports whether a word may end before a sign: there is no hanzi, or one with which
// a sentence goes on.
func endsWord(text []rune, i int) bool {
	return i >= len(text) || !fold.Han(text[i]) || unicode.IsDigit(text[i]) || strings.ContainsRune(afterNames, text[i])
}
