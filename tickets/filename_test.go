package tickets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
)

func TestTheNamesOfFiles(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("海", 70) // 210 bytes
	for _, c := range []struct {
		name string
		kind tickets.FileType
		want string
	}{
		{"现场.jpg", tickets.JPEG, "现场.jpg"}, {"现场.JPEG", tickets.JPEG, "现场.JPEG"}, {"现场", tickets.JPEG, "现场.jpg"}, {"现场.exe", tickets.PDF, "现场.exe.pdf"}, {`C:\a\b.pdf`, tickets.PDF, "b.pdf"}, {"../../etc/passwd", tickets.Text, "passwd.txt"},
		{"a<>:\"|?*b.png", tickets.PNG, "a_______b.png"}, {"a\u202egpj.exe\x00", tickets.JPEG, "agpj.exe.jpg"}, {" .. ", tickets.PDF, "file.pdf"}, {"", tickets.PDF, "file.pdf"}, {"a.b", "x", "a.b"}, {"\xff.txt", tickets.Text, "txt.txt"},
		{long + ".pdf", tickets.PDF, strings.Repeat("海", 65) + ".pdf"}, {strings.Repeat("x", 196) + ".pdf", tickets.PDF, strings.Repeat("x", 196) + ".pdf"}, {strings.Repeat("x", 197) + ".pdf", tickets.PDF, strings.Repeat("x", 196) + ".pdf"},
		{"a.tiff", tickets.TIFF, "a.tiff"}, {"a.tif", tickets.TIFF, "a.tif"}, {"a", tickets.TIFF, "a.tif"}, {"a", tickets.WebP, "a.webp"}, {"a", tickets.DOCX, "a.docx"}, {"a", tickets.XLSX, "a.xlsx"}, {"a", tickets.PNG, "a.png"}, {"a.csv", tickets.Text, "a.csv"},
		{"a.md", tickets.Text, "a.md"}, {"a.log", tickets.Text, "a.log"}, {"a.jpe", tickets.JPEG, "a.jpe"}, {"a.jfif", tickets.JPEG, "a.jfif"},
	} {
		if got := tickets.FileName(c.name, c.kind); got != c.want {
			t.Errorf("%q of %s: %q, want %q", c.name, c.kind, got, c.want)
		}
	}
	shown := []tickets.FileType{}
	for _, f := range []tickets.FileType{tickets.JPEG, tickets.PNG, tickets.WebP, tickets.TIFF, tickets.PDF, tickets.DOCX, tickets.XLSX, tickets.Text} {
		if f.Inline() {
			shown = append(shown, f)
		}
	}
	if !slices.Equal(shown, []tickets.FileType{tickets.JPEG, tickets.PNG, tickets.WebP, tickets.PDF}) {
		t.Errorf("browsers show %v", shown)
	}
	x := tickets.Ticket{Files: []tickets.File{{Seq: 3, Name: "a"}, {Seq: 5, Name: "b"}}}
	if f, ok := x.File(5); !ok || f.Name != "b" {
		t.Errorf("file 5 is %+v", f)
	}
	if f, ok := x.File(4); ok || f.Seq != 0 {
		t.Errorf("file 4 is %+v", f)
	}
}

func TestTheLists(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{fmt.Sprint(tickets.FileKinds()), "[photo letter meeting unit_document other]"}, {fmt.Sprint(tickets.Results()), "[solved partly explained not_solved]"}, {fmt.Sprint(tickets.Ways()), "[in_call telephone letter fax sms web visit]"},
		{fmt.Sprint(tickets.NoAnswers()), "[unreachable no_contact unwanted withdrawn repeat]"}, {fmt.Sprint(tickets.Outcomes()), "[no_reply busy wrong_number call_later]"}, {fmt.Sprint(tickets.Types()), "[consultation help complaint report suggestion praise other]"},
		{fmt.Sprint(tickets.DeclineReasons()), "[litigation review discipline disclosure petition secret privacy public_order not_government emergency_line]"}, {fmt.Sprint(tickets.Channels()), "[call fax sms qq web letter visit unit referral]"},
		{fmt.Sprint(tickets.States()), "[registered dispatched handling redo checking answering answered revisited merged archived]"}, {fmt.Sprint(len(tickets.Moves())), "42"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	moves := tickets.Moves()
	slices.Sort(moves)
	if len(slices.Compact(moves)) != 42 || slices.Contains(moves, "") {
		t.Errorf("moves %v", moves)
	}
}

func TestTheNumbersOfTickets(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day  string
		n    int
		want tickets.Number
	}{{"261123", 1, "261123000001"}, {"261123", 999999, "261123999999"}, {"261123", 0, ""}, {"261123", 1000000, ""}, {"26112", 1, ""}} {
		if got, err := tickets.MakeNumber(c.day, c.n); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s, %d: %q, error %v", c.day, c.n, got, err)
		}
	}
	for n, want := range map[tickets.Number]bool{"261123000001": true, "26112300001": false, "261323000001": false, "261123000000": false, "26112300000x": false, "2611230000011": false, "": false} {
		if n.Valid() != want {
			t.Errorf("%q is valid %v", n, !want)
		}
	}
	if got := tickets.ReadNumber("261123 00-0001"); got != "261123000001" || tickets.Day(time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC)) != "261123" {
		t.Errorf("read %q", got)
	}
	x := tickets.Ticket{Number: "draft", Entries: []tickets.Entry{{Serial: "draft-1"}, {Serial: "other-2"}, {}}}
	got := x.WithNumber("261123000001")
	if got.Number != "261123000001" || got.Entries[0].Serial != "261123000001-1" || got.Entries[1].Serial != "other-2" || got.Entries[2].Serial != "" || x.Entries[0].Serial != "draft-1" {
		t.Errorf("numbered: %+v", got.Entries)
	}
}
