package tickets_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

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
