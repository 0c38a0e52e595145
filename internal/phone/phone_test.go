package phone_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hotline12345/internal/phone"
)

var foshan = phone.Plan{Area: "0757"}

// forms are the ways in which each number is written, by its normal form in Foshan.
var forms = map[string][]string{
	"13800138000": {"13800138000", "+8613800138000", "+86 138 0013 8000", "008613800138000", "8613800138000", "013800138000",
		"+86013800138000", "08613800138000", "+868613800138000", "１３８００１３８０００", "\u202d13800138000\u202c", "138\u200b0013\u200d8000", "138-0013-8000", "138.0013.8000",
		"（86）13800138000", "13800138000.0", "'13800138000", "tel:+86-138-0013-8000", "sip:+8613800138000@10.0.0.1;user=phone",
		"sip:%2B8613800138000@h", "sips:13800138000@h:5061", "TEL:13800138000;phone-context=+86", "sip:13800138000;npdi;rn=1@h", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎", "١٣٨٠٠١٣٨٠٠٠", "+013800138000"},
	"075788886666": {"075788886666", "0757-88886666", "（0757）88886666", "0757—88886666", "+86075788886666", "+86(0)757 8888 6666", "+86 (0757) 88886666",
		"008675788886666", "8675788886666", "86075788886666", "75788886666", "88886666", "8888-6666", "８８８８６６６６", "0086 0757 88886666",
		"tel:88886666;phone-context=+86757", "sip:88886666;phone-context=+86757;user=phone@h", "sip:88886666%3Bphone-context=+86757@h"},
	"01064001234":        {"01064001234", "010-64001234", "+861064001234", "1064001234", "86 10 6400 1234"},
	"09112112345":        {"09112112345", "0911-2112345", "9112112345", "+86 911 2112345"},
	"02088886666":        {"020 88886666", "2088886666", "+862088886666", "862088886666"},
	"075788886666转8001":  {"0757-88886666转8001", "0757-88886666-8001", "88886666轉8001", "075788886666,8001", "075788886666#8001", "0757 88886666 ext. 8001", "+8675788886666;ext=8001", "tel:+86-757-88886666;ext=8001", "88886666分机8001", "075788886666x8001", "88886666-8001"},
	"4001234567转2":       {"400-123-4567-2", "4001234567转2"},
	"4001234567":         {"4001234567", "400-123-4567", "+864001234567", "04001234567", "400 1234567"},
	"4008888888":         {"400-888-8888", "+864008888888"},
	"8008208820":         {"800-820-8820", "08008208820", "+868008208820"},
	"95588":              {"95588", "+8695588", "095588", "9 5 5 8 8", "075795588", "+8675795588"},
	"95105105":           {"95105105", "+8695105105"},
	"96110":              {"96110", "+8696110", "075796110"},
	"12345":              {"12345", "075712345", "+8675712345", "+8612345", "0086 757 12345", "8675712345", "012345"},
	"057112345":          {"057112345", "+8657112345", "0571-12345"},
	"110":                {"110", "0757110", "+86757110", "0086110", "86110", "1-1-0", "0110", "+86110"},
	"12110":              {"12110", "+8612110"},
	"12395":              {"12395", "+8612395"},
	"10086":              {"10086", "+8610086", "010086"},
	"116114":             {"116114", "+86116114"},
	"10105757":           {"10105757", "1010-5757"},
	"1064800012345":      {"1064800012345", "+861064800012345", "861064800012345", "01064800012345"},
	"1440012345678":      {"1440012345678", "+861440012345678"},
	"10691234567890":     {"10691234567890", "+8610691234567890"},
	"+85221234567":       {"+85221234567", "0085221234567", "85221234567", "+852 2123 4567", "852-2123-4567"},
	"+85328881234":       {"+85328881234", "85328881234", "00853 2888 1234"},
	"+886223456789":      {"+886 2 2345 6789", "+886(0)2-2345-6789", "00886223456789", "886223456789", "+8860223456789"},
	"+886912345678":      {"+886912345678", "886 912 345 678", "+886 0912345678"},
	"+442079460000":      {"+442079460000", "00442079460000", "+44 (0)20 7946 0000", "+44 020 7946 0000"},
	"123456789012345678": {"123456789012345678"},
	"8001":               {"8001"},
}

func TestOneNormalForm(t *testing.T) {
	t.Parallel()
	for want, list := range forms {
		for _, s := range append(list, want) {
			if got, ok := foshan.Normal(s); got != want || !ok {
				t.Errorf("%q: %q, %v, want %q", s, got, ok, want)
			}
		}
	}
}

func TestWhatIsNoNumber(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "+", "--", "12", "anonymous", "unavailable", "Li Wei", "10.0.0.1", "192.168.1.20:5060", "sip:10.0.0.1", "sip:10.0.0.1@h",
		"sip:anonymous@anonymous.invalid", "[2001:db8::1]", "2001:db8::1", "138001380o0", "13800138000x", "13800138000转", "13800138000,13900139000", "13800138000 或 139",
		"1+38001", "++8613800138000", "123456789012345678901", "sip:alice@example.com", "sip:@h", "1.38E+10", "138号", "138****8000", "138XXXX8000", "138**8000"} {
		if got, ok := foshan.Normal(s); ok {
			t.Errorf("%q is no number, got %q", s, got)
		}
		if foshan.Tidy(s) != s || phone.IsNumber(s) {
			t.Errorf("%q: tidied to %q, want it as typed", s, foshan.Tidy(s))
		}
	}
}

