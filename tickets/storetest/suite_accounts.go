package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/accounts"
)

// RunAccounts runs what every store of accounts must do. open returns one that has
// the units of the tests and, as its only accounts, those that are put.
func RunAccounts(t *testing.T, open func(t *testing.T, put ...org.User) accounts.Store) {
	for name, test := range map[string]func(*testing.T, func(...org.User) accounts.Store){
		"accounts are found by what is known of them": accountsAreFound,
		"a login and a number belong to one":          loginBelongsToOne,
		"the second of two administrators is told":    secondChangeConflicts,
		"one administrator of the whole stays":        administratorStays,
		"changes are read, the latest first, by area": changesAreRead,
	} {
		t.Run(name, func(t *testing.T) {
			test(t, func(put ...org.User) accounts.Store { return open(t, put...) })
		})
	}
}

// Account returns an account of the tests.
func Account(login, unit string, roles ...org.Role) org.User {
	return org.User{Login: login, Name: "名 " + login, Roles: roles, Unit: unit, Languages: []string{"zh"}, Queues: []string{}, Rev: 1, PasswordHash: "x"}
}

func changeOf(login string, minute int) org.UserChange {
	state := Account(login, "Y04", org.RoleUnitClerk).State()
	return org.UserChange{ID: login + time.Duration(minute).String(), At: Start.Add(time.Duration(minute) * time.Minute), By: Agent.Person, Login: login,
		What: org.UserChanged, Before: &state, After: &state}
}

func accountsAreFound(t *testing.T, open func(...org.User) accounts.Store) {
	agent, off, waits := Account("a.1", "Y00", org.RoleAgent), Account("b_off", "A-09", org.RoleUnitClerk), Account("c", "A1", org.RoleUnitClerk)
	agent.Number, off.Disabled, waits.MustChange = "1001", true, true
	s := open(agent, off, waits)
	for name, c := range map[string]struct {
		f    org.UserFilter
		want []string
	}{
		"all":                     {org.UserFilter{}, []string{"a.1", "b_off", "c"}},
		"by letters of the login": {org.UserFilter{Text: "_OF"}, []string{"b_off"}},
		"by the number":           {org.UserFilter{Text: "100"}, []string{"a.1"}},
		"a sign is no pattern":    {org.UserFilter{Text: "a_1"}, nil},
		"by the name":             {org.UserFilter{Text: "名 c"}, []string{"c"}},
		"of a subtree":            {org.UserFilter{Under: []string{"A", "A-09", "A1"}}, []string{"b_off", "c"}},
		"of an area":              {org.UserFilter{Units: []string{"Y00"}}, []string{"a.1"}},
		"of both":                 {org.UserFilter{Units: []string{"A1"}, Under: []string{"A-09"}}, nil},
		"by the role":             {org.UserFilter{Role: org.RoleUnitClerk}, []string{"b_off", "c"}},
		"active ones":             {org.UserFilter{Active: "yes"}, []string{"a.1", "c"}},
		"deactivated ones":        {org.UserFilter{Active: "no"}, []string{"b_off"}},
		"the second page":         {org.UserFilter{Offset: 2, Limit: 2}, []string{"c"}},
	} {
		if c.f.Limit == 0 {
			c.f.Limit = 50
		}
		page, err := s.ListUsers(t.Context(), c.f)
		must(t, err)
		var got []string
		for _, u := range page.Users {
			got = append(got, u.Login)
		}
		if !slices.Equal(got, c.want) || page.Total != len(c.want)+c.f.Offset {
			t.Errorf("%s: %v of %d, want %v", name, got, page.Total, c.want)
		}
		if c.f.Units == nil && (page.Roles[org.RoleUnitClerk] != 1 || page.Roles[org.RoleAgent] != 1 || page.Unchanged != 1) {
			t.Errorf("%s: roles %v, %d unchanged", name, page.Roles, page.Unchanged)
		}
	}
}

func wantTaken(t *testing.T, field string, err error) {
	t.Helper()
	var wrong *errs.Invalid
	if !errors.As(err, &wrong) || len(wrong.Fields) != 1 || wrong.Fields[0] != (errs.FieldError{Field: field, Code: errs.CodeTaken}) {
		t.Errorf("%s of another: %v", field, err)
	}
}

