package revisits_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/revisits"
)

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, tickets.Zone)
}

var rules = revisits.Rules{Tries: 3, Lines: 2, Hours: revisits.Hours{From: 9 * time.Hour, To: 20 * time.Hour}}

func answers(scores ...int) (list []revisits.KeyAnswer) {
	for i, q := range []string{"contacted", "solved", "satisfied"}[:len(scores)] {
		list = append(list, revisits.KeyAnswer{Question: q, Score: scores[i], Of: []int{2, 3, 5}[i]})
	}
	return list
}

// TestWhatAnswersMean: not settled or dissatisfied is the unit's to do again; the last question
// may be left out, the others may not.
func TestWhatAnswersMean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answers []revisits.KeyAnswer
		want    tickets.Rating
		enough  bool
	}{
		{nil, tickets.Rating{}, false},
		{answers(1), tickets.Rating{}, false},
		{answers(1, 1), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes}, true},
		{answers(2, 1, 1), tickets.Rating{Reached: true, Solved: tickets.SolvedYes, Satisfied: 5}, true},
		{answers(1, 2, 2), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedPartly, Satisfied: 4}, true},
		{answers(1, 2, 3), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedPartly, Satisfied: 3}, true},
		{answers(1, 1, 4), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 2, UnitsFault: true}, true},
		{answers(1, 2, 5), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedPartly, Satisfied: 1, UnitsFault: true}, true},
		{answers(1, 3, 1), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedNo, Satisfied: 5, UnitsFault: true}, true},
		{answers(1, 3), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedNo, UnitsFault: true}, true},
		{answers(1, 1, 1)[1:], tickets.Rating{}, false}, // a flow without the first question
		{append(answers(1, 1), revisits.KeyAnswer{Question: "satisfied", Score: 2, Of: 3}), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 3}, true},
		{append(answers(1, 1), revisits.KeyAnswer{Question: "satisfied", Score: 3, Of: 3}), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 1, UnitsFault: true}, true},
		{append(answers(1, 1), revisits.KeyAnswer{Question: "satisfied", Score: 1}), tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes}, true},
	} {
		got, enough := revisits.RatingOf(c.answers)
		if enough != c.enough || enough && got != c.want {
			t.Errorf("%v: %+v, enough %v; want %+v, %v", c.answers, got, enough, c.want, c.enough)
		}
	}
}

