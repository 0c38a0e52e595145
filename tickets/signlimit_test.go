package tickets_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// china is a time of day there in November 2026, a month without holidays: the 23rd is
// a Monday.
func china(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, tickets.Zone)
}

// dispatched is a matter that Y04 got at a time, with a limit.
func dispatched(t *testing.T, at time.Time, limit string) tickets.Ticket {
	t.Helper()
	return moved(t, storetest.In(tickets.Registered), supervisor, at, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: limit, Note: "请办理"}, nil)
}

// TestAUnitSignsWithinOneWorkingDay: by the close of business of the next working day,
// whatever it was sent (M40); with a limit of less than a day within an eighth of it, a
// minute at least.
func TestAUnitSignsWithinOneWorkingDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at    time.Time
		limit string
		want  time.Time
	}{
		{china(23, 10, 0), "7wd", china(24, 17, 30)},
		{china(23, 23, 59), "7wd", china(24, 17, 30)},
		{china(24, 0, 0), "7wd", china(25, 17, 30)},
		{china(27, 10, 0), "7wd", china(30, 17, 30)}, // a Friday
		{china(28, 10, 0), "7wd", china(30, 17, 30)}, // a Saturday
		{china(23, 10, 0), "1wd", china(24, 17, 30)},
		{china(23, 10, 0), "30wd", china(24, 17, 30)},
		{china(23, 10, 0), "48h", china(24, 17, 30)},
		{china(23, 10, 0), "24h", china(24, 10, 0)}, // nobody signs later than the limit ends
		{china(23, 18, 0), "24h", china(24, 17, 30)},
		{china(23, 10, 0), "8h", china(23, 11, 0)},
		{china(23, 10, 0), "2h", china(23, 10, 15)},
		{china(23, 10, 0), "40m", china(23, 10, 5)},
	} {
		for name, p := range map[string]tickets.Assignment{
			"lead":      dispatched(t, c.at, c.limit).Assignments[0],
			"assistant": moved(t, storetest.In(tickets.Handling), supervisor, c.at, tickets.Request{Move: tickets.MoveAssist, Unit: "Y08", Limit: c.limit, Note: "请协助"}, nil).Assignments[1],
		} {
			if !p.SignBy.Equal(c.want) || p.State != tickets.ToSign || !p.DispatchedAt.Equal(c.at) {
				t.Errorf("%s, sent on %v with %s: sign by %v, want %v", name, c.at, c.limit, p.SignBy.In(tickets.Zone), c.want)
			}
		}
	}
}

