package tickets

import (
	"regexp"
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// A name's field holds what the agent heard: a name, several, and notes on both sides without
// any sign between them. Hidden is each stretch that can be a name; what is surely none, the
// words of the tables, is not.

// fieldPart is a stretch of hanzi: a word of the tables, or what stands between them.
type fieldPart struct {
	from, to    int
	word, place bool
}

// partsOf takes hanzi apart into words of the tables and what stands between them, from the
// front or from the back: 高桥留美子女士 has 女士, and 子女.
func partsOf(l []rune, fromBack bool) (parts []fieldPart) {
	words := wordsFromFront(l)
	if fromBack {
		words = wordsFromBack(l)
	}
	from := 0
	for _, w := range words {
		if w.from > from {
			parts = append(parts, fieldPart{from: from, to: w.from})
		}
		parts = append(parts, w)
		from = w.to
	}
	if from < len(l) {
		parts = append(parts, fieldPart{from: from, to: len(l)})
	}
	return parts
}

func wordsFromFront(l []rune) (words []fieldPart) {
	for i := 0; i < len(l); {
		n, place := fieldWordAt(l, i)
		if n > 0 {
			words = append(words, fieldPart{i, i + n, true, place})
		}
		i += max(n, 1)
	}
	return words
}

func wordsFromBack(l []rune) (words []fieldPart) {
	for end := len(l); end > 0; end-- {
		for i := max(0, end-longestFieldWord); i < end; i++ {
			if n, place := fieldWordAt(l[:end], i); i+n == end {
				words = append(words, fieldPart{i, end, true, place})
				end = i + 1
				break
			}
		}
	}
	slices.Reverse(words)
	return words
}

// isNote reports whether hanzi are a note, and no name: 金华 may be one.
func isNote(l []rune) bool {
	s := string(l)
	_, word := fieldWords[s]
	return word && !((plainWords[s] || placeWords[s] && len(l) == 2) && isFullName(l))
}

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

// wordOf returns a part, if it is a word.
func wordOf(l []rune, parts []fieldPart, k int) string {
	if k < 0 || k >= len(parts) || !parts[k].word {
		return ""
	}
	return string(l[parts[k].from:parts[k].to])
}

// isStreet reports whether three hanzi beside a note are a street or village, not a person of a
// rare surname: 解放路.
func isStreet(c []rune) bool {
	_, frequent := surnameAt(c, 0)
	return len(c) == 3 && !frequent && !strings.ContainsRune(beforeOne, c[0]) && strings.ContainsRune("路街巷镇村区市县乡", c[2])
}

// owned reports whether a place is one that is called by its owner's name.
func owned(place []rune) bool {
	return slices.ContainsFunc([]string{"公司", "店", "超市", "馆", "诊所", "工作室", "食堂", "餐厅"}, func(end string) bool { return strings.HasSuffix(string(place), end) })
}

// frontNotes returns where the first word ends.
func frontNotes(parts []fieldPart) int {
	if parts[0].word {
		return parts[0].to
	}
	return 0
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
	case behind && n > 0 && n+1 == size && !strings.ContainsRune("一二三四五六七八九十几多全", l[p.to]):
		names = append(names, l[p.from:p.to+1])
	}
	if k > 0 && p.to-p.from == 1 {
		if before := parts[k-1]; before.to-before.from == 2 && isFullName(l[before.from:p.to]) && !isStreet(l[before.from:p.to]) {
			if names = append(names, l[before.from:p.to]); strings.ContainsRune(linkSigns, l[p.from]) {
				names = append(names, l[before.from:before.to]) // 向阳户
			}
		}
	}
	return names
}

// isTitledBy reports whether a surname begins at a sign and a part behind it is its title.
func isTitledBy(l []rune, i int, title fieldPart) bool {
	n, _ := surnameAt(l[:title.from], i)
	t, _ := titleAt(l, title.from)
	return n > 0 && i+n == title.from && t == title.to-title.from
}

// trimmed returns what a short stretch is without the one sign before or behind a name that
// can be a note: 代李红, 张丽等.
func trimmed(l []rune) (names [][]rune) {
	if last := len(l) - 1; last > 1 {
		if strings.ContainsRune(behindOne, l[last]) && isFullName(l[:last]) {
			names = append(names, l[:last])
		}
		if strings.ContainsRune(beforeOne, l[0]) && isFullName(l[1:]) {
			names = append(names, l[1:])
		}
	}
	return names
}

// isNickname reports whether hanzi are a surname as friends say it: 小王.
func isNickname(l []rune) bool {
	n, _ := surnameAt(l, 1)
	return n > 0 && len(l) == 1+n && strings.ContainsRune("老小阿", l[0])
}

