package tickets_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestLimitsFollowTheCalendar that is changed while they run: what is due is counted
// again, what was said already is not said twice, and nothing else is touched.
func TestLimitsFollowTheCalendar(t *testing.T) {
	t.Parallel()
	ticket, _ := signed(t, nil)
	ticket = moved(t, ticket, supervisor, china(23, 11, 0), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08", Limit: "5wd", Note: "请协助"}, nil)
	longer, shorter := storetest.RulebookWithSubunit(), storetest.RulebookWithSubunit()
	longer.Calendar = offOn(t, "2026-11-25") // everything that ends later ends a day later
	shorter.Options.Closing = 17 * 60
	for name, c := range map[string]struct {
		b                                  tickets.Rulebook
		due, contact, other, sign, promise time.Time
	}{
		"a free day":       {longer, time.Date(2026, 12, 3, 17, 30, 0, 0, tickets.Zone), china(26, 17, 30), time.Date(2026, 12, 1, 17, 30, 0, 0, tickets.Zone), china(24, 17, 30), ticket.Promise.AddDate(0, 0, 1)},
		"an earlier close": {shorter, time.Date(2026, 12, 2, 17, 0, 0, 0, tickets.Zone), china(25, 17, 0), china(30, 17, 0), china(24, 17, 0), ticket.Promise.Add(-30 * time.Minute)},
	} {
		before := ticket
		before.Assignments = append([]tickets.Assignment{}, ticket.Assignments...)
		before.Assignments[0].Reminded, before.Assignments[0].ContactReminded = true, true
		if !tickets.NeedsRecount(before, c.b) || tickets.NeedsRecount(before, storetest.RulebookWithSubunit()) {
			t.Errorf("%s: needs a recount %v, by the old rules %v", name, tickets.NeedsRecount(before, c.b), tickets.NeedsRecount(before, storetest.RulebookWithSubunit()))
		}
		after, err := tickets.Apply(tickets.Case{Ticket: before, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: china(24, 9, 0), Rules: c.b})
		must(t, err)
		lead, assist, e := after.Assignments[0], after.Assignments[1], last(after)
		if !lead.Due.Equal(c.due) || !lead.ContactBy.Equal(c.contact) || lead.Reminded || lead.ContactReminded || !assist.Due.Equal(c.other) || !assist.SignBy.Equal(c.sign) || !after.Promise.Equal(c.promise) {
			t.Errorf("%s: due %v, contact by %v, reminded %v, %v; assist due %v, to sign by %v", name, lead.Due.In(tickets.Zone), lead.ContactBy.In(tickets.Zone), lead.Reminded, lead.ContactReminded, assist.Due.In(tickets.Zone), assist.SignBy.In(tickets.Zone))
		}
		if e.Assignee != "Y04" || !e.Before.Equal(before.Assignments[0].Due) || !e.Due.Equal(c.due) || e.Provisional || !lead.WarnAt.Equal(c.due.Add(-24*time.Hour)) || tickets.NeedsRecount(after, c.b) {
			t.Errorf("%s: written down as %+v; yellow from %v", name, e, lead.WarnAt.In(tickets.Zone))
		}
		late, err := tickets.Apply(tickets.Case{Ticket: before, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: c.due.Add(-time.Hour), Rules: c.b})
		must(t, err)
		if p := late.Assignments[0]; !p.Reminded || !p.ContactReminded {
			t.Errorf("%s: the light is yellow still, and the unit is reminded again", name)
		}
	}
	promised := ticket
	promised.PromiseFrom, promised.PromiseLimit, promised.PromiseReminded = china(23, 9, 0), tickets.Limit{Days: 3}, true
	promised.Promise = china(26, 17, 30)
	for now, reminded := range map[time.Time]bool{china(27, 9, 0): false, china(27, 18, 0): true} {
		after, err := tickets.Apply(tickets.Case{Ticket: promised, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: now, Rules: longer})
		must(t, err)
		if !after.Promise.Equal(china(27, 17, 30)) || after.PromiseReminded != reminded || !last(after).Promise.Equal(after.Promise) {
			t.Errorf("at %v: promised by %v, reminded %v", now, after.Promise.In(tickets.Zone), after.PromiseReminded)
		}
	}
	year, end := storetest.RulebookWithSubunit(), ticket
	end.PromiseFrom, end.PromiseLimit = time.Date(2026, 12, 22, 9, 0, 0, 0, tickets.Zone), tickets.Limit{Days: 7}
	end.Promise = year.Deadline(end.PromiseFrom, end.PromiseLimit).At
	if !tickets.NeedsRecount(end, year) { // the notice is not there, and the ticket does not say so
		t.Error("a promise that is provisional now needs no recount")
	}
	end.PromiseProvisional = true
	if tickets.NeedsRecount(end, year) {
		t.Error("a promise that is provisional still needs a recount")
	}
}

func TestARegisterIsTidied(t *testing.T) {
	t.Parallel()
	got := tickets.Tidy(tickets.Register{Name: " 王\u200b建军 ", NameDeclined: true, Unit: " 船厂\r\n二部 ", UnitDeclined: true, Contact: " １３８ ００１３-８０００ ", ContactDeclined: true, Content: " a\r\nb\rc\u202e ", Place: "\t临港路 "}, phone.Plan{})
	want := tickets.Register{Name: "王建军", Unit: "船厂\n二部", Contact: "13800138000", Content: " a\nb\nc ", Place: "临港路"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	declined := tickets.Register{NameDeclined: true, UnitDeclined: true, ContactDeclined: true}
	if diff := cmp.Diff(declined, tickets.Tidy(declined, phone.Plan{})); diff != "" {
		t.Errorf("declined (-want +got):\n%s", diff)
	}
}

func TestWhatIsWrongWithARegister(t *testing.T) {
	t.Parallel()
	full := tickets.Register{Name: "王", CallerKind: tickets.CallerCompany, Unit: "厂", Contact: "110", CalledAt: china(23, 9, 0), Content: "x", Type: tickets.Help, Category: "0601", Place: "y"}
	x := func(n int) string { return strings.Repeat("x", n) }
	for name, c := range map[string]struct {
		change             func(r *tickets.Register)
		writable, complete string
	}{
		"nothing": {func(*tickets.Register) {}, "", ""}, "all": {func(r *tickets.Register) { *r = tickets.Register{CallerKind: tickets.CallerCompany} }, "", "name required, unit required, contact required, content required, type required, called_at required"},
		"declined": {func(r *tickets.Register) {
			*r = tickets.Register{NameDeclined: true, UnitDeclined: true, ContactDeclined: true, Content: "x", Type: tickets.Help, CalledAt: full.CalledAt}
		}, "", ""},
		"blank":         {func(r *tickets.Register) { r.Name, r.Unit, r.Content = " ", " ", " " }, "", "name required, unit required, content required"},
		"a name of 400": {func(r *tickets.Register) { r.Name = x(400) }, "", ""}, "of 401": {func(r *tickets.Register) { r.Name = x(401) }, "name too_long", "name too_long"}, "of signs": {func(r *tickets.Register) { r.Name = "\x1b" }, "name control_character", "name control_character"},
		"a unit of 801": {func(r *tickets.Register) { r.Unit = x(801) }, "unit too_long", "unit too_long"}, "a contact of 41": {func(r *tickets.Register) { r.Contact = strings.Repeat("1", 41) }, "contact too_long", "contact too_long"},
		"a content of more than 100 KB": {func(r *tickets.Register) { r.Content = x(100<<10 + 1) }, "content too_long", "content too_long"}, "a place of 2001": {func(r *tickets.Register) { r.Place = x(2001) }, "place too_long", "place too_long"},
		"a type": {func(r *tickets.Register) { r.Type = "X" }, "type unknown", "type unknown"}, "a group": {func(r *tickets.Register) { r.Category = "06" }, "category unknown", "category unknown"}, "no category": {func(r *tickets.Register) { r.Category = "" }, "", ""},
		"a contact in words": {func(r *tickets.Register) { r.Contact = "ask" }, "", "contact invalid"},
	} {
		r := full
		c.change(&r)
		writable, complete := wrong(tickets.Writable(r)), wrong(tickets.Complete(r))
		if writable != c.writable || complete != c.complete {
			t.Errorf("%s: %q, %q; want %q, %q", name, writable, complete, c.writable, c.complete)
		}
	}
}

// TestEachFieldIsCorrected, and what was declined follows.
func TestEachFieldIsCorrected(t *testing.T) {
	t.Parallel()
	text := func(s string) *string { return &s }
	help, yes := tickets.Help, true
	base := storetest.In(tickets.Registered).Register
	for name, c := range map[string]struct {
		changes tickets.Changes
		want    func(r *tickets.Register)
	}{
		"name": {tickets.Changes{Name: text("李")}, func(r *tickets.Register) { r.Name = "李" }}, "no name": {tickets.Changes{Name: text("")}, func(r *tickets.Register) { r.Name, r.NameDeclined = "", true }},
		"unit": {tickets.Changes{Unit: text("厂")}, func(r *tickets.Register) { r.Unit, r.UnitDeclined = "厂", false }}, "no unit": {tickets.Changes{Unit: text("")}, func(r *tickets.Register) { r.Unit, r.UnitDeclined = "", false }},
		"contact": {tickets.Changes{Contact: text(" １39-0013-9000 ")}, func(r *tickets.Register) { r.Contact = "13900139000" }}, "content": {tickets.Changes{Content: text("y")}, func(r *tickets.Register) { r.Content = "y" }},
		"type": {tickets.Changes{Type: &help}, func(r *tickets.Register) { r.Type = help }}, "place": {tickets.Changes{Place: text("")}, func(r *tickets.Register) { r.Place = "" }},
		"confidential": {tickets.Changes{Confidential: &yes}, func(r *tickets.Register) { r.Confidential = true }},
	} {
		want := base
		c.want(&want)
		got := moved(t, storetest.In(tickets.Registered), supervisor, china(24, 9, 0), tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &c.changes}, nil)
		if diff := cmp.Diff(want, got.Register); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	x := storetest.In(tickets.Registered)
	x.Contact, x.ContactDeclined = "", true
	x = moved(t, x, supervisor, china(24, 9, 0), tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &tickets.Changes{Contact: text("13900139000")}}, nil)
	if x.ContactDeclined || x.Contact != "13900139000" {
		t.Errorf("the contact is known now, and declined %v", x.ContactDeclined)
	}
	waits, _ := signed(t, nil)
	if got := moved(t, waits, supervisor, china(24, 9, 0), tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &tickets.Changes{Place: text("z")}}, nil); got.Assignments[0].ContactBy.IsZero() {
		t.Error("another place, and the unit need not call")
	}
}
