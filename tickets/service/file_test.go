package service_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/storetest"
)

func TestAFileIsAddedOnceAndLookedAt(t *testing.T) {
	t.Parallel()
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
	if log := o.store.AccessLog(); got.Sum != f.Sum || !slices.ContainsFunc(log, func(record tickets.AccessRecord) bool {
		return record.What == "file" && record.Key == string(n)+"/3" && record.By.ID == storetest.Agent.ID
	}) {
		t.Errorf("file %+v, log %+v", got, log)
	}
	_, err = o.File(ctx, storetest.Agent, n, 2, "")
	wantErr(t, "an entry without a file", err, errs.ErrNotFound)
	_, err = o.Move(ctx, storetest.Agent, n, tickets.Request{Move: tickets.MoveWithdrawFile, File: seq, Note: "传错了"})
	must(t, err)
	_, err = o.File(ctx, storetest.Agent, n, seq, "")
	wantErr(t, "a withdrawn file", err, service.ErrWithdrawn)
}

func TestAWithheldFileNeedsTheRightAndAReason(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	d := fill("1.1", 0)
	d.Confidential = true
	_, err := o.SaveDraft(ctx, storetest.Agent, d)
	must(t, err)
	ticket, err := o.Commit(ctx, storetest.Agent, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
	must(t, err)
	_, err = o.Attach(ctx, storetest.Agent, ticket.Number, *storetest.File("来信.jpg", 1))
	must(t, err)
	clerk, leader := storetest.By(org.RoleUnitClerk), storetest.By(org.RoleLeader)
	clerk.Unit, leader.Unit = "Y04", "Y"
	for _, c := range []struct {
		who    org.Actor
		reason string
		want   error
	}{{clerk, "想看", errs.ErrForbidden}, {leader, " ", errs.ErrForbidden}, {leader, "救人", nil}} {
		_, err := o.File(ctx, c.who, ticket.Number, 3, c.reason)
		wantErr(t, string(c.who.Roles[0])+c.reason, err, c.want)
	}
	if log := o.store.AccessLog(); !slices.ContainsFunc(log, func(record tickets.AccessRecord) bool { return record.What == "file" && record.Reason == "救人" }) {
		t.Errorf("log %+v", log)
	}
}

func TestNoFileIsAddedWhileTheStoreIsAway(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	n := o.committed(t, "1.1", registerMove).Number
	o.store.SetAway(true)
	waiting := o.committed(t, "1.2", registerMove).Number
	for _, n := range []tickets.Number{n, waiting} {
		wantErr(t, "ask to add", o.MayAttach(ctx, storetest.Agent, n), errs.ErrUnavailable)
		_, err := o.Attach(ctx, storetest.Agent, n, *storetest.File("a.jpg", 1))
		wantErr(t, "add", err, errs.ErrUnavailable)
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
		return errs.ErrConflict
	}
	return c.Memory.Append(ctx, ts...)
}

// TestAFileFindsItsTurn: of several files that come at once none is lost.
func TestAFileFindsItsTurn(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	n := o.committed(t, "1.1", registerMove).Number
	folder, err := spool.Open(t.TempDir())
	must(t, err)
	busy := &contended{o.store, 3}
	s := service.New(service.Config{Store: busy, Spool: folder, Calls: o.calls})
	ticket, err := s.Attach(ctx, storetest.Agent, n, *storetest.File("a.jpg", 1))
	must(t, err)
	if len(ticket.Files) != 1 {
		t.Errorf("files %+v", ticket.Files)
	}
	busy.times = 1000
	_, err = s.Attach(ctx, storetest.Agent, n, *storetest.File("b.jpg", 2))
	wantErr(t, "where others never stop", err, errs.ErrConflict)
}

func TestTheSameFileOfAnotherKindIsAnotherFile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tk := o.committed(t, "1.1", storetest.Dispatch)
	y := storetest.Clerk("Y04")
	sum := fmt.Sprintf("%064d", 1)
	_, err := o.Attach(t.Context(), y, tk.Number, tickets.File{Kind: tickets.UnitDocument, Name: "a.pdf", Type: tickets.PDF, Size: 3, Sum: sum})
	must(t, err)
	got, err := o.Attach(t.Context(), y, tk.Number, tickets.File{Kind: tickets.CitizenLetter, Name: "来信.pdf", Type: tickets.PDF, Size: 3, Sum: sum})
	must(t, err)
	if !slices.ContainsFunc(got.Files, func(f tickets.File) bool { return f.Kind == tickets.CitizenLetter }) {
		t.Errorf("sent as a citizen's letter, acknowledged, kept only as %s", got.Files[0].Kind)
	}
}
