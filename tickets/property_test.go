package tickets_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// drawRequest draws any request, also senseless ones.
func drawRequest(t *rapid.T) tickets.Request {
	word := rapid.SampledFrom([]string{"", "已处理", "x"})
	r := tickets.Request{
		Move:   rapid.SampledFrom(append(tickets.Moves(), "burn")).Draw(t, "move"),
		Unit:   rapid.SampledFrom([]string{"", "Y04", "Y08", "A-09", "Z"}).Draw(t, "unit"),
		Note:   word.Draw(t, "note"),
		Way:    rapid.SampledFrom(append(tickets.Ways(), "", "", "pigeon")).Draw(t, "way"),
		Reason: rapid.SampledFrom(append(tickets.NoAnswers(), "", "", "lazy")).Draw(t, "reason"),
	}
	if rapid.Bool().Draw(t, "changes") {
		place := word.Draw(t, "place")
		secret := rapid.Bool().Draw(t, "secret")
		r.Changes = &tickets.Changes{Place: &place, Confidential: &secret}
	}
	return r
}

// TestNoTicketIsClosedWithoutAnAnswer: whatever anyone does in whatever order,
// invariant 1 of the requirements holds, and the history only grows.
func TestNoTicketIsClosedWithoutAnAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ticket := in(tickets.Unwritten)
		now := storetest.Start.Add(time.Minute)
		for range rapid.IntRange(1, 30).Draw(t, "wishes") {
			actor := by(rapid.SampledFrom(tickets.Roles()).Draw(t, "role"))
			actor.Unit = rapid.SampledFrom([]string{"", "Y00", "Y04", "A", "Y"}).Draw(t, "unit of the actor")
			now = now.Add(time.Hour)
			after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: drawRequest(t), By: actor, Now: now,
				Tree: tickets.NewTree(storetest.Units())})
			if err != nil {
				continue
			}
			if err := sound(ticket, after); err != nil {
				t.Fatal(err)
			}
			ticket = after
		}
	})
}

// sound says what is wrong with a ticket after a move.
func sound(before, after tickets.Ticket) error {
	if len(after.Entries) != len(before.Entries)+1 {
		return fmt.Errorf("%d entries after %d", len(after.Entries), len(before.Entries))
	}
	for i := range before.Entries {
		if before.Entries[i] != after.Entries[i] {
			return fmt.Errorf("entry %d changed", i+1)
		}
	}
	last := after.Entries[len(after.Entries)-1]
	if last.Seq != len(after.Entries) || last.At.IsZero() || last.By.ID == "" || last.From != before.State || last.To != after.State {
		return fmt.Errorf("entry %+v", last)
	}
	told := after.Answer != nil && after.Answer.By.ID != "" && !after.Answer.At.IsZero() && after.Answer.Way != "" && after.Answer.Text != ""
	switch after.State {
	case tickets.Closed:
		if !told && after.NoReply == "" {
			return fmt.Errorf("closed without an answer or a reason: %+v", after)
		}
	case tickets.Answered:
		if !told {
			return fmt.Errorf("answered, but who, when, how? %+v", after.Answer)
		}
	case tickets.Dispatched:
		if after.Lead == "" {
			return fmt.Errorf("dispatched to nobody")
		}
	}
	return nil
}
