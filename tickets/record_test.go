package tickets_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
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
		{fmt.Sprint(tickets.States()), "[registered dispatched handling redo checking answering answered revisited merged archived]"}, {fmt.Sprint(len(tickets.Moves())), "41"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	moves := tickets.Moves()
	slices.Sort(moves)
	if len(slices.Compact(moves)) != 41 || slices.Contains(moves, "") {
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

func TestWhatOtherSystemsAreTold(t *testing.T) {
	t.Parallel()
	e := tickets.Entry{Seq: 2, At: china(23, 10, 0), Move: tickets.MoveDispatch, To: tickets.Dispatched, Unit: "Y04", Assignee: "Y08", Note: "王建军"}
	body, err := tickets.HookMessageBody("261123000001", e)
	must(t, err)
	if want := `{"type":"ticket.dispatch","timestamp":"2026-11-23T02:00:00Z","data":{"ticket":"261123000001","seq":2,"move":"dispatch","state":"dispatched","unit":"Y04"}}`; string(body) != want {
		t.Errorf("%s", body)
	}
	e.Unit = ""
	if body, err = tickets.HookMessageBody("1", e); err != nil || !strings.Contains(string(body), `"unit":"Y08"`) {
		t.Errorf("%s, error %v", body, err)
	}
	for name, want := range map[string]bool{"ticket.dispatch": true, "dispatch": false, "ticket.burn": false, "": false} {
		if tickets.IsEvent(name) != want {
			t.Errorf("%q is an event: %v", name, !want)
		}
	}
	if tickets.EventOf(tickets.MoveSign) != "ticket.sign" || tickets.HookMessageID("h", "261123000001", 7) != "h_261123000001_7" {
		t.Error("names of messages")
	}
	var pauses []time.Duration
	for n := range 13 {
		if p, ok := tickets.RetryPause(n); ok {
			pauses = append(pauses, p)
		} else if p != 0 {
			t.Errorf("try %d waits %v", n, p)
		}
	}
	m, h := time.Minute, time.Hour
	if want := []time.Duration{5 * time.Second, 30 * time.Second, 2 * m, 10 * m, 30 * m, h, 2 * h, 4 * h, 8 * h, 8 * h}; !slices.Equal(pauses, want) {
		t.Errorf("pauses %v", pauses)
	}
	taken := &tickets.Taken{Number: "261123000001"}
	if !errors.Is(taken, tickets.ErrCommitted) || errors.Is(taken, tickets.ErrNumberTaken) || !strings.Contains(taken.Error(), "261123000001") {
		t.Errorf("taken: %v", taken)
	}
	if text := (&tickets.Illegal{From: tickets.Handling, Move: tickets.MoveSign, Code: tickets.WrongState}).Error(); text != `move "sign" from state "handling": wrong_state` {
		t.Error(text)
	}
}

func TestWhatAnyoneLearns(t *testing.T) {
	t.Parallel()
	stages := map[tickets.State]tickets.Stage{tickets.Registered: "received", tickets.Answered: "answered", tickets.Revisited: "answered", tickets.Archived: "closed"}
	for _, s := range tickets.States() {
		for name, secret := range map[string]func(x *tickets.Ticket){"open": func(*tickets.Ticket) {}, "confidential": func(x *tickets.Ticket) { x.Confidential = true }, "a report": func(x *tickets.Ticket) { x.Type = tickets.Report }, "unanswered": func(x *tickets.Ticket) { x.Answer = nil }} {
			x := found()
			x.State, x.Answer = s, &tickets.Answer{At: china(24, 9, 0), Text: "已修好"}
			secret(&x)
			want := tickets.PublicStatus{Number: x.Number, Stage: stages[s], Since: x.CreatedAt, Moved: x.UpdatedAt}
			if want.Stage == "" {
				want.Stage = "handled"
			}
			if s.Open() {
				want.Promise = x.Promise
			}
			if want.Stage != "handled" && x.Answer != nil {
				want.AnsweredAt = china(24, 9, 0)
				if name == "open" {
					want.Answer = "已修好"
				}
			}
			if diff := cmp.Diff(want, tickets.Public(x)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", s, name, diff)
			}
		}
	}
}

// TestATicketAsItWas: the register and the lead of the time of an entry.
func TestATicketAsItWas(t *testing.T) {
	t.Parallel()
	name := "王建国"
	x := tickets.Ticket{Lead: "now", Register: tickets.Register{Name: "now"}, Entries: []tickets.Entry{
		{Seq: 1, Move: tickets.MoveRegister, To: tickets.Registered, Written: &tickets.Register{Name: "王建军", UnitDeclined: true, Contact: "13800138000", CalledAt: china(23, 9, 0), Content: "x", Type: tickets.Help}},
		{Seq: 2, Move: tickets.MoveDispatch, To: tickets.Dispatched, Unit: "Y04"},
		{Seq: 3, Move: tickets.MoveCorrect, To: tickets.Dispatched, Changes: &tickets.Changes{Name: &name}},
		{Seq: 4, Move: tickets.MoveHandDown, To: tickets.Dispatched, Unit: "Y04a", Assignee: "Y04"},
		{Seq: 5, Move: tickets.MoveHandOver, To: tickets.Dispatched, Unit: "Y08", Assignee: "A"},
		{Seq: 6, Move: tickets.MoveHandOver, To: tickets.Dispatched, Unit: "Y08", Assignee: "Y04a"},
		{Seq: 7, Move: tickets.MoveDecide, To: tickets.Dispatched},
		{Seq: 8, Move: tickets.MoveDecide, To: tickets.Dispatched, Unit: "A"},
		{Seq: 9, Move: tickets.MoveGrant, To: tickets.Registered},
		{Seq: 10, Move: tickets.MoveDispatch, To: tickets.Dispatched, Unit: "A-09"},
		{Seq: 11, Move: tickets.MoveArchive, To: tickets.Archived},
		{Seq: 12, Move: tickets.MoveArchive, To: tickets.Archived, Reason: tickets.Withdrawn},
		{Seq: 13, Move: tickets.MoveDispatch, To: tickets.Dispatched, Unit: "Y04"},
		{Seq: 14, Move: tickets.MoveMerge, To: tickets.Merged},
	}}
	leads := []string{"", "Y04", "Y04", "Y04a", "Y04a", "Y08", "Y08", "A", "", "A-09", "A-09", "", "Y04", ""}
	for i, lead := range leads {
		was := x.AsOf(i + 1)
		called := "王建军"
		if i >= 2 {
			called = name
		}
		if was.Lead != lead || was.Name != called || len(was.Entries) != i+1 {
			t.Errorf("after entry %d: led by %q, want %q; name %s; %d entries", i+1, was.Lead, lead, was.Name, len(was.Entries))
		}
	}
}

func TestTheDaysOfALongBook(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		days     int
		wrong    string
	}{{"2026-11-23", "2026-11-23", 1, ""}, {"2026-10-01", "2026-10-31", 31, ""}, {"2026-10-01", "2026-11-01", 0, "to"}, {"2026-11-23", "2026-11-22", 0, "to"}, {"x", "2026-11-22", 0, "day"}, {"2026-11-23", "x", 0, "to"}} {
		days, err := tickets.BookDays(c.from, c.to)
		if len(days) != c.days || (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(err.Error(), c.wrong) || c.days > 0 && (days[0] != c.from || days[len(days)-1] != c.to) {
			t.Errorf("%s to %s: %v, error %v", c.from, c.to, days, err)
		}
	}
}

func TestARatingSaysSomething(t *testing.T) {
	t.Parallel()
	x := storetest.In(tickets.Answered)
	for i := range 3 {
		x.Attempts = append(x.Attempts, tickets.Attempt{At: china(20+i, 9, 0)})
	}
	for _, c := range []struct {
		r  tickets.Rating
		ok bool
	}{
		{tickets.Rating{}, true}, {tickets.Rating{Solved: tickets.SolvedYes}, false}, {tickets.Rating{Satisfied: 3}, false}, {tickets.Rating{Reached: true}, false}, {tickets.Rating{Reached: true, Solved: tickets.SolvedYes}, true},
		{tickets.Rating{Reached: true, Solved: tickets.SolvedPartly, Satisfied: 5}, true}, {tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 6}, false}, {tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: -1}, false},
		{tickets.Rating{Reached: true, Solved: "x", Satisfied: 3}, false}, {tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 2, UnitsFault: true}, true}, {tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 3, UnitsFault: true}, false},
		{tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 0, UnitsFault: true}, false},
	} {
		_, err := apply(x, supervisor, tickets.Request{Move: tickets.MoveRevisit, Note: "x", Limit: "3wd", Revisit: &c.r})
		if (err == nil) != c.ok || err != nil && !isCode(err, tickets.BadRating) {
			t.Errorf("%+v: %v", c.r, err)
		}
		if want := c.r.Reached && (c.r.Satisfied == 1 || c.r.Satisfied == 2); c.r.Dissatisfied() != want {
			t.Errorf("%+v is dissatisfied %v", c.r, !want)
		}
	}
	// the plan of attempts: three, on two days
	for name, c := range map[string]struct {
		days []int
		ok   bool
	}{"three days": {[]int{20, 21, 22}, true}, "two days": {[]int{20, 20, 21}, true}, "one day": {[]int{20, 20, 20}, false}, "two attempts": {[]int{20, 21}, false}} {
		x.Attempts = nil
		for _, d := range c.days {
			x.Attempts = append(x.Attempts, tickets.Attempt{At: china(d, 9, 0)})
		}
		if _, err := apply(x, supervisor, tickets.Request{Move: tickets.MoveRevisit, Revisit: &tickets.Rating{}}); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	// when to try again: two hours later within 9:00 to 20:00, then at another time of the next day
	x.Attempts = nil
	for i, c := range []struct{ at, next time.Time }{{china(23, 6, 0), china(23, 9, 0)}, {china(23, 7, 0), china(24, 10, 30)}, {china(24, 10, 30), china(25, 18, 0)}, {china(25, 18, 0), china(26, 10, 30)}} {
		x = moved(t, x, supervisor, c.at, tickets.Request{Move: tickets.MoveAttempt, Outcome: tickets.Busy, Call: "c"}, nil)
		if !x.TryAt.Equal(c.next) || len(x.Attempts) != i+1 || x.Attempts[i].Call != "c" {
			t.Errorf("attempt %d at %v: again at %v, want %v", i+1, c.at, x.TryAt.In(tickets.Zone), c.next)
		}
	}
	for at, next := range map[time.Time]time.Time{china(23, 7, 1): china(23, 9, 1), china(23, 18, 0): china(23, 20, 0), china(23, 18, 1): china(24, 9, 0), china(23, 12, 0): china(23, 14, 0)} {
		x.Attempts = nil
		if got := moved(t, x, supervisor, at, tickets.Request{Move: tickets.MoveAttempt, Outcome: tickets.Busy}, nil); !got.TryAt.Equal(next) {
			t.Errorf("first attempt at %v: again at %v, want %v", at, got.TryAt.In(tickets.Zone), next)
		}
	}
}

