package org_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets/org"
)

func TestTheStateOfAnAccount(t *testing.T) {
	t.Parallel()
	u := agent()
	u.Disabled = true
	want := org.UserState{Name: "林海", Number: "1001", Roles: []org.Role{org.RoleAgent, org.RoleAuditor}, Unit: "Y00",
		Languages: []string{"zh", "yue", "en"}, Queues: []string{"general", "q-2_x"}, Disabled: true}
	if diff := cmp.Diff(want, u.State()); diff != "" {
		t.Error(diff)
	}
	if !u.State().Same(u.State()) {
		t.Error("an account differs from itself")
	}
	for name, change := range map[string]func(s *org.UserState){
		"name": func(s *org.UserState) { s.Name = "x" }, "number": func(s *org.UserState) { s.Number = "9" }, "unit": func(s *org.UserState) { s.Unit = "A" },
		"disabled": func(s *org.UserState) { s.Disabled = false }, "roles": func(s *org.UserState) { s.Roles = s.Roles[:1] },
		"languages": func(s *org.UserState) { s.Languages = s.Languages[:1] }, "queues": func(s *org.UserState) { s.Queues = nil },
	} {
		other := u.State()
		if change(&other); u.State().Same(other) || other.Same(u.State()) {
			t.Errorf("a change of the %s is none", name)
		}
	}
	kept := u.State()
	u.Roles[0], u.Languages[0], u.Queues[0] = "king", "fr", "x"
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Errorf("a state that was written down changes with the account:\n%s", diff)
	}
	if empty := (org.User{}).State(); empty.Roles == nil || empty.Languages == nil || empty.Queues == nil {
		t.Errorf("lists are missing in %+v", empty)
	}
}

func TestWhatWasDoneWithAnAccount(t *testing.T) {
	t.Parallel()
	on, off := org.UserState{}, org.UserState{Disabled: true}
	for _, c := range []struct {
		before *org.UserState
		after  org.UserState
		want   org.UserAct
	}{
		{nil, on, org.UserAdded}, {nil, off, org.UserAdded}, {&on, on, org.UserChanged}, {&off, off, org.UserChanged},
		{&on, off, org.UserDeactivated}, {&off, on, org.UserActivated},
	} {
		if got := org.ActOf(c.before, c.after); got != c.want {
			t.Errorf("%+v to %+v: %s, want %s", c.before, c.after, got, c.want)
		}
	}
}
