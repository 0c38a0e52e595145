package tokenizer

import (
	"strings"

	"hotline12345/internal/phone"
)

// Lengths of telephone numbers in digits.
const (
	shortestNumber = 7
	longestNumber  = 20
	mostGroups     = 5 // in which a number is written
)

// chains returns runs of digits that may be one number, in groups: 138 1234 0001.
func chains(list []run) (found [][]run) {
	for i := 0; i < len(list); {
		end := i + 1
		for end < len(list) && list[end].linked {
			end++
		}
		if list[i].digits {
			found = append(found, list[i:end])
		}
		i = end
	}
	return found
}

// numberTokens returns what a chain is found by beside its groups: each telephone number in
// it in its normal form, without an area code, and by its last eight and four digits.
func numberTokens(chain []run) (tokens []string) {
	for i := range chain {
		for j := i + 1; j <= min(len(chain), i+mostGroups); j++ {
			digits := joined(chain[i:j])
			if len(digits) < shortestNumber {
				continue
			}
			if len(digits) > longestNumber {
				break
			}
			if whole := j == i+1 || i == 0 && j == len(chain); whole || phone.IsNumber(digits) {
				n := normal(chain[i:j])
				tokens = append(tokens, ways(n)...)
				tokens = append(tokens, n[max(0, len(n)-8):], n[len(n)-4:])
			}
		}
	}
	return tokens
}

// joined returns the digits of a chain.
func joined(chain []run) string {
	var b strings.Builder
	for _, r := range chain {
		b.WriteString(r.text)
	}
	return b.String()
}

// normal returns a chain's number in the normal form, its digits alone; what is no telephone
// number stays as it is.
func normal(chain []run) string {
	digits, plus := joined(chain), ""
	if chain[0].plus {
		plus = "+"
	}
	n, ok := phone.Plan{}.Dialled(plus + digits)
	if n = strings.TrimPrefix(n, "+"); !ok || len(n) < shortestNumber {
		return digits
	}
	return n
}

// ways returns a number, and without its area code.
func ways(n string) []string {
	list := []string{n}
	if strings.HasPrefix(n, "0") && len(n) > 10 {
		for _, local := range []string{n[3:], n[4:]} {
			if local[0] > '1' { // no local number begins with 0 or 1
				list = append(list, local)
			}
		}
	}
	return list
}
