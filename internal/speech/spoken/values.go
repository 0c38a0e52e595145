package spoken

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hotline12345/ivr"
)

// Kind is what a value is, which decides how it is said.
type Kind string

// The kinds, with the form of their values.
const (
	Digits   Kind = "digits"   // read one by one: "261123000001"; spaces and hyphens are left out
	Count    Kind = "count"    // how many: "12"
	Ordinal  Kind = "ordinal"  // the how-manieth: "2"
	Date     Kind = "date"     // "2026-10-08"
	Time     Kind = "time"     // "08:30", "24:00"
	Minutes  Kind = "minutes"  // whole minutes: "12"
	Duration Kind = "duration" // of Go: "1h30m", "45s"
	Money    Kind = "money"    // yuan: "1234.50"
	Name     Kind = "name"     // of a unit, a place, a line: any words
	Status   Kind = "status"   // of a ticket: "handled", said by the sentence status_handled
)

// Sample returns a value of the kind, for trying a text.
func (k Kind) Sample(l ivr.Language) string {
	switch k {
	case Name:
		if l == ivr.English {
			return "the Water Bureau"
		}
		return "水务局"
	case Status:
		return "handled"
	}
	return map[Kind]string{Digits: "1001", Count: "3", Ordinal: "2", Date: "2026-10-08", Time: "08:30", Minutes: "12",
		Duration: "1h30m", Money: "1234.50"}[k]
}

// value returns a value as it is written in words: 两位 of 2.
func (s *Set) value(l Language, kind Kind, value string) (string, error) {
	switch kind {
	case Digits:
		return l.keys(value)
	case Count, Ordinal, Minutes:
		n, err := whole(value)
		if err != nil {
			return "", err
		}
		switch kind {
		case Count:
			return l.count(n), nil
		case Ordinal:
			return s.unit(l, "ordinal", l.number(n), n)
		}
		return s.unit(l, "minutes", l.count(n), n)
	case Date:
		return s.date(l, value)
	case Time:
		return s.clock(l, value)
	case Duration:
		return s.duration(l, value)
	case Money:
		return s.money(l, value)
	case Name:
		return name(value)
	case Status:
		return s.messages.Text(string(l.ID), statusPrefix+value, nil, 0)
	}
	return "", fmt.Errorf("no kind %q", kind)
}

// longestName is in characters; a voice would speak a longer text for half a minute.
const longestName = 200

func name(value string) (string, error) {
	value = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '{' || r == '}' {
			return ' '
		}
		return r
	}, value)), " ")
	if len([]rune(value)) > longestName {
		return "", fmt.Errorf("a name of %d characters is too long to be said", len([]rune(value)))
	}
	if !strings.ContainsFunc(value, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return "", fmt.Errorf("%q is no name", value)
	}
	return value, nil
}

// keys spells digits, and letters as in "A1001".
func (l Language) keys(value string) (string, error) {
	plain := strings.NewReplacer(" ", "", "-", "").Replace(value)
	if plain == "" {
		return "", errors.New("there are no digits")
	}
	for _, r := range plain {
		if (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return "", fmt.Errorf("%q cannot be read digit by digit", value)
		}
	}
	return l.spell(strings.ToUpper(plain)), nil
}

func (s *Set) unit(l Language, key, n string, count int) (string, error) {
	return s.values.Text(string(l.ID), key, map[string]string{"n": n}, count)
}

func (s *Set) date(l Language, value string) (string, error) {
	d, err := time.Parse(time.DateOnly, value)
	if err != nil {
		return "", fmt.Errorf("%q is no date such as 2026-10-08", value)
	}
	month, err := s.values.Text(string(l.ID), fmt.Sprintf("month_%d", d.Month()), nil, 0)
	if err != nil {
		month = l.number(int(d.Month()))
	}
	year := strconv.Itoa(d.Year())
	if l.Numerals != nil { // 二零二六年, with a plain one
		plain := l
		own := *l.Numerals
		own.Spelt, plain.Numerals = own.Digits, &own
		year = plain.spell(year)
	}
	return s.values.Text(string(l.ID), "date", map[string]string{"year": year, "month": month, "day": l.number(d.Day())}, 0)
}

var clockTime = regexp.MustCompile(`^([01]?\d|2[0-4]):([0-5]\d)$`)

func (s *Set) clock(l Language, value string) (string, error) {
	m := clockTime.FindStringSubmatch(value)
	if m == nil || strings.HasPrefix(value, "24:") && m[2] != "00" {
		return "", fmt.Errorf("%q is no time such as 08:30", value)
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	half, key := "am", "time"
	if hour%24 >= 12 {
		half = "pm"
	}
	if minute == 0 {
		key = "time_whole"
	}
	halfWord, _ := s.values.Text(string(l.ID), half, nil, 0) // a language of 24 hours has none
	minutes := m[2]
	if l.Numerals != nil {
		if minutes = l.number(minute); minute < 10 {
			minutes = string([]rune(l.Numerals.Digits)[0]) + minutes
		}
	}
	return s.values.Text(string(l.ID), key, map[string]string{"hour": l.count(hour),
		"hour12": strconv.Itoa((hour+11)%12 + 1), "minute": minutes, "half": halfWord}, 0)
}

func (s *Set) duration(l Language, value string) (string, error) {
	d, err := time.ParseDuration(value)
	if err != nil || d < 0 {
		return "", fmt.Errorf("%q is no duration such as 1h30m", value)
	}
	total := int(d.Round(time.Second) / time.Second)
	var parts []string
	for _, u := range []struct {
		key string
		n   int
	}{{"days", total / 86400}, {"hours", total / 3600 % 24}, {"minutes", total / 60 % 60}, {"seconds", total % 60}} {
		if u.n == 0 && (u.key != "seconds" || len(parts) > 0) {
			continue
		}
		part, err := s.unit(l, u.key, l.count(u.n), u.n)
		if err != nil {
			return "", err
		}
		parts = append(parts, part)
	}
	if l.Numerals == nil {
		return strings.Join(parts, " "), nil
	}
	return strings.Join(parts, ""), nil
}

var amount = regexp.MustCompile(`^(\d{1,8})(?:\.(\d{1,2}))?$`)

func (s *Set) money(l Language, value string) (string, error) {
	m := amount.FindStringSubmatch(value)
	if m == nil {
		return "", fmt.Errorf("%q is no amount such as 1234.50", value)
	}
	n, _ := strconv.Atoi(m[1])
	said, rest := l.count(n), strings.TrimRight(m[2], "0")
	switch {
	case rest == "":
	case l.Numerals == nil:
		said = m[1] + "." + rest
	default:
		said = l.number(n) + l.Numerals.Point
		for _, r := range rest {
			said += string([]rune(l.Numerals.Digits)[r-'0'])
		}
	}
	return s.unit(l, "money", said, n)
}

// valueOf returns the value of an argument in a language: "dept@en" before "dept".
func valueOf(p ivr.Prompt, name string) (string, bool) {
	if v, ok := p.Args[name+"@"+string(p.Language)]; ok {
		return v, true
	}
	v, ok := p.Args[name]
	return v, ok
}

// Words returns a value as it is said in a language: "两" of the count 2.
func (s *Set) Words(id ivr.Language, kind Kind, value string) (string, error) {
	l, ok := s.Language(id)
	if !ok {
		return "", fmt.Errorf("no language %q", id)
	}
	return s.value(l, kind, value)
}
