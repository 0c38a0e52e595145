package importing

import (
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hotline12345/internal/text"
	"hotline12345/tickets"
)

// moment is a time as it stands in a cell.
type moment struct {
	at time.Time
	// day: there is a date and no time.
	day bool
}

// time reads a time of the city (tickets.Zone) that has come; zero if there is none.
func (r *reader) time(field string, now time.Time) time.Time {
	return r.moment(field, now).at
}

// latest is the last year that is no slip.
const latest = 2200

func (r *reader) moment(field string, now time.Time) moment {
	s := r.text(field)
	if s == "" {
		return moment{}
	}
	m, wrong := parseTime(s)
	if cell := r.row.cell(field).Date; wrong != "" && !cell.IsZero() {
		m, wrong = moment{at: inZone(cell), day: isMidnight(cell)}, ""
	}
	if serial, ok := ofSerial(s); wrong != "" && ok {
		m, wrong = serial, ""
		r.warn(field, SerialDate, s)
	}
	if wrong == "" && (m.at.In(tickets.Zone).Year() < tickets.EarliestYear || m.at.Year() > latest) {
		wrong = BadDate
	}
	if wrong == "" && m.at.After(now) {
		wrong = Future
	}
	if wrong != "" {
		r.bad(field, wrong)
		return moment{}
	}
	layout := "2006-01-02 15:04:05"
	if m.day {
		layout = "2006-01-02"
	}
	r.store(field, m.at.In(tickets.Zone).Format(layout))
	return moment{at: m.at.UTC(), day: m.day}
}

// inZone returns the time that a clock of the city shows.
func inZone(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, tickets.Zone)
}

func isMidnight(at time.Time) bool {
	return at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0
}

