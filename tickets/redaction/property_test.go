package redaction_test

import (
	"fmt"
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
	fields := []string{"%s", "户主%s", "学生家长%s", "%s夫妇", "%s一家", "%s等三人", "%s(代李红)", "李红、%s", "我叫%s", "工号1023%s", "%s13812340001", "%s18号楼", "张三的邻居%s", "%s男45岁", "云湾船厂%s", "骑电动车的%s", "%s\n李红", "李红代%s", "先生%s", "%s、李红夫妇", "3栋502%s", "%s（汉族）"}
	contacts := []string{"13812340567", "0757-88896666", "+85291234567"}
	rapid.Check(t, func(t *rapid.T) {
		name, contact := rapid.SampledFrom(names).Draw(t, "name"), rapid.SampledFrom(contacts).Draw(t, "contact")
		digits := strings.TrimPrefix(strings.ReplaceAll(contact, "-", ""), "+")
		said, dialled := drawForm(t, name), drawForm(t, digits)
		field := rapid.SampledFrom(fields).Draw(t, "field")
		who := tickets.Register{Name: fmt.Sprintf(field, strings.ReplaceAll(drawForm(t, name), "\n", " ")), Contact: contact}
		got := unitReads(who, "反映人“"+said+"”（"+dialled+"）称路灯不亮")
		got = strings.ReplaceAll(got, "******", "***") // two hits side by side
		if want := "反映人“***”（***）称路灯不亮"; !slices.Equal([]rune(strings.TrimRight(got, "\u200b")), []rune(want)) {
			t.Fatalf("the citizen is %+q %s: of %+q %+q a unit reads %+q", who.Name, contact, said, dialled, got)
		}
	})
}

// TestWhateverFormTheEndTakesAUnitNeverSeesIt: the last digits of a number, told in words.
func TestWhateverFormTheEndTakesAUnitNeverSeesIt(t *testing.T) {
	t.Parallel()
	ways := []string{"末尾四位是%s。", "尾号%s，", "手机后四位 %s！", "最后四个数字是“%s”", "號码末四位：%s；", "last four digits: %s.", "用%s结尾", "（%s）的手机", "%s这个号码", "有%s那个电话"}
	rapid.Check(t, func(t *rapid.T) {
		contact := rapid.StringMatching("1[3-9][0-9]{9}").Draw(t, "contact")
		way, end := rapid.SampledFrom(ways).Draw(t, "way"), contact[rapid.SampledFrom([]int{3, 5, 7}).Draw(t, "from"):]
		said := fmt.Sprintf(way, drawForm(t, end))
		got := unitReads(tickets.Register{Contact: contact}, said)
		if want := fmt.Sprintf(way, "***"); strings.TrimRight(got, "\u200b") != want {
			t.Fatalf("the number is %s: of %+q a unit reads %+q, want %q", contact, said, got, want)
		}
	})
}

// FuzzHiding: whatever people write, what is left of it is valid, in order, and holds neither
// name nor number.
func FuzzHiding(f *testing.F) {
	for _, s := range []string{"王建國 138****0001", "\xff王\x00建国", "1\u20e3三八１２３４〇〇〇一", "王某军、老王：姓王", "尾号0001转8001", strings.Repeat("王 建 ", 50)} {
		f.Add("王建国", "13812340001", s)
	}
	for _, field := range []string{"户主王建国", "王建国13812340001", "王建国夫妇", "Wang Jianguo（代王建国）", "工号1023王建国@x", "3栋2单元王 建国男45岁", "王建军、王建国父女"} {
		f.Add(field, "0757-88886666转8001", "我叫建国，wang建国，末尾四位是6666，8001分机")
	}
	f.Fuzz(func(t *testing.T, name, contact, said string) {
		got := unitReads(tickets.Register{Name: name, Contact: contact}, said)
		rest := said
		for _, kept := range strings.Split(got, "***") {
			kept = strings.Trim(kept, "*") // stars may have stood beside a hit
			at := strings.Index(rest, kept)
			if at < 0 {
				t.Fatalf("of %+q a unit reads %+q, which is not what was written", said, got)
			}
			rest = rest[at+len(kept):]
		}
		if strings.HasSuffix(fold.String(name), "王建国") && strings.Contains(fold.String(got), "王建国") {
			t.Fatalf("of %+q a unit reads %+q", said, got)
		}
	})
}
