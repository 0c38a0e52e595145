package service_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestADraftBeginsWithWhatTheCallTells(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d, err := o.Draft(t.Context(), storetest.Agent, "1.1")
	must(t, err)
	if d.Rev != 0 || d.Contact != "13800138000" || !d.CalledAt.Equal(storetest.Start) || d.Call != "1.1" {
		t.Errorf("new draft: %+v", d)
	}
}

func TestTheTimeOfTheCallIsTheServers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := fill("1.1", 0)
	d.CalledAt, d.Ticket, d.Content = storetest.Start.Add(-time.Hour), "261123000009", "一\r\n二"
	saved, err := o.SaveDraft(t.Context(), storetest.Agent, d)
	must(t, err)
	if !saved.CalledAt.Equal(storetest.Start) || saved.Ticket != "" || saved.Content != "一\n二" || saved.Rev != 1 {
		t.Errorf("saved: %+v", saved)
	}
}

func TestTwoPagesDoNotOverwriteEachOther(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	one, err := o.SaveDraft(ctx, storetest.Agent, fill("1.1", 0))
	must(t, err)
	again, err := o.SaveDraft(ctx, storetest.Agent, fill("1.1", 0)) // its answer was lost
	must(t, err)
	if again.Rev != one.Rev {
		t.Errorf("the same save again: revision %d, want %d", again.Rev, one.Rev)
	}
	other := fill("1.1", 0)
	other.Content = "something else"
	_, err = o.SaveDraft(ctx, storetest.Agent, other)
	wantErr(t, "save over a newer revision", err, errs.ErrConflict)
	other.Rev = 9
	_, err = o.SaveDraft(ctx, storetest.Agent, other)
	wantErr(t, "save over a revision of the future", err, errs.ErrConflict)
	d, err := o.Draft(ctx, storetest.Agent, "1.1")
	must(t, err)
	if d.Content != "工地噪声" {
		t.Errorf("content %q after refused saves", d.Content)
	}
}

func TestWhoseRegister(t *testing.T) {
	t.Parallel()
	o, ctx := newOffice(t), t.Context()
	stranger := storetest.Agent
	stranger.Number = "1003"
	numberless := storetest.By(org.RoleAgent)
	numberless.Number = ""
	for name, c := range map[string]struct {
		by   org.Actor
		want error
	}{
		"the agent who talked": {storetest.Agent, nil}, "a supervisor": {storetest.By(org.RoleSupervisor), nil},
		"another agent": {stranger, errs.ErrForbidden}, "no number": {numberless, errs.ErrForbidden},
		"a clerk": {storetest.By(org.RoleUnitClerk), errs.ErrForbidden}, "an admin": {storetest.By(org.RoleTelecomAdmin), errs.ErrForbidden},
	} {
		_, readErr := o.Draft(ctx, c.by, "1.2")
		_, saveErr := o.SaveDraft(ctx, c.by, fill("1.2", 0))
		_, popErr := o.ScreenPop(ctx, c.by, "1.2")
		for _, err := range []error{readErr, saveErr, popErr} {
			if !errors.Is(err, c.want) {
				t.Errorf("%s: error %v, want %v", name, err, c.want)
			}
		}
	}
	_, err := o.SaveDraft(ctx, storetest.Agent, fill("no such call", 0))
	wantErr(t, "a call that never was", err, errs.ErrNotFound)
}

func TestASaveSurvivesThePageThatAskedForIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := o.SaveDraft(gone, storetest.Agent, fill("1.1", 0))
	must(t, err)
	d, err := o.store.Draft(t.Context(), "1.1")
	must(t, err)
	if d.Content != "工地噪声" {
		t.Errorf("stored %+v", d)
	}
}

func TestABadDraftNamesItsFields(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := fill("1.1", 0)
	d.Name, d.Place = "a\x00", "b\x1b"
	_, err := o.SaveDraft(t.Context(), storetest.Agent, d)
	var invalid *errs.Invalid
	if !errors.As(err, &invalid) || len(invalid.Fields) != 2 || invalid.Fields[0] != (errs.FieldError{Field: "name", Code: errs.CodeControl}) {
		t.Errorf("error %v", err)
	}
}

// TestADraftIsItsCentresBusiness: a district's supervisor does not read what an agent
// of the city types.
func TestADraftIsItsCentresBusiness(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.SaveDraft(t.Context(), storetest.By(org.RoleAgent), fill("1.1", 0))
	must(t, err)
	far := org.Actor{Person: org.Person{ID: "77", Number: "7701", Name: "班长", Unit: "A-00"}, Roles: []org.Role{org.RoleSupervisor}}
	if d, err := o.Draft(t.Context(), far, "1.1"); err == nil {
		t.Errorf("a supervisor of A-00 reads the draft of a city call: %s %s", d.Name, d.Contact)
	}
}