// TestWhatFollowsACall: the ticket gets an attempt, a rating or nothing; it is tried again, or a
// person does it.
func TestWhatFollowsACall(t *testing.T) {
	t.Parallel()
	now := at(23, 10, 0)
	for name, c := range map[string]struct {
		call    revisits.Call
		before  revisits.PhoneRevisit
		state   revisits.State
		why     revisits.Why
		next    time.Time
		attempt tickets.Outcome
		rated   bool
	}{
		"answered":                  {revisits.Call{PickedUp: true, Answers: answers(1, 1, 1)}, revisits.PhoneRevisit{}, revisits.Done, "", time.Time{}, "", true},
		"answered, though given up": {revisits.Call{PickedUp: true, Answers: answers(1, 1, 1)}, revisits.PhoneRevisit{GivenUp: true}, revisits.Done, "", time.Time{}, "", true},
		"hung up at the last":       {revisits.Call{PickedUp: true, Answers: answers(1, 1)}, revisits.PhoneRevisit{}, revisits.Done, "", time.Time{}, "", true},
		"hung up in the midst":      {revisits.Call{PickedUp: true, Answers: answers(1)}, revisits.PhoneRevisit{}, revisits.Person, revisits.WhyBrokeOff, time.Time{}, "", false},
		"an agent":                  {revisits.Call{PickedUp: true, Queued: true, Talked: true, Answers: answers(1, 1)}, revisits.PhoneRevisit{}, revisits.Person, revisits.WhyAgent, time.Time{}, "", false},
		"no agent":                  {revisits.Call{PickedUp: true, Queued: true}, revisits.PhoneRevisit{}, revisits.Person, revisits.WhyNoAgent, time.Time{}, "", false},
		"all, then an agent":        {revisits.Call{PickedUp: true, Queued: true, Talked: true, Answers: answers(1, 1, 1)}, revisits.PhoneRevisit{}, revisits.Done, "", time.Time{}, "", true},
		"busy":                      {revisits.Call{Outcome: tickets.Busy}, revisits.PhoneRevisit{}, revisits.Waiting, revisits.WhyBusy, at(23, 12, 0), tickets.Busy, false},
		"no reply, the second time": {revisits.Call{Outcome: tickets.NoReply}, revisits.PhoneRevisit{Tries: 1}, revisits.Waiting, revisits.WhyNoReply, at(24, 10, 30), tickets.NoReply, false},
		"no reply, the last time":   {revisits.Call{Outcome: tickets.NoReply}, revisits.PhoneRevisit{Tries: 2}, revisits.Person, revisits.WhyNoReply, time.Time{}, tickets.NoReply, false},
		"a voicemail":               {revisits.Call{PickedUp: true}, revisits.PhoneRevisit{}, revisits.Waiting, revisits.WhySilent, at(23, 12, 0), tickets.NoReply, false},
		"no such number":            {revisits.Call{Outcome: tickets.WrongNumber}, revisits.PhoneRevisit{}, revisits.Person, revisits.WhyNumber, time.Time{}, tickets.WrongNumber, false},
		"refused":                   {revisits.Call{Refused: true}, revisits.PhoneRevisit{}, revisits.Person, revisits.WhyRefused, time.Time{}, "", false},
		"given up":                  {revisits.Call{GivenUp: true}, revisits.PhoneRevisit{}, revisits.Cancelled, "", time.Time{}, "", false},
		"given up, and busy":        {revisits.Call{Outcome: tickets.Busy}, revisits.PhoneRevisit{GivenUp: true}, revisits.Cancelled, "", time.Time{}, tickets.Busy, false},
		"not made":                  {revisits.Call{Failed: true}, revisits.PhoneRevisit{}, revisits.Waiting, revisits.WhyTelephone, at(23, 10, 10), "", false},
		"not made, five times":      {revisits.Call{Failed: true}, revisits.PhoneRevisit{Faults: 4}, revisits.Person, revisits.WhyTelephone, time.Time{}, "", false},
		"lost when picked up":       {revisits.Call{PickedUp: true, Failed: true}, revisits.PhoneRevisit{}, revisits.Waiting, revisits.WhyTelephone, at(23, 10, 10), "", false},
		"an end that nobody knows":  {revisits.Call{}, revisits.PhoneRevisit{}, revisits.Waiting, revisits.WhyTelephone, at(23, 10, 10), "", false},
	} {
		c.before.State, c.before.Next, c.before.Why = revisits.Calling, at(23, 9, 0), revisits.WhyHours
		after, out := c.before.After(c.call, rules, now)
		if after.State != c.state || after.Why != c.why || !after.Next.Equal(c.next) || out.Attempt != c.attempt || (out.Rating != nil) != c.rated {
			t.Errorf("%s: %s %q again at %v, attempt %q, rating %v", name, after.State, after.Why, after.Next.In(tickets.Zone), out.Attempt, out.Rating)
		}
		if after.Open() != after.EndedAt.IsZero() || len(after.Answers) != len(c.call.Answers) {
			t.Errorf("%s: ended at %v, answers %v", name, after.EndedAt, after.Answers)
		}
	}
}

// TestNobodyIsCalledAtNight, in the city's zone whatever the time's.
func TestNobodyIsCalledAtNight(t *testing.T) {
	t.Parallel()
	for now, want := range map[time.Time]time.Time{
		at(23, 9, 0): at(23, 9, 0), at(23, 8, 59): at(23, 9, 0), at(23, 19, 59): at(23, 19, 59), at(23, 20, 0): at(24, 9, 0),
		at(23, 23, 30).UTC(): at(24, 9, 0), at(23, 0, 0).UTC(): at(23, 9, 0), at(30, 21, 0): at(31, 9, 0),
	} {
		if got := rules.Hours.Next(now); !got.Equal(want) || rules.Hours.Open(now) != now.Equal(want) {
			t.Errorf("%v: next %v, open %v; want %v", now.In(tickets.Zone), got.In(tickets.Zone), rules.Hours.Open(now), want)
		}
	}
	always := revisits.Hours{To: 24 * time.Hour}
	if !always.Open(at(23, 0, 0)) || !always.Open(at(23, 23, 59)) {
		t.Error("all day is not always")
	}
	after, _ := revisits.PhoneRevisit{}.After(revisits.Call{Outcome: tickets.Busy}, rules, at(23, 18, 30))
	if !after.Next.Equal(at(24, 9, 0)) {
		t.Errorf("busy in the evening: again at %v", after.Next.In(tickets.Zone))
	}
	after, _ = revisits.PhoneRevisit{}.After(revisits.Call{Failed: true}, rules, at(23, 19, 55))
	if !after.Next.Equal(at(24, 9, 0)) {
		t.Errorf("not made in the evening: again at %v", after.Next.In(tickets.Zone))
	}
}