// TestWhoDoesNotSignIsReminded at the end of that day, once, and not who has signed.
func TestWhoDoesNotSignIsReminded(t *testing.T) {
	t.Parallel()
	ticket := dispatched(t, china(23, 10, 0), "7wd")
	end := china(24, 17, 30)
	if _, rings := tickets.ClockMove(ticket, end.Add(-time.Nanosecond)); rings || !tickets.Wake(ticket).Equal(end) {
		t.Errorf("the clock looks at %v, want %v", tickets.Wake(ticket), end)
	}
	r, rings := tickets.ClockMove(ticket, end)
	if !rings || r.Move != tickets.MoveRemind || r.What != tickets.AlarmSign || r.Assignee != "Y04" {
		t.Fatalf("at the end of the day the clock does %+v", r)
	}
	reminded := ring(t, ticket, end)
	if e := last(reminded); !reminded.Assignments[0].SignReminded || !e.Due.Equal(end) || len(reminded.Entries) != len(ticket.Entries)+1 {
		t.Errorf("reminded: %+v", e)
	}
	if again, rings := tickets.ClockMove(reminded, end.Add(time.Minute)); rings {
		t.Errorf("reminded again: %+v", again)
	}
	signed := moved(t, ticket, storetest.Clerk("Y04"), end.Add(-time.Minute), tickets.Request{Move: tickets.MoveSign}, nil)
	if r, rings := tickets.ClockMove(signed, end); rings {
		t.Errorf("signed, and the clock does %+v", r)
	}
	down := moved(t, reminded, storetest.Clerk("Y04"), end.Add(time.Hour), tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a"}, nil)
	if p := down.Assignments[0]; !p.SignBy.Equal(china(25, 17, 30)) || p.SignReminded {
		t.Errorf("handed down: sign by %v, want a working day of its own", p.SignBy.In(tickets.Zone))
	}
}

// TestTheSigningDayFollowsTheCalendar that is changed while it runs.
func TestTheSigningDayFollowsTheCalendar(t *testing.T) {
	t.Parallel()
	ticket := dispatched(t, china(23, 10, 0), "7wd")
	b := storetest.RulebookWithSubunit()
	if tickets.NeedsRecount(ticket, b) {
		t.Error("stale by the same calendar")
	}
	b.Calendar = offOn(t, "2026-11-24")
	if !tickets.NeedsRecount(ticket, b) {
		t.Error("not stale though the day is free now")
	}
	after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: china(23, 11, 0), Rules: b})
	must(t, err)
	if p := after.Assignments[0]; !p.SignBy.Equal(china(25, 17, 30)) || tickets.NeedsRecount(after, b) {
		t.Errorf("counted again: sign by %v", p.SignBy.In(tickets.Zone))
	}
	old := ticket
	old.Assignments = []tickets.Assignment{ticket.Assignments[0]}
	old.Assignments[0].Sign = tickets.Span{} // of a version that did not keep it
	after, err = tickets.Apply(tickets.Case{Ticket: old, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: china(23, 11, 0), Rules: b})
	must(t, err)
	if p := after.Assignments[0]; !p.SignBy.Equal(china(24, 17, 30)) {
		t.Errorf("of an old version: sign by %v", p.SignBy.In(tickets.Zone))
	}
}

func TestTheLimitsOfATextAreRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]*tickets.Limit{
		"now": {}, "1m": {Clock: time.Minute}, "59s": nil, "60s": {Clock: time.Minute}, "720h": {Clock: 720 * time.Hour}, "720h1m": nil, "24h": {Clock: 24 * time.Hour},
		"1wd": {Days: 1}, "0wd": nil, "-1wd": nil, "90wd": {Days: 90}, "91wd": nil, "wd": nil, "x": nil, "": nil, "7": nil, "xwd": nil,
	} {
		got, err := tickets.ParseLimit(text)
		if (err == nil) != (want != nil) || want != nil && got != *want {
			t.Errorf("%q: %+v, error %v", text, got, err)
		}
	}
	for _, c := range []struct {
		l       tickets.Limit
		text    string
		tooLong bool
	}{
		{tickets.Limit{}, "now", false}, {tickets.Limit{Days: 30}, "30wd", false}, {tickets.Limit{Days: 31}, "31wd", true},
		{tickets.Limit{Clock: 90 * time.Minute}, "90m", false}, {tickets.Limit{Clock: 2 * time.Hour}, "2h", false},
		{tickets.Limit{Clock: 720 * time.Hour}, "720h", false}, {tickets.Limit{Clock: 720*time.Hour + time.Minute}, "43201m", true},
	} {
		raw, err := c.l.MarshalText()
		must(t, err)
		if string(raw) != c.text || c.l.TooLong() != c.tooLong || c.l.AtOnce() != (c.text == "now") {
			t.Errorf("%+v is written %q, too long %v", c.l, raw, c.l.TooLong())
		}
		var back tickets.Limit
		if err := back.UnmarshalText(raw); c.text != "43201m" && (err != nil || back != c.l) {
			t.Errorf("%q is read as %+v, error %v", raw, back, err)
		}
	}
	if b := storetest.RulebookWithSubunit(); !b.Deadline(storetest.Start, tickets.Limit{Clock: time.Hour}).At.Equal(storetest.Start.Add(time.Hour)) {
		t.Error("an hour is not an hour")
	}
}
