package text

import "testing"

// TestInvisibleSignsAreLeftOut: the whole list of Unicode, and what some fonts show as nothing.
func TestInvisibleSignsAreLeftOut(t *testing.T) {
	t.Parallel()
	for _, c := range []rune{0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180e, 0x180f, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060, 0x2064, 0x2066, 0x206f,
		0x2800, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfdd0, 0xfff0, 0xfff9, 0xfffb, 0xfffc, 0xfffe, 0xffff, 0x1d159, 0x1ffff, 0x2fffe, 0x1bca0, 0x1d173, 0x1d17a, 0xe0001, 0xe0020, 0xe007f, 0xe0100, 0xe01ef, 0xe0fff} {
		if got := WithoutInvisible("王" + string(c) + "建军"); got != "王建军" {
			t.Errorf("%U stays in a name: %+q", c, got)
		}
		if !IsBlank(string(c)+" "+string(c)) || WithoutInvisible(string(c)) != "" {
			t.Errorf("%U alone is a name", c)
		}
	}
	for _, blank := range []string{"", " ", "　\u00a0\t\n", "\u2800\u3164", "\u0301", "\u2028"} {
		if !IsBlank(blank) {
			t.Errorf("%+q is seen", blank)
		}
	}
	for _, seen := range []string{"王", "。", "5", "\ue000", "😀", "e\u0301"} {
		if IsBlank(seen) {
			t.Errorf("%+q is not seen", seen)
		}
	}
}

// TestWhatAScriptNeedsStays: emoji, Persian and Uyghur, Indian scripts, Mongolian.
func TestWhatAScriptNeedsStays(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"👨‍👩‍👧", "❤️", "1️⃣", "👁️‍🗨️", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "می\u200cخواهم", "क्\u200dष", "ᠮᠣᠩ\u180eᠭ", "ᠭ\u180bᠠ", "王建军", ""} {
		if got := WithoutInvisible(s); got != s {
			t.Errorf("%+q becomes %+q", s, got)
		}
	}
	if got := WithoutInvisible("\u200d王\ufe0f"); got != "王" {
		t.Errorf("%+q is left", got)
	}
}
