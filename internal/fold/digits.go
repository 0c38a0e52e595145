package fold

import "unicode"

// isDigit reports whether a sign beyond ASCII is a decimal digit of a script, or one of the
// black circled digits and of Suzhou's numerals, which Unicode does not take apart.
func isDigit(c rune) bool {
	_, ok := otherDigits[c]
	return ok || unicode.Is(unicode.Nd, c)
}

// digitOf returns the value of such a digit: Unicode keeps the ten of a script together.
func digitOf(c rune) rune {
	if v, ok := otherDigits[c]; ok {
		return v
	}
	if c >= 0x1d7ce && c <= 0x1d7ff { // mathematical digits stand in five rows of ten
		return (c - 0x1d7ce) % 10
	}
	for v := rune(0); ; v++ {
		if v == 9 || !unicode.Is(unicode.Nd, c-v-1) {
			return v
		}
	}
}

var otherDigits = func() map[rune]rune {
	m := map[rune]rune{'⓿': 0, '🄋': 0, '🄌': 0}
	for v := rune(1); v <= 9; v++ {
		for _, first := range []rune{'❶', '➀', '➊', '⓵', '〡'} {
			m[first+v-1] = v
		}
	}
	return m
}()

// numerals are the digits that people speak and write in Chinese, as the folding leaves them:
// plain, in the forms of banks, and those of radio.
var numerals = map[rune]byte{
	'〇': '0', '零': '0', '○': '0', '◯': '0', '⭕': '0', '洞': '0',
	'一': '1', '壹': '1', '幺': '1', '弌': '1', '么': '1',
	'二': '2', '贰': '2', '两': '2', '弍': '2', '三': '3', '叁': '3', '弎': '3', '参': '3',
	'四': '4', '肆': '4', '五': '5', '伍': '5', '六': '6', '陆': '6', '七': '7', '柒': '7', '拐': '7',
	'八': '8', '捌': '8', '九': '9', '玖': '9', '勾': '9',
}

// Digit returns the digit that a folded sign can be in a number: "0" to "9".
func Digit(c rune) (byte, bool) {
	if c >= '0' && c <= '9' {
		return byte(c), true
	}
	d, ok := numerals[c]
	return d, ok
}

// Digits returns all digits of a text in the order in which they stand.
func Digits(s string) string {
	var list []byte
	for _, c := range Of(s).Runes {
		if d, ok := Digit(c); ok {
			list = append(list, d)
		}
	}
	return string(list)
}
