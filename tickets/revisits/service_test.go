package revisits_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
	"hotline12345/tickets/revisits"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/storetest"
)

// telephone is a fake, as real ones do not fail at a given moment.
type telephone struct {
	calls    map[string]revisits.Call
	asked    []string // numbers
	about    []string // tickets and their centres
	given    []string // up
	withheld string
	barred   string
}

func (p *telephone) Ask(call, number string, t tickets.Ticket, _ string) {
	p.asked = append(p.asked, number)
	p.about = append(p.about, string(t.Number)+" "+t.Centre)
	p.calls[call] = revisits.Call{}
}
func (p *telephone) GiveUp(call string) { p.given = append(p.given, call) }
func (p *telephone) Call(_ context.Context, call string) (revisits.Call, error) {
	c, ok := p.calls[call]
	if !ok {
		return c, errs.ErrNotFound
	}
	return c, nil
}
func (p *telephone) Number(contact string) (string, tickets.IllegalCode) {
	switch {
	case contact == p.barred:
		return "", tickets.RevisitBarred
	case len(contact) < 3:
		return "", tickets.RevisitNumber
	}
	return contact, ""
}
func (p *telephone) Caller(context.Context, string) (language, withheld string, err error) {
	return "en", p.withheld, nil
}

// desk is the service over stores in memory, on a day at ten.
type desk struct {
	*revisits.Service
	t       *testing.T
	store   *storetest.Memory
	shelf   *storetest.Revisits
	tickets *service.Service
	phone   *telephone
	now     time.Time
}

type noCalls struct{}

func (noCalls) CallFacts(context.Context, string) (service.CallFacts, error) {
	return service.CallFacts{}, errs.ErrNotFound
}
func (noCalls) AgentNumbers(context.Context, []string) ([]string, error) { return nil, nil }

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, store: storetest.NewMemory(), shelf: &storetest.Revisits{}, phone: &telephone{calls: map[string]revisits.Call{}}, now: at(30, 10, 0)}
	dir := t.TempDir()
	folder, err := spool.Open(dir)
	must(t, err)
	counter, err := spool.OpenCounter(dir)
	must(t, err)
	now := func() time.Time { return d.now }
	b := breaker.New(now, nil)
	units := directory.New(b, d.store.Units)
	d.tickets = service.New(service.Config{Store: d.store, Breaker: b, Directory: units, Categories: breaker.NewCached(b, d.store.Categories),
		Spool: folder, Counter: counter, Calls: noCalls{}, Now: now})
	d.Service = revisits.New(revisits.Config{Store: d.shelf, Breaker: b, Tickets: d.tickets, Telephone: d.phone, Rules: rules})
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var supervisor = storetest.Of("Y00", org.RoleSupervisor)

// answered commits the nth ticket, which waits for its revisit.
func (d *desk) answered(n int, contact string, change ...func(*tickets.Ticket)) tickets.Number {
	d.t.Helper()
	draft, x := storetest.Written(n, contact, storetest.WayTo(tickets.Answered)...)
	for _, c := range change {
		c(&x)
	}
	must(d.t, d.store.Commit(d.t.Context(), draft, x))
	return x.Number
}

func (d *desk) ask(n tickets.Number) {
	d.t.Helper()
	_, err := d.Start(d.t.Context(), supervisor, n)
	must(d.t, err)
	must(d.t, d.Step(d.t.Context()))
}

func (d *desk) shown(n tickets.Number) revisits.PhoneRevisitNow {
	d.t.Helper()
	now, err := d.Of(d.t.Context(), supervisor, n)
	must(d.t, err)
	return now
}

// ends lets the present call of a ticket end, and the service look.
func (d *desk) ends(n tickets.Number, c revisits.Call) *revisits.PhoneRevisit {
	d.t.Helper()
	c.Ended = true
	d.phone.calls[d.shown(n).Last.Call] = c
	must(d.t, d.Step(d.t.Context()))
	return d.shown(n).Last
}

func code(err error) tickets.IllegalCode {
	var illegal *tickets.Illegal
	if errors.As(err, &illegal) {
		return illegal.Code
	}
	return ""
}

