package papers

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func office() Office {
	return Office{Phone: "12345", Units: org.NewTree(storetest.Units()), Categories: storetest.Categories()}
}

// TestEverythingHasAWord: a new state or move must not stand in a Chinese document
// as a word of the program.
func TestEverythingHasAWord(t *testing.T) {
	t.Parallel()
	allSaid(t, states(), tickets.States())
	allSaid(t, moves(), append(tickets.Moves(), tickets.MoveImport))
	allSaid(t, fileKinds(), tickets.FileKinds())
	allSaid(t, types(), tickets.Types())
	allSaid(t, channels(), tickets.Channels())
	allSaid(t, ways(), tickets.Ways())
	allSaid(t, results(), tickets.Results())
	allSaid(t, noAnswers(), tickets.NoAnswers())
	allSaid(t, declines(), tickets.DeclineReasons())
	allSaid(t, outcomes(), tickets.Outcomes())
}

func allSaid[K ~string](t *testing.T, words map[K]string, all []K) {
	t.Helper()
	for _, k := range all {
		if words[k] == "" {
			t.Errorf("%q has no word", k)
		}
	}
}

func TestBookKeepsWhatWasWritten(t *testing.T) {
	t.Parallel()
	_, first := storetest.Written(1, "13800138000")
	name := "王建国"
	first = storetest.Moved(first, tickets.Request{Move: tickets.MoveCorrect, Note: "听错", Changes: &tickets.Changes{Name: &name}})
	_, second := storetest.Written(2, "13900139000")
	book := BookOf("2026-11-23", []tickets.Ticket{second, first})
	if n := len(book.Lines); n != 2 {
		t.Fatalf("%d lines, want 2", n)
	}
	line := book.Lines[0]
	if line.Number != first.Number || line.Line != 1 || book.Lines[1].Number != second.Number {
		t.Errorf("the order is %v, %v", line.Number, book.Lines[1].Number)
	}
	if line.Name != "王建军" || len(line.Changes) != 1 || *line.Changes[0].Changes.Name != name {
		t.Errorf("the first line is %+v", line)
	}
	p := book.Paper(office(), "Y00")
	row := strings.Join(p.Blocks[1].Table.Rows[0], "|")
	for _, want := range []string{"王建军", "不愿透露", "13800138000", "09:03", "工地噪声", "姓名：王建国", "原因：听错"} {
		if !strings.Contains(row, want) {
			t.Errorf("no %q in %s", want, row)
		}
	}
}

func TestOnlyNumberedEntriesAreDocuments(t *testing.T) {
	t.Parallel()
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	for _, seq := range []int{-1, 0, 1, 2, 3} {
		if _, err := Of(office(), ticket, seq); !errors.Is(err, ErrNoPaper) {
			t.Errorf("entry %d: error %v", seq, err)
		}
	}
}

func TestSecondSupervisionCounts(t *testing.T) {
	t.Parallel()
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	for range 2 {
		by := org.Clock()
		var err error
		ticket, err = tickets.Apply(tickets.Case{Ticket: ticket, By: by, Now: ticket.Assignments[0].Due.Add(time.Second), Rules: storetest.Rulebook(),
			Request: tickets.Request{Move: tickets.MoveSupervise, Assignee: "Y04"}})
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := Of(office(), ticket, len(ticket.Entries))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.Blocks[0].Paragraph, "第2次督办") || p.To != "市城管局" || !strings.HasSuffix(p.Serial, "-2号") || len(p.Copies) == 0 {
		t.Errorf("the second supervision is %+v", p)
	}
}

func TestAVolumeHasAnEnd(t *testing.T) {
	t.Parallel()
	short := func(n int) Book { return Book{Day: "2026-11-01", Lines: make([]BookLine, n)} }
	long := short(200)
	for i := range long.Lines {
		long.Lines[i].Content = strings.Repeat("路", 100_000/3)
	}
	for name, c := range map[string]struct {
		v    Volume
		long bool
	}{
		"a month of a large city": {Volume{short(6000), short(7000)}, false}, "the most": {Volume{short(LongestVolume)}, false},
		"one more": {Volume{short(LongestVolume), short(1)}, true}, "few, but very long": {Volume{long}, true},
	} {
		if got := c.v.TooLong(); got != c.long {
			t.Errorf("%s: too long %v", name, got)
		}
	}
}
