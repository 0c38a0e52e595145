package document

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// even counts every character as 1.
func even(s string) float64 { return float64(utf8.RuneCountInString(s)) }

func TestLinesBreakByTheRules(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		max  float64
		want []string
	}{
		{"一二三四五六", 4, []string{"一二三四", "五六"}},
		{"一二三四，五六", 4, []string{"一二三", "四，五六"}},
		{"一二三（四五）", 4, []string{"一二三", "（四五）"}},
		{"请拨12345转", 4, []string{"请拨", "1234", "5转"}},
		{"请拨110转", 4, []string{"请拨", "110转"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"甲\n\n乙", 4, []string{"甲", "", "乙"}},
		{"", 4, []string{""}},
	} {
		if got := wrap(c.text, c.max, 0, even); !slices.Equal(got, c.want) {
			t.Errorf("%q in %v: %q, want %q", c.text, c.max, got, c.want)
		}
	}
}

func FuzzNothingIsLostInWrapping(f *testing.F) {
	f.Add("一二三，“四五”（六）six seven。。。。。", 4.0)
	f.Fuzz(func(t *testing.T, s string, widest float64) {
		if !(widest >= 1 && widest < 1000) {
			return
		}
		lines := wrap(s, widest, 0, even)
		for _, l := range lines {
			if even(l) > widest {
				t.Errorf("line %q is wider than %v", l, widest)
			}
		}
		strip := func(s string) string {
			return strings.NewReplacer(" ", "", "\n", "").Replace(string([]rune(s)))
		}
		if got := strip(strings.Join(lines, "")); got != strip(s) {
			t.Errorf("%q became %q", s, got)
		}
	})
}
