package script_test

import (
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/document/script"
)

// TestALineStandsInTheOrderOfItsWriting (UAX #9), from left to right: A and B are words in Arabic
// letters, which the font draws in their own order; brackets of theirs are turned round.
func TestALineStandsInTheOrderOfItsWriting(t *testing.T) {
	t.Parallel()
	words := strings.NewReplacer("A", "ئەخمەت", "B", "مەمەت", "H", "שלום")
	for _, c := range []struct {
		line      string
		fromRight bool
		want      string
	}{
		{"中文 12345 (a/b) 50%", false, "中文 12345 (a/b) 50%"},
		{"姓名：A", false, "姓名：A"},
		{"姓名：A B。", false, "姓名：B A。"},
		{"姓名：A (B) 完", false, "姓名：(B) A 完"},
		{"姓名：A（B）完", false, "姓名：（B）A完"},
		{"A/B", false, "B/A"},
		{"A [B] (A)", true, "(A) [B] A"},
		{"A % B", false, "B % A"},
		{"率A 50% B完", false, "率B %50 A完"},
		{"率A 50% 完", false, "率50 A% 完"},
		{"号A 12345 完", false, "号12345 A 完"},
		{"号A 12，3完", false, "号12，3 A完"},
		{"号H 50% 完", false, "号50% H 完"},
		{"号H 12-3 H", false, "号H 12-3 H"},
		{"中 (A) 完", false, "中 (A) 完"},
		{"A (中) B", false, "A (中) B"},
		{"A (中 [B]) 5", true, "5 ([B] 中) A"},
		{"A：中文 B", true, "B 中文：A"},
		{"A (12/3) B", true, "B (12/3) A"},
		{"A 12345 热线", true, "热线 12345 A"},
		{"中H/A完", false, "中A/H完"},
		{"", false, ""},
	} {
		var got strings.Builder
		for _, s := range script.Visual(words.Replace(c.line), c.fromRight) {
			if !s.FromRight {
				got.WriteString(s.Text)
				continue
			}
			signs := strings.NewReplacer("ئەخمەت", "A", "مەمەت", "B", "שלום", "H").Replace(s.Text)
			got.WriteString(script.Reversed(signs))
		}
		if got.String() != c.want {
			t.Errorf("%q (from the right: %v) stands as %q, want %q", c.line, c.fromRight, got.String(), c.want)
		}
	}
}

func FuzzNothingIsLostInOrder(f *testing.F) {
	f.Add("率ئەخمەت 50% (مەمەت/12-3) 完", false)
	f.Add("ئ 12\u0663 a, ב%", true)
	f.Fuzz(func(t *testing.T, line string, fromRight bool) {
		line = strings.ToValidUTF8(line, "?")
		var all []rune
		for _, s := range script.Visual(line, fromRight) {
			all = append(all, []rune(s.Text)...)
		}
		want := []rune(line)
		slices.Sort(all)
		slices.Sort(want)
		if !slices.Equal(all, want) {
			t.Errorf("%q became %q", line, string(all))
		}
	})
}
