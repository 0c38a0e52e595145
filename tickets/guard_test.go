package tickets_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func TestGuards(t *testing.T) {
	boss := by(tickets.RoleSupervisor)
	clerk := func(unit string) tickets.Actor {
		a := by(tickets.RoleUnitClerk)
		a.Unit = unit
		return a
	}
	answer := tickets.Request{Move: tickets.MoveAnswer, Way: tickets.Telephone, Note: "已处理"}
	early, late := answer, answer
	early.AnsweredAt = storetest.Start.Add(-time.Hour)
	late.AnsweredAt = storetest.Start.Add(72 * time.Hour)
	empty := ""
	for _, c := range []struct {
		name string
		from tickets.State
		by   tickets.Actor
		r    tickets.Request
		want tickets.IllegalCode
	}{
		{"dispatch to nobody", tickets.Registered, boss, tickets.Request{Move: tickets.MoveDispatch}, tickets.NeedsUnit},
		{"dispatch to an unknown unit", tickets.Registered, boss, tickets.Request{Move: tickets.MoveDispatch, Unit: "Z"}, tickets.UnknownUnit},
		{"re-dispatch to the same unit", tickets.Dispatched, boss, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Note: "x"}, tickets.SameUnit},
		{"re-dispatch without a reason", tickets.Dispatched, boss, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08"}, tickets.NeedsNote},
		{"answer nothing", tickets.Registered, boss, tickets.Request{Move: tickets.MoveAnswer, Way: tickets.InCall, Note: " \n"}, tickets.NeedsNote},
		{"answer, but how", tickets.Registered, boss, tickets.Request{Move: tickets.MoveAnswer, Note: "x"}, tickets.NeedsWay},
		{"answer by pigeon", tickets.Registered, boss, tickets.Request{Move: tickets.MoveAnswer, Way: "pigeon", Note: "x"}, tickets.NeedsWay},
		{"answer before the call", tickets.Registered, boss, early, tickets.BadTime},
		{"answer in the future", tickets.Registered, boss, late, tickets.BadTime},
		{"close without an answer", tickets.Registered, boss, tickets.Request{Move: tickets.MoveClose, Note: "x"}, tickets.NeedsAnswer},
		{"close a dispatched one without an answer", tickets.Dispatched, boss, tickets.Request{Move: tickets.MoveClose}, tickets.NeedsAnswer},
		{"close with a reason of one's own", tickets.Registered, boss, tickets.Request{Move: tickets.MoveClose, Reason: "lazy", Note: "x"}, tickets.BadReason},
		{"close with a reason but no words", tickets.Registered, boss, tickets.Request{Move: tickets.MoveClose, Reason: tickets.Unreachable}, tickets.NeedsNote},
		{"close with half an answer", tickets.Registered, boss, tickets.Request{Move: tickets.MoveClose, Way: tickets.Letter}, tickets.NeedsNote},
		{"control characters", tickets.Registered, boss, tickets.Request{Move: tickets.MoveAnswer, Way: tickets.InCall, Note: "a\x1b[2J"}, tickets.BadNote},
		{"a note of more than 100 KB", tickets.Registered, boss,
			tickets.Request{Move: tickets.MoveAnswer, Way: tickets.InCall, Note: strings.Repeat("x", 100<<10+1)}, tickets.BadNote},
		{"correct nothing", tickets.Closed, boss, tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &tickets.Changes{}}, tickets.NeedsChange},
		{"correct without a reason", tickets.Closed, boss, tickets.Request{Move: tickets.MoveCorrect, Changes: &tickets.Changes{Place: &empty}}, tickets.NeedsNote},
		{"another unit's ticket", tickets.Dispatched, clerk("Y08"), answer, tickets.NotYourUnit},
		{"a clerk of no unit", tickets.Dispatched, clerk(""), answer, tickets.NotYourUnit},
		{"register twice", tickets.Registered, boss, tickets.Request{Move: tickets.MoveRegister}, tickets.WrongState},
		{"a move that is none", tickets.Registered, boss, tickets.Request{Move: "burn"}, tickets.WrongState},
	} {
		before := in(c.from)
		_, err := apply(before, c.by, c.r)
		var illegal *tickets.Illegal
		if !errors.As(err, &illegal) || illegal.Code != c.want {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
}

func TestAClerkAnswersForAUnitBelow(t *testing.T) {
	_, ticket := storetest.Written(1, "13800138000", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09"})
	clerk := by(tickets.RoleUnitClerk)
	clerk.Unit = "A"
	after, err := apply(ticket, clerk, storetest.Answer)
	if err != nil || after.State != tickets.Answered || after.Answer.By.ID != clerk.ID {
		t.Fatalf("a clerk of A answers a ticket of A-09: %+v, error %v", after, err)
	}
}

func TestACloseMayBringTheAnswer(t *testing.T) {
	after, err := apply(in(tickets.Dispatched), by(tickets.RoleDispatcher),
		tickets.Request{Move: tickets.MoveClose, Way: tickets.Letter, Note: "已书面答复"})
	if err != nil || after.State != tickets.Closed || after.Answer == nil || after.Answer.Way != tickets.Letter || after.NoReply != "" {
		t.Fatalf("close with an answer: %+v, error %v", after, err)
	}
	after, err = apply(in(tickets.Registered), by(tickets.RoleDispatcher), tickets.Request{Move: tickets.MoveClose,
		Reason: tickets.NoContact, Note: "匿名来电，未留电话"})
	if err != nil || after.State != tickets.Closed || after.Answer != nil || after.NoReply != tickets.NoContact {
		t.Fatalf("close with a reason: %+v, error %v", after, err)
	}
}

func TestACorrectionLeavesWhatWasWritten(t *testing.T) {
	name, secret := "王建国", true
	before := in(tickets.Registered)
	after, err := apply(before, by(tickets.RoleAgent), tickets.Request{Move: tickets.MoveCorrect, Note: "听错了",
		Changes: &tickets.Changes{Name: &name, Confidential: &secret}})
	if err != nil {
		t.Fatal(err)
	}
	if after.Name != name || !after.Confidential || after.Entries[0].Written.Name != "王建军" || before.Name != "王建军" {
		t.Fatalf("after the correction: name %q, first written %q", after.Name, after.Entries[0].Written.Name)
	}
	for field, changes := range map[string]tickets.Changes{
		"contact": {Contact: new(string)}, "content": {Content: new(string)}, "type": {Type: new(tickets.Type)},
	} {
		_, err := apply(before, by(tickets.RoleAgent), tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &changes})
		var invalid *tickets.Invalid
		if !errors.As(err, &invalid) || invalid.Fields[0].Field != field {
			t.Errorf("empty %s: error %v, want Invalid", field, err)
		}
	}
}
