package phone_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hotline12345/internal/phone"
)

func TestWhatReachesAnEmergencyService(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"110", "119", "120", "122", "112", "911", "999", "0757110", "+86757110", "0086110", "86110", "110#", "1-1-0", "0-110", "110,1", "１１０", "１１０＃", "00110", "0110",
		"+110", "+86110", "+860110", "+860757110", "0086 0757 110", "+86(0)757 110", "(0757)119", "0757-119", "757110", "86757110", "20110", "020110", "010119", "+8610110",
		"1\u200b10", "110转8001", "110-8001", "110 8001", "110p1", "110w1", "110*1", "110;ext=1", "*31#110", "#31#110", "*67110", "*110", "110**", "tel:110", "sip:110@10.0.0.1",
		"sip:%31%31%30@h", "tel:+86-757-110", "tel:110;phone-context=+86757", "17909110", "179510757110", "12593110", "9,110", "0,,110", "9-110", "T110", "1101234567", "07571101234",
		"0757 110 1234", "+852999", "+853 999", "+1911", "00852999", "852999", "110.0", "1.1.0", "~110", "1 1 0", "(110)", "[110]", "一 110", "0 0 1 1 0", "0000110", "0951120",
	} {
		if !phone.Reaches(s, phone.Emergency()) {
			t.Errorf("%q reaches an emergency service", s)
		}
	}
}

func TestWhatOnlyContainsACode(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"13800110110", "11", "100", "1100", "1101", "11012", "12345", "12110", "12122", "96110", "+8696110", "075796110", "95110", "95119", "951120", "10086", "10110", "116114", "12395",
		"0757-81101100", "075788110119", "88110119", "81101100", "86110123", "86119000", "09112112345", "0911-2112345", "0911 2112345", "911-2112345", "+86 911 2112345", "0999-8888888",
		"4001101100", "400-110-1100", "400-110-110-1", "+864001101100", "01011011", "13811012000", "138-110-1200", "12345-110", "0757 12345 110", "88886666-110", "075788886666转110", "13800138000,110",
		"+85221101100", "+44 20 7110 1100", "1064811011000", "10101100", "8001", "99110", "",
	} {
		if phone.Reaches(s, phone.Emergency()) {
			t.Errorf("%q reaches none", s)
		}
	}
}

// TestWhatIsSentReachesNoMore: a number is written anew before it is dialled, and what is sent
// must be barred as well.
func TestWhatIsSentReachesNoMore(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"8617909010110", "008617909999999", "+8617909010120", ".00086(0)12017909", "1790900119.0", "86917909112.0"} {
		if !phone.Reaches(s, phone.Emergency()) {
			t.Errorf("%q is dialled as something that reaches an emergency service", s)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"110", "119", "12", "0", "9", "86", "+86", "0086", "0757", "010", " ", "-", "(0)", ",", ";", "#", "转", "tel:", "@h",
			"17909", "12593", "%31", "12345", "13800138000", "+852", "400", "96", "*31#", ".0"}), 1, 5).Draw(t, "parts")
		s := strings.Join(parts, "")
		for _, area := range []string{"", "0757", "010"} {
			if sent, ok := (phone.Plan{Area: area}).Dialled(s); ok && phone.Reaches(sent, phone.Emergency()) && !phone.Reaches(s, phone.Emergency()) {
				t.Fatalf("%q is dialled as %s", s, sent)
			}
		}
	})
}

// TestLongTextsAreNotTakenApart: there are more ways to do so than anybody has time for, and
// an agent who pastes one must not make all callers wait.
func TestLongTextsAreNotTakenApart(t *testing.T) {
	t.Parallel()
	for _, part := range []string{"086", "9-", "9,", "0", "00860757", "86-", "17909", "9 1", "sip:"} {
		for _, s := range []string{strings.Repeat(part, 50), strings.Repeat(part, 20_000)} {
			if !phone.Reaches(s, phone.Emergency()) || phone.Reaches(s, nil) {
				t.Errorf("%.20q, %d bytes: it is barred where anything is", s, len(s))
			}
		}
	}
	if phone.Reaches("sip:13800138000@[2001:0db8:1111:2222:3333:4444:5555:6666]:5060;user=phone", phone.Emergency()) {
		t.Error("the digits of an address are not dialled")
	}
}

