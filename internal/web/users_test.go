package web

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// clerk is the body of an account at a unit.
func clerk(rev int, login, unit string, roles ...string) string {
	raw, _ := json.Marshal(map[string]any{"login": login, "rev": rev, "name": "经办员", "roles": httpapi.NotNil(roles), "unit": unit, "languages": []string{"zh"}, "queues": []string{}})
	if rev > 0 {
		return strings.Replace(string(raw), fmt.Sprintf(`"login":%q,`, login), "", 1)
	}
	return strings.Replace(string(raw), `"rev":0,`, "", 1)
}

// added makes an account and returns its first password.
func added(b *browser, login, unit string, roles ...string) string {
	b.t.Helper()
	got := read[NewPassword](b.do("POST", "/api/users", clerk(0, login, unit, roles...)).want(200, ""))
	if got.Login != login || len(got.Password) != 15 {
		b.t.Fatalf("first password %+v", got)
	}
	return got.Password
}

func TestAnAccountFromItsFirstDayToItsLast(t *testing.T) {
	t.Parallel()
	var dismissed []string
	o := newOffice(t, func(c *Config) { c.Dismiss = func(number string) { dismissed = append(dismissed, number) } })
	admin := o.as(t, "administrator")
	first := added(admin, "li.na", "Y04", "unit_clerk")

	li := o.browser(t)
	in := read[Session](li.do("POST", "/api/session", signInBody("li.na", first)).want(200, ""))
	if !in.User.MustChange {
		t.Fatal("a password that the administrator knows is good enough")
	}
	for _, path := range []string{"/api/tickets", "/api/units", "/api/desk"} {
		li.do("GET", path, "").want(403, map[bool]string{true: "forbidden", false: "password_to_change"}[path == "/api/desk"])
	}
	li.do("GET", "/api/session", "").want(200, "")
	for password, code := range map[string]errs.FieldCode{"short": org.CodeTooShort, "elevenchars": org.CodeTooShort, "demo-12345": org.CodeCommon, first: org.CodeSame} {
		p := li.do("PUT", "/api/session/password", `{"new":"`+password+`"}`).want(422, "invalid_fields").problem()
		if len(p.Fields) != 1 || p.Fields[0] != (errs.FieldError{Field: "new", Code: code}) {
			t.Errorf("password %q: %+v", password, p.Fields)
		}
	}
	own := "海滨路上的路灯亮了2026"
	if u := read[Session](li.do("PUT", "/api/session/password", `{"new":"`+own+`"}`).want(200, "")).User; u.MustChange {
		t.Error("the chosen password must be changed too")
	}
	li.do("GET", "/api/tickets", "").want(200, "")

	u := read[UserView](admin.do("GET", "/api/users/li.na", "").want(200, ""))
	admin.do("PUT", "/api/users/li.na", strings.Replace(clerk(u.Rev, "li.na", "Y04", "unit_clerk"), "{", `{"disabled":true,`, 1)).want(200, "")
	li.do("GET", "/api/tickets", "").want(401, "account_off") // at once
	li.do("POST", "/api/session", signInBody("li.na", own)).want(401, "account_off")
	admin.do("PUT", "/api/users/li.na", clerk(u.Rev+1, "li.na", "Y04", "unit_clerk")).want(200, "")
	li.do("GET", "/api/tickets", "").want(401, "signed_out") // the session from before does not come back
	li.do("POST", "/api/session", signInBody("li.na", own)).want(200, "")

	acts := ""
	for _, c := range read[[]org.UserChange](admin.do("GET", "/api/user-changes?login=li.na", "").want(200, "")) {
		acts += string(c.What) + " " + c.By.Name + ", "
	}
	if acts != "activated administrator, deactivated administrator, password 经办员, added administrator, " {
		t.Errorf("on record: %s", acts)
	}
	if len(dismissed) != 0 {
		t.Errorf("a clerk has a desk: %v", dismissed)
	}
}

func TestAnAgentsDeskIsClosed(t *testing.T) {
	t.Parallel()
	var dismissed []string
	o := newOffice(t, func(c *Config) { c.Dismiss = func(number string) { dismissed = append(dismissed, number) } })
	admin := o.as(t, "administrator")
	put := func(rev int, more string) {
		t.Helper()
		admin.do("PUT", "/api/users/agent", strings.Replace(clerk(rev, "agent", "Y00", "agent"), "{", "{"+more, 1)).want(200, "")
	}
	put(1, `"number":"1001",`)
	if len(dismissed) != 0 {
		t.Errorf("closed for a new name: %v", dismissed)
	}
	put(2, `"number":"1099",`)
	put(3, `"number":"1099","disabled":true,`)
	admin.do("POST", "/api/users/agent2/password", "{}").want(200, "")
	if want := []string{"1001", "1099", "1002"}; !slices.Equal(dismissed, want) {
		t.Errorf("closed %v, want %v", dismissed, want)
	}
}

func TestTwoAdministratorsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	one, two := o.as(t, "administrator"), o.as(t, "administrator")
	one.do("PUT", "/api/users/unit_clerk", clerk(1, "", "Y08", "unit_clerk")).want(200, "")
	two.do("PUT", "/api/users/unit_clerk", clerk(1, "", "Y04", "unit_clerk")).want(409, "changed_meanwhile")
	two.do("POST", "/api/users", clerk(0, "AGENT", "Y04", "unit_clerk")).want(422, "invalid_fields")
}

func TestNobodyLocksThemselvesOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	for name, body := range map[string]string{
		"without the role": clerk(1, "", "Y00", "auditor"), "to a sub-centre": clerk(1, "", "A-00", "administrator"),
		"deactivated": strings.Replace(clerk(1, "", "Y00", "administrator"), "{", `{"disabled":true,`, 1),
	} {
		if got := admin.do("PUT", "/api/users/administrator", body); got.status != 409 || got.code() != "own_account" {
			t.Errorf("%s: %d %s", name, got.status, got.code())
		}
	}
	admin.do("POST", "/api/users/administrator/password", "{}").want(409, "own_account")
	admin.do("PUT", "/api/users/administrator", clerk(1, "", "Y", "administrator", "auditor")).want(200, "")
	// Two who take the role from each other at the same moment: the account that
	// acts is still believed for a minute.
	o.people.change("auditor", func(u *org.User) { u.Roles = []org.Role{org.RoleAdministrator} })
	other := o.as(t, "auditor")
	o.people.change("auditor", func(u *org.User) { u.Roles = []org.Role{org.RoleAuditor} })
	other.do("PUT", "/api/users/administrator", clerk(2, "", "Y", "auditor")).want(409, "last_administrator")
}

func TestWrongAccounts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	for body, want := range map[string]string{
		clerk(0, "a b", "Y04", "unit_clerk"):                                                  "login invalid",
		clerk(0, "ab", "nowhere", "leader"):                                                   "unit unknown",
		clerk(0, "ab", "Y04", "king"):                                                         "roles unknown",
		clerk(0, "ab", "Y04"):                                                                 "roles required",
		clerk(0, "ab", "Y00", "agent"):                                                        "number required",
		clerk(0, "AGENT2", "Y04", "leader"):                                                   "login taken",
		strings.Replace(clerk(0, "ab", "Y00", "agent"), "{", `{"number":"1002",`, 1):          "number taken",
		strings.Replace(clerk(0, "ab", "Y04", "leader"), "经办员", "  ", 1):                      "name required",
		strings.Replace(clerk(0, "ab", "Y04", "leader"), `["zh"]`, `["de"]`, 1):               "languages unknown",
		strings.Replace(clerk(0, "ab", "Y04", "leader"), `"queues":[]`, `"queues":["投诉"]`, 1): "queues unknown",
	} {
		p := admin.do("POST", "/api/users", body).want(422, "invalid_fields").problem()
		if len(p.Fields) != 1 || p.Fields[0].Field+" "+string(p.Fields[0].Code) != want {
			t.Errorf("%s: %+v, want %s", body, p.Fields, want)
		}
	}
	if n := len(o.people.Every()); n != 14 {
		t.Errorf("%d accounts", n)
	}
}

// TestASubCentreHasItsOwnUsers: S040. Its administrator neither sees nor changes
// others, nor what is the whole city's.
func TestASubCentreHasItsOwnUsers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.people.change("a-clerk", func(u *org.User) { u.Unit, u.Roles = "A-00", []org.Role{org.RoleAdministrator} })
	admin, county := o.as(t, "administrator"), o.as(t, "a-clerk")
	added(admin, "a1", "A1", "unit_clerk")
	list := read[UsersView](county.do("GET", "/api/users", "").want(200, ""))
	if len(list.Users) != 2 || list.Total != 2 || list.Users[1].Login != "a1" || list.Roles["agent"] != 0 {
		t.Errorf("a county sees %+v", list)
	}
	added(county, "a2", "A-09", "unit_clerk")
	county.do("POST", "/api/users", clerk(0, "y", "Y04", "unit_clerk")).want(403, "forbidden")
	county.do("PUT", "/api/users/a1", clerk(1, "", "Y04", "unit_clerk")).want(403, "forbidden")
	county.do("GET", "/api/users/unit_clerk", "").want(404, "not_found")
	county.do("POST", "/api/users/unit_clerk/password", "{}").want(404, "not_found")
	county.do("GET", "/api/user-changes?login=agent", "").want(404, "not_found")
	if list := read[[]org.UserChange](county.do("GET", "/api/user-changes", "").want(200, "")); len(list) != 2 {
		t.Errorf("a county reads %d changes, want those of its two", len(list))
	}
	county.do("POST", "/api/rules", `{"options":{"seed_rules":true,"closing":1050}}`).want(403, "whole_city_only")
	county.do("POST", "/api/import/users", "login,name\n").want(403, "whole_city_only")
	county.do("GET", "/api/webhooks", "").want(403, "whole_city_only")
	county.do("GET", "/api/rules", "").want(200, "")
}

func TestRolesWithoutPowerAreTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	added(admin, "both", "Y04", "unit_clerk", "dispatcher", "leader")
	u := read[UserView](admin.do("GET", "/api/users/both", "").want(200, ""))
	if !slices.Equal(u.IneffectiveRoles, []org.Role{org.RoleDispatcher, org.RoleLeader}) || !slices.Equal(u.Powerless, u.IneffectiveRoles) {
		t.Errorf("without effect: %v, formerly %v", u.IneffectiveRoles, u.Powerless)
	}
	if in := read[[]org.Role](admin.do("GET", "/api/units/A-00/ineffective-roles", "").want(200, "")); len(in) != 0 {
		t.Errorf("in a sub-centre: %v", in)
	}
}

func TestChangingOnesPasswordEndsOtherSessions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	here, there := o.as(t, "agent"), o.as(t, "agent")
	here.do("PUT", "/api/session/password", `{"old":"wrong","new":"Lantern-9-at-sea"}`).want(422, "invalid_fields")
	here.do("PUT", "/api/session/password", `{"new":"Lantern-9-at-sea"}`).want(422, "invalid_fields")
	here.do("PUT", "/api/session/password", `{"old":"`+password+`","new":"Lantern-9-at-sea"}`).want(200, "")
	here.do("GET", "/api/session", "").want(200, "")
	there.do("GET", "/api/session", "").want(401, "signed_out")
	o.browser(t).do("POST", "/api/session", signInBody("agent", password)).want(401, "wrong_password")
	o.browser(t).do("POST", "/api/session", signInBody("agent", "Lantern-9-at-sea")).want(200, "")
}

func TestGuessingTheOldPasswordIsCounted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	for range tenWrong {
		b.do("PUT", "/api/session/password", `{"old":"wrong","new":"Lantern-9-at-sea"}`).want(422, "invalid_fields")
	}
	b.do("PUT", "/api/session/password", `{"old":"`+password+`","new":"Lantern-9-at-sea"}`).want(429, "too_many_attempts")
}

func TestAccountsWithoutDatabase(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	o.away(true)
	for _, path := range []string{"/api/users", "/api/users/agent", "/api/user-changes"} {
		admin.do("GET", path, "").want(503, "database_away")
	}
	admin.do("POST", "/api/users", clerk(0, "new", "Y04", "unit_clerk")).want(503, "database_away")
	admin.do("PUT", "/api/users/agent", clerk(1, "", "Y04", "unit_clerk")).want(503, "database_away")
	admin.do("PUT", "/api/session/password", `{"old":"x","new":"Lantern-9-at-sea"}`).want(503, "database_away")
	o.away(false)
	o.pass(5 * time.Second)
	if n := len(o.people.Every()); n != 14 {
		t.Errorf("%d accounts after the outage", n)
	}
}

// TestTwoAdministratorsOfAnAccount: the second is told what the account is now, and by whom;
// what a GET gave can be sent back, also by one who was not the last to change it.
func TestTwoAdministratorsOfAnAccount(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a, b := o.as(t, "administrator"), o.as(t, "administrator")
	for _, u := range o.people.Every() {
		was := a.do("GET", "/api/users/"+u.Login, "").want(200, "")
		if u.Login == "numberless" {
			continue // an agent without a number is made by no form
		}
		if now := a.do("PUT", "/api/users/"+u.Login, string(was.body)).want(200, ""); string(now.body) != string(was.body) {
			t.Errorf("sent back, %s became %s", was.body, now.body)
		}
	}
	was := string(a.do("GET", "/api/users/leader", "").want(200, "").body)
	first, second := strings.Replace(was, `"name":"leader"`, `"name":"李市长"`, 1), strings.Replace(was, `"name":"leader"`, `"name":"王市长"`, 1)
	a.do("PUT", "/api/users/leader", first).want(200, "")
	a.do("PUT", "/api/users/leader", first).want(200, "") // an answer was lost
	p := b.do("PUT", "/api/users/leader", second).want(409, "changed_meanwhile").problem()
	if p.Current == nil || p.Current.Rev != "2" || p.Current.User == nil || p.Current.User.Name != "李市长" || p.Current.By == nil || p.Current.At.IsZero() {
		t.Fatalf("the second is told %+v", p.Current)
	}
	b.do("PUT", "/api/users/leader", strings.Replace(second, `"rev":1`, `"rev":2`, 1)).want(200, "")
}
