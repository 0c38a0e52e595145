package tickets_test

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/tickets"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/storetest"
)

func TestNamesOfFiles(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"现场.JPG", "现场.JPG"}, {`C:\照片\门口.jpeg`, "门口.jpeg"}, {"../../etc/passwd", "passwd.jpg"}, {"photo.exe", "photo.exe.jpg"},
		{"", "file.jpg"}, {"..", "file.jpg"}, {".jpg", "jpg.jpg"}, {"a\u202egpj.exe\n", "agpj.exe.jpg"}, {`a:b"<c>.jpg`, "a_b__c_.jpg"},
	} {
		if got := tickets.FileName(c.name, tickets.JPEG); got != c.want {
			t.Errorf("%q is called %q, want %q", c.name, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		got := tickets.FileName(rapid.String().Draw(t, "name"), tickets.PDF)
		if len(got) > 200 || path.Ext(strings.ToLower(got)) != ".pdf" || got != path.Base(got) || got != tickets.FileName(got, tickets.PDF) {
			t.Fatalf("%q", got)
		}
	})
}

// attached is a ticket of Y04 with a file of each kind of person: of the centre, of
// the unit, and the unit's scan of a letter; and the actors.
func attached(t *testing.T) (ticket tickets.Ticket, agent, clerk tickets.Actor) {
	t.Helper()
	agent, clerk = by(tickets.RoleAgent), by(tickets.RoleUnitClerk)
	clerk.Person = tickets.Person{ID: "c", Name: "赵工", Unit: "Y04"}
	ticket = in(tickets.Handling)
	add := func(who tickets.Actor, f *tickets.File) {
		var err error
		ticket, err = apply(ticket, who, tickets.Request{Move: tickets.MoveAttach, Attach: f})
		must(t, err)
	}
	letter := storetest.File("来信.jpg", 3)
	letter.Kind = tickets.CitizenLetter
	add(agent, storetest.File("王建军来信.jpg", 1))
	add(clerk, storetest.File("王建军家门口 138-0013-8000.jpg", 2))
	add(clerk, letter)
	return ticket, agent, clerk
}

func TestAMaskedReaderGetsOnlyWhatUnitsAdded(t *testing.T) {
	ticket, _, clerk := attached(t)
	ticket.Confidential = true
	seen := tickets.ForEyes(clerk, ticket, rules().Tree)
	f := seen.Files
	if !f[0].Withheld || f[0].Name+f[0].Sum+string(f[0].Type) != "" || f[0].Size != 0 || !f[2].Withheld {
		t.Errorf("the centre's file and a letter are shown as %+v, %+v", f[0], f[2])
	}
	if f[1].Withheld || f[1].Name != "___家门口 ___.jpg" || f[1].Sum == "" {
		t.Errorf("the unit's file is shown as %+v", f[1])
	}
	for i, e := range seen.Entries[3:] {
		if e.File.Name != f[i].Name || e.File.Sum != f[i].Sum {
			t.Errorf("entry %d shows %+v", e.Seq, e.File)
		}
	}
	if ticket.Files[0].Name == "" || ticket.Entries[3].File.Name == "" {
		t.Error("masking changed the ticket itself")
	}
}

