package script_test

import (
	"image"
	"image/color"
	"slices"
	"testing"

	"hotline12345/internal/devstack"
	"hotline12345/internal/document/script"
)

func debian(t *testing.T) *script.Set {
	t.Helper()
	if err := devstack.Install(t.Context(), nil, devstack.NotoCore); err != nil {
		t.Fatal(err)
	}
	return script.Debian()
}

func TestALineIsDividedByItsWriting(t *testing.T) {
	t.Parallel()
	s := debian(t)
	for line, want := range map[string][]string{
		"姓名：ئەخمەت":              {"姓名：", "ئەخمەت"},
		"ئەخمەت 12 ئەلى، 13 hao": {"ئەخمەت 12 ئەلى،", " 13 hao"}, // between two words it is theirs
		"བོད་ཡིག 1":              {"བོད་ཡིག", " 1"},
		"ᠮᠣᠩᠭᠣᠯ 蒙":               {"ᠮᠣᠩᠭᠣᠯ", " 蒙"},
		"ᠤ\u180bᠯ":               {"ᠤ\u180bᠯ"},
		"":                       nil,
		"12345 热线":               {"12345 热线"},
		"\u200c王":                {"\u200c王"},
	} {
		var got []string
		for _, p := range s.Split(line) {
			got = append(got, p.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is divided into %q, want %q", line, got, want)
		}
	}
}

// TestLettersAreJoined: what is shaped is narrower than its letters alone, and the letters of a
// stack take no room of their own.
func TestLettersAreJoined(t *testing.T) {
	t.Parallel()
	s := debian(t)
	width := func(text string) (sum float64) {
		for _, p := range s.Split(text) {
			if !p.Shaped {
				t.Fatalf("%q is not shaped", p.Text)
			}
			sum += s.Width(p)
		}
		return sum
	}
	for word, letters := range map[string][]string{
		"سسسس": {"س", "س", "س", "س"}, "ئۇيغۇر": {"ئ", "ۇ", "ي", "غ", "ۇ", "ر"},
		"བསྒྲུབས": {"བ", "ས", "ག", "ར", "བ", "ས"}, "ᠮᠣᠩᠭᠣᠯ": {"ᠮ", "ᠣ", "ᠩ", "ᠭ", "ᠣ", "ᠯ"},
	} {
		var alone float64
		for _, l := range letters {
			alone += width(l)
		}
		if got := width(word); got <= 0.5 || got >= alone {
			t.Errorf("%s is %.2f em wide, its letters alone %.2f", word, got, alone)
		}
	}
}

func TestWhatIsReadFromTheRightStandsSo(t *testing.T) {
	t.Parallel()
	s := debian(t)
	// A narrow word and a wide one: the first that is read stands on the right.
	narrow, wide := "ا", "سسسسسس"
	ink := func(text string) (left, right int) {
		p := s.Draw(s.Split(text)[0], color.Black).Image
		b := p.Bounds()
		for x := range b.Dx() {
			for y := range b.Dy() {
				if _, _, _, a := p.At(x, y).RGBA(); a > 0x8000 {
					if x < b.Dx()/4 {
						left++
					} else if x > 3*b.Dx()/4 {
						right++
					}
				}
			}
		}
		return left, right
	}
	left, right := ink(wide + " " + narrow)
	mirroredLeft, mirroredRight := ink(narrow + " " + wide)
	if left == mirroredLeft && right == mirroredRight || left == 0 || right == 0 {
		t.Errorf("the order of words makes no difference: %d %d, %d %d", left, right, mirroredLeft, mirroredRight)
	}
}

// TestNumbersAreNotMirrored: a narrow digit and a wide one, in any digits, stand in the order in
// which they were written, also within words that are read from the right.
func TestNumbersAreNotMirrored(t *testing.T) {
	t.Parallel()
	s := debian(t)
	for _, number := range []string{"\u0661\u0668\u0668\u0668", "\u06f1\u06f8\u06f8\u06f8", "1888"} { // 1888
		p := s.Draw(s.Split("\u0633 " + number + " \u0633")[0], color.Black).Image
		digits := s.Draw(s.Split("\u0633 " + reversed(number) + " \u0633")[0], color.Black).Image
		half := func(from image.Image) (left, right int) {
			b := from.Bounds()
			for x := range b.Dx() {
				for y := range b.Dy() {
					if _, _, _, a := from.At(b.Min.X+x, b.Min.Y+y).RGBA(); a > 0x8000 && x < b.Dx()/2 {
						left++
					} else if a > 0x8000 {
						right++
					}
				}
			}
			return left, right
		}
		left, right := half(p)
		otherLeft, otherRight := half(digits)
		if left-right >= otherLeft-otherRight {
			t.Errorf("%q has as much on the left (%d of %d) as %q has (%d of %d)", number, left, left+right, reversed(number), otherLeft, otherLeft+otherRight)
		}
	}
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

func TestAParagraphIsReadFromWhereItsFirstLetterIs(t *testing.T) {
	t.Parallel()
	s := debian(t)
	for text, want := range map[string]bool{"12345 ئۇيغۇر 中文": true, "中文 ئۇيغۇر": false, "བོད ئۇيغۇر": false, "12345": false, "": false} {
		if got := s.FromRight(text); got != want {
			t.Errorf("%q from the right: %v", text, got)
		}
	}
}

func TestMissingFontsAreSaid(t *testing.T) {
	t.Parallel()
	s := script.New("/nowhere/a.ttf", "/nowhere/b.ttf", "/nowhere/c.ttf")
	if got := s.Missing(); len(got) != 3 || s.Has('ئ') || len(s.Split("ئۇ")) != 1 || s.Split("ئۇ")[0].Shaped {
		t.Errorf("without fonts: %v", got)
	}
}

func FuzzNothingIsLostInPieces(f *testing.F) {
	s := script.Debian()
	f.Add("姓名：ئەخمەت 12 ئەلى، 13 བོད་ཡིག ᠮᠣᠩᠭᠣᠯ")
	f.Add("\u200c\u180b ا\u0301")
	f.Add("ئىززەت-ھۆرمەت")
	f.Fuzz(func(t *testing.T, line string) {
		if len(line) > 300 {
			return // a page's lines are shorter
		}
		var all []rune
		for _, p := range s.Split(line) {
			all = append(all, []rune(p.Text)...)
			if p.Shaped {
				if w := s.Width(p); w < 0 || w > float64(4*len(p.Text)) {
					t.Errorf("%q is %v em wide", p.Text, w)
				}
				s.Draw(p, color.Black)
			}
		}
		if string(all) != string([]rune(line)) {
			t.Errorf("%q became %q", line, string(all))
		}
	})
}
