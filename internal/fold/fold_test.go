package fold

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestOneFormForAllWaysToWriteAText: the first of each line is what the others fold to.
func TestOneFormForAllWaysToWriteAText(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"王建国", "王建國", "王建囯", "王建圀", "王\u200b建\u00ad国", "王\ufe00建\U000e0100国", "王\u3164建\u034f国", "⺩建国", "王建\u2060国\u202e"},
		{"⽟石", "玉石"},
		{"黄龙", "黃龍", "⿈龙", "黄⻰", "⻩⻯"},
		{"吴峰", "吳峯", "呉峰"},
		{"户籍", "戶籍", "戸籍", "\u2f3e籍"},
		{"龙", "\uf9c4", "⿓", "竜"},
		{"于广泽", "於廣澤", "于広沢"},
		{"着火答复了你", "著火答覆瞭妳"}, {"吉田青清侄", "𠮷田靑淸姪"}, {"借只扎", "藉祇劄", "藉衹紮"},
		{"台湾", "臺灣", "台灣", "臺湾"},
		{"阿依古丽·买买提", "阿依古麗‧買買提", "阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽･买买提", "阿依古丽∙买买提", "阿依古丽⋅买买提", "阿依古丽ㆍ买买提"},
		{"jose nunez", "José Núñez", "Jose\u0301 Nu\u0301n\u0303ez", "JOSÉ\u00a0NÚÑEZ", "ｊｏｓｅ　ｎｕｎｅｚ", "𝐉𝐨𝐬𝐞\u2003𝓃𝓊𝓃ℯ𝓏", "jose\nnunez", "Jose\tNunez"},
		{"soren strasse", "Søren Straße", "SØREN STRASSE"},
		{"ligature fi", "Ligature ﬁ"},
		{"0571-8231.0007", "０５７１－８２３１．０００７", "0571–8231。0007", "٠٥٧١—۸۲۳۱｡०००७", "⓪⑤⑦①‑⑧②③①․⓪⓪⓪⑦", "⁰⁵⁷¹−₈₂₃₁.₀₀₀₇", "⓿❺❼❶-➑❷➂➀.𝟎𝟘𝟢𝟩", "0️⃣5️⃣7️⃣1️⃣-8️⃣2️⃣3️⃣1️⃣.0️⃣0️⃣0️⃣7️⃣"},
		{"ガギグ", "ｶﾞｷﾞｸﾞ"}, {"한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"},
		{"محمد", "مُحَمَّد", "مـحـمـد"},
	} {
		want := String(same[0])
		for _, s := range same {
			if got := String(s); got != want {
				t.Errorf("%+q folds to %+q, want %+q", s, got, want)
			}
		}
	}
	for _, two := range [][2]string{{"กา", "กี"}, {"བོད", "བད"}, {"李哲", "李浩"}, {"王平", "玉平"}, {"中共", "中和"}, {"己", "已"}} {
		if String(two[0]) == String(two[1]) {
			t.Errorf("%q and %q are two words, but fold to one", two[0], two[1])
		}
	}
}

// TestEachFoldedSignKnowsWhereItStood: of several signs from one, and of one with marks.
func TestEachFoldedSignKnowsWhereItStood(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, part, want string }{
		{"我是王\u200b建\u00ad國！", "王建国", "王\u200b建\u00ad國"},
		{"找Jose\u0301，", "jose", "Jose\u0301"},
		{"Straße 5", "s", "S"}, {"Maße", "ss", "ß"}, {"共㎏重", "g", "㎏"}, {"打１３８\ufe0f打", "138", "１３８\ufe0f"}, {"⺩\U000e0100说", "王", "⺩\U000e0100"},
	} {
		f := Of(c.text)
		at := strings.Index(string(f.Runes), c.part)
		if at < 0 {
			t.Errorf("%q has no %q", string(f.Runes), c.part)
			continue
		}
		i := utf8.RuneCountInString(string(f.Runes)[:at])
		from, to := f.Original(i, i+utf8.RuneCountInString(c.part))
		if c.text[from:to] != c.want {
			t.Errorf("in %q %q stood as %+q, want %+q", c.text, c.part, c.text[from:to], c.want)
		}
	}
}

func TestChineseNumeralsAreDigits(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"一三八零零一三八〇〇〇", "幺叁捌零零壹叁捌零零零", "壹參捌零零壹參捌零零零", "138○○1叁8000", "〡〣〨00〡〣〨000", "㊀㊂㊇00㈠㈢㈧000"} {
		if got := Digits(s); got != "13800138000" {
			t.Errorf("%q has the digits %s", s, got)
		}
	}
}

// FuzzFolding: folding twice changes nothing more, and each sign stood somewhere, in order.
func FuzzFolding(f *testing.F) {
	for _, s := range []string{"", "王建國", "⺩\u200b建\u00ad国", "Jose\u0301 ﬁ ß", "\xff\xfe王", "①⑬㎏㈠", "가힣ㆍ", "مُحَمَّد", "\u0301\u200b", "👨‍👩‍👧", "\U0001f1e8\U0001f1f3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Of(s)
		if again := String(string(folded.Runes)); again != string(folded.Runes) {
			t.Fatalf("%+q folds to %+q, and that to %+q", s, string(folded.Runes), again)
		}
		last := 0
		for i := range folded.Runes {
			from, to := folded.Original(i, i+1)
			if from < last || to <= from || to > len(s) {
				t.Fatalf("%+q: sign %d stood from %d to %d", s, i, from, to)
			}
			last = from
		}
	})
}

func BenchmarkFold(b *testing.B) {
	s := strings.Repeat("臨港路18号對面工地連續三天夜間十點以後仍在澆築混凝土，", 40)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Of(s)
	}
}
