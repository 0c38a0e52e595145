package speech

import (
	"strconv"
	"strings"

	"hotline12345/ivr"
)

// words of the digits, by language; 1 is yao1 in a number that is spelt out.
var (
	spelt = map[ivr.Language][10]string{
		ivr.Mandarin:  {"ling2", "yao1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"},
		ivr.Cantonese: {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
		ivr.English:   {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"},
	}
	counted = map[ivr.Language][10]string{
		ivr.Mandarin:  {"ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"},
		ivr.Cantonese: {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"},
	}
	two     = map[ivr.Language]string{ivr.Mandarin: "liang3", ivr.Cantonese: "兩"}
	ten     = map[ivr.Language]string{ivr.Mandarin: "shi2", ivr.Cantonese: "十"}
	hundred = map[ivr.Language]string{ivr.Mandarin: "bai3", ivr.Cantonese: "百"}
)

// group is how many digits are read without a pause.
const group = 4

// spell reads a number digit by digit, in groups of four with a pause between.
func spell(l ivr.Language, digits string) string {
	var b strings.Builder
	n := 0
	for _, r := range digits {
		if r < '0' || r > '9' {
			continue
		}
		switch {
		case n > 0 && n%group == 0:
			b.WriteString(pause(l))
		case n > 0 && l != ivr.Cantonese:
			b.WriteByte(' ')
		}
		b.WriteString(spelt[l][r-'0'])
		n++
	}
	return b.String()
}

// pause makes the voice wait about 300 ms.
func pause(l ivr.Language) string {
	if l == ivr.English {
		return ", "
	}
	return "， "
}

// count reads a number of things, 0 to 999, in Mandarin or Cantonese as it stands
// before a measure word: 2 is 两 (liang3), 兩.
func count(l ivr.Language, n int) string {
	if n < 0 || n > 999 {
		return spell(l, strconv.Itoa(n))
	}
	if n == 2 {
		return two[l]
	}
	var parts []string
	say := func(s string) { parts = append(parts, s) }
	if n >= 100 {
		say(counted[l][n/100])
		say(hundred[l])
		if n%100 > 0 && n%100 < 10 {
			say(counted[l][0])
		}
	}
	if tens := n / 10 % 10; tens > 0 {
		if tens > 1 || n >= 100 {
			say(counted[l][tens])
		}
		say(ten[l])
	}
	if n%10 > 0 || n == 0 {
		say(counted[l][n%10])
	}
	separator := " "
	if l == ivr.Cantonese {
		separator = ""
	}
	return strings.Join(parts, separator)
}
