package tickets_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
)

func TestThePublicLearnsNothingPersonal(t *testing.T) {
	answered := in(tickets.Answered)
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
		if p := tickets.Public(in(state)); p.Stage != want || state.Open() == p.Promise.IsZero() {
			t.Errorf("%s: %+v, want %s", state, p, want)
		}
	}
}

// wrong remembers wrong tries.
type wrong []struct {
	n    tickets.Number
	addr string
	at   time.Time
}

func (w *wrong) RecordStatusTry(_ context.Context, n tickets.Number, addr string, at time.Time) error {
	*w = append(*w, struct {
		n    tickets.Number
		addr string
		at   time.Time
	}{n, addr, at})
	return nil
}

func (w *wrong) StatusTries(_ context.Context, n tickets.Number, addr string, since time.Time) (ofTicket, fromAddr int, err error) {
	for _, x := range *w {
		if x.at.Before(since) {
			continue
		}
		if x.n == n {
			ofTicket++
		}
		if x.addr == addr {
			fromAddr++
		}
	}
	return ofTicket, fromAddr, nil
}

func TestTriesAreCountedPerTicketAndAddress(t *testing.T) {
	o := newOffice(t)
	n := o.committed(t, "1.1", registerMove).Number
	var w wrong
	ask := func(n tickets.Number, last4, addr string) error {
		_, err := o.Status(t.Context(), &w, n, last4, addr)
		return err
	}
	must(t, ask(n, "8000", "a"))
	for i := range 5 {
		wantErr(t, "wrong digits", ask(n, "800"+string(rune('1'+i)), string(rune('a'+i))), tickets.ErrNotFound)
	}
	wantErr(t, "right digits after five wrong ones", ask(n, "8000", "z"), tickets.ErrTooManyTries)
	o.now = o.now.Add(25 * time.Hour)
	must(t, ask(n, "8000", "z"))
	for i := range 30 {
		other, err := tickets.MakeNumber("261122", i+1)
		must(t, err)
		wantErr(t, "no such ticket", ask(other, "8000", "robot"), tickets.ErrNotFound)
	}
	wantErr(t, "an address that tries numbers", ask(n, "8000", "robot"), tickets.ErrTooManyTries)
	must(t, ask(n, "8000", "z"))
	for _, last4 := range []string{"", "000", "13800138000", "８０００"} {
		wantErr(t, "digits "+last4, ask(n, last4, "y"), tickets.ErrNotFound)
	}
}
