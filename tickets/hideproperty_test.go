package tickets_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"hotline12345/internal/fold"
	"hotline12345/tickets"
)

// otherForms are signs that fold to the same, for the names and numbers of the property.
var otherForms = map[rune][]string{
	'张': {"張", "张\u200b"}, '国': {"國", "囯"}, '龙': {"龍", "⻰"}, '玉': {"⽟"}, '黄': {"黃", "⿈"}, '吴': {"吳", "呉"}, '马': {"馬", "⻢"}, '丽': {"麗", "丽\U000e0101"},
	'·': {"‧", "•", "・", "･", "⋅", "", " ", "-"},
	'0': {"０", "〇", "零", "⓪", "٠", "𝟎"}, '1': {"１", "一", "壹", "幺", "①", "¹"}, '2': {"２", "二", "贰", "兩", "②"}, '3': {"３", "三", "叁", "參", "❸"},
	'4': {"４", "四", "肆", "④"}, '5': {"５", "五", "伍", "〥"}, '6': {"６", "六", "陸", "⑥"}, '7': {"７", "七", "柒", "₇"}, '8': {"８", "八", "捌", "8\ufe0f\u20e3"}, '9': {"９", "九", "玖", "૯"},
}

// between are what may stand between two signs of a name or number.
var between = []string{"", "", "", "\u200b", "\u00ad", "\ufeff", " ", "　", "\u00a0", "\n", "·", "-", "—", "\u2060 "}

// drawForm draws a way to write a name or number.
func drawForm(t *rapid.T, s string) string {
	var b strings.Builder
	for i, c := range []rune(s) {
		if i > 0 {
			b.WriteString(rapid.SampledFrom(between).Draw(t, "between"))
		}
		sign := string(c)
		switch rapid.IntRange(0, 3).Draw(t, "how") {
		case 0:
			sign = norm.NFD.String(sign)
		case 1:
			sign = strings.ToUpper(sign)
		case 2:
			if others := otherForms[c]; others != nil {
				sign = rapid.SampledFrom(others).Draw(t, "form")
			} else if c > ' ' && c <= '~' {
				sign = string(c - '!' + '！')
			}
		}
		b.WriteString(sign)
	}
	return b.String()
}

// TestWhateverFormItTakesAUnitNeverSeesIt: a name or number in any form that folds to the same
// is hidden, and what stands around it is not.
func TestWhateverFormItTakesAUnitNeverSeesIt(t *testing.T) {
	t.Parallel()
	names := []string{"张建国", "黄玉龙", "吴马丽", "买买提·阿依古丽", "jose núñez", "müller"}
	contacts := []string{"13812340567", "0757-88896666", "+85291234567"}
	rapid.Check(t, func(t *rapid.T) {
		name, contact := rapid.SampledFrom(names).Draw(t, "name"), rapid.SampledFrom(contacts).Draw(t, "contact")
		digits := strings.TrimPrefix(strings.ReplaceAll(contact, "-", ""), "+")
		said, dialled := drawForm(t, name), drawForm(t, digits)
		who := tickets.Register{Name: drawForm(t, name), Contact: contact}
		got := unitReads(who, "反映人“"+said+"”（"+dialled+"）称路灯不亮")
		if want := "反映人“***”（***）称路灯不亮"; !slices.Equal([]rune(strings.TrimRight(got, "\u200b")), []rune(want)) {
			t.Fatalf("the citizen is %+q %s: of %+q %+q a unit reads %+q", who.Name, contact, said, dialled, got)
		}
	})
}

// FuzzHiding: whatever people write, what is left of it is valid, in order, and holds neither
// name nor number.
func FuzzHiding(f *testing.F) {
	for _, s := range []string{"王建國 138****0001", "\xff王\x00建国", "1\u20e3三八１２３４〇〇〇一", "王某军、老王：姓王", "尾号0001转8001", strings.Repeat("王 建 ", 50)} {
		f.Add("王建国", "13812340001", s)
	}
	f.Fuzz(func(t *testing.T, name, contact, said string) {
		got := unitReads(tickets.Register{Name: name, Contact: contact}, said)
		rest := said
		for _, kept := range strings.Split(got, "***") {
			at := strings.Index(rest, kept)
			if at < 0 {
				t.Fatalf("of %+q a unit reads %+q, which is not what was written", said, got)
			}
			rest = rest[at+len(kept):]
		}
		if fold.String(name) == "王建国" && strings.Contains(fold.String(got), "王建国") {
			t.Fatalf("of %+q a unit reads %+q", said, got)
		}
	})
}
