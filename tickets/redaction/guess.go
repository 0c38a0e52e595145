package redaction

import (
	"slices"
	"strings"
)

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
	tail := false // whether a frequent surname's name is there
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
			tail = tail || i+n+2 >= len(c)
		}
	}
	if n, frequent := surnameAt(c, 0); n > 0 && !frequent {
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
