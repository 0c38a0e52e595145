package spoken

import (
	"fmt"
	"strconv"
	"strings"
)

// Numerals are the characters in which a language says numbers.
type Numerals struct {
	Digits string `json:"digits"` // 0 to 9 of a number
	Spelt  string `json:"spelt"`  // 0 to 9 one by one: Mandarin says 幺 for 1
	Two    string `json:"two"`    // before a measure word: 两
	Powers string `json:"powers"` // 10, 100, 1000, 10000
	Point  string `json:"point"`
}

// greatest is the greatest number that is said as one; above it digits are read.
const greatest = 99_999_999

// group is how many digits are read without a pause, unless all are read in one breath.
const group, breath = 4, 6

// spell reads what stands on keys one by one, more than six in groups of four with a pause
// between. Letters stay, parted by blanks.
func (l Language) spell(digits string) string {
	var b strings.Builder
	n := 0
	for _, r := range digits {
		if n > 0 && n%group == 0 && len(digits) > breath {
			b.WriteString(l.pause())
		} else if n > 0 && (l.Numerals == nil || r > '9') {
			b.WriteByte(' ')
		}
		if l.Numerals != nil && r >= '0' && r <= '9' {
			r = []rune(l.Numerals.Spelt)[r-'0']
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// pause makes a voice wait about 300 ms.
func (l Language) pause() string {
	if l.Numerals == nil {
		return ", "
	}
	return "，"
}

// count says how many there are: 2 is 两 before a measure word.
func (l Language) count(n int) string {
	if l.Numerals != nil && n == 2 {
		return l.Numerals.Two
	}
	return l.number(n)
}

// number says a number from 0 to 99,999,999: 105 is 一百零五. A greater one is read digit by digit.
func (l Language) number(n int) string {
	switch {
	case l.Numerals == nil:
		return strconv.Itoa(n)
	case n > greatest:
		return l.spell(strconv.Itoa(n))
	}
	digits, powers := []rune(l.Numerals.Digits), []rune(l.Numerals.Powers)
	if n < 10 {
		return string(digits[n])
	}
	const myriad = 10_000
	if n >= myriad {
		above := l.below(n / myriad)
		if n/myriad == 2 {
			above = l.Numerals.Two
		}
		rest := n % myriad
		out := above + string(powers[3])
		if rest == 0 {
			return out
		}
		if rest < 1000 {
			out += string(digits[0])
		}
		return out + l.full(rest)
	}
	return l.below(n)
}

// below says 1 to 9999 as it stands at the front: 12 is 十二.
func (l Language) below(n int) string {
	s := l.full(n)
	if n >= 10 && n < 20 {
		s = s[len(string([]rune(s)[0])):] // 一十二
	}
	return s
}

// full says 1 to 9999 with each digit: 12 is 一十二, as after a hundred.
func (l Language) full(n int) string {
	digits, powers := []rune(l.Numerals.Digits), []rune(l.Numerals.Powers)
	var b strings.Builder
	gap := false
	for i, unit := range []int{1000, 100, 10, 1} {
		d := n / unit % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(digits[0])
			gap = false
		}
		if d == 2 && unit == 1000 {
			b.WriteString(l.Numerals.Two)
		} else {
			b.WriteRune(digits[d])
		}
		if unit > 1 {
			b.WriteRune(powers[2-i])
		}
	}
	return b.String()
}

// inText says a number that is written in a sentence: a key (按1) as it is, what the language
// has a way for in that way, any other digit by digit.
func (l Language) inText(digits string) string {
	if own, ok := l.Numbers[digits]; ok {
		return own
	}
	if l.Numerals != nil && len(digits) == 1 {
		if l.Reading == Pinyin {
			return digits // a key's 1 keeps its tone
		}
		return string([]rune(l.Numerals.Digits)[digits[0]-'0'])
	}
	return l.spell(digits)
}

// whole reads a number that counts something.
func whole(value string) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is no number of 0 or more", value)
	}
	return n, nil
}