// TestWhoIsNotCalledByTheHotlineItself is told before, with the reason.
func TestWhoIsNotCalledByTheHotlineItself(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		contact string
		by      org.Actor
		change  func(*tickets.Ticket)
		want    tickets.IllegalCode
	}{
		"ready":                    {"13800138000", supervisor, nil, ""},
		"a clerk":                  {"13800138000", storetest.Clerk("Y04"), nil, tickets.WrongRole},
		"not answered":             {"13800138000", supervisor, func(x *tickets.Ticket) { x.State = tickets.Handling }, tickets.WrongState},
		"confidential":             {"13800138000", supervisor, func(x *tickets.Ticket) { x.Confidential = true }, tickets.RevisitProtected},
		"a report":                 {"13800138000", supervisor, func(x *tickets.Ticket) { x.Type = tickets.Report }, tickets.RevisitProtected},
		"protected":                {"13800138000", supervisor, func(x *tickets.Ticket) { x.Protected = true }, tickets.RevisitProtected},
		"no number":                {"", supervisor, nil, tickets.NoContactThere},
		"no real number":           {"12", supervisor, nil, tickets.RevisitNumber},
		"barred":                   {"110", supervisor, nil, tickets.RevisitBarred},
		"withheld":                 {"13900139000", supervisor, nil, tickets.RevisitWithheld},
		"withheld, yet no call is": {"13900139000", supervisor, func(x *tickets.Ticket) { x.Call = "" }, ""},
	} {
		d := newDesk(t)
		d.phone.withheld, d.phone.barred = "13900139000", "110"
		change := func(x *tickets.Ticket) {
			x.Contact = c.contact
			if c.change != nil {
				c.change(x)
			}
		}
		n := d.answered(1, "13800138000", change)
		now, err := d.Of(t.Context(), c.by, n)
		must(t, err)
		_, err = d.Start(t.Context(), c.by, n)
		if now.Refused != c.want || code(err) != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: told %q, then %v; want %q", name, now.Refused, err, c.want)
		}
	}
	d := newDesk(t)
	if _, err := d.Start(t.Context(), supervisor, "261123999999"); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("of no ticket: %v", err)
	}
}

// TestTheAnswersAreTheTicketsRevisit: content, it is revisited; not, the unit handles it again,
// the second time under supervision. The same call is written once.
func TestTheAnswersAreTheTicketsRevisit(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	n := d.answered(1, "13800138000")
	d.ask(n)
	if now := d.shown(n); now.Talk != "dialling" || now.Last.Language != "en" || !slices.Equal(d.phone.asked, []string{"13800138000"}) || now.Refused != tickets.RevisitRunning {
		t.Fatalf("begun as %+v, called %v", now, d.phone.asked)
	}
	if about := d.phone.about[0]; about != string(n)+" Y00" {
		t.Errorf("the call is about %q, want the ticket and its centre", about)
	}
	call := d.shown(n).Last.Call
	for talk, c := range map[string]revisits.Call{"asking": {PickedUp: true}, "queued": {PickedUp: true, Queued: true}, "talking": {PickedUp: true, Queued: true, Talked: true}} {
		d.phone.calls[call] = c
		if got := d.shown(n).Talk; got != talk {
			t.Errorf("shown as %q, want %q", got, talk)
		}
	}
	r := d.ends(n, revisits.Call{PickedUp: true, Answers: answers(1, 1, 2)})
	x, err := d.tickets.Whole(t.Context(), n)
	must(t, err)
	last := x.Entries[len(x.Entries)-1]
	if r.State != revisits.Done || x.State != tickets.Revisited || last.Call != call || last.By.ID != supervisor.ID || !last.Revisit.ByPhone || last.Revisit.Satisfied != 4 {
		t.Errorf("%s, the ticket %s with %+v", r.State, x.State, last)
	}
	again := *r
	again.State = revisits.Calling // the service ended before it could note that
	must(t, d.shelf.SaveRevisit(t.Context(), again))
	must(t, d.Step(t.Context()))
	if y, err := d.tickets.Whole(t.Context(), n); err != nil || len(y.Entries) != len(x.Entries) || d.shown(n).Last.State != revisits.Done {
		t.Errorf("written again: %d entries, %v", len(y.Entries), err)
	}

	n = d.answered(2, "13800138001")
	d.ask(n)
	d.ends(n, revisits.Call{PickedUp: true, Answers: answers(2, 3, 5)})
	x, err = d.tickets.Whole(t.Context(), n)
	must(t, err)
	last = x.Entries[len(x.Entries)-1]
	if x.State != tickets.Redo || last.Note != "电话自动回访，市民按键答复：承办单位未联系过市民；问题没有解决；非常不满意。" || last.Limit == "" {
		t.Errorf("dissatisfied: the ticket is %s, %+v", x.State, last)
	}
}

