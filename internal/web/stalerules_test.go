package web

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hotline12345/internal/web/ruleapi"
	"hotline12345/tickets"
)

// ruleAddresses are all addresses from which a rule can be read and to which it can be
// sent back, for the rules that stand.
func ruleAddresses(admin *browser) (list []string) {
	list = []string{"/api/rules", "/api/rules/limits", "/api/rules/options", "/api/rules/directory"}
	for _, u := range read[[]ruleapi.UnitView](admin.do("GET", "/api/units", "").want(200, "")) {
		list = append(list, "/api/units/"+u.Code)
	}
	for _, c := range read[[]ruleapi.CategoryView](admin.do("GET", "/api/categories", "").want(200, "")) {
		list = append(list, "/api/categories/"+c.Code)
	}
	rules := read[ruleapi.RulesView](admin.do("GET", "/api/rules", "").want(200, ""))
	for _, y := range rules.Years {
		list = append(list, fmt.Sprintf("/api/rules/years/%d", y.Year))
	}
	for _, l := range rules.MergedLines {
		list = append(list, "/api/rules/merged-lines/"+l.Number)
	}
	return list
}

// TestRulesThatWereReadCanBeSentBack: whatever the rules are, sending back what a GET gave
// is accepted, changes nothing and is not on record as a change; by the PUT of the same
// address and by the form of POST.
func TestRulesThatWereReadCanBeSentBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	for _, first := range []string{
		`{"year":{"year":2027,"off":["2027-01-01"],"work":[]}}`, `{"merged_line":{"number":"12333","name":"人社热线","unit":"Y08","way":"dual"}}`,
		`{"unit":{"code":"Y77","name":"a","parent":"Y","level":1}}`,
	} {
		admin.do("POST", "/api/rules", first).want(200, "")
	}
	addresses := ruleAddresses(admin)
	made := func() int {
		list, err := o.register.RuleChanges(context.Background(), tickets.ChangeFilter{Limit: 1000})
		must(t, err)
		return len(list)
	}
	rapid.Check(t, func(r *rapid.T) {
		admin.do("POST", "/api/rules", anyChange(r)).want(200, "")
		changes := made()
		address := rapid.SampledFrom(addresses).Draw(r, "address")
		was := admin.do("GET", address, "").want(200, "")
		for _, header := range [][]string{nil, {"If-Match", was.header.Get("ETag")}} {
			now := admin.do("PUT", address, string(was.body), header...)
			if now.status != 200 || string(now.body) != string(was.body) || now.header.Get("ETag") != was.header.Get("ETag") {
				r.Fatalf("PUT %s of %s: %d %s", address, was.body, now.status, now.body)
			}
		}
		for field, raw := range posts(r, address, was.body) {
			body := `{"` + field + `":` + string(raw) + `}`
			if now := admin.do("POST", "/api/rules", body); now.status != 200 {
				r.Fatalf("POST of %s: %d %s", body, now.status, now.body)
			}
		}
		if now := made(); now != changes {
			r.Fatalf("%s sent back is on record as %d changes", address, now-changes)
		}
	})
}

// anyChange is a change of the rules as an integrator sends it, which wants whatever stands
// replaced.
func anyChange(r *rapid.T) string {
	n := rapid.IntRange(0, 999).Draw(r, "n")
	return strings.Replace(rapid.SampledFrom([]string{
		fmt.Sprintf(`{"options":{"seed_rules":%t,"closing":%d}}`, n%2 == 0, 720+n%700),
		fmt.Sprintf(`{"options":{"seed_rules":false,"closing":1050,"contact_days":%d,"anonymous":"refused","anonymous_text":"%d"}}`, n%5, n),
		fmt.Sprintf(`{"limits":[{"unit":"%dwd"},{"type":"help","category":"06","unit":"5wd","promise":"9wd"}]}`, 1+n%20),
		`{"limits":[]}`,
		fmt.Sprintf(`{"year":{"year":2027,"off":["2027-01-%02d"],"work":["2027-03-01"]}}`, 1+n%28),
		fmt.Sprintf(`{"directory":[{"category":"06","area":"A","unit":"Y08","assist":["Y04"],"note":"%d"}],"note":"%d"}`, n, n),
		`{"directory":[]}`,
		fmt.Sprintf(`{"unit":{"code":"Y04","name":"a%d","parent":"Y","level":1,"phone":"0755-12345"}}`, n),
		`{"unit":{"code":"Y77","name":"a","parent":"Y","level":1,"ended":true,"successor":"Y08"}}`,
		fmt.Sprintf(`{"category":{"code":"0601","name":"b%d","name_en":"","type":"help","unit":"Y04","assist":[],"limit":"3wd","urgency":"normal"}}`, n),
		fmt.Sprintf(`{"category":{"code":"06","name":"c%d","name_en":""}}`, n),
		fmt.Sprintf(`{"merged_line":{"number":"12333","name":"d%d","unit":"Y08","way":"dual","ended":%t}}`, n, n%2 == 0),
	}).Draw(r, "change"), "{", `{"rev":"*",`, 1)
}