var (
	weekday = regexp.MustCompile(`(?i)\(?(星期|周|週|礼拜|禮拜)[一二三四五六日天]\)?|\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b[,.]?`)
	half    = regexp.MustCompile(`(?i)(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜间|夜裡|[ap]\.?m\.?)`)
	// zoned is the end of a time with its zone, as ISO 8601 has it.
	zoned    = regexp.MustCompile(`(?i):[0-9]{2}(?:[.,][0-9]+)?(\s*(?:z|utc|gmt|(?:utc|gmt)?[+-][0-9]{2}:?[0-9]{2}))$`)
	fraction = regexp.MustCompile(`(:[0-9]{1,2})[.,][0-9]{1,9}`)
	// clock is the time of day behind a date.
	clock = regexp.MustCompile(`^([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?$`)
	// date has its year first; anyOrder has it last.
	date     = regexp.MustCompile(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$`)
	anyOrder = regexp.MustCompile(`^([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})$`)
	compact  = regexp.MustCompile(`^([0-9]{4})([0-9]{2})([0-9]{2})(?:\s*([0-9]{2})([0-9]{2})([0-9]{2})?)?$`)
	epoch    = regexp.MustCompile(`^1[0-9]{9}(?:[0-9]{3})?$`)
	// named is a date with the month's name: Mar 5 2026, 5-Mar-2026.
	named    = regexp.MustCompile(`(?i)^([0-9]{1,2})[- ]([a-z]{3,9})[- ]([0-9]{4})$`)
	namedAm  = regexp.MustCompile(`(?i)^([a-z]{3,9})[- ]([0-9]{1,2})[- ]([0-9]{4})$`)
	javaForm = regexp.MustCompile(`(?i)^([a-z]{3}) ([0-9]{1,2}) ([0-9]{1,2}:[0-9]{2}:[0-9]{2}) (cst|gmt\+08:00|hkt|china standard time) ([0-9]{4})$`)
)

// signs are what people write between the parts of a time.
var signs = strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-", "日", " ", "号", " ", "號", " ", "时", ":", "時", ":", "点", ":", "點", ":", "分", ":", "秒", "",
	"—", "-", "–", "-", "−", "-", "_", " ")

// parseTime reads a time as people and systems write it, of the city where it names no zone.
// The code says what is wrong; "" if nothing is.
func parseTime(s string) (moment, Code) {
	s = strings.TrimSpace(strings.TrimLeft(numerals(text.HalfWidth(s)), "'’="))
	s = strings.Join(strings.Fields(weekday.ReplaceAllString(s, " ")), " ")
	if m := epoch.FindString(s); m != "" {
		return ofEpoch(m), ""
	}
	if j := javaForm.FindStringSubmatch(s); j != nil { // Thu Mar 05 09:15:00 CST 2026
		s = j[1] + " " + j[2] + " " + j[5] + " " + j[3]
	}
	zone := tickets.Zone
	if z := zoned.FindStringSubmatch(s); z != nil && strings.Contains(s, ":") {
		zone = zoneOf(z[1])
		s = strings.TrimSuffix(s, z[1])
	}
	s = fraction.ReplaceAllString(s, "$1")
	part := strings.ToLower(strings.ReplaceAll(half.FindString(s), ".", ""))
	s = half.ReplaceAllString(s, " ")
	day, rest, wrong := dayOf(strings.TrimSpace(s))
	if wrong != "" {
		return moment{}, wrong
	}
	switch {
	case part == "" && rest != "" && !strings.Contains(rest, ":"):
		return moment{}, BadDate
	case rest == "" && part == "":
		return moment{at: time.Date(day[0], time.Month(day[1]), day[2], 0, 0, 0, 0, zone), day: true}, ""
	}
	hour, minute, second, ok := clockOf(rest, part)
	if !ok {
		return moment{}, BadDate
	}
	return moment{at: time.Date(day[0], time.Month(day[1]), day[2], hour, minute, second, 0, zone)}, ""
}

// ofEpoch reads the seconds or milliseconds since 1970.
func ofEpoch(s string) moment {
	n, _ := strconv.ParseInt(s, 10, 64) // ten or thirteen digits
	if len(s) > 10 {
		n /= 1000
	}
	return moment{at: time.Unix(n, 0)}
}

// serialDate is the number of a day since 1900 as a table program keeps it, from 1980 to 2100, that
// stands in a text: the cell was exported without its format.
var serialDate = regexp.MustCompile(`^(29[3-9][0-9]{2}|[3-6][0-9]{4}|7[0-2][0-9]{3}|730[0-9]{2})(\.[0-9]{1,12})?$`)

func ofSerial(s string) (moment, bool) {
	if !serialDate.MatchString(s) {
		return moment{}, false
	}
	days, err := strconv.ParseFloat(s, 64)
	seconds := math.Round(days * 24 * 60 * 60)
	at := inZone(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(seconds) * time.Second))
	return moment{at: at, day: isMidnight(at)}, err == nil
}

// zoneOf returns the zone of +0800, +08:00, Z, UTC+08:00.
func zoneOf(s string) *time.Location {
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.ReplaceAll(strings.TrimPrefix(strings.TrimPrefix(s, "utc"), "gmt"), ":", "")
	if len(s) != 5 {
		return time.UTC
	}
	n, _ := strconv.Atoi(s[1:]) // four digits
	seconds := (n/100)*3600 + n%100*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// dayOf returns year, month and day from the beginning of a text, and the rest.
func dayOf(s string) (day [3]int, rest string, wrong Code) {
	if m := compact.FindStringSubmatch(s); m != nil {
		day = [3]int{number(m[1]), number(m[2]), number(m[3])}
		if m[4] != "" {
			rest = m[4] + ":" + m[5] + ":" + cmp.Or(m[6], "00")
		}
		return day, rest, wrongDay(day)
	}
	s = strings.ReplaceAll(s, ",", " ")
	s = regexpT.ReplaceAllString(signs.Replace(s), "$1 $2")
	s = around.ReplaceAllString(strings.Join(strings.Fields(s), " "), "$1")
	head, rest := s, ""
	if m := beforeClock.FindStringSubmatch(s); m != nil {
		head, rest = strings.Trim(m[1], " -"), strings.TrimSpace(m[2]+m[3])
	}
	head = strings.Trim(head, " -")
	switch {
	case compact.MatchString(head):
		m := compact.FindStringSubmatch(head)
		day = [3]int{number(m[1]), number(m[2]), number(m[3])}
	case date.MatchString(head):
		m := date.FindStringSubmatch(head)
		day = [3]int{number(m[1]), number(m[2]), number(m[3])}
	case anyOrder.MatchString(head):
		m := anyOrder.FindStringSubmatch(head)
		a, b := number(m[1]), number(m[2])
		switch {
		case a <= 12 && b <= 12 && a != b:
			return day, "", AmbiguousDate
		case a > 12:
			a, b = b, a
		}
		day = [3]int{number(m[3]), a, b}
	case named.MatchString(head):
		m := named.FindStringSubmatch(head)
		day = [3]int{number(m[3]), month(m[2]), number(m[1])}
	case namedAm.MatchString(head):
		m := namedAm.FindStringSubmatch(head)
		day = [3]int{number(m[3]), month(m[1]), number(m[2])}
	}
	return day, rest, wrongDay(day)
}

var (
	around = regexp.MustCompile(` ?([-:]) ?`)
	// regexpT is the T between date and time.
	regexpT     = regexp.MustCompile(`([0-9])[tT]([0-9])`)
	beforeClock = regexp.MustCompile(`^(.*?[0-9a-zA-Z])(?: +([0-9]{1,2}(?::[0-9 :]*)?)|-+([0-9]{1,2}:[0-9 :]*))$`)
)

func number(s string) int {
	n, _ := strconv.Atoi(s) // matched digits
	return n
}

func month(name string) int {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(name, m.String()) || strings.EqualFold(name, m.String()[:3]) || m == time.September && strings.EqualFold(name, "sept") {
			return int(m)
		}
	}
	return 0
}

// wrongDay returns BadDate for a day that no calendar has.
func wrongDay(d [3]int) Code {
	at := time.Date(d[0], time.Month(d[1]), d[2], 0, 0, 0, 0, time.UTC)
	if d[0] == 0 || at.Month() != time.Month(d[1]) || at.Day() != d[2] {
		return BadDate
	}
	return ""
}

// clockOf reads a time of day; part is the half of the day that is named with it.
func clockOf(s, part string) (hour, minute, second int, ok bool) {
	s = strings.TrimRight(strings.ReplaceAll(s, " ", ""), ":")
	if !strings.Contains(s, ":") && s != "" {
		s += ":00"
	}
	m := clock.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, 0, false
	}
	hour, minute, second = number(m[1]), number(m[2]), number(m[3])
	switch part {
	case "pm", "下午", "傍晚", "晚上", "夜间", "夜裡", "中午":
		if hour < 12 && !(part == "中午" && hour >= 10) {
			hour += 12
		}
	case "am", "上午", "凌晨", "清晨", "早上", "早晨":
		if hour == 12 {
			hour = 0
		}
	}
	ok = hour < 24 && minute < 60 && second < 60 || hour == 24 && minute == 0 && second == 0
	return hour, minute, second, ok
}

// numerals writes the Chinese numerals of a date as digits: 二〇二六年三月十五日.
func numerals(s string) string {
	if !strings.ContainsAny(s, "〇○零一二三四五六七八九十") || !strings.Contains(s, "年") {
		return s
	}
	s = weekday.ReplaceAllString(s, " ")
	return numeralRun.ReplaceAllStringFunc(s, func(run string) string {
		tens, units, ten := strings.Cut(run, "十")
		if !ten {
			return numeralDigits.Replace(run)
		}
		tens, units = cmp.Or(numeralDigits.Replace(tens), "1"), cmp.Or(numeralDigits.Replace(units), "0")
		return tens + units
	})
}

var (
	numeralRun    = regexp.MustCompile(`[〇○零一二三四五六七八九十]+`)
	numeralDigits = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)
