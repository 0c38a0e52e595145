package tickets_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// whoItIs says who the citizen is, in the ways in which people write it.
const whoItIs = "王建军（云湾船厂，＋86 138-0013-8000、１３８００１３８０００、138.0013.8000）"

// leaks are what nobody outside the centre may read.
var leaks = []string{"王建", "云湾船厂", "13800138000", "0013", "８０００", "00 1.1", "湖心路9号"}

// leaked is the first of the leaks in what is sent to a page.
func leaked(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	for _, leak := range leaks {
		if strings.Contains(string(raw), leak) {
			return leak + " in " + string(raw)
		}
	}
	return ""
}

// telling writes who the citizen is into every text of a request.
func telling(r tickets.Request) tickets.Request {
	said := whoItIs
	for _, text := range []*string{&r.Note, &r.Source, &r.Refer, &r.People, &r.Place, &r.Address} {
		if *text != "" {
			*text += whoItIs
		}
	}
	if r.Move == tickets.MoveAnswer {
		r.Way, r.Address = tickets.Letter, "湖心路9号"
	}
	if r.Move == tickets.MoveCorrect {
		r.Changes = &tickets.Changes{Content: &said, Place: &said}
	}
	return r
}

// TestNothingThatPeopleWriteTellsWhoAMaskedCitizenIs makes every move that is legal in
// a state, with the citizen in its texts; a clerk of the unit reads none of it, then
// or after what follows (M70, M71).
func TestNothingThatPeopleWriteTellsWhoAMaskedCitizenIs(t *testing.T) {
	book, wishes, first := storetest.RulebookWithSubunit(), good(), storetest.Other()
	made := map[tickets.Move]bool{}
	for _, state := range tickets.States() {
		if state == tickets.Unwritten {
			continue
		}
		for move, request := range wishes {
			ticket := ready(storetest.In(state), move)
			ticket.Register.Unit, ticket.Confidential = "云湾船厂", true
			ticket.Origin, ticket.OldNumber = whoItIs, whoItIs
			request.Move = move
			for _, unit := range []string{"Y00", "Y04"} {
				actor := storetest.By(org.Roles()...)
				actor.Unit = unit
				after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: telling(request), By: actor, Now: storetest.Start.Add(20 * time.Hour), Rules: book, Other: first})
				if err != nil {
					continue
				}
				made[move] = true
				if leak := leaked(tickets.RedactFor(storetest.Clerk("Y04"), after, book.Tree)); leak != "" {
					t.Errorf("%s: after %s a clerk reads %s", state, move, leak)
				}
				if leak := leaked(tickets.RedactSummaryFor(storetest.Clerk("Y04"), tickets.Summarise(after), book.Tree)); leak != "" {
					t.Errorf("%s: after %s a clerk's list has %s", state, move, leak)
				}
			}
		}
	}
	wordless := []tickets.Move{tickets.MoveRegister, tickets.MoveRemind, tickets.MoveRecompute, tickets.MoveHandOver}
	for _, move := range tickets.Moves() {
		if !made[move] && !slices.Contains(wordless, move) {
			t.Errorf("%s was never made", move)
		}
	}
}

func TestAMaskedCitizenIsNotFoundBySearching(t *testing.T) {
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	ticket = storetest.After(ticket, tickets.Request{Move: tickets.MoveSign, Assignee: "Y04"},
		tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Note: "已联系王建军，噪声停止", Result: tickets.Solved})
	ticket.Confidential = true
	for _, f := range []tickets.Filter{{Text: "王建军"}, {Text: "13800138000"}, {Number: "13800138000"}} {
		if !f.Selects(ticket) {
			t.Errorf("who may know the citizen does not find the ticket by %+v", f)
		}
		if f.Masked = true; f.Selects(ticket) {
			t.Errorf("who may not know the citizen finds the ticket by %+v", f)
		}
	}
	if f := (tickets.Filter{Text: "噪声停止", Masked: true}); !f.Selects(ticket) {
		t.Error("the matter itself is not found")
	}
}

func TestTheCentreIsNotMaskedByAHiddenCopy(t *testing.T) {
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	ticket.Confidential = true
	line := tickets.RedactSummaryFor(storetest.By(org.RoleAgent), tickets.Summarise(ticket), storetest.RulebookWithSubunit().Tree)
	if line.Masked || line.Name != "王建军" || line.Hidden != nil {
		t.Errorf("an agent's list shows %+v", line)
	}
}