// posts are the parts of what was read, as the form of POST names them.
func posts(r *rapid.T, address string, raw []byte) map[string]json.RawMessage {
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		r.Fatal(err)
	}
	switch address {
	case "/api/rules":
		return map[string]json.RawMessage{"limits": parts["limits"], "options": parts["options"], "directory": parts["directory"]}
	case "/api/rules/limits":
		return map[string]json.RawMessage{"limits": parts["limits"]}
	}
	for part, field := range map[string]string{"/api/units/": "unit", "/api/categories/": "category", "/api/rules/years/": "year",
		"/api/rules/merged-lines/": "merged_line", "/api/rules/options": "options", "/api/rules/directory": "directory"} {
		if strings.HasPrefix(address, part) {
			return map[string]json.RawMessage{field: raw}
		}
	}
	r.Fatalf("%s: what is it?", address)
	return nil
}

// TestTwoAdministratorsLoseNothing: of two who read the same and change it, the second is
// told what the first one made of it, and by whom; each kind of rule, each way to send it.
func TestTwoAdministratorsLoseNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ address, field, from, first, second string }{
		{"/api/units/Y04", "unit", `"level":1`, `"level":1,"phone":"0755-1111"`, `"level":1,"duty":"b"`},
		{"/api/categories/0601", "category", `"unit":"Y04"`, `"unit":"Y08"`, `"unit":"A"`},
		{"/api/rules/limits", "limits", `[]`, `[{"unit":"5wd"}]`, `[{"unit":"6wd"}]`},
		{"/api/rules/options", "options", `"closing":0`, `"closing":1080`, `"closing":1020`},
		{"/api/rules/directory", "directory", `[]`, `[{"unit":"Y08"}]`, `[{"unit":"Y04"}]`},
		{"/api/rules/years/2027", "year", `"2027-01-01"`, `"2027-01-01","2027-01-02"`, `"2027-01-04"`},
		{"/api/rules/merged-lines/12333", "merged_line", `人社`, `社保`, `就业`},
	} {
		o := newOffice(t)
		a, b := o.as(t, "administrator"), o.as(t, "administrator")
		a.do("POST", "/api/rules", `{"year":{"year":2027,"off":["2027-01-01"],"work":[]}}`).want(200, "")
		a.do("POST", "/api/rules", `{"merged_line":{"number":"12333","name":"人社热线","unit":"Y08","way":"dual"}}`).want(200, "")
		was := string(a.do("GET", c.address, "").want(200, "").body)
		first, second := strings.Replace(was, c.from, c.first, 1), strings.Replace(was, c.from, c.second, 1)
		if first == was || second == was {
			t.Fatalf("%s: %s has nothing to change", c.address, was)
		}
		now := string(a.do("PUT", c.address, first).want(200, "").body)
		for _, late := range []reply{b.do("PUT", c.address, second), b.do("POST", "/api/rules", posted(t, c.field, second)),
			b.do("PUT", c.address, unversioned(second)), b.do("PUT", c.address, unversioned(second), "If-Match", `"0123456789abcdef"`)} {
			p := late.want(409, "changed_meanwhile").problem()
			if p.Current == nil || p.Current.By == nil || p.Current.By.Name != "administrator" || !strings.Contains(now, p.Current.Rev) ||
				!strings.Contains(string(late.body), c.first) {
				t.Fatalf("%s: the second is told %s", c.address, late.body)
			}
			if got := string(b.do("GET", c.address, "").want(200, "").body); got != now {
				t.Errorf("%s: refused, and yet it is %s", c.address, got)
			}
		}
		rev := a.do("GET", c.address, "").header.Get("ETag")
		b.do("PUT", c.address, unversioned(second), "If-Match", rev).want(200, "") // seen, and meant
		b.do("PUT", c.address, unversioned(second)).want(200, "")                  // a lost answer: sent again it is made already
		a.do("PUT", c.address, unversioned(first), "If-Match", "*").want(200, "")
	}
}

