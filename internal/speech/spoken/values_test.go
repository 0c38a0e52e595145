package spoken_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
)

var update = flag.Bool("update", false, "write testdata anew")

// good are values that each argument takes; tried are those that each is tried with.
var (
	good = map[string]string{"city": "云湾市", "city@yue": "雲灣市", "city@en": "Yunwan City", "n": "3", "m": "12", "id": "1001", "digits": "261123000001",
		"d4": "8866", "num": "110", "from": "08:00", "to": "20:30", "date": "2026-10-08", "dept": "市水务局", "dept@yue": "市水務局", "dept@en": "the Water Bureau", "status": "handled"}
	tried = []string{"0", "1", "2", "10", "11", "101", "2026-10-08", "石桥街道办事处", "㙍边村", "𠮷屋巷12号ABC楼"}
)

// TestValuesInWords: each prompt that takes a value, with each value in each language, is
// what stands in testdata/values.txt in words, and that was read.
func TestValuesInWords(t *testing.T) {
	t.Parallel()
	s := shipped(t)
	var out strings.Builder
	for _, l := range s.Languages() {
		for _, key := range s.Keys(l.ID) {
			for _, name := range s.Message(l.ID, key).Arguments() {
				for _, value := range tried {
					args := maps.Clone(good)
					delete(args, name+"@"+string(l.ID))
					args[name] = value
					p := ivr.Prompt{ID: key, Language: l.ID, Args: args}
					fmt.Fprintf(&out, "%s %s %s=%s: %s\n", l.ID, key, name, value, heard(t, s, p))
				}
			}
		}
	}
	file := filepath.Join("testdata", "values.txt")
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(out.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(wanted)) {
		if i >= len(got) || i >= len(wanted) || got[i] != wanted[i] {
			t.Fatalf("line %d differs:\n got %s\nwant %s", i+1, slices.Concat(got, []string{""})[min(i, len(got))], slices.Concat(wanted, []string{""})[min(i, len(wanted))])
		}
	}
}

// heard returns what is said of a prompt, and, where a value is refused, what is left to say.
func heard(t *testing.T, s *spoken.Set, p ivr.Prompt) string {
	t.Helper()
	words := said(t, s, p)
	if !strings.Contains(words, "refused: ") {
		return words
	}
	return words + " -> " + read(s, p.Language, s.Remainder(p))
}

// TestKindsInWords: what each kind of value is in words, in each language.
func TestKindsInWords(t *testing.T) {
	t.Parallel()
	s := shipped(t)
	for _, c := range []struct {
		kind        spoken.Kind
		value       string
		zh, yue, en string
	}{
		{spoken.Count, "0", "零", "零", "0"},
		{spoken.Count, "2", "两", "兩", "2"},
		{spoken.Count, "20", "二十", "二十", "20"},
		{spoken.Count, "105", "一百零五", "一百零五", "105"},
		{spoken.Count, "110", "一百一十", "一百一十", "110"},
		{spoken.Count, "2026", "两千零二十六", "兩千零二十六", "2026"},
		{spoken.Count, "10000", "一万", "一萬", "10000"},
		{spoken.Count, "20305", "两万零三百零五", "兩萬零三百零五", "20305"},
		{spoken.Count, "120012", "十二万零一十二", "十二萬零一十二", "120012"},
		{spoken.Count, "100000000", "幺零零零，零零零零，零", "一零零零，零零零零，零", "100000000"},
		{spoken.Ordinal, "1", "第一", "第一", "number 1"},
		{spoken.Ordinal, "2", "第二", "第二", "number 2"},
		{spoken.Minutes, "1", "一分钟", "一分鐘", "1 minute"},
		{spoken.Minutes, "2", "两分钟", "兩分鐘", "2 minutes"},
		{spoken.Duration, "1h1m", "一小时一分钟", "一個鐘頭一分鐘", "1 hour 1 minute"},
		{spoken.Duration, "26h0m5s", "一天两小时五秒", "一日兩個鐘頭五秒", "1 day 2 hours 5 seconds"},
		{spoken.Duration, "0s", "零秒", "零秒", "0 seconds"},
		{spoken.Date, "2026-10-08", "二零二六年十月八日", "二零二六年十月八號", "8 October 2026"},
		{spoken.Date, "2011-02-28", "二零一一年二月二十八日", "二零一一年二月二十八號", "28 February 2011"},
		{spoken.Time, "08:00", "八点", "八點", "8 a.m."},
		{spoken.Time, "8:05", "八点零五分", "八點零五分", "8:05 a.m."},
		{spoken.Time, "14:30", "十四点三十分", "十四點三十分", "2:30 p.m."},
		{spoken.Time, "00:00", "零点", "零點", "12 a.m."},
		{spoken.Time, "24:00", "二十四点", "二十四點", "12 a.m."},
		{spoken.Money, "2", "两元", "兩蚊", "2 yuan"},
		{spoken.Money, "1234.50", "一千二百三十四点五元", "一千二百三十四點五蚊", "1234.5 yuan"},
		{spoken.Money, "0.05", "零点零五元", "零點零五蚊", "0.05 yuan"},
		{spoken.Digits, "110", "幺幺零", "一一零", "1 1 0"},
		{spoken.Digits, "2611 2300-0001", "二六幺幺，二三零零，零零零幺", "二六一一，二三零零，零零零一", "2 6 1 1, 2 3 0 0, 0 0 0 1"},
		{spoken.Status, "handled", "办理中", "處理緊", "in progress"},
	} {
		for l, want := range map[ivr.Language]string{"zh": c.zh, "yue": c.yue, "en": c.en} {
			if got, err := s.Words(l, c.kind, c.value); err != nil || got != want {
				t.Errorf("%s %s in %s: %q (%v), want %q", c.kind, c.value, l, got, err, want)
			}
		}
	}
	for kind, values := range map[spoken.Kind][]string{
		spoken.Count: {"", "-1", "x", "1.5"}, spoken.Date: {"2026-13-01", "8.10.2026", ""}, spoken.Time: {"25:00", "24:01", "8"},
		spoken.Money: {"-1", "1,5", "1.234"}, spoken.Duration: {"5", "-1m"}, spoken.Digits: {"", "-", "水务局"}, spoken.Status: {"none"},
		spoken.Name: {"", "，", strings.Repeat("长", 201)}, "colour": {"red"},
	} {
		for _, v := range values {
			if got, err := s.Words("zh", kind, v); err == nil {
				t.Errorf("%s %q is said as %q, want an error", kind, v, got)
			}
		}
	}
}

// TestALostValueIsNamed: a value that is missing or wrong is an error that names it, and what
// is left of the sentence is said without it.
func TestALostValueIsNamed(t *testing.T) {
	t.Parallel()
	s := shipped(t)
	p := ivr.Prompt{ID: "queue_pos", Language: "zh", Args: map[string]string{"n": "3", "m": "soon"}}
	_, err := s.Sentence(p)
	var wrong *spoken.ArgumentError
	if !errors.As(err, &wrong) || wrong.Argument != "m" {
		t.Errorf("error %v does not name the value m", err)
	}
	if got := read(s, "zh", s.Remainder(p)); got != "nin2 qian2 mian4 hai2 you3 san1 wei4，" {
		t.Errorf("what is left is %q", got)
	}
	delete(p.Args, "m")
	if _, err := s.Sentence(p); !errors.As(err, &wrong) {
		t.Errorf("a missing value gives %v", err)
	}
}