// TestWhatTheTicketDoesNotTake is left to a person with the answers: nothing is lost.
func TestWhatTheTicketDoesNotTake(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	n := d.answered(1, "13800138000")
	d.ask(n)
	_, err := d.tickets.Move(t.Context(), supervisor, n, tickets.Request{Move: tickets.MoveReopen, Note: "x"}) // while the citizen speaks
	must(t, err)
	r := d.ends(n, revisits.Call{PickedUp: true, Answers: answers(1, 1, 1)})
	if r.State != revisits.Person || r.Why != revisits.WhyUnwritten || r.Code != tickets.WrongState || len(r.Answers) != 3 {
		t.Errorf("%+v", r)
	}
	n = d.answered(2, "13800138001")
	d.ask(n)
	d.ends(n, revisits.Call{Outcome: tickets.Busy})
	_, err = d.tickets.Move(t.Context(), supervisor, n, tickets.Request{Move: tickets.MoveReopen, Note: "x"}) // before the next try
	must(t, err)
	d.now = at(30, 12, 0)
	must(t, d.Step(t.Context()))
	if r := d.shown(n).Last; r.State != revisits.Over || len(d.phone.asked) != 2 {
		t.Errorf("%+v, called %v", r, d.phone.asked)
	}
	n = d.answered(3, "13800138002")
	d.ask(n)
	d.ends(n, revisits.Call{Outcome: tickets.Busy})
	d.phone.barred, d.now = "13800138002", at(30, 14, 0)
	must(t, d.Step(t.Context()))
	if r := d.shown(n).Last; r.State != revisits.Person || r.Why != revisits.WhyRefused || r.Code != tickets.RevisitBarred {
		t.Errorf("barred meanwhile: %+v", r)
	}
}

// TestTriesAreTheTicketsAttempts, so that a person finds the plan carried out.
func TestTriesAreTheTicketsAttempts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	n := d.answered(1, "13800138000")
	d.ask(n)
	for i, again := range []time.Time{at(30, 12, 0), at(31, 10, 30), {}} {
		r := d.ends(n, revisits.Call{Outcome: tickets.NoReply})
		x, err := d.tickets.Whole(t.Context(), n)
		must(t, err)
		if len(x.Attempts) != i+1 || x.Attempts[i].Outcome != tickets.NoReply || x.Attempts[i].Call != r.Call || !r.Next.Equal(again) {
			t.Fatalf("try %d: attempts %+v, again at %v", i+1, x.Attempts, r.Next)
		}
		if !again.IsZero() {
			d.now = again.Add(-time.Second)
			must(t, d.Step(t.Context()))
			if d.shown(n).Last.State != revisits.Waiting {
				t.Fatal("called too early")
			}
			d.now = again
			must(t, d.Step(t.Context()))
		}
	}
	if r := d.shown(n).Last; r.State != revisits.Person || r.Why != revisits.WhyNoReply || len(d.phone.asked) != 3 {
		t.Errorf("%+v, called %v", r, d.phone.asked)
	}
}

