package tickets

import (
	"strings"
	"testing"
)

func TestNumbersAreHiddenHoweverTheyAreTyped(t *testing.T) {
	t.Parallel()
	r := redactorOf(Ticket{Caller: "057182310007", Register: Register{Name: "王建军", Contact: "+8613800138000"}})
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
		if got := r.redact(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

func BenchmarkHide(b *testing.B) {
	ticket := Ticket{Caller: "13800138000", Register: Register{Name: "王建军", Contact: "13800138000", Content: strings.Repeat("临港路18号夜间施工", 20)}}
	for b.Loop() {
		redactorOf(ticket).redact(ticket.Content)
	}
}

// BenchmarkHideInLongTexts: of one sign each, and of nothing but hits.
func BenchmarkHideInLongTexts(b *testing.B) {
	r := redactorOf(Ticket{Caller: "13800138000", Register: Register{Name: "王建军", Contact: "13900139000、0571-82310007转8001"}})
	for _, s := range []string{"王", "1*", "13800138000"} {
		text := strings.Repeat(s, 100<<10/len(s))
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				r.redact(text)
			}
		})
	}
}
