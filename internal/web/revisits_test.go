package web

import (
	"context"
	"sync"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/ticketapi"
	"hotline12345/tickets"
	"hotline12345/tickets/revisits"
)

// revisitPhone is a telephone whose calls the test decides.
type revisitPhone struct {
	mu    sync.Mutex
	asked []string // the languages of the calls
	now   *revisits.Call
}

func (p *revisitPhone) Ask(_, _ string, _ tickets.Ticket, language string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, language)
}

func (*revisitPhone) GiveUp(string) {}

func (p *revisitPhone) Call(context.Context, string) (revisits.Call, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now == nil {
		return revisits.Call{}, errs.ErrNotFound
	}
	return *p.now, nil
}

func (p *revisitPhone) becomes(c revisits.Call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = &c
}

func (*revisitPhone) Number(contact string) (string, tickets.IllegalCode) {
	if contact == "110" {
		return "", tickets.RevisitBarred
	}
	return contact, ""
}

func (*revisitPhone) Caller(context.Context, string) (language, withheld string, err error) {
	return "yue", "", nil
}

// TestARevisitByTelephoneOnAPage: it is begun once, seen as far as it is, given up while it
// rings, and its answers are the ticket's.
func TestARevisitByTelephoneOnAPage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number
	path := "/api/tickets/" + string(n) + "/phone-revisit"
	head, clerk := o.as(t, "supervisor"), o.as(t, "unit_clerk")
	if now := read[revisits.PhoneRevisitNow](head.do("GET", path, "").want(200, "")); now.Last != nil || now.Refused != tickets.WrongState {
		t.Fatalf("at the unit: %+v", now)
	}
	head.do("POST", path, "").want(409, "wrong_state")
	head.do("DELETE", path, "").want(409, "wrong_role")
	for _, move := range []struct {
		by   *browser
		body string
	}{
		{clerk, `{"move":"sign"}`}, {clerk, `{"move":"report","result":"solved","note":"已处理"}`}, {head, `{"move":"pass"}`},
		{head, `{"move":"answer","way":"telephone","note":"已答复"}`},
	} {
		move.by.do("POST", "/api/tickets/"+string(n)+"/moves", move.body).want(200, "")
	}
	if now := read[revisits.PhoneRevisitNow](head.do("GET", path, "").want(200, "")); now.Refused != "" {
		t.Fatalf("answered: %+v", now)
	}
	head.do("DELETE", path, "").want(409, "revisit_answered")
	if r := read[revisits.PhoneRevisit](head.do("POST", path, "").want(200, "")); r.State != revisits.Waiting || r.Language != "yue" {
		t.Fatalf("begun as %+v", r)
	}
	head.do("POST", path, "").want(409, "revisit_running")
	must(t, o.cfg.Revisits.Step(t.Context()))
	show := func() revisits.PhoneRevisitNow {
		return read[revisits.PhoneRevisitNow](clerk.do("GET", path, "").want(200, ""))
	}
	if now := show(); now.Talk != "dialling" || now.Last.State != revisits.Calling {
		t.Fatalf("it rings: %+v", now)
	}
	answers := []revisits.KeyAnswer{{Question: "contacted", Score: 1, Of: 2}, {Question: "solved", Score: 1, Of: 3}, {Question: "satisfied", Score: 2, Of: 5}}
	o.revisitPhone.becomes(revisits.Call{PickedUp: true, Answers: answers[:2]})
	if now := show(); now.Talk != "asking" || len(now.Last.Answers) != 2 {
		t.Fatalf("asked: %+v", now)
	}
	head.do("DELETE", path, "").want(409, "revisit_answered")
	o.revisitPhone.becomes(revisits.Call{PickedUp: true, Ended: true, Answers: answers})
	must(t, o.cfg.Revisits.Step(t.Context()))
	if now := show(); now.Last.State != revisits.Done || now.Refused != tickets.WrongState {
		t.Fatalf("in the end: %+v", now)
	}
	x := read[ticketapi.TicketView](head.do("GET", "/api/tickets/"+string(n), "").want(200, ""))
	if x.State != tickets.Revisited || x.Revisit == nil || x.Revisit.Rating != (tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 4, ByPhone: true}) {
		t.Errorf("the ticket is %s with %+v", x.State, x.Revisit)
	}
}

// TestARequestDoesNotSayByTelephone: only the hotline itself does.
func TestARequestDoesNotSayByTelephone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := written(t, o, "1.1", `{"move":"answer","note":"已答复"}`).Number
	head := o.as(t, "supervisor")
	head.do("POST", "/api/tickets/"+string(n)+"/moves", `{"move":"revisit","revisit":{"reached":true,"solved":"yes","by_phone":true}}`).want(200, "")
	if x := read[ticketapi.TicketView](head.do("GET", "/api/tickets/"+string(n), "").want(200, "")); x.Revisit.ByPhone {
		t.Error("a person's revisit says that keys were pressed")
	}
}
