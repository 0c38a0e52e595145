package tickets_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
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
	book, wishes, first := rules(), good(), other()
	made := map[tickets.Move]bool{}
	for _, state := range tickets.States() {
		if state == tickets.Unwritten {
			continue
		}
		for move, request := range wishes {
			ticket := ready(in(state), move)
			ticket.Register.Unit, ticket.Confidential = "云湾船厂", true
			ticket.Origin, ticket.OldNumber = whoItIs, whoItIs
			request.Move = move
			for _, unit := range []string{"Y00", "Y04"} {
				actor := by(tickets.Roles()...)
				actor.Unit = unit
				after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: telling(request), By: actor, Now: storetest.Start.Add(20 * time.Hour), Rules: book, Other: first})
				if err != nil {
					continue
				}
				made[move] = true
				if leak := leaked(tickets.ForEyes(clerk("Y04"), after, book.Tree)); leak != "" {
					t.Errorf("%s: after %s a clerk reads %s", state, move, leak)
				}
				if leak := leaked(tickets.SummaryForEyes(clerk("Y04"), tickets.Summarise(after), book.Tree)); leak != "" {
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
	ticket = after(t, ticket, tickets.Request{Move: tickets.MoveSign, Part: "Y04"},
		tickets.Request{Move: tickets.MoveReport, Part: "Y04", Note: "已联系王建军，噪声停止", Result: tickets.Solved})
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
	line := tickets.SummaryForEyes(by(tickets.RoleAgent), tickets.Summarise(ticket), rules().Tree)
	if line.Masked || line.Name != "王建军" || line.Hidden != nil {
		t.Errorf("an agent's list shows %+v", line)
	}
}

// TestAPopOfAPartHidesWhatIsMasked: a sub-centre is called by someone whose
// confidential ticket the city's centre has given it.
func TestAPopOfAPartHidesWhatIsMasked(t *testing.T) {
	o := newOffice(t)
	r := written()
	r.Confidential = true
	a := tickets.Arrival{Origin: "letter 1", Channel: tickets.ByLetter, Register: r}
	ticket, err := o.Create(t.Context(), by(tickets.RoleDispatcher), a, tickets.Request{Move: tickets.MoveDispatch, Unit: "A-00"})
	must(t, err)
	for unit, masked := range map[string]bool{"Y00": false, "A-00": true} {
		agent := by(tickets.RoleAgent)
		agent.Unit = unit
		pop, err := o.Pop(t.Context(), agent, "1.2")
		must(t, err)
		if len(pop.Tickets) != 1 || pop.Tickets[0].Number != ticket.Number || pop.Tickets[0].Masked != masked {
			t.Errorf("%s: the pop has %+v", unit, pop.Tickets)
		}
		if named := pop.Name != ""; named == masked {
			t.Errorf("%s: the pop is named %q", unit, pop.Name)
		}
	}
}

// TestASubCentreFindsItsOwnMaskedCitizens: it knows who they are, so it may look for
// them; those of the city's centre it has only a part in stay hidden.
func TestASubCentreFindsItsOwnMaskedCitizens(t *testing.T) {
	o := newOffice(t)
	r := written()
	r.Confidential = true
	sub := of("A-00", tickets.RoleAgent)
	own, err := o.Create(t.Context(), sub, tickets.Arrival{Origin: "own", Channel: tickets.ByVisit, Register: r}, registerMove)
	must(t, err)
	_, err = o.Create(t.Context(), of("Y00", tickets.RoleDispatcher), tickets.Arrival{Origin: "city", Channel: tickets.ByVisit, Register: r},
		tickets.Request{Move: tickets.MoveDispatch, Unit: "A-00"})
	must(t, err)
	for _, f := range []tickets.Filter{{Text: r.Name}, {Number: r.Contact}} {
		list, err := o.List(t.Context(), sub, f)
		must(t, err)
		if len(list) != 1 || list[0].Number != own.Number || list[0].Masked {
			t.Errorf("the sub-centre finds %+v by %+v", list, f)
		}
		if list, err = o.List(t.Context(), of("Y00", tickets.RoleAgent), f); err != nil || len(list) != 2 {
			t.Errorf("the city's centre finds %d by %+v, %v", len(list), f, err)
		}
		if list, err = o.List(t.Context(), of("A-00", tickets.RoleUnitClerk), f); err != nil || len(list) != 0 {
			t.Errorf("a clerk finds %d by %+v, %v", len(list), f, err)
		}
	}
}