func TestOtherBarredNumbers(t *testing.T) {
	t.Parallel()
	codes := []string{"13800138000", "0757-88886666", "10086"}
	for s, want := range map[string]bool{"+8613800138000": true, "138 0013 8000": true, "13800138001": false, "+86757 88886666": true, "010086": true, "+8610086": true, "100861": false} {
		if phone.Reaches(s, codes) != want {
			t.Errorf("%q: want %v", s, want)
		}
	}
	if phone.Reaches("13800138000", nil) {
		t.Error("nothing is barred")
	}
}

// TestAnyDressingOfACode: prefixes, an area code, signs between the digits and keys behind
// them, in any order that devices know.
func TestAnyDressingOfACode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom(phone.Emergency()).Draw(t, "code")
		country := rapid.SampledFrom([]string{"", "86", "+86", "0086", "+86 ", "0086-", "+86(0)", "+86-0"}).Draw(t, "country")
		area := rapid.SampledFrom([]string{"", "0", "010", "020", "0757", "0571", "(0757)", "0910-"}).Draw(t, "area")
		if country == "+86(0)" || country == "+86-0" {
			area = rapid.SampledFrom([]string{"", "10", "20", "757-"}).Draw(t, "area behind a 0")
		}
		carrier := rapid.SampledFrom([]string{"", "", "17909", "17951", "12593"}).Draw(t, "carrier")
		facility := rapid.SampledFrom([]string{"", "", "*31#", "#31#", "*67", "9,", "0,"}).Draw(t, "facility")
		sign := rapid.SampledFrom([]string{"", "", "-", " ", ".", "\u200b", "　"}).Draw(t, "sign")
		tail := rapid.SampledFrom([]string{"", "", "#", ",1", "*", "转1", ",,12#", " ext 12", ";ext=1", "p1", "-8001"}).Draw(t, "tail")
		if n[0] == '9' && tail == "-8001" {
			tail = "" // 0757 911-8001 is a landline: others than 1 begin one
		}
		wide := rapid.Bool().Draw(t, "full-width")
		var digits string
		for i, c := range n {
			if i > 0 {
				digits += sign
			}
			if wide {
				c += '０' - '0'
			}
			digits += string(c)
		}
		s := facility + carrier + country + area + digits + tail
		if carrier != "" && country != "" && country[0] == '+' {
			s = facility + country + area + digits + tail
		}
		if !phone.Reaches(s, phone.Emergency()) {
			t.Fatalf("%q reaches %s", s, n)
		}
	})
}

// TestNoOrdinaryNumberIsACode: numbers of people that contain a code.
func TestNoOrdinaryNumberIsACode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom(phone.Emergency()).Draw(t, "code")
		head := rapid.SampledFrom([]string{"138", "1390", "199", "05718", "07572", "0208", "010-6", "+867578", "+86138", "8", "2", "5", "40081", "+8522"}).Draw(t, "head")
		whole := map[string]int{"138": 11, "1390": 11, "199": 11, "05718": 12, "07572": 12, "0208": 11, "010-6": 12, "+867578": 14, "+86138": 14, "8": 8, "2": 8, "5": 7, "40081": 10, "+8522": 12}[head]
		room := whole - len(head) - len(code)
		at := rapid.IntRange(0, room).Draw(t, "at")
		fill := rapid.StringMatching(`[3457]{9}`).Draw(t, "fill")
		s := head + fill[:at] + code + fill[at:room]
		if phone.Reaches(s, phone.Emergency()) {
			t.Fatalf("%q is somebody's number", s)
		}
	})
}