// chunkNames returns what can be names in hanzi that hold no word of the tables.
func chunkNames(c []rune) [][]rune {
	if isFullName(c) || isNickname(c) {
		return append(trimmed(c), c)
	}
	if len(c) < 4 {
		names := trimmed(c)
		if len(c) == 3 && isOfPeoples(c) {
			names = append(names, c)
		}
		return names
	}
	names := guesses(c)
	if len(names) > 0 || isOfPeoples(c) {
		names = append(names, c)
	}
	names = append(names, trimmed(c)...)
	for _, l := range linked(c) {
		if len(l) < len(c) {
			names = append(names, trimmed(l)...)
		}
		if len(l) > 3 && len(l) < len(c) {
			names = append(names, guesses(l)...)
		}
		if isFullName(l) || isNickname(l) || len(l) > 2 && isOfPeoples(l) {
			names = append(names, l)
		}
	}
	return names
}

// linked returns what stands between the signs that stand between names.
func linked(c []rune) (parts [][]rune) {
	for _, part := range strings.FieldsFunc(string(c), func(s rune) bool { return strings.ContainsRune(linkSigns, s) }) {
		parts = append(parts, []rune(part))
	}
	return parts
}

// isPlainName reports whether a word that can be a name stands beside one that tells so.
func isPlainName(l []rune, parts []fieldPart, k int) bool {
	word := func(k int) string { return wordOf(l, parts, k) }
	if word(k+1) == "的" {
		return isFullName(l[parts[k].from:parts[k].to]) && familyWords[word(k+2)]
	}
	return isFullName(l[parts[k].from:parts[k].to]) && !isNote(l[parts[k].from:parts[k].to]) && (tellsPerson(word(k-1)) || tellsPerson(word(k+1)))
}

// isOfPeoples reports whether all hanzi are such as write the names of Uyghurs, Tibetans and
// others.
func isOfPeoples(l []rune) bool {
	return !slices.ContainsFunc(l, func(c rune) bool { return !strings.ContainsRune(ofPeoples, c) })
}

// guesses returns the stretches of a long one that begin with a surname and have a name's
// length: wherever a frequent surname stands, and at either end also with a rare one. A place
// (临港路) is none, if anything else is.
func guesses(c []rune) (names [][]rune) {
	var places [][]rune
	front, tail := false, false // whether a frequent surname's name is there
	add := func(i, n int) {
		for end := i + n + 1; end <= min(i+n+2, len(c)); end++ {
			if isPlace(c, i) {
				places = append(places, c[i:end])
			} else {
				names = append(names, c[i:end])
			}
		}
	}
	for i := range c {
		if n, frequent := surnameAt(c, i); frequent && i+n < len(c) {
			add(i, n)
			front, tail = front || i == 0, tail || i+n+2 >= len(c)
		}
	}
	if n, _ := surnameAt(c, 0); n > 0 && !front {
		add(0, n)
	}
	for i := len(c) - 3; i < len(c)-1 && !tail; i++ {
		if n, _ := surnameAt(c, i); n > 0 {
			add(i, n)
		}
	}
	if len(names) == 0 {
		return places
	}
	return names
}

// isPlace reports whether two or three signs are the beginning of a place's name: 金沙路, 王家庄村.
func isPlace(c []rune, i int) bool {
	for at := i + 2; at <= i+3 && at+1 < len(c); at++ {
		if strings.ContainsRune(placeSigns, c[at]) {
			return true
		}
	}
	return false
}

// hanziIn returns the stretches of hanzi in a folded text; numbers in numerals part them.
func hanziIn(s string) (list [][]rune) {
	for _, part := range strings.FieldsFunc(s, func(c rune) bool { return !isHan(c) || c == '〇' }) {
		list = append(list, []rune(part))
	}
	return list
}

// houseNumber is a number with what is counted or numbered by it.
var houseNumber = regexp.MustCompile(`([0-9])(?:号楼|号院|单元|号|栋|幢|座|楼|室|层|组|队|户|周岁|岁|房|人|口|后)`)

// addPiece hides one or more names that a field has between its commas.
func (r *redactor) addPiece(piece string) {
	piece = houseNumber.ReplaceAllString(fold.String(piece), "$1 ")
	words := strings.FieldsFunc(piece, func(c rune) bool { return !letterAt(c) })
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
	if len(whole) > 1 && (!isHan(whole[0]) || isHan(whole[1])) { // not the Tony of 王Tony
		r.addLatin(piece)
	}
}

// addHanzi hides the names in a stretch of hanzi. What is only perhaps a name has no surname
// that a title could tell.
func (r *redactor) addHanzi(l []rune) {
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

// onlyNotes reports whether hanzi are words of the tables, all of them.
func onlyNotes(l []rune) bool {
	return !isFullName(l) && !slices.ContainsFunc(partsOf(l, false), func(p fieldPart) bool { return !p.word }) || isNote(l)
}

// addAround hides what stands on both sides of "and": 卓玛和扎西.
func (r *redactor) addAround(words []string) {
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
		one := len([]rune(w)) == 1 && isHan([]rune(w)[0])
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
		if n, _ := surnameAt(surname, 0); n == len(surname) && len(given) < 3 && isHan(given[0]) {
			list = append(list, words[i]+words[i+1])
		}
	}
	return list
}