// TestAsManyAtATimeAsLines: the others are next, and say so; a call of which nobody knows
// anything gives its line back in the end.
func TestAsManyAtATimeAsLines(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var list []tickets.Number
	for i := range 3 {
		list = append(list, d.answered(i+1, "1380013800"+string(rune('0'+i))))
		d.ask(list[i])
	}
	if r := d.shown(list[2]).Last; len(d.phone.asked) != 2 || r.State != revisits.Waiting || r.Why != revisits.WhyLines {
		t.Fatalf("called %v, the third %+v", d.phone.asked, r)
	}
	d.ends(list[0], revisits.Call{PickedUp: true, Answers: answers(1, 1, 1)})
	if r := d.shown(list[2]).Last; len(d.phone.asked) != 3 || r.State != revisits.Calling || r.Why != "" {
		t.Fatalf("called %v, the third %+v", d.phone.asked, r)
	}
	delete(d.phone.calls, d.shown(list[1]).Last.Call) // the service ended before its loop had it
	d.now = d.now.Add(2 * time.Minute)
	must(t, d.Step(t.Context()))
	if r := d.shown(list[1]); r.Last.State != revisits.Calling || r.Talk != "dialling" {
		t.Fatalf("unknown for two minutes: %+v", r.Last)
	}
	d.now = d.now.Add(time.Minute)
	must(t, d.Step(t.Context()))
	if r := d.shown(list[1]).Last; r.State != revisits.Waiting || r.Why != revisits.WhyTelephone || r.Faults != 1 {
		t.Errorf("unknown for three minutes: %+v", r)
	}
}

// TestGivenUp at each moment.
func TestGivenUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	n := d.answered(1, "13800138000")
	if err := d.Cancel(t.Context(), supervisor, n); code(err) != tickets.RevisitAnswered {
		t.Errorf("nothing to give up: %v", err)
	}
	d.now = at(30, 21, 0)
	d.ask(n)
	if r := d.shown(n).Last; r.Why != revisits.WhyHours || !r.Next.Equal(at(31, 9, 0)) || len(d.phone.asked) > 0 {
		t.Fatalf("in the evening: %+v", r)
	}
	if err := d.Cancel(t.Context(), storetest.Clerk("Y04"), n); code(err) != tickets.WrongRole {
		t.Errorf("by a clerk: %v", err)
	}
	must(t, d.Cancel(t.Context(), supervisor, n))
	if r := d.shown(n).Last; r.State != revisits.Cancelled || r.EndedAt.IsZero() {
		t.Fatalf("given up while it waits: %+v", r)
	}
	d.now = at(31, 10, 0)
	must(t, d.Step(t.Context()))
	d.ask(n)
	call := d.shown(n).Last.Call
	must(t, d.Cancel(t.Context(), supervisor, n))
	if r := d.ends(n, revisits.Call{GivenUp: true}); !slices.Equal(d.phone.given, []string{call}) || r.State != revisits.Cancelled {
		t.Fatalf("given up while it rings: %v, %+v", d.phone.given, r)
	}
	d.ask(n)
	d.phone.calls[d.shown(n).Last.Call] = revisits.Call{PickedUp: true}
	if err := d.Cancel(t.Context(), supervisor, n); code(err) != tickets.RevisitAnswered || len(d.phone.given) != 1 {
		t.Errorf("while the citizen speaks: %v", err)
	}
	if _, err := d.Start(t.Context(), supervisor, n); code(err) != tickets.RevisitRunning {
		t.Errorf("begun twice: %v", err)
	}
}

// TestWithoutTheDatabase nobody is called; what a call was ends as it was when it is back.
func TestWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	n := d.answered(1, "13800138000")
	d.ask(n)
	call := d.shown(n).Last.Call
	d.phone.calls[call] = revisits.Call{PickedUp: true, Ended: true, Answers: answers(1, 1, 1)}
	d.store.SetAway(true)
	if err := d.Step(t.Context()); !errors.Is(err, errs.ErrUnavailable) {
		t.Fatalf("away: %v", err)
	}
	if r, err := d.shelf.LastRevisit(t.Context(), n); err != nil || r.State != revisits.Calling {
		t.Fatalf("away: %+v, %v", r, err)
	}
	d.store.SetAway(false)
	d.now = d.now.Add(2 * time.Second)
	must(t, d.Step(t.Context()))
	if r := d.shown(n).Last; r.State != revisits.Done || r.Call != call {
		t.Errorf("back: %+v", r)
	}
}
