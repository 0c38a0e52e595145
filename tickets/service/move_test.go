package service_test

import (
	"errors"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/storetest"
)

func TestAnAttemptIsRecordedOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx, agent := t.Context(), storetest.By(org.RoleAgent)
	n := o.committed(t, "1.1", registerMove).Number
	for range 2 {
		must(t, o.RecordAttempt(ctx, agent, n, "out-1", tickets.NoReply))
	}
	got, err := o.Ticket(ctx, agent, n)
	must(t, err)
	if len(got.Attempts) != 1 || got.Attempts[0].Call != "out-1" || !got.TryAt.Equal(o.now.Add(2*time.Hour)) {
		t.Fatalf("attempts %+v, again at %v", got.Attempts, got.TryAt)
	}
	_, err = o.Move(ctx, agent, n, storetest.Dispatch)
	must(t, err)
	must(t, o.RecordAttempt(ctx, agent, n, "out-2", tickets.Busy)) // a unit has it now
	got, err = o.Ticket(ctx, agent, n)
	must(t, err)
	if len(got.Attempts) != 1 {
		t.Errorf("an attempt was written while a unit handles it: %+v", got.Attempts)
	}
}

func TestTwoMoveAtOnce(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	ticket := o.committed(t, "1.1", registerMove)
	failures := make(chan error)
	for _, unit := range []string{"Y04", "Y08"} {
		go func() {
			_, err := o.Move(ctx, storetest.Agent, ticket.Number, tickets.Request{Move: tickets.MoveDispatch, Unit: unit})
			failures <- err
		}()
	}
	one, two := <-failures, <-failures
	if (one == nil) == (two == nil) {
		t.Fatalf("two dispatches at once: %v and %v, want one to win", one, two)
	}
	var illegal *tickets.Illegal
	if err := errors.Join(one, two); !errors.Is(err, errs.ErrConflict) && !errors.As(err, &illegal) {
		t.Errorf("the loser is told %v", err)
	}
}

// TestACorrectionKeepsTheRulesOfTheRegister: no category that has ended, no anonymous
// report where the city takes none.
func TestACorrectionKeepsTheRulesOfTheRegister(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := storetest.By(org.RoleAdministrator)
	must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Options: &tickets.Options{Anonymous: tickets.AnonymousRefused}}))
	gas := tickets.Category{Code: "0698", Name: "旧类", Type: tickets.Complaint, Limit: "7wd", Urgency: tickets.Normal, Ended: true}
	if err := o.ChangeRules(t.Context(), admin, tickets.RuleChange{Category: &gas}); err != nil {
		t.Log("category:", err)
	}
	r := written()
	r.Name, r.NameDeclined, r.Contact, r.ContactDeclined, r.Type = "", true, "", true, tickets.Complaint
	tk, err := o.Create(t.Context(), storetest.Agent, service.Arrival{Origin: "x", Channel: tickets.ByLetter, Register: r}, registerMove)
	must(t, err)
	report := tickets.Report
	for _, code := range []string{"0698", "9999"} {
		got, err := o.Move(t.Context(), storetest.Agent, tk.Number, tickets.Request{Move: tickets.MoveCorrect, Note: "更正", Changes: &tickets.Changes{Category: &code}})
		if err == nil {
			t.Errorf("category %s by correction: taken (%s)", code, got.Category)
		} else {
			t.Log(err)
		}
	}
	tk, err = o.Move(t.Context(), storetest.Agent, tk.Number, tickets.Request{Move: tickets.MoveCorrect, Note: "更正", Changes: &tickets.Changes{Type: &report}})
	if err == nil {
		t.Errorf("an anonymous report by correction: taken (%s %q %q)", tk.Type, tk.Name, tk.Contact)
	}
}
