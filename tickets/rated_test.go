package tickets_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

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
		{tickets.Rating{Reached: true, Solved: "x", Satisfied: 3}, false}, {tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 2, UnitsFault: true}, true}, {tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 3, UnitsFault: true}, true},
		{tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 0, UnitsFault: true}, true}, // not settled is reason enough
		{tickets.Rating{Reached: true, Solved: tickets.SolvedPartly, Satisfied: 3, UnitsFault: true}, false}, {tickets.Rating{Reached: true, Solved: tickets.SolvedYes, UnitsFault: true}, false},
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
