package service_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/storetest"
)

func TestTheRegisterWorksWhileTheStoreIsAway(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.committed(t, "1.4", registerMove) // the counter is known
	d, err := o.SaveDraft(ctx, storetest.Agent, fill("1.1", 0))
	must(t, err)
	o.store.SetAway(true)
	d.Content = "工地噪声，每晚十点以后"
	d, err = o.SaveDraft(ctx, storetest.Agent, d)
	must(t, err)
	_, err = o.SaveDraft(ctx, storetest.Agent, fill("1.1", 1)) // a page that is behind
	wantErr(t, "save over a newer revision", err, errs.ErrConflict)
	reloaded, err := o.Draft(ctx, storetest.Agent, "1.1")
	must(t, err)
	if reloaded != d || d.Rev != 2 {
		t.Fatalf("draft after a reload: %+v, want %+v", reloaded, d)
	}
	ticket, err := o.Commit(ctx, storetest.Agent, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
	must(t, err)
	if ticket.Stored || ticket.Number != "261123000002" || o.Pending() != 1 {
		t.Fatalf("ticket %+v, %d waiting", ticket, o.Pending())
	}
	o.restart(t) // what was kept survives the service too
	moved, err := o.Move(ctx, storetest.By(org.RoleDispatcher), ticket.Number, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08", Note: "改派"})
	must(t, err)
	if moved.Lead != "Y08" || moved.Stored || len(moved.Entries) != 3 {
		t.Fatalf("moved while waiting: %+v", moved)
	}
	again, err := o.Commit(ctx, storetest.Agent, "1.1", registerMove)
	must(t, err)
	if again.Number != ticket.Number {
		t.Fatalf("a second commit gave %s", again.Number)
	}
	o.back()
	o.Deliver(ctx)
	if o.Pending() != 0 {
		t.Fatalf("%d parcels left", o.Pending())
	}
	stored, err := o.Ticket(ctx, storetest.By(org.RoleSupervisor), ticket.Number)
	must(t, err)
	if !stored.Stored || len(stored.Entries) != 3 || stored.Content != d.Content {
		t.Fatalf("delivered: %+v", stored)
	}
	if !slices.Contains(o.reports, "the database is back") {
		t.Errorf("no report was made: %q", o.reports)
	}
}

func TestWaitingTicketsAreSeen(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	stored := o.committed(t, "1.1", registerMove)
	o.store.SetAway(true)
	waiting := o.committed(t, "1.2", registerMove)
	o.store.SetAway(false)
	o.now = o.now.Add(2 * time.Second)
	list, err := o.List(ctx, storetest.Agent, tickets.Filter{})
	must(t, err)
	if len(list) != 2 || list[0].Number != waiting.Number || list[0].Stored || list[1].Number != stored.Number {
		t.Errorf("list: %+v", list)
	}
	pop, err := o.ScreenPop(ctx, storetest.Agent, "1.3")
	must(t, err)
	if pop.OpenTickets != 2 || len(pop.Tickets) != 2 || pop.Name != "王建军" || pop.Number != "13800138000" {
		t.Errorf("pop: %+v", pop)
	}
}

func TestAnOldDraftIsNotTakenForNone(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	_, err := o.SaveDraft(ctx, storetest.Agent, fill("1.1", 0))
	must(t, err)
	o.restart(t) // forgets what it had in memory; the call arrived before
	o.store.SetAway(true)
	_, err = o.Draft(ctx, storetest.Agent, "1.1")
	wantErr(t, "read a draft that only the store has", err, errs.ErrUnavailable)
	_, err = o.SaveDraft(ctx, storetest.Agent, fill("1.1", 0))
	wantErr(t, "write over a draft that only the store has", err, errs.ErrUnavailable)
}

func TestACallThatEndedIsRemembered(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	d, err := o.SaveDraft(ctx, storetest.Agent, fill("1.1", 0))
	must(t, err)
	o.store.SetAway(true)
	o.calls["1.1"] = service.CallFacts{} // the engine forgot it, the database is away
	_, err = o.SaveDraft(ctx, storetest.Agent, fill("1.1", d.Rev))
	must(t, err)
}

func TestWhatTheStoreRefusesIsSetAside(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.store.SetAway(true)
	bad := o.committed(t, "1.1", registerMove)
	o.committed(t, "1.2", registerMove)
	o.back()
	d, other := storetest.Written(1, "13900139000")
	d.Ticket, other.Number = bad.Number, bad.Number
	must(t, o.store.Commit(ctx, d, other))
	o.Deliver(ctx)
	if o.Pending() != 0 {
		t.Errorf("%d parcels hold up the rest", o.Pending())
	}
	o.restart(t)
	if o.Pending() != 0 {
		t.Error("the refused parcel came back after a restart")
	}
	list, err := o.List(ctx, storetest.Agent, tickets.Filter{})
	must(t, err)
	if len(list) != 2 {
		t.Errorf("%d tickets stored, want the other process's and the second", len(list))
	}
}

// slow is a store that gives no answer.
type slow struct{ *storetest.Memory }

func (slow) SaveDraft(ctx context.Context, _ tickets.Draft) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestAStoreThatHangsIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		o := &office{store: storetest.NewMemory(), now: storetest.Start, dir: dir, calls: calls{
			"1.1": {Number: "13800138000", ArrivedAt: time.Now().Add(time.Hour), Agents: []string{"1001"}},
			"1.2": {Number: "13800138000", ArrivedAt: time.Now().Add(time.Hour), Agents: []string{"1001"}},
		}}
		o.restart(t)
		s := o.over(t, slow{o.store})
		began := time.Now()
		_, err := s.SaveDraft(t.Context(), storetest.Agent, fill("1.1", 0))
		must(t, err)
		if waited := time.Since(began); waited != 2*time.Second {
			t.Errorf("the page waited %v, want 2 s", waited)
		}
		began = time.Now()
		_, err = s.SaveDraft(t.Context(), storetest.Agent, fill("1.2", 0))
		must(t, err)
		if waited := time.Since(began); waited != 0 {
			t.Errorf("the next page waited %v, want not at all", waited)
		}
		if s.Pending() != 2 {
			t.Errorf("%d drafts kept, want 2", s.Pending())
		}
	})
}