// posted is one rule in the form of POST.
func posted(t *testing.T, field, raw string) string {
	var whole struct {
		Limits json.RawMessage `json:"limits"`
		Rev    string          `json:"rev"`
	}
	must(t, json.Unmarshal([]byte(raw), &whole))
	if field == "limits" {
		return fmt.Sprintf(`{"limits":%s,"rev":%q}`, whole.Limits, whole.Rev)
	}
	return fmt.Sprintf(`{%q:%s}`, field, raw)
}

// unversioned is a rule without the version that was read.
func unversioned(raw string) string {
	var whole map[string]any
	_ = json.Unmarshal([]byte(raw), &whole) // it was just read
	delete(whole, "rev")
	out, _ := json.Marshal(whole)
	return string(out)
}

// TestSomethingNewIsNotWhatIsThere: a form for something new that names what is there is
// compared with it, not put over it.
func TestSomethingNewIsNotWhatIsThere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	p := admin.do("POST", "/api/rules", `{"unit":{"code":"Y04","name":"另一个局","parent":"Y","level":1}}`).want(409, "changed_meanwhile").problem()
	if p.Current == nil || p.Current.Unit == nil || p.Current.Unit.Code != "Y04" || p.Current.By != nil {
		t.Errorf("told %+v", p.Current)
	}
	admin.do("PUT", "/api/units/Y05", `{"code":"Y04","name":"a","parent":"Y","level":1}`).want(422, "invalid_fields")
	two := strings.Replace(strings.Replace(string(admin.do("GET", "/api/rules", "").body), `"closing":0`, `"closing":1080`, 1), `"limits":[]`, `"limits":[{"unit":"5wd"}]`, 1)
	admin.do("PUT", "/api/rules", two).want(422, "one_at_a_time")
	admin.do("POST", "/api/rules", `{"limits":[],"options":{"seed_rules":true,"closing":1050}}`).want(422, "invalid_fields")
	if got, err := o.register.RuleChanges(context.Background(), tickets.ChangeFilter{Limit: 9}); err != nil || len(got) != 0 {
		t.Errorf("refused, and yet on record: %+v %v", got, err)
	}
}

// TestAYearThatTheProgramKnowsIsThere, though nobody has entered it: sent back it changes
// nothing, and one that nobody knows is not there.
func TestAYearThatTheProgramKnowsIsThere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := o.as(t, "administrator")
	rules := read[ruleapi.RulesView](admin.do("GET", "/api/rules", "").want(200, ""))
	for _, y := range rules.Announced {
		address := fmt.Sprintf("/api/rules/years/%d", y.Year)
		was := admin.do("GET", address, "").want(200, "")
		if got := read[ruleapi.YearBody](was); !slices.Equal(got.Off, y.Off) || got.Rev != "" {
			t.Errorf("%s is %+v, want %+v", address, got, y)
		}
		admin.do("PUT", address, string(was.body)).want(200, "")
		if got := read[ruleapi.RulesView](admin.do("GET", "/api/rules", "").want(200, "")); len(got.Years) != len(rules.Years) {
			t.Errorf("%s was sent back as it is, and is entered", address)
		}
	}
	admin.do("GET", "/api/rules/years/1999", "").want(404, "not_found")
}
