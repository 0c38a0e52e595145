package document

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"hotline12345/internal/devstack"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/papers"
	"hotline12345/tickets/storetest"
)

func fonts(t *testing.T) *Fonts {
	t.Helper()
	must(t, devstack.Install(t.Context(), nil, devstack.WenKai, devstack.Hanazono, devstack.NotoCore, devstack.BabelStone, devstack.Poppler))
	return installed()
}

// installed are read once: the largest has 51 MB.
var installed = sync.OnceValue(func() *Fonts { return NewFonts(DefaultTitleFont, DefaultFonts()...) })

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// read draws a paper and returns its text as a reader's program extracts it; a
// file that poppler finds damaged fails.
func read(t *testing.T, f *Fonts, p papers.Paper) (text string, size int) {
	t.Helper()
	var out bytes.Buffer
	must(t, f.PDF(&out, p))
	file := filepath.Join(t.TempDir(), "paper.pdf")
	must(t, os.WriteFile(file, out.Bytes(), 0o600))
	cmd := exec.Command("pdftotext", "-layout", file, "-")
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	raw, err := cmd.Output()
	must(t, err)
	if complaints.Len() > 0 {
		t.Errorf("poppler says: %s", complaints.String())
	}
	return string(raw), out.Len()
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// overdue is a ticket that was supervised, redone and answered by letter.
func overdue(t *testing.T) tickets.Ticket {
	t.Helper()
	_, tk := storetest.Written(1, "13800138000", storetest.Dispatch, storetest.Sign)
	by := storetest.Agent
	by.Roles, by.Unit = org.Roles(), "Y"
	now := tk.Assignments[0].Due.Add(time.Minute)
	for _, r := range []tickets.Request{
		{Move: tickets.MoveSupervise, Assignee: "Y04", Note: "请书面说明处置情况。"},
		storetest.Report,
		{Move: tickets.MoveRedo, Limit: "3wd", Note: "请逐项核实夜间施工许可。"},
		storetest.Report, storetest.Pass,
		{Move: tickets.MoveAnswer, Way: tickets.Letter, Note: "已责令停止夜间施工。"},
	} {
		var err error
		tk, err = tickets.Apply(tickets.Case{Ticket: tk, Request: r, By: by, Now: now, Rules: storetest.Rulebook()})
		must(t, err)
		now = now.Add(time.Hour)
	}
	return tk
}

func office() papers.Office {
	return papers.Office{Address: "云湾市望海区政务路1号", Phone: "12345", Units: org.NewTree(storetest.Units()),
		Categories: storetest.Categories()}
}

func TestDocumentsSayWhatTheyMust(t *testing.T) {
	t.Parallel()
	f, tk := fonts(t), overdue(t)
	for move, want := range map[tickets.Move][]string{
		tickets.MoveSupervise: {"督办单", "热线督〔2026〕261123000001-1号", "市城管局：", "2026年11月24日 10:04届满", "第1次督办",
			"请书面说明处置情况。", "2026年11月25日 10:05前（新的办理时限：24小时）", "抄送：", "第1页，共1页", "政务路1号"},
		tickets.MoveRedo:   {"重办通知书", "热线重〔2026〕261123000001-2号", "请逐项核实夜间施工许可。", "3个工作日", "已到现场制止"},
		tickets.MoveAnswer: {"答复函", "王建军：", "已责令停止夜间施工。", "热线复〔2026〕261123000001-3号", "请拨打12345"},
	} {
		for _, e := range tk.Entries {
			if e.Move != move {
				continue
			}
			p, err := papers.Of(office(), tk, e.Seq)
			must(t, err)
			text, size := read(t, f, p)
			for _, w := range want {
				if !strings.Contains(squeezed(text), squeezed(w)) { // lines break anywhere
					t.Errorf("%s: no %q in:\n%s", move, w, text)
				}
			}
			if size > 400<<10 {
				t.Errorf("%s has %d bytes", move, size)
			}
		}
	}
}

func TestRareCharactersAreDrawnAndFound(t *testing.T) {
	t.Parallel()
	f := fonts(t)
	text, _ := read(t, f, papers.Paper{Title: "𠮷", Blocks: []papers.Block{
		{Paragraph: "姓名：王𠮷𪚥，鎏\x07\u200d\U0001FAE8完"}, {Facts: []papers.Fact{{Label: "后", Value: "文字继续"}}}}})
	for _, want := range []string{"王𠮷𪚥，鎏", "〓U+0007", "〓U+1FAE8完", "文字继续"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
}

func TestLongContentFlowsOverPages(t *testing.T) {
	t.Parallel()
	f, tk := fonts(t), overdue(t)
	tk.Content = strings.Repeat("施工噪声，扰民。", 102400/24) + "末尾"
	text, size := read(t, f, papers.Dossier(office(), tk, nil))
	if !strings.Contains(text, "末尾") || strings.Count(text, "\f") < 20 {
		t.Errorf("%d pages, the end is there: %v", strings.Count(text, "\f"), strings.Contains(text, "末尾"))
	}
	for _, line := range strings.Split(text, "\n") {
		if s := strings.TrimSpace(line); strings.HasPrefix(s, "，") || strings.HasPrefix(s, "。") {
			t.Fatalf("a line begins with a closing mark: %q", line)
		}
	}
	if size > 2<<20 {
		t.Errorf("%d bytes", size)
	}
	text, _ = read(t, f, papers.BookOf("2026-11-23", []tickets.Ticket{tk, tk}).Paper(office(), "Y00"))
	if strings.Count(text, "反映内容") != strings.Count(text, "\f") {
		t.Errorf("the table's head stands %d times on %d pages", strings.Count(text, "反映内容"), strings.Count(text, "\f"))
	}
}

func TestSamePaperSameBytes(t *testing.T) {
	t.Parallel()
	f, tk := fonts(t), overdue(t)
	var a, b bytes.Buffer
	must(t, f.PDF(&a, papers.Dossier(office(), tk, nil)))
	must(t, f.PDF(&b, papers.Dossier(office(), tk, nil)))
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same paper was drawn differently")
	}
}

func TestMissingOrBrokenFontIsSaid(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken.ttf")
	must(t, os.WriteFile(broken, []byte("\x00\x01\x00\x00\x00\x20no font at all"), 0o600))
	err := NewFonts("", "/nowhere.ttf", broken).PDF(&bytes.Buffer{}, papers.Paper{Title: "无"})
	if !errors.Is(err, papers.ErrNoFont) || !strings.Contains(err.Error(), "/nowhere.ttf") || !strings.Contains(err.Error(), broken) {
		t.Errorf("error %v", err)
	}
}

// TestWritingThatIsShapedIsDrawn: Uyghur, Tibetan and Mongolian stand in a document as pictures
// of what is shaped, hanzi of extensions G and H as text; nothing is a sign of something that is
// missing, and the same paper is the same bytes.
func TestWritingThatIsShapedIsDrawn(t *testing.T) {
	t.Parallel()
	f := fonts(t)
	paper := papers.Paper{Title: "ئۇيغۇر", Blocks: []papers.Block{
		{Paragraph: strings.Repeat("诉求人ئەخمەت مەمەت反映：བོད་ཡིག་གི་ཡི་གེ，ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ。", 12)},
		{Facts: []papers.Fact{{Label: "姓名", Value: "\U00030000\U000311A2\U00031350完"}}},
		{Paragraph: "阿拉伯字母عربي与藏文བོད"},
	}}
	text, _ := read(t, f, paper)
	if strings.Contains(text, "〓") {
		t.Errorf("something is missing:\n%s", text)
	}
	for _, want := range []string{"诉求人", "反映：", "\U00030000\U000311A2\U00031350完"} {
		if !strings.Contains(squeezed(text), want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	var a, b bytes.Buffer
	must(t, f.PDF(&a, paper))
	must(t, f.PDF(&b, paper))
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same paper was drawn differently")
	}
	if n := bytes.Count(a.Bytes(), []byte("/Subtype /Image")); n < 6 { // the same word is one picture
		t.Errorf("%d pictures of words", n)
	}
	if a.Len() > 1<<20 {
		t.Errorf("%d bytes", a.Len())
	}
}

func TestMarksStayWithTheirLetters(t *testing.T) {
	t.Parallel()
	for _, line := range wrap(strings.Repeat("བོད་ཡིག་གི་", 9), 5, 0, even) {
		if first, _ := utf8.DecodeRuneInString(line); first == '་' || unicode.Is(unicode.M, first) {
			t.Errorf("a line begins with a mark: %q", line)
		}
	}
}