// TestAMoveInTheSpoolIsMadeAgain: the ticket was stored without the service learning of
// it, and the clock rang there, before the agent's dispatch came from the spool.
func TestAMoveInTheSpoolIsMadeAgain(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.committed(t, "1.4", registerMove) // the counter is known
	_, err := o.SaveDraft(ctx, storetest.Agent, fill("1.1", 0))
	must(t, err)
	o.store.SetAway(true)
	ticket, err := o.Commit(ctx, storetest.Agent, "1.1", registerMove)
	must(t, err)
	folder, err := spool.Open(o.dir)
	must(t, err)
	parcels, err := folder.All()
	must(t, err)
	o.store.SetAway(false)
	must(t, o.store.Deliver(ctx, parcels[0])) // its answer is lost
	stored, err := o.store.Ticket(ctx, ticket.Number)
	must(t, err)
	rang, err := tickets.Apply(tickets.Case{Ticket: stored, By: org.Clock(), Now: stored.Promise, Rules: storetest.Rulebook(),
		Request: tickets.Request{Move: tickets.MoveRemind, What: tickets.AlarmPromise}})
	must(t, err)
	must(t, o.store.Append(ctx, rang))
	o.store.SetAway(true)
	_, err = o.Move(ctx, storetest.By(org.RoleDispatcher), ticket.Number, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08"})
	must(t, err)
	o.back()
	o.Deliver(ctx)
	got, err := o.store.Ticket(ctx, ticket.Number)
	must(t, err)
	if got.Lead != "Y08" || len(got.Entries) != 3 || got.Entries[1].Move != tickets.MoveRemind || o.Pending() != 0 {
		t.Errorf("led by %q in %d entries, %d wait: the dispatch is lost", got.Lead, len(got.Entries), o.Pending())
	}
}

func TestTheScreenPopIsRememberedForAReload(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.committed(t, "1.1", registerMove)
	before, err := o.ScreenPop(ctx, storetest.Agent, "1.2")
	must(t, err)
	o.store.SetAway(true)
	after, err := o.ScreenPop(ctx, storetest.Agent, "1.2")
	must(t, err)
	if len(after.Tickets) != len(before.Tickets) || after.Name != "王建军" {
		t.Errorf("pop after a reload: %+v", after)
	}
	_, err = o.ScreenPop(ctx, storetest.Agent, "1.3")
	wantErr(t, "a pop that was never read", err, errs.ErrUnavailable)
}

func TestAccessIsRecordedAlsoWhileTheStoreIsAway(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	o.store.SetAway(true)
	ticket := o.committed(t, "1.1", registerMove)
	_, err := o.Ticket(ctx, storetest.Agent, ticket.Number)
	must(t, err)
	must(t, o.RecordAccess(ctx, storetest.Agent, "recording", "1.1"))
	o.back()
	o.Deliver(ctx)
	log := o.store.AccessLog()
	if len(log) != 2 || log[0].Key+log[1].Key != string(ticket.Number)+"1.1" && log[1].Key+log[0].Key != string(ticket.Number)+"1.1" {
		t.Fatalf("log: %+v", log)
	}
	if log[0].By.ID != storetest.Agent.ID || log[0].Addr != "127.0.0.1" || log[0].At.IsZero() {
		t.Errorf("access record: %+v", log[0])
	}
}

// TestTheRulebookIsKnownBeforeItIsNeeded: also a service that nobody asked for a rule has
// the city's, when the store goes away after its start.
func TestTheRulebookIsKnownBeforeItIsNeeded(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	limits := []tickets.LimitRule{{Category: "0601", Unit: "5h"}}
	must(t, o.ChangeRules(ctx, storetest.By(org.RoleAdministrator), tickets.RuleChange{Limits: &limits}))
	o.restart(t)
	o.Deliver(ctx) // as each second
	o.store.SetAway(true)
	book := o.Rulebook(ctx)
	if len(book.Limits) != 1 || len(book.Categories) == 0 || !book.Tree.Loaded() {
		t.Errorf("limits %v, %d categories, units %v", book.Limits, len(book.Categories), book.Tree.Loaded())
	}
}

// TestPublishedFiguresNameACategoryAsItIsNow: a change of the rules changes what the
// figures are called at once.
func TestPublishedFiguresNameACategoryAsItIsNow(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	if _, err := o.categories.Get(ctx); err != nil {
		t.Fatal(err)
	}
	noise := storetest.Categories()[1]
	noise.Name = "夜间施工噪声"
	must(t, o.ChangeRules(ctx, storetest.By(org.RoleAdministrator), tickets.RuleChange{Category: &noise}))
	list, err := o.categories.Get(ctx)
	must(t, err)
	if list[1].Name != noise.Name {
		t.Errorf("the category is still called %s", list[1].Name)
	}
}
