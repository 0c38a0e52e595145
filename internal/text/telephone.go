package text

import (
	"strings"
)

// ShortestNumber is the least number of digits that a search takes for a telephone
// number: a house number is shorter.
const ShortestNumber = 7

// IsTelephone reports whether a text can be a telephone number: at least three digits,
// and signs that people write between them.
func IsTelephone(s string) bool {
	n := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			n++
		case !strings.ContainsRune("+-() #*,转", c):
			return false
		}
	}
	return n >= 3
}

// signsInNumbers are what people write between the digits of a telephone number.
var signsInNumbers = strings.NewReplacer(" ", "", "-", "", ".", "", "(", "", ")", "", "\u3000", "")

// DialledNumber returns a telephone number as calls bring it, so that it is found again: without
// the signs between its digits. Anything else, such as "转8001", stays as typed.
func DialledNumber(contact string) string {
	n := signsInNumbers.Replace(contact)
	if digits := strings.TrimPrefix(n, "+"); len(digits) < ShortestNumber || strings.Trim(digits, "0123456789") != "" {
		return contact
	}
	return n
}
