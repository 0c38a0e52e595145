package org_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// agent is an account that is as it should be.
func agent() org.User {
	return org.User{ID: "7", Login: "lin.hai", Name: "林海", Number: "1001", Roles: []org.Role{org.RoleAgent, org.RoleAuditor}, Unit: "Y00",
		Languages: []string{"zh", "yue", "en"}, Queues: []string{"general", "q-2_x"}}
}

func TestWhatIsWrongWithAnAccount(t *testing.T) {
	t.Parallel()
	tree := org.NewTree(append(storetest.Units(), org.Unit{Code: "Z7", Parent: "Y", Ended: true, Successor: "Y08"}))
	fifty := slices.Repeat([]string{"q"}, 50)
	clerk := func(u *org.User) { u.Roles, u.Number, u.Languages = []org.Role{org.RoleUnitClerk}, "", nil }
	for name, c := range map[string]struct {
		change func(u *org.User)
		want   string
	}{
		"nothing":                       {func(*org.User) {}, ""},
		"a clerk takes no calls":        {clerk, ""},
		"no login":                      {func(u *org.User) { u.Login = "" }, "login invalid"},
		"a login of 64 characters":      {func(u *org.User) { u.Login = strings.Repeat("a", 64) }, ""},
		"a login of 65 characters":      {func(u *org.User) { u.Login = strings.Repeat("a", 65) }, "login invalid"},
		"a login that begins oddly":     {func(u *org.User) { u.Login = ".lin" }, "login invalid"},
		"a blank name":                  {func(u *org.User) { u.Name = " " }, "name required"},
		"a name on two lines":           {func(u *org.User) { u.Name = "林\n海" }, "name invalid"},
		"a name with a tab":             {func(u *org.User) { u.Name = "林\t海" }, "name invalid"},
		"a name with a control sign":    {func(u *org.User) { u.Name = "林\x1b海" }, "name invalid"},
		"no role":                       {func(u *org.User) { u.Roles = nil }, "roles required"},
		"a role that is none":           {func(u *org.User) { u.Roles = append(u.Roles, "king") }, "roles unknown"},
		"the clock's role":              {func(u *org.User) { u.Roles = append(u.Roles, org.RoleClock) }, "roles unknown"},
		"no unit":                       {func(u *org.User) { u.Unit = "" }, "unit required"},
		"a unit that is none":           {func(u *org.User) { u.Unit = "Z" }, "unit unknown"},
		"a unit that has ended":         {func(u *org.User) { u.Unit = "Z7" }, "unit unknown"},
		"a unit that ended since":       {func(u *org.User) { u.Unit, u.Login = "Z7", "was" }, ""},
		"an agent without a number":     {func(u *org.User) { u.Number = "" }, "number required"},
		"a number of eight digits":      {func(u *org.User) { u.Number = "12345678" }, ""},
		"a number of nine digits":       {func(u *org.User) { u.Number = "123456789" }, "number invalid"},
		"a clerk's number in letters":   {func(u *org.User) { clerk(u); u.Number = "x" }, "number invalid"},
		"an agent without a language":   {func(u *org.User) { u.Languages = nil }, "languages required"},
		"a language callers cannot get": {func(u *org.User) { u.Languages = []string{"zh", "fr"} }, "languages unknown"},
		"a fourth language":             {func(u *org.User) { u.Languages = []string{"hak"} }, ""},
		"a language that went since":    {func(u *org.User) { u.Languages, u.Login = []string{"fr", "zh"}, "was" }, ""},
		"fifty queues":                  {func(u *org.User) { u.Queues = fifty }, ""},
		"fifty-one queues":              {func(u *org.User) { u.Queues = append(fifty, "q") }, "queues unknown"},
		"a queue with a capital":        {func(u *org.User) { u.Queues = []string{"Q"} }, "queues unknown"},
		"several things":                {func(u *org.User) { *u = org.User{} }, "login invalid, name required, roles required, unit required"},
	} {
		u, before := agent(), org.User{}
		c.change(&u)
		if u.Login == "was" {
			before.Unit, before.Languages = u.Unit, []string{"fr"}
		}
		var got []string
		for _, f := range u.Check(before, tree, []string{"zh", "yue", "en", "hak"}) {
			got = append(got, fmt.Sprint(f.Field, " ", f.Code))
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
	}
}

func TestAFormIsTidied(t *testing.T) {
	t.Parallel()
	u := agent()
	u.Login, u.Name, u.Number = " lin.hai ", "\u200b 林海 ", " １００1 "
	u.Roles = []org.Role{org.RoleAuditor, "king", org.RoleAgent, org.RoleAuditor, "queen"}
	u.Languages, u.Queues = nil, nil
	want := agent()
	want.Roles = []org.Role{org.RoleAgent, org.RoleAuditor, "king"}
	want.Languages, want.Queues = []string{}, []string{}
	if diff := cmp.Diff(want, org.Tidy(u)); diff != "" {
		t.Errorf("tidied (-want +got):\n%s", diff)
	}
	same := org.Tidy(agent())
	if diff := cmp.Diff(agent(), same); diff != "" {
		t.Errorf("what is tidy changes:\n%s", diff)
	}
}

func TestAUserActs(t *testing.T) {
	t.Parallel()
	want := org.Actor{Person: org.Person{ID: "7", Number: "1001", Name: "林海", Unit: "Y00"}, Roles: []org.Role{org.RoleAgent, org.RoleAuditor}, From: "10.0.0.1"}
	if diff := cmp.Diff(want, agent().Actor("10.0.0.1")); diff != "" {
		t.Error(diff)
	}
	if clock := org.Clock(); clock.ID != "clock" || clock.Name != "12345" || !clock.Has(org.RoleClock) || clock.Has(org.Roles()...) {
		t.Errorf("the clock is %+v", clock)
	}
}

func TestAPasswordHasFiveDifferentCharacters(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]string{"abcdabcdabcd": "common", "AbcdAbcdabcd": "common", "abcdeabcdeab": ""} {
		if got := org.CheckPassword("login", password); string(got) != want {
			t.Errorf("%s: %q, want %q", password, got, want)
		}
	}
}

func TestTheRoles(t *testing.T) {
	t.Parallel()
	want := []org.Role{"agent", "supervisor", "unit_clerk", "dispatcher", "leader", "duty_officer", "administrator", "telecom_admin", "auditor"}
	if !slices.Equal(org.Roles(), want) {
		t.Errorf("roles %v", org.Roles())
	}
}
