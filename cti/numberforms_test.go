package cti

import "testing"

// TestFormsOfNumbers: what trunks send as the caller, and what we make of it.
func TestFormsOfNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, pai string
		want      Caller
	}{
		{"13800138000", "", Caller{Number: "13800138000", Raw: "13800138000"}},
		{"1", "<sip:13800138000@x>", Caller{Number: "13800138000", Raw: "<sip:13800138000@x>"}},
		{"13800138000", "sip:anonymous@x", Caller{Number: "13800138000", Raw: "13800138000"}},
		{"anonymous", "", Caller{Anonymous: true, Raw: "anonymous"}},
		{" sip:13800138000@x ", "", Caller{Number: "13800138000", Raw: " sip:13800138000@x "}},
		{"tel:13800138000;phone-context=+86", "", Caller{Number: "13800138000", Raw: "tel:13800138000;phone-context=+86"}},
		{"<13800138000>", "", Caller{Number: "13800138000", Raw: "<13800138000>"}},
		{"<13800138000>;tag=1", "", Caller{Number: "13800138000", Raw: "<13800138000>;tag=1"}},
		{"13800138000>", "", Caller{Anonymous: true, Raw: "13800138000>"}},
		{"sip:tel:13800138000", "", Caller{Anonymous: true, Raw: "sip:tel:13800138000"}},
		{"13800138000x", "", Caller{Anonymous: true, Raw: "13800138000x"}},
		{"1+3800138000", "", Caller{Anonymous: true, Raw: "1+3800138000"}},
		{"(0571)8888-6666", "", Caller{Number: "057188886666", Raw: "(0571)8888-6666"}},
		{"+86", "", Caller{Anonymous: true, Raw: "+86"}},
	} {
		if got := NormaliseCaller(c.from, c.pai); got != c.want {
			t.Errorf("from %q, PAI %q: %+v, want %+v", c.from, c.pai, got, c.want)
		}
	}
}

func TestNumbersAsTheyAreDialledInChina(t *testing.T) {
	t.Parallel()
	for n, want := range map[string]string{
		"8613800138000":   "13800138000",
		"8657188886666":   "8657188886666", // 86 may begin a number of the city
		"861380013800":    "861380013800",
		"1211234567890":   "1211234567890",
		"+86057188886666": "057188886666", "+8612345": "12345", "+86123456": "123456", "+861234567": "01234567",
		"+8612800138000": "012800138000", "+861380013800": "01380013800", "+8613000138000": "13000138000",
		"+442079460000": "+442079460000", "00442079460000": "+442079460000",
		"013800138000": "13800138000", "113800138000": "113800138000", "012800138000": "012800138000", "13800138000": "13800138000",
	} {
		if got := national(n); got != want {
			t.Errorf("%s is dialled as %s, want %s", n, got, want)
		}
	}
}

func TestTheNumberInAHeader(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{"sip:": "", "SIP:1": "1", "sips:1@x": "1", "tel:1": "1", "si": "si", `"<" <sip:1@x>`: "1"} {
		if got := userPart(s); got != want {
			t.Errorf("%q holds %q, want %q", s, got, want)
		}
	}
}