func loginBelongsToOne(t *testing.T, open func(...org.User) accounts.Store) {
	s, ctx := open(), t.Context()
	u := Account("li.na", "Y04", org.RoleAgent)
	u.Number, u.MustChange, u.Languages, u.Queues = "7001", true, []string{"yue", "zh"}, []string{"general"}
	must(t, s.AddUser(ctx, u, changeOf("li.na", 1)))
	got, err := s.UserByLogin(ctx, "li.na")
	must(t, err)
	if got.ID == "" || !got.State().Same(u.State()) || !got.MustChange || got.Rev != 1 || got.PasswordHash != "x" {
		t.Errorf("added %+v", got)
	}
	wantTaken(t, "login", s.AddUser(ctx, Account("Li.Na", "Y04", org.RoleUnitClerk), changeOf("Li.Na", 2)))
	other := Account("other", "Y04", org.RoleAgent)
	other.Number = "7001"
	wantTaken(t, "number", s.AddUser(ctx, other, changeOf("other", 3)))
	other.Number = ""
	must(t, s.AddUser(ctx, other, changeOf("other", 3)))
	other.Number, other.Rev = "7001", 2
	wantTaken(t, "number", s.ChangeUser(ctx, other, changeOf("other", 4)))
	list, err := s.UserChanges(ctx, "", nil, org.Cursor{At: Start.Add(time.Hour)}, 10)
	must(t, err)
	if len(list) != 2 {
		t.Errorf("%d changes on record, want the two that were made", len(list))
	}
}

func secondChangeConflicts(t *testing.T, open func(...org.User) accounts.Store) {
	s, ctx := open(Account("c", "Y04", org.RoleUnitClerk)), t.Context()
	u, err := s.UserByLogin(ctx, "c")
	must(t, err)
	one, two := u, u
	one.Name, one.Rev, one.Epoch, one.MustChange, one.PasswordHash = "甲", u.Rev+1, u.Epoch+1, true, "y"
	two.Name, two.Rev = "乙", u.Rev+1
	must(t, s.ChangeUser(ctx, one, changeOf("c", 1)))
	wantErr(t, "the second change", s.ChangeUser(ctx, two, changeOf("c", 2)), errs.ErrConflict)
	got, err := s.UserByLogin(ctx, "c")
	must(t, err)
	if got.Name != "甲" || got.Rev != one.Rev || got.Epoch != one.Epoch || !got.MustChange || got.PasswordHash != "y" {
		t.Errorf("the account is %+v", got)
	}
	missing := Account("nobody", "Y04", org.RoleUnitClerk)
	wantErr(t, "a change of no account", s.ChangeUser(ctx, missing, changeOf("nobody", 3)), errs.ErrConflict)
}

func administratorStays(t *testing.T, open func(...org.User) accounts.Store) {
	s, ctx := open(Account("one", "Y00", org.RoleAdministrator), Account("two", "Y", org.RoleAdministrator),
		Account("county", "A-00", org.RoleAdministrator)), t.Context()
	wantErr(t, "a county's goes", change(ctx, s, "county", func(u *org.User) { u.Disabled = true }), nil)
	wantErr(t, "the first goes to a county", change(ctx, s, "one", func(u *org.User) { u.Unit = "A-00" }), nil)
	for name, f := range map[string]func(*org.User){
		"deactivated":     func(u *org.User) { u.Disabled = true },
		"without a role":  func(u *org.User) { u.Roles = []org.Role{org.RoleAuditor} },
		"in a sub-centre": func(u *org.User) { u.Unit = "A-00" },
	} {
		wantErr(t, "the last one "+name, change(ctx, s, "two", f), org.ErrLastAdministrator)
	}
	wantErr(t, "the last one has a new name", change(ctx, s, "two", func(u *org.User) { u.Name = "新" }), nil)
}

// change changes an account that is there.
func change(ctx context.Context, s accounts.Store, login string, f func(*org.User)) error {
	u, err := s.UserByLogin(ctx, login)
	if err != nil {
		return err
	}
	f(&u)
	u.Rev++
	return s.ChangeUser(ctx, u, changeOf(login, u.Rev))
}

func changesAreRead(t *testing.T, open func(...org.User) accounts.Store) {
	s, ctx := open(Account("c", "Y04", org.RoleUnitClerk), Account("d", "A1", org.RoleUnitClerk)), t.Context()
	for i, login := range []string{"c", "d", "c"} {
		u, err := s.UserByLogin(ctx, login)
		must(t, err)
		u.Rev++
		must(t, s.ChangeUser(ctx, u, changeOf(login, i)))
	}
	for name, c := range map[string]struct {
		login  string
		units  []string
		before int // minutes
		limit  int
		want   []int
	}{
		"all":            {"", nil, 60, 10, []int{2, 1, 0}},
		"of one":         {"c", nil, 60, 10, []int{2, 0}},
		"of an area":     {"", []string{"A1"}, 60, 10, []int{1}},
		"the first page": {"", nil, 60, 1, []int{2}},
		"the page after": {"", nil, 2, 10, []int{1, 0}},
	} {
		list, err := s.UserChanges(ctx, c.login, c.units, org.Cursor{At: Start.Add(time.Duration(c.before) * time.Minute)}, c.limit)
		must(t, err)
		var got []int
		for _, x := range list {
			got = append(got, int(x.At.Sub(Start).Minutes()))
			wantSame(t, name, changeOf(x.Login, got[len(got)-1]), x)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
