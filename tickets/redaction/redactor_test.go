package redaction

import (
	"strings"
	"testing"
)

func TestNumbersAreHiddenHoweverTheyAreTyped(t *testing.T) {
	t.Parallel()
	r := New(Citizen{Names: []string{"王建军"}, Told: []string{"+8613800138000", "057182310007"}, Numbers: []string{"+8613800138000", "057182310007"}})
	for text, want := range map[string]string{
		"请打13800138000找王建军":        "请打***找***",
		"138-0013-8000，临港路18号":     "***，临港路18号",
		"临港路18号，138 0013 8000":     "临港路18号，***",
		"１３８００１３８０００":              "***",
		"(+86) 138.0013.8000":      "(+***",
		"82310007 或 0571-82310007": "*** 或 ***",
		"13800138000、13800138000":  "***、***",
		"13800138001":              "13800138001",
		"138001380":                "138001380",
		"第1380013号文":               "第1380013号文",
		"":                         "",
	} {
		if got := r.Redact(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

func BenchmarkHide(b *testing.B) {
	who := Citizen{Names: []string{"王建军"}, Told: []string{"13800138000"}, Numbers: []string{"13800138000"}}
	content := strings.Repeat("临港路18号夜间施工", 20)
	who.Texts = []string{content}
	for b.Loop() {
		New(who).Redact(content)
	}
}

// BenchmarkHideInLongTexts: of one sign each, and of nothing but hits.
func BenchmarkHideInLongTexts(b *testing.B) {
	r := New(Citizen{Names: []string{"王建军"}, Told: []string{"13900139000、0571-82310007转8001", "13800138000"}, Numbers: []string{"13900139000、0571-82310007转8001", "13800138000"}})
	for _, s := range []string{"王", "1*", "13800138000"} {
		text := strings.Repeat(s, 100<<10/len(s))
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				r.Redact(text)
			}
		})
	}
}
