package tickets_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// drawRequest draws any request: sensible ones often, so that tickets get far,
// and senseless ones.
func drawRequest(t *rapid.T) tickets.Request {
	move := rapid.SampledFrom(append(tickets.Moves(), "burn")).Draw(t, "move")
	r := good()[move]
	r.Move = move
	if rapid.Bool().Draw(t, "sensible") {
		return r
	}
	word := rapid.SampledFrom([]string{"", "已处理", "x"})
	unit := rapid.SampledFrom([]string{"", "Y04", "Y08", "A", "A-09", "A1", "Y00", "Z"})
	r.Unit, r.Assignee, r.Note = unit.Draw(t, "unit"), unit.Draw(t, "assignee"), word.Draw(t, "note")
	r.Limit = rapid.SampledFrom([]string{"", "1wd", "7wd", "30wd", "2h", "now", "x"}).Draw(t, "limit")
	r.Way = rapid.SampledFrom(append(tickets.Ways(), "", "", "pigeon")).Draw(t, "way")
	r.Reason = rapid.SampledFrom(append(tickets.NoAnswers(), "", "", "lazy")).Draw(t, "reason")
	r.UnitRequest = rapid.SampledFrom([]tickets.UnitRequestKind{"", tickets.ReturnRequest, tickets.ExtensionRequest, tickets.ExclusionRequest}).Draw(t, "unit request")
	r.ForInformation = rapid.IntRange(0, 9).Draw(t, "for information") == 0
	if rapid.Bool().Draw(t, "assisting") {
		r.Assist = []string{unit.Draw(t, "assist")}
	}
	r.Revisit = &tickets.Rating{Reached: rapid.Bool().Draw(t, "reached"), Solved: tickets.SolvedNo,
		Satisfied: rapid.IntRange(0, 6).Draw(t, "satisfied"), UnitsFault: rapid.Bool().Draw(t, "fault")}
	return r
}

// TestWhateverTheOrderOfMoves: no ticket is lost, unowned, without a clock, or
// archived without an answer; the history only grows.
func TestWhateverTheOrderOfMoves(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ticket := storetest.In(tickets.Unwritten)
		now := storetest.Start.Add(time.Minute)
		var thirty longestModel
		for range rapid.IntRange(1, 60).Draw(t, "wishes") {
			actor := storetest.By(rapid.SampledFrom(org.Roles()).Draw(t, "role"))
			actor.Unit = rapid.SampledFrom([]string{"", "Y00", "Y04", "A", "A-00", "Y"}).Draw(t, "unit of the actor")
			now = now.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "hours")) * time.Hour)
			request := drawRequest(t)
			if ring, ok := tickets.ClockMove(ticket, now); ok {
				actor, request = org.Clock(), ring
			}
			after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: request, By: actor, Now: now, Rules: storetest.RulebookWithSubunit(), Other: storetest.Other()})
			if err != nil {
				if actor.Has(org.RoleClock) {
					t.Fatalf("the clock's own move %s is refused: %v", request.Move, err)
				}
				continue
			}
			if err := sound(ticket, after); err != nil {
				t.Fatalf("after %s: %v", request.Move, err)
			}
			if err := thirty.after(after); err != nil {
				t.Fatalf("after %s: %v", request.Move, err)
			}
			ticket = after
		}
	})
}

// sound says what is wrong with a ticket after a move.
func sound(before, after tickets.Ticket) error {
	if len(after.Entries) != len(before.Entries)+1 ||
		len(before.Entries) > 0 && !reflect.DeepEqual(before.Entries, after.Entries[:len(before.Entries)]) {
		return fmt.Errorf("the history changed: %d entries after %d", len(after.Entries), len(before.Entries))
	}
	last := after.Entries[len(after.Entries)-1]
	if last.Seq != len(after.Entries) || last.At.IsZero() || last.By.ID == "" || last.From != before.State || last.To != after.State {
		return fmt.Errorf("entry %+v", last)
	}
	for _, check := range []func(tickets.Ticket) error{owned, wound, told, redone} {
		if err := check(after); err != nil {
			return err
		}
	}
	return nil
}

// owned: an open ticket is in some unit's hands, and of several units exactly
// one leads.
func owned(t tickets.Ticket) error {
	leads := 0
	var units []string
	for _, a := range t.Assignments {
		if a.Role == tickets.Lead {
			leads++
			if a.Unit != t.Lead {
				return fmt.Errorf("%s leads, but the ticket says %s", a.Unit, t.Lead)
			}
		}
		if a.Unit == "" || slices.Contains(units, a.Unit) {
			return fmt.Errorf("assignments %v", t.Assignments)
		}
		units = append(units, a.Unit)
	}
	handled := slices.Contains([]tickets.State{tickets.Dispatched, tickets.Handling, tickets.Redo, tickets.Checking}, t.State)
	switch {
	case handled && leads != 1, leads > 1:
		return fmt.Errorf("%s with %d leading units", t.State, leads)
	case t.State.Open() && t.Centre == "" && leads == 0 && t.CreatedBy.Unit == "Y00":
		return fmt.Errorf("%s, but no unit has it", t.State)
	case t.State == tickets.Merged && t.Into == "":
		return fmt.Errorf("merged into nothing")
	}
	return nil
}

// wound: whatever is open has a clock: the promise to the citizen, and the
// limit of every unit that still owes an answer; how long that may be, longestModel knows.
func wound(t tickets.Ticket) error {
	if !t.State.Open() {
		return nil
	}
	if t.Promise.IsZero() {
		return fmt.Errorf("%s without a promise", t.State)
	}
	if tickets.Wake(t).IsZero() {
		return fmt.Errorf("%s, and the clock never wakes it", t.State)
	}
	for _, a := range t.Assignments {
		if a.Due.IsZero() && !a.ForInformation {
			return fmt.Errorf("%s is due %v, dispatched %v", a.Unit, a.Due, a.DispatchedAt)
		}
		if a.SignBy.After(a.Due) && a.State == tickets.ToSign && a.Supervised == 0 {
			return fmt.Errorf("%s signs by %v, due %v", a.Unit, a.SignBy, a.Due)
		}
	}
	return nil
}

// told: invariant 1 of the requirements.
func told(t tickets.Ticket) error {
	answered := t.Answer != nil && t.Answer.By.ID != "" && !t.Answer.At.IsZero() && t.Answer.Way != "" && t.Answer.Text != ""
	switch t.State {
	case tickets.Archived:
		if !answered && t.NoReply == "" {
			return fmt.Errorf("archived without an answer or a reason")
		}
		if slices.ContainsFunc(t.UnitRequests, func(req tickets.UnitRequest) bool { return req.Kind != tickets.ExclusionRequest }) || t.Dispute.Open() {
			return fmt.Errorf("archived, but %v %v", t.UnitRequests, t.Dispute)
		}
	case tickets.Answered, tickets.Revisited:
		if !answered {
			return fmt.Errorf("%s, but who, when, how? %+v", t.State, t.Answer)
		}
	}
	return nil
}

// redone: a redo has written demands and a new limit.
func redone(t tickets.Ticket) error {
	for _, e := range t.Entries {
		if e.To == tickets.Redo && e.From != tickets.Redo && (e.Note == "" || e.Due.IsZero() || e.Serial == "") {
			return fmt.Errorf("a redo without demands or a limit: %+v", e)
		}
	}
	return nil
}
