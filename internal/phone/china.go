package phone

import (
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// kind is what a number within China is (numbering plan of MIIT, 电信网码号资源分类).
type kind int

const (
	other     kind = iota
	mobile         // 11 digits, 13 to 19; things have 13 digits, 10640 to 10649 and 14x
	landline       // area code and seven or eight digits
	areaShort      // area code and a short code: 0757 12345
	short          // reached without an area code
	local          // seven or eight digits without an area code
)

var (
	mobileForm = regexp.MustCompile(`^1[3-9][0-9]{9}$`)
	thingsForm = regexp.MustCompile(`^(?:1064[0-9]|14[0-9]{3})[0-9]{8}$`)
	// localForm: no landline begins with 0 or 1.
	localForm = regexp.MustCompile(`^[2-9][0-9]{6,7}$`)
	// shortForm are the codes for emergencies, governments, carriers (100xx, 101xx, 1010xxxx,
	// 116114, 118114), messages (106...), services (95, 96) and shared charges (400, 800).
	shortForm  = regexp.MustCompile(`^(?:1[12][0-9]|911|999|1[12][0-9]{3}|12(?:3[0-9]{3,7}|110[0-9]{1,7})|11[68][0-9]{3}|10[01][0-9]{2,3}|1010[0-9]{4}|106[0-9]{5,17}|95[0-9]{3,6}|96[0-9]{3,4}|[48]00[0-9]{7})$`)
	sharedForm = regexp.MustCompile(`^[48]00[0-9]{7}$`)
	// areaForm: Beijing and large cities have two digits, others three.
	areaForm = regexp.MustCompile(`^(?:10|2[0-9]|[3-9][0-9]{2})`)
)

// classify returns a number of China without +86, 0086, 86 and the 0 before it, and what it
// is. What is none stays as it is.
func classify(d string) (n string, k kind) {
	n, plus := strings.CutPrefix(d, "+")
	national := false // the country or a 0 was said, so that an area code must follow
	for {
		rest, ok := strings.CutPrefix(n, "0086")
		if !ok && (plus || national) {
			rest, ok = strings.CutPrefix(n, "86")
			ok = ok && (!national || nationalKind(rest) == mobile) // some write it twice
		}
		if !ok {
			break
		}
		n, national = rest, true
	}
	if rest := strings.TrimLeft(n, "0"); rest != n || national {
		if k := nationalKind(rest); k != other {
			return rest, k
		}
		n = rest
	} else if k := bareKind(n); k != other {
		return n, k
	}
	if rest, ok := strings.CutPrefix(n, "86"); ok {
		rest = strings.TrimLeft(rest, "0")
		if k := nationalKind(rest); k != other {
			return rest, k
		}
	}
	return d, other
}

// nationalKind returns what a number is whose country or 0 was said: a landline has its
// area code.
func nationalKind(n string) kind {
	area, rest := splitArea(n)
	switch {
	case mobileForm.MatchString(n) || thingsForm.MatchString(n):
		return mobile
	case sharedForm.MatchString(n):
		return short
	case area != "" && localForm.MatchString(rest) && len(n) >= 10 && len(n) <= 11:
		return landline
	case area != "" && shortForm.MatchString(rest) && len(rest) <= 6:
		return areaShort
	case shortForm.MatchString(n):
		return short
	}
	return other
}

// bareKind returns what a number is before which nothing was said.
func bareKind(n string) kind {
	k := nationalKind(n)
	switch {
	case k == landline && !validLandline(n): // ten digits may be anything
		return other
	case k == mobile || k == landline:
		return k
	case shortForm.MatchString(n):
		return short
	case localForm.MatchString(n):
		return local
	}
	return other
}

// Known reports whether a number in the normal form is one that China's numbering plan, or
// that of another country, has. Others are numbers too: an exchange's own, or new ones.
func Known(n string) bool {
	if foreign, ok := abroad(n); ok {
		return isValidAbroad(foreign)
	}
	_, k := classify(n)
	return k != other
}

// IsAreaCode reports whether a text is an area code with its 0: 010, 0757.
func IsAreaCode(s string) bool {
	n, zero := strings.CutPrefix(s, "0")
	area, rest := splitArea(n)
	return zero && area != "" && rest == ""
}

// splitArea takes a number without its 0 apart; area is empty where there is none.
func splitArea(n string) (area, rest string) {
	area = areaForm.FindString(n)
	return area, n[len(area):]
}

// abroad returns a number of another country, or of Hong Kong, Macau and Taiwan, with +
// and its country's code. Those three are known without a +, too: their lengths are not
// China's.
func abroad(d string) (string, bool) {
	n, international := strings.CutPrefix(d, "+")
	if !international {
		n, international = strings.CutPrefix(d, "00")
	}
	switch {
	case strings.HasPrefix(n, "86") && international, n == "":
		return "", false
	case international && strings.HasPrefix(n, "0"): // +0757...: no country begins with 0
		return "", false
	case international:
		return e164(n), true
	}
	if (strings.HasPrefix(n, "852") || strings.HasPrefix(n, "853") || strings.HasPrefix(n, "886")) && !validLandline(n) && len(n) >= 11 {
		if number, err := phonenumbers.Parse("+"+n, ""); err == nil && phonenumbers.IsValidNumber(number) {
			return e164(n), true
		}
	}
	return "", false
}

// e164 returns + and digits without a 0 that is dialled only within the country
// (+44 020...).
func e164(n string) string {
	number, err := phonenumbers.Parse("+"+n, "")
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return "+" + n
	}
	return phonenumbers.Format(number, phonenumbers.E164)
}

// validLandline reports whether area code and number, without the 0, are given out in China.
func validLandline(n string) bool {
	number, err := phonenumbers.Parse("+86"+n, "")
	return err == nil && phonenumbers.IsValidNumber(number)
}