func TestAnOldMatterIsImported(t *testing.T) {
	t.Parallel()
	b := storetest.RulebookWithSubunit()
	by, now := org.Actor{Person: org.Person{ID: "9", Name: "导入", Unit: "A-09"}, From: "::1"}, china(23, 9, 0)
	m := tickets.OldMatter{Number: "OLD-1", Origin: "import x", Channel: tickets.ByCall, TakenBy: "老王", Unit: "Y04", Register: tickets.Register{Name: "王", Contact: "13800138000", Category: "0601", CalledAt: china(2, 9, 0), Type: tickets.Help}}
	want := tickets.Ticket{State: tickets.Registered, Channel: tickets.ByCall, Origin: "import x", OldNumber: "OLD-1", Register: m.Register, Urgency: tickets.Urgent, CreatedAt: china(2, 9, 0), CreatedBy: org.Person{Name: "老王"}, UpdatedAt: now,
		Centre: "A-00", Stored: true, Caller: "13800138000", Promise: now.Add(48 * time.Hour), PromiseFrom: now, PromiseLimit: tickets.Limit{Clock: 48 * time.Hour},
		Entries: []tickets.Entry{{Seq: 1, At: now, Move: tickets.MoveImport, To: tickets.Registered, By: by.Person, Addr: "::1", Unit: "Y04", Note: "OLD-1", Written: &m.Register, Promise: now.Add(48 * time.Hour)}}}
	open := tickets.Import(m, by, now, b)
	if diff := cmp.Diff(want, open); diff != "" {
		t.Errorf("an open matter (-want +got):\n%s", diff)
	}
	letter := m
	letter.Channel = tickets.ByLetter
	if x := tickets.Import(letter, by, now, b); x.Caller != "" {
		t.Errorf("a letter came from %s", x.Caller)
	}
	done := m
	done.Archived, done.Answer, done.Reason = true, &tickets.Answer{Text: "好", At: china(3, 9, 0)}, tickets.Unwanted
	x := tickets.Import(done, by, now, b)
	if e := x.Entries[0]; x.State != tickets.Archived || x.Lead != "Y04" || x.Answer != done.Answer || x.NoReply != tickets.Unwanted || e.To != tickets.Archived || e.Answer != done.Answer || e.Reason != tickets.Unwanted || !x.Promise.IsZero() {
		t.Errorf("an archived one: %+v", x)
	}
	x.Number = "261102800001"
	for name, c := range map[string]struct {
		change      func(m *tickets.OldMatter)
		same, moved bool
	}{
		"nothing": {func(*tickets.OldMatter) {}, true, false}, "the same in another zone": {func(m *tickets.OldMatter) {
			m.CalledAt = m.CalledAt.UTC()
			m.Answer = &tickets.Answer{Text: "好", At: china(3, 9, 0).UTC()}
		}, true, false},
		"the content": {func(m *tickets.OldMatter) { m.Content = "y" }, false, false}, "the channel": {func(m *tickets.OldMatter) { m.Channel = tickets.ByWeb }, false, false}, "the taker": {func(m *tickets.OldMatter) { m.TakenBy = "z" }, false, false},
		"the answer": {func(m *tickets.OldMatter) { m.Answer = nil }, false, false}, "the unit": {func(m *tickets.OldMatter) { m.Unit = "Y08" }, false, false}, "the number": {func(m *tickets.OldMatter) { m.Number = "OLD-2" }, false, false},
		"the reason": {func(m *tickets.OldMatter) { m.Reason = "" }, false, false}, "it is open": {func(m *tickets.OldMatter) { m.Archived = false }, false, false},
	} {
		again := done
		c.change(&again)
		got, same, moved := tickets.Reimport(x, tickets.Import(again, by, now.Add(time.Hour), b))
		if same != c.same || moved || (same && len(got.Entries) != 1) || !same && (got.Number != x.Number || len(got.Entries) != 2 || got.Entries[1].Seq != 2 || got.Entries[1].From != tickets.Archived) {
			t.Errorf("%s: same %v, moved %v, %+v", name, same, moved, got.Entries)
		}
		handled := x
		handled.Entries = append(slices.Clone(x.Entries), tickets.Entry{Seq: 2, Move: tickets.MoveReopen})
		if got, same, moved := tickets.Reimport(handled, tickets.Import(again, by, now, b)); same != c.same || moved == c.same || len(got.Entries) != 2 {
			t.Errorf("%s, handled here: same %v, moved %v", name, same, moved)
		}
	}
}
