package tickets_test

import (
	"encoding/json"
	"strings"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func TestThePublicLearnsNothingPersonal(t *testing.T) {
	t.Parallel()
	answered := storetest.In(tickets.Answered)
	answered.Answer.Text = "路灯已修复"
	raw, err := json.Marshal(tickets.Public(answered))
	must(t, err)
	for _, leak := range []string{"王建军", "13800138000", "工地噪声", "临港路", "林海", "Y04", "call.1", "已到现场制止"} {
		if strings.Contains(string(raw), leak) {
			t.Errorf("the public reads %q in %s", leak, raw)
		}
	}
	if p := tickets.Public(answered); p.Stage != tickets.StageAnswered || p.Answer != "路灯已修复" || !p.Promise.IsZero() {
		t.Errorf("answered: %+v", p)
	}
	for _, hide := range []func(*tickets.Ticket){
		func(x *tickets.Ticket) { x.Confidential = true }, func(x *tickets.Ticket) { x.Type = tickets.Report },
	} {
		secret := answered
		hide(&secret)
		if p := tickets.Public(secret); p.Answer != "" || p.AnsweredAt.IsZero() {
			t.Errorf("of a confidential ticket: %+v", p)
		}
	}
	stages := map[tickets.State]tickets.Stage{tickets.Registered: tickets.StageReceived, tickets.Handling: tickets.StageHandled,
		tickets.Merged: tickets.StageHandled, tickets.Archived: tickets.StageClosed}
	for state, want := range stages {
		if p := tickets.Public(storetest.In(state)); p.Stage != want || state.Open() == p.Promise.IsZero() {
			t.Errorf("%s: %+v, want %s", state, p, want)
		}
	}
}

func TestThePublicReadsOnlyWhatTheHotlineChecked(t *testing.T) {
	t.Parallel()
	told := tickets.Request{Move: tickets.MoveReport, Note: "内部：诉求人多次投诉", Result: tickets.Solved, Way: tickets.Telephone}
	checking, err := apply(storetest.In(tickets.Handling), storetest.Clerk("Y04"), told)
	must(t, err)
	if p := tickets.Public(checking); p.Answer != "" || !p.AnsweredAt.IsZero() {
		t.Errorf("before the check the public reads %+v", p)
	}
}