func TestWhoWithdrawsAFile(t *testing.T) {
	ticket, agent, clerk := attached(t)
	other, chief := by(tickets.RoleAgent), by(tickets.RoleSupervisor)
	other.ID, chief.ID = "2", "3"
	elsewhere := chief
	elsewhere.Unit = "A-00"
	withdraw := tickets.Request{Move: tickets.MoveWithdrawFile, File: 5, Note: "传错了"}
	for _, c := range []struct {
		who  tickets.Actor
		code tickets.IllegalCode
	}{{other, tickets.NotYourFile}, {agent, tickets.NotYourFile}, {elsewhere, tickets.NotYourFile}, {clerk, ""}, {chief, ""}} {
		after, err := apply(ticket, c.who, withdraw)
		wantCode(t, "withdraw by "+c.who.ID, err, c.code)
		if may := slices.Contains(tickets.Withdrawable(ticket, c.who, rules().Tree), 5); may != (c.code == "") {
			t.Errorf("%s may withdraw: %v", c.who.ID, may)
		}
		if err != nil {
			continue
		}
		f, _ := after.File(5)
		if f.Withdrawn == nil || f.Withdrawn.By.ID != c.who.ID || f.Sum == "" || after.Entries[6].File.Name != f.Name {
			t.Errorf("withdrawn by %s: %+v", c.who.ID, f)
		}
		_, err = apply(after, c.who, withdraw)
		wantCode(t, "withdraw twice", err, tickets.NoSuchFile)
		if first, _ := ticket.File(5); first.Withdrawn != nil {
			t.Fatal("the ticket given was changed")
		}
	}
	withdraw.Note = " "
	_, err := apply(ticket, clerk, withdraw)
	wantCode(t, "without a reason", err, tickets.NeedsNote)
}

func TestWhoAddsFiles(t *testing.T) {
	file := tickets.Request{Move: tickets.MoveAttach, Attach: storetest.File("a.jpg", 1)}
	stranger := by(tickets.RoleUnitClerk)
	stranger.Unit = "Y08"
	_, err := apply(in(tickets.Handling), stranger, file)
	wantCode(t, "a unit without a part", err, tickets.NotYourUnit)
	own := in(tickets.Registered)
	own.CreatedBy.Unit = "Y08"
	_, err = apply(own, stranger, file)
	wantCode(t, "the unit that took it down", err, "")
	clerk := stranger
	clerk.Unit = "Y04"
	_, err = apply(in(tickets.Archived), clerk, file)
	wantCode(t, "a unit, once it is archived", err, tickets.WrongRole)
	_, err = apply(in(tickets.Handling), clerk, tickets.Request{Move: tickets.MoveAttach})
	wantCode(t, "a file without content", err, tickets.BadFile)
	full := in(tickets.Handling)
	for range tickets.MaxFiles {
		full, err = apply(full, clerk, file)
		must(t, err)
	}
	_, err = apply(full, clerk, file)
	wantCode(t, "one too many", err, tickets.TooManyFiles)
	full, err = apply(full, clerk, tickets.Request{Move: tickets.MoveWithdrawFile, File: full.Files[0].Seq, Note: "重复"})
	must(t, err)
	_, err = apply(full, clerk, file)
	wantCode(t, "after one was withdrawn", err, "")
}

func wantCode(t *testing.T, doing string, err error, want tickets.IllegalCode) {
	t.Helper()
	var illegal *tickets.Illegal
	var got tickets.IllegalCode
	if errors.As(err, &illegal) {
		got = illegal.Code
	} else if err != nil {
		t.Fatalf("%s: %v", doing, err)
	}
	if got != want {
		t.Errorf("%s: %q, want %q", doing, got, want)
	}
}

func TestAFileIsAddedOnceAndLookedAt(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	n := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"}).Number
	f := *storetest.File("现场", 1)
	f.Kind = tickets.CitizenLetter
	for range 2 { // the second time after a lost answer
		ticket, err := o.Attach(ctx, storetest.Agent, n, f)
		must(t, err)
		if len(ticket.Files) != 1 || ticket.Files[0].Name != "现场.jpg" {
			t.Fatalf("files %+v", ticket.Files)
		}
	}
	seq := 3
	got, err := o.File(ctx, storetest.Agent, n, seq, "")
	must(t, err)
	if looks := o.store.Looks(); got.Sum != f.Sum || !slices.ContainsFunc(looks, func(l tickets.Look) bool {
		return l.What == "file" && l.Key == string(n)+"/3" && l.By.ID == storetest.Agent.ID
	}) {
		t.Errorf("file %+v, looks %+v", got, looks)
	}
	_, err = o.File(ctx, storetest.Agent, n, 2, "")
	wantErr(t, "an entry without a file", err, tickets.ErrNotFound)
	_, err = o.Move(ctx, storetest.Agent, n, tickets.Request{Move: tickets.MoveWithdrawFile, File: seq, Note: "传错了"})
	must(t, err)
	_, err = o.File(ctx, storetest.Agent, n, seq, "")
	wantErr(t, "a withdrawn file", err, tickets.ErrWithdrawn)
}

