package sheet

import (
	"regexp"
	"strconv"
	"strings"
)

// condition is for which numbers a part of a format's code is: [=1]"closed";[<5]"few".
var condition = regexp.MustCompile(`\[(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)\]`)

// forNumber returns the format of the part that shows a number. Excelize takes the first
// part whatever its condition says.
func (f numberFormat) forNumber(raw string) numberFormat {
	if !condition.MatchString(f.code) {
		return f
	}
	v, _ := strconv.ParseFloat(raw, 64) // a cell's number
	rest := "General"
	for _, part := range sections(f.code) {
		m := condition.FindStringSubmatch(part)
		if m == nil {
			rest = part
			continue
		}
		limit, _ := strconv.ParseFloat(m[2], 64) // digits
		if holds(v, m[1], limit) {
			return numberFormat{code: strings.Replace(part, m[0], "", 1)}
		}
	}
	return numberFormat{code: rest}
}

func holds(v float64, sign string, limit float64) bool {
	switch sign {
	case "<":
		return v < limit
	case "<=":
		return v <= limit
	case ">":
		return v > limit
	case ">=":
		return v >= limit
	case "<>":
		return v != limit
	}
	return v == limit
}

// sections returns the parts of a format's code, without that for texts.
func sections(code string) []string {
	var list []string
	begin, quoted := 0, false
	for i, c := range code {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ';' && !quoted && (i == 0 || code[i-1] != '\\'):
			list = append(list, code[begin:i])
			begin = i + 1
		}
	}
	if last := code[begin:]; len(list) < 3 && !strings.Contains(last, "@") {
		list = append(list, last)
	}
	return list
}