func TestWithoutAnAreaLocalNumbersStay(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{"8888 6666": "88886666", "075712345": "075712345", "0757-8888666": "07578888666"} {
		if got, _ := (phone.Plan{}).Normal(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestAnExtensionIsNotDialled(t *testing.T) {
	t.Parallel()
	if got, ok := foshan.Dialled("88886666-8001"); got != "075788886666" || !ok {
		t.Errorf("dialled %q", got)
	}
}

// TestTheNormalFormIsItsOwn: what is written down once stays the same when it is read again.
func TestTheNormalFormIsItsOwn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.StringMatching(`[+0-9 ()-]{3,24}`), rapid.StringMatching(`(\+86|0086|86|0)?[0-9]{3,13}`), rapid.String()).Draw(t, "text")
		n, ok := foshan.Normal(s)
		if !ok {
			return
		}
		if again, ok := foshan.Normal(n); again != n || !ok {
			t.Fatalf("%q is %q, read again %q, %v", s, n, again, ok)
		}
		if strings.Trim(n, "+0123456789转") != "" {
			t.Fatalf("%q is %q", s, n)
		}
	})
}

// TestOldRowsAreFound: each spelling is the same number, whatever was typed to find it.
func TestOldRowsAreFound(t *testing.T) {
	t.Parallel()
	for n, kept := range map[string][]string{
		"+86 138 0013 8000": {"13800138000", "+8613800138000", "008613800138000", "8613800138000", "013800138000"},
		"8888-6666":         {"075788886666", "88886666", "75788886666", "8675788886666", "+8675788886666", "+86075788886666", "0086075788886666"},
		"057188886666":      {"057188886666", "57188886666"},
		"400 123 4567":      {"4001234567", "04001234567"},
		"12345":             {"12345", "075712345"},
		"0085221234567":     {"+85221234567", "85221234567"},
		"88886666转8001":     {"075788886666转8001"},
		"王建军":               {"王建军"},
	} {
		got := foshan.Spellings(n)
		for _, k := range kept {
			if !slices.Contains(got, k) {
				t.Errorf("%q: %q lacks %q", n, got, k)
			}
		}
		if len(got) > 8 {
			t.Errorf("%q has %d spellings", n, len(got))
		}
		for _, s := range got {
			if back := foshan.Tidy(s); back != got[0] {
				t.Errorf("%q is spelt %q, which is %q", n, s, back)
			}
		}
	}
}

func TestAreaCodes(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{"010": true, "020": true, "0757": true, "": false, "0": false, "757": false, "07571": false, "011": false, "0100": false, "075x": false} {
		if phone.IsAreaCode(s) != want {
			t.Errorf("%q: want %v", s, want)
		}
	}
}

// TestANumberIsReadInAnyDigits: Chinese numerals, those of other scripts, and no words.
func TestANumberIsReadInAnyDigits(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"一三八一二三四〇〇〇一", "幺叁捌 一二三四 零零零壹", "138-一二三四-0001", "①③⑧①②③④⓪⓪⓪①", "１３８１２３４０００１", "١٣٨١٢٣٤٠٠٠١", "+８６ 138\u200b1234\u00ad0001"} {
		if n, ok := (phone.Plan{}).Normal(s); !ok || n != "13812340001" {
			t.Errorf("%+q is read as %s, %v", s, n, ok)
		}
	}
	for _, s := range []string{"一二三", "三一五晚会", "五一", "一三八一二三四〇〇〇一号"} {
		if n, ok := (phone.Plan{}).Normal(s); ok {
			t.Errorf("%q is read as %s", s, n)
		}
	}
}