func TestAWithheldFileNeedsTheRightAndAReason(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	d := fill("1.1", 0)
	d.Confidential = true
	_, err := o.SaveDraft(ctx, storetest.Agent, d)
	must(t, err)
	ticket, err := o.Commit(ctx, storetest.Agent, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
	must(t, err)
	_, err = o.Attach(ctx, storetest.Agent, ticket.Number, *storetest.File("来信.jpg", 1))
	must(t, err)
	clerk, leader := by(tickets.RoleUnitClerk), by(tickets.RoleLeader)
	clerk.Unit, leader.Unit = "Y04", "Y"
	for _, c := range []struct {
		who    tickets.Actor
		reason string
		want   error
	}{{clerk, "想看", tickets.ErrForbidden}, {leader, " ", tickets.ErrForbidden}, {leader, "救人", nil}} {
		_, err := o.File(ctx, c.who, ticket.Number, 3, c.reason)
		wantErr(t, string(c.who.Roles[0])+c.reason, err, c.want)
	}
	if looks := o.store.Looks(); !slices.ContainsFunc(looks, func(l tickets.Look) bool { return l.What == "file" && l.Reason == "救人" }) {
		t.Errorf("looks %+v", looks)
	}
}

func TestNoFileIsAddedWhileTheStoreIsAway(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	n := o.committed(t, "1.1", registerMove).Number
	o.store.SetAway(true)
	waiting := o.committed(t, "1.2", registerMove).Number
	for _, n := range []tickets.Number{n, waiting} {
		wantErr(t, "ask to add", o.MayAttach(ctx, storetest.Agent, n), tickets.ErrUnavailable)
		_, err := o.Attach(ctx, storetest.Agent, n, *storetest.File("a.jpg", 1))
		wantErr(t, "add", err, tickets.ErrUnavailable)
	}
	o.back()
	ticket, err := o.Ticket(ctx, storetest.Agent, n)
	must(t, err)
	if len(ticket.Files) != 0 {
		t.Errorf("files %+v", ticket.Files)
	}
	must(t, o.MayAttach(ctx, storetest.Agent, n))
	o.now = o.now.Add(time.Second)
	kept, err := o.Attached(ctx, []string{storetest.File("", 1).Sum})
	must(t, err)
	if len(kept) != 0 {
		t.Errorf("kept %v", kept)
	}
}

// contended is a store in which others write first, some times.
type contended struct {
	*storetest.Memory
	times int
}

func (c *contended) Append(ctx context.Context, ts ...tickets.Ticket) error {
	if c.times > 0 {
		c.times--
		return tickets.ErrConflict
	}
	return c.Memory.Append(ctx, ts...)
}

// TestAFileFindsItsTurn: of several files that come at once none is lost.
func TestAFileFindsItsTurn(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	n := o.committed(t, "1.1", registerMove).Number
	folder, err := spool.Open(t.TempDir())
	must(t, err)
	busy := &contended{o.store, 3}
	s, err := tickets.NewService(tickets.Config{Store: busy, Spool: folder, Calls: o.calls})
	must(t, err)
	ticket, err := s.Attach(ctx, storetest.Agent, n, *storetest.File("a.jpg", 1))
	must(t, err)
	if len(ticket.Files) != 1 {
		t.Errorf("files %+v", ticket.Files)
	}
	busy.times = 1000
	_, err = s.Attach(ctx, storetest.Agent, n, *storetest.File("b.jpg", 2))
	wantErr(t, "where others never stop", err, tickets.ErrConflict)
}
