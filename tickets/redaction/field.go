package redaction

import (
	"regexp"
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// namesIn returns what can be names in a stretch of hanzi: surely, or else perhaps.
func namesIn(l []rune) (sure, perhaps [][]rune) {
	switch {
	case len(l) < 2 || isNote(l):
		return nil, nil
	case isFullName(l) && len(l) < 4:
		return append(trimmed(l), l), nil
	case isFullName(l): // 欧阳建国, or 欧阳 and a note
		sure = append(trimmed(l), l)
	}
	for _, fromBack := range []bool{false, true} {
		surely, maybe := namesBetween(l, partsOf(l, fromBack))
		sure, perhaps = append(sure, surely...), append(perhaps, maybe...)
	}
	if len(sure) > 0 {
		return sure, nil
	}
	return nil, slices.DeleteFunc(perhaps, func(c []rune) bool {
		return len(c) < 2 || strings.ContainsRune(placeSigns, c[len(c)-1]) && !isFullName(c)
	})
}

// namesBetween returns what can be names between the words of a stretch: surely, or perhaps.
func namesBetween(l []rune, parts []fieldPart) (sure, perhaps [][]rune) {
	for k, p := range parts {
		if p.word {
			if isPlainName(l, parts, k) {
				sure = append(sure, l[p.from:p.to])
			}
			continue
		}
		found := append(chunkNames(l[p.from:p.to]), acrossWords(l, parts, k)...)
		switch {
		case k+1 < len(parts) && parts[k+1].place && p.to-p.from < 4:
			_, frequent := surnameAt(l, p.from)
			if name := l[max(0, p.to-3):p.to]; p.to-p.from == 1 && owned(l[parts[k+1].from:parts[k+1].to]) && isFullName(name) {
				sure = append(sure, name) // 高中华公司
			}
			if long := p.to-p.from > 2; owned(l[parts[k+1].from:parts[k+1].to]) && (frequent || long || tellsPerson(wordOf(l, parts, k-1))) {
				sure = append(sure, found...) // 张建国 of 张建国公司
			} else if long {
				perhaps = append(perhaps, found...) // but not 云湾 of 云湾船厂
			}
		case len(parts) > 1 && isStreet(l[p.from:p.to]):
		case len(found) > 0:
			sure = append(sure, found...)
		default:
			perhaps = append(append(perhaps, l[p.from:p.to]), linked(l[p.from:p.to])...)
		}
	}
	if rest := l[frontNotes(parts):]; len(rest) < len(l) && !isNote(rest) {
		if isFullName(rest) {
			sure = append(sure, rest) // 户主高中华
		} else if last := len(rest) - 1; last > 2 && strings.ContainsRune(behindOne, rest[last]) && isFullName(rest[:last]) {
			sure = append(sure, rest[:last]) // 户主高中华女
		}
	}
	return sure, perhaps
}

// acrossWords returns names that a word of the tables cut in two: 李向阳, 李红军人, 高中华, and a
// surname with its title.
func acrossWords(l []rune, parts []fieldPart, k int) (names [][]rune) {
	p := parts[k]
	n, _ := surnameAt(l[:p.to], p.from)
	behind := k+1 < len(parts) && !strings.ContainsRune(noNameSigns, l[p.to])
	switch size := p.to - p.from; {
	case behind && n == size:
		if isTitledBy(l, p.from, parts[k+1]) {
			names = append(names, l[p.from:parts[k+1].to])
		} else {
			names = append(names, l[p.from:p.to+1], l[p.from:min(p.to+2, len(l))])
		}
	case behind && (size == 2 && strings.ContainsRune(beforeOne, l[p.from]) || size > 2 && !isFullName(l[p.from:p.to])) && isTitledBy(l, p.to-1, parts[k+1]):
		names = append(names, l[p.to-1:parts[k+1].to]) // 代李女士, 临港路李女士
	case behind && size == 2 && strings.ContainsRune(beforeOne, l[p.from]) && isFullName(l[p.to-1:p.to+1]):
		names = append(names, l[p.to-1:p.to+1]) // 代赵一家人
	case behind && n > 0 && n+1 == size && !strings.ContainsRune("一二三四五六七八九十几多全", l[p.to]):
		names = append(names, l[p.from:p.to+1])
	}
	if behind && parts[k+1].to-parts[k+1].from == 2 {
		for i := p.from; i < p.to; i++ { // 代李向阳
			if _, frequent := surnameAt(l, i); frequent && isFullName(l[i:parts[k+1].to]) && isNameWord(l[parts[k+1].from:parts[k+1].to]) {
				names = append(names, l[i:parts[k+1].to])
			}
		}
	}
	return append(names, behindWord(l, parts, k)...)
}

// behindWord returns names that end within a part and begin with the word of the tables before it.
func behindWord(l []rune, parts []fieldPart, k int) (names [][]rune) {
	if k == 0 || parts[k-1].to-parts[k-1].from != 2 {
		return nil
	}
	p, before := parts[k], parts[k-1]
	if p.to-p.from > 1 {
		if strings.ContainsRune(behindOne+linkSigns, l[p.from+1]) && isNameWord(l[before.from:before.to]) && isFullName(l[before.from:p.from+1]) {
			names = append(names, l[before.from:p.from+1]) // 高中华等
		}
		return names
	}
	if isFullName(l[before.from:p.to]) && !isStreet(l[before.from:p.to]) {
		if names = append(names, l[before.from:p.to]); strings.ContainsRune(linkSigns, l[p.from]) {
			names = append(names, l[before.from:before.to]) // 向阳户
		}
	}
	return names
}

// isNameWord reports whether a word of the tables can be a part of a name: 李向阳, 高中华.
func isNameWord(word []rune) bool { return plainWords[string(word)] }

// isTitledBy reports whether a surname begins at a sign and a part behind it is its title.
func isTitledBy(l []rune, i int, title fieldPart) bool {
	n, _ := surnameAt(l[:title.from], i)
	t, _ := titleAt(l, title.from)
	return n > 0 && i+n == title.from && t == title.to-title.from
}

// hanziIn returns the stretches of hanzi in a folded text; numbers in numerals part them.
func hanziIn(s string) (list [][]rune) {
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return !fold.Han(c) || c == '〇' }) {
		list = append(list, []rune(part))
	}
	return list
}

