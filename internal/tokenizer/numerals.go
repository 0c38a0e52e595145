package tokenizer

import (
	"strconv"
	"strings"
)

// plainNumerals are the digits of Chinese numerals in their order, as the folding leaves them; those
// of banks have the same places. Others, as 两 and 洞, are mostly words.
const plainNumerals, bankNumerals = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"

// places are the units of a numeral such as 二百零三.
var places = map[rune]int{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}

// counted are what follows a numeral in an address or a date: 三栋, 二〇三室, 三月五日. Of others, as in
// 一个, a search by digits would find nearly every ticket.
const counted = "号栋幢楼层室弄座巷期组排门路街年月日点单区"

// numeral is a number in Chinese numerals in a run of hanzi, with what it counts: from until before to.
type numeral struct {
	from, to int
	digits   string // "203"
}

// numeralsIn returns the numerals of a run of hanzi, in their order.
func numeralsIn(text []rune) (list []numeral) {
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && isNumeral(text[end]) {
			end++
		}
		if end > i && end < len(text) && strings.ContainsRune(counted, text[end]) {
			if digits := digitsOfNumeral(text[i:end]); digits != "" {
				list = append(list, numeral{i, end + 1, digits})
			}
		}
		i = max(end, i+1)
	}
	return list
}

func isNumeral(c rune) bool { return places[c] > 0 || digitOf(c) >= 0 }

// digitOf returns the value of one plain numeral; -1 for other signs.
func digitOf(c rune) int {
	for _, set := range []string{plainNumerals, bankNumerals} {
		if at := strings.IndexRune(set, c); at >= 0 {
			return len([]rune(set[:at]))
		}
	}
	return -1
}

// digitsOfNumeral returns a numeral in digits: of 二〇三, 二百零三 and 二百〇三 203, of 十二 12; "" for what is
// none.
func digitsOfNumeral(text []rune) string {
	var plain strings.Builder
	sum, digit, before := 0, -1, 10000
	for _, c := range text {
		place := places[c]
		switch {
		case place == 0:
			plain.WriteString(strconv.Itoa(digitOf(c)))
			digit = digitOf(c)
		case place >= before || digit < 0 && sum > 0, digit < 0 && place > 10:
			return ""
		default:
			if digit < 0 {
				digit = 1 // 十二
			}
			sum, digit, before = sum+digit*place, -1, place
		}
	}
	switch {
	case before == 10000 && plain.Len() <= 8:
		return plain.String()
	case before == 10000:
		return ""
	}
	return strconv.Itoa(sum + max(digit, 0))
}
