package phone

import (
	"regexp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Emergency returns the codes of emergency services: police 110, fire 119, ambulance 120,
// road accidents 122, and 112, 911 and 999, which mobile networks and other places lead there.
// They are for people to dial, never for a machine.
func Emergency() []string { return []string{"110", "112", "119", "120", "122", "911", "999"} }

var (
	// facilityForm is a service of the network before a number, such as withholding one's own: *31#.
	facilityForm = regexp.MustCompile(`^(?:[*#]+[0-9]{2,3}[*#]+|\*67|\*82)`)
	// carrierForm chooses a carrier for one call: 17909, 12593.
	carrierForm = regexp.MustCompile(`^(?:179[0-9]{2}|12593|11808|10193)`)
	// pauseForm is what makes a device wait, or is another way to write an extension.
	pauseForm = regexp.MustCompile(`[^0-9+ ().\[\]·_-]+`)
	signRun   = regexp.MustCompile(`[^0-9+]+`)
)

// longestText and longestDialled bound what is looked through: there are many ways to take a
// long text apart, and no number is as long.
const (
	longestText    = 128 // bytes, a URI with its parameters among them
	longestDialled = 32  // digits
)

// Reaches reports whether a network would lead a dialled text to one of the codes, whatever
// is dressed around it: +86757110, 0110, "1-1-0", 110#, "9,110". A number that only contains a
// code is another number. A text that is no number may reach somebody, too; one of more than
// 128 bytes or 32 digits counts as one that does.
func Reaches(dialled string, codes []string) bool {
	if len(dialled) > longestText {
		return len(codes) > 0
	}
	s := folded(dialled)
	if number, _, _ := fromURI(s); number != s {
		s = folded(number)
	}
	if len(digitsOnly(s)) > longestDialled {
		return len(codes) > 0
	}
	if sent, ok := (Plan{}).Dialled(dialled); ok && sent != dialled && Reaches(sent, codes) {
		return true // what is sent has other dress taken off: 86 17909 010 110 leaves 17909...
	}
	s = facilityForm.ReplaceAllString(s, "")
	s = strings.TrimLeftFunc(s, func(c rune) bool { return c != '+' && (c < '0' || c > '9') })
	head, keyed := s, "" // what is keyed after a pause is no part of the number
	if at := pauseForm.FindStringIndex(s); at != nil {
		head, keyed = s[:at[0]], s[at[1]:]
	}
	if len(digitsOnly(head)) <= longestOutside && keyed != "" {
		return Reaches(keyed, codes) // "9,110": a way out of a house
	}
	return headReaches(withoutOptionalZero(head), codes)
}

// headReaches is Reaches for digits with signs between them.
func headReaches(s string, codes []string) bool {
	if leadsTo(s, codes) {
		return true
	}
	if isOrdinary(withPlus(s)) {
		return false
	}
	for _, at := range signRun.FindAllStringIndex(s, -1) {
		before, behind := s[:at[0]], s[at[1]:]
		if leadsTo(before, codes) || at[0] <= longestOutside && headReaches(behind, codes) {
			return true // "110-1" has an extension, "9-110" a way out of a house
		}
	}
	return false
}

// longestOutside is the longest prefix of a private exchange in digits.
const longestOutside = 2

// withPlus returns the digits of a text with its leading +.
func withPlus(s string) string {
	if strings.HasPrefix(s, "+") {
		return "+" + digitsOnly(s)
	}
	return digitsOnly(s)
}

// isOrdinary reports whether digits are somebody's number: a mobile, a landline, a service
// of more than six digits, or one of another country.
func isOrdinary(d string) bool {
	if foreign, ok := abroad(d); ok {
		return isValidAbroad(foreign)
	}
	n, k := classify(d)
	return k == mobile || k == landline || k == short && len(n) > 6
}

func isValidAbroad(n string) bool {
	number, err := phonenumbers.Parse(n, "")
	return err == nil && phonenumbers.IsValidNumber(number)
}

// leadsTo reports whether the digits of a text lead to one of the codes.
func leadsTo(s string, codes []string) bool {
	d := withPlus(s)
	if carrier := carrierForm.FindString(strings.TrimLeft(d, "0")); carrier != "" && undressed(strings.TrimLeft(d, "0")[len(carrier):], codes, false, true) {
		return true // before the next: 17909 could begin a mobile number
	}
	if isOrdinary(d) {
		own := Plan{}.normal(d)
		return slices.ContainsFunc(codes, func(c string) bool { n, _ := Plan{}.Normal(c); return n == own })
	}
	if foreign, ok := abroad(d); ok {
		if number, err := phonenumbers.Parse(foreign, ""); err == nil && slices.Contains(codes, phonenumbers.GetNationalSignificantNumber(number)) {
			return true // +852 999
		}
	}
	return undressed(strings.TrimPrefix(d, "+"), codes, false, localForm.MatchString(d))
}

// undressed reports whether what is left of a number is a code when all is taken off that may
// stand before it: 0 and 00, 86, a carrier's code, an area code. said: a 0 or the country
// stood before n, so that an area code follows. exact: digits behind a code make another
// number.
func undressed(n string, codes []string, said, exact bool) bool {
	if slices.ContainsFunc(codes, func(c string) bool { return n == digitsOnly(folded(c)) || !exact && overdialled(n, c) }) {
		return true
	}
	if rest := strings.TrimLeft(n, "0"); rest != n && undressed(rest, codes, true, exact) {
		return true
	}
	if rest, ok := strings.CutPrefix(n, "86"); ok && undressed(rest, codes, true, exact) {
		return true
	}
	// Without a 0, what is a code of its own stays that: 96110, 10110.
	if !said && (len(n) > len("757110") || shortForm.MatchString(n) || strings.HasPrefix(n, "10")) {
		return false
	}
	area, rest := splitArea(n)
	return area != "" && rest != "" && undressed(rest, codes, false, exact)
}

// overdialled reports whether an exchange would reach a code before all digits are dialled: no
// number of six digits and more begins with one, but the services that we know.
func overdialled(n, code string) bool {
	return len(code) == 3 && code[0] == '1' && len(n) >= 6 && strings.HasPrefix(n, code) && !shortForm.MatchString(n)
}