// houseNumber is a number with what is counted or numbered by it.
var houseNumber = regexp.MustCompile(`([0-9])(?:号楼|号院|单元|号|栋|幢|座|楼|室|层|组|队|户|周岁|岁|房|人|口|后)`)

// addPiece hides one or more names that a field has between its commas.
func (r *Redactor) addPiece(piece string) {
	piece = houseNumber.ReplaceAllString(fold.String(piece), "$1 ")
	words := strings.FieldsFunc(piece, func(c rune) bool { return !fold.Letter(c) })
	for _, s := range append(append(joined(words), spaced(words)...), strings.ReplaceAll(piece, string(fold.Dot), "")) {
		for _, l := range hanziIn(s) {
			r.addHanzi(l)
		}
	}
	r.addAround(words)
	whole := []rune(strings.Join(words, ""))
	if !onlyNotes(whole) {
		r.addOne(string(whole))
	}
	if len(whole) > 1 && (!fold.Han(whole[0]) || fold.Han(whole[1])) { // not the Tony of 王Tony
		r.addLatin(piece)
	}
}

// addHanzi hides the names in a stretch of hanzi. What is only perhaps a name has no surname
// that a title could tell.
func (r *Redactor) addHanzi(l []rune) {
	sure, perhaps := namesIn(l)
	for _, n := range append(sure, calledIn(l)...) {
		r.addOne(string(n))
	}
	for _, n := range perhaps {
		if isFullName(n) {
			r.addOne(string(n))
		} else {
			r.addWhole(string(n))
		}
	}
}

// addAround hides what stands on both sides of "and": 卓玛和扎西.
func (r *Redactor) addAround(words []string) {
	for _, and := range []string{"和", "与", "及", "跟", "同", "暨", "或", "代", "替", "转", "还有", "以及"} {
		for _, w := range words {
			a, b, _ := strings.Cut(w, and)
			if len([]rune(a)) > 1 && len([]rune(b)) > 1 {
				r.addHanzi([]rune(a))
				r.addHanzi([]rune(b))
			}
		}
	}
}

// calledIn returns the name that is told in its parts: 姓张名建国.
func calledIn(l []rune) [][]rune {
	_, s, ok := strings.Cut(string(l), "姓")
	surname, given, called := strings.Cut(s, "名")
	given = strings.TrimLeft(given, "字叫为是")
	if n := []rune(surname + given); ok && called && surname != "" && isFullName(n) {
		return [][]rune{n}
	}
	return nil
}

// joined returns words with single hanzi put together again: 张 三 is one name.
func joined(words []string) []string {
	var list []string
	single := false
	for _, w := range words {
		one := len([]rune(w)) == 1 && fold.Han([]rune(w)[0])
		if one && single {
			list[len(list)-1] += w
		} else {
			list = append(list, w)
		}
		single = one
	}
	return list
}

// spaced returns the names of which the surname stands alone: 张 建国.
func spaced(words []string) (list []string) {
	for i := range len(words) - 1 {
		surname, given := []rune(words[i]), []rune(words[i+1])
		if n, _ := surnameAt(surname, 0); n == len(surname) && len(given) < 3 && fold.Han(given[0]) {
			list = append(list, words[i]+words[i+1])
		}
	}
	return list
}
