package tickets_test

import (
	"fmt"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// The people of the examples: an agent of the hotline's centre, a clerk of a bureau.
var (
	exampleAgent = org.Actor{Person: org.Person{ID: "1", Number: "1001", Name: "林海", Unit: "Y00"}, Roles: []org.Role{org.RoleAgent}}
	exampleClerk = org.Actor{Person: org.Person{ID: "2", Name: "王敏", Unit: "Y04"}, Roles: []org.Role{org.RoleUnitClerk}}
)

// exampleRulebook is a city with a hotline centre and one bureau.
func exampleRulebook() tickets.Rulebook {
	b := tickets.DefaultRulebook()
	b.Tree = org.NewTree([]org.Unit{{Code: "Y", Name: "云湾市", Level: 1},
		{Code: "Y00", Name: "市12345热线中心", Parent: "Y", Level: 1, Centre: true}, {Code: "Y04", Name: "市城管局", Parent: "Y", Level: 1}})
	return b
}

// exampleTicket is a call that is written down, and not yet registered.
func exampleTicket(at time.Time) tickets.Ticket {
	return tickets.Ticket{Number: "261123000001", CreatedAt: at, CreatedBy: exampleAgent.Person, Register: tickets.Register{
		Name: "王建军", UnitDeclined: true, Contact: "13800138000", CalledAt: at, Content: "工地夜间施工", Type: tickets.Complaint, Category: "0601"}}
}

// A ticket goes the whole loop: a unit handles it, the hotline checks and answers, and
// asks the citizen afterwards before it archives the ticket.
func ExampleApply() {
	now := time.Date(2026, time.November, 23, 9, 0, 0, 0, tickets.Zone)
	t := exampleTicket(now)
	for _, step := range []struct {
		by      org.Actor
		request tickets.Request
	}{
		{exampleAgent, tickets.Request{Move: tickets.MoveRegister}},
		{exampleAgent, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"}},
		{exampleClerk, tickets.Request{Move: tickets.MoveSign}},
		{exampleClerk, tickets.Request{Move: tickets.MoveReport, Result: tickets.Solved, Note: "已到现场制止"}},
		{exampleAgent, tickets.Request{Move: tickets.MovePass}},
		{exampleAgent, tickets.Request{Move: tickets.MoveAnswer, Way: tickets.Telephone, Note: "夜间施工已制止"}},
		{exampleAgent, tickets.Request{Move: tickets.MoveRevisit, Revisit: &tickets.Rating{
			Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 5}}},
		{exampleAgent, tickets.Request{Move: tickets.MoveArchive}},
	} {
		now = now.Add(time.Hour)
		var err error
		t, err = tickets.Apply(tickets.Case{Ticket: t, Request: step.request, By: step.by, Now: now, Rules: exampleRulebook()})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s by %s: %s\n", step.request.Move, step.by.Name, t.State)
	}
	// Output:
	// register by 林海: registered
	// dispatch by 林海: dispatched
	// sign by 王敏: handling
	// report by 王敏: checking
	// pass by 林海: answering
	// answer by 林海: answered
	// revisit by 林海: revisited
	// archive by 林海: archived
}

// A move that is not in the table, or whose guard fails, is refused with a code.
func ExampleApply_illegal() {
	t := exampleTicket(time.Date(2026, time.November, 23, 9, 0, 0, 0, tickets.Zone))
	c := tickets.Case{Ticket: t, By: exampleAgent, Now: t.CreatedAt, Rules: exampleRulebook(), Request: tickets.Request{Move: tickets.MoveRegister}}
	t, err := tickets.Apply(c)
	fmt.Println(t.State, err)
	c.Ticket, c.Request = t, tickets.Request{Move: tickets.MoveArchive}
	_, err = tickets.Apply(c)
	fmt.Println(err)
	// Output:
	// registered <nil>
	// move "archive" from state "registered": needs_answer
}

// A page shows the buttons of the moves that its reader may make.
func ExampleLegalMoves() {
	t := exampleTicket(time.Date(2026, time.November, 23, 9, 0, 0, 0, tickets.Zone))
	rules := exampleRulebook()
	for _, m := range []tickets.Move{tickets.MoveRegister, tickets.MoveDispatch} {
		t, _ = tickets.Apply(tickets.Case{Ticket: t, By: exampleAgent, Now: t.CreatedAt, Rules: rules, Request: tickets.Request{Move: m, Unit: "Y04"}})
	}
	fmt.Println(tickets.LegalMoves(t, exampleClerk, rules))
	fmt.Println(tickets.LegalMoves(t, exampleAgent, rules))
	// Output:
	// [hand_down sign return progress dispute raise attach]
	// [correct progress told raise attach]
}
