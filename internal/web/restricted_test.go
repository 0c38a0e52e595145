package web

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/menuapi"
	"hotline12345/internal/web/restrictedapi"
	"hotline12345/ivr"
	menustore "hotline12345/ivr/menus/storetest"
	"hotline12345/tickets/org"
	"hotline12345/tickets/restricted"
)

// restrictedShelf are restricted numbers in memory, the newest last.
type restrictedShelf struct {
	mu   sync.Mutex
	all  []restricted.Number
	told []restricted.Number // what the calls were told
}

func (s *restrictedShelf) tell(n restricted.Number) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = append(s.told, n)
}

func (s *restrictedShelf) RestrictedNumbers(context.Context, time.Time, int) ([]restricted.Number, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]restricted.Number{}, s.all...), nil
}

func (s *restrictedShelf) RestrictedNumber(_ context.Context, id string) (restricted.Number, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.all {
		if n.ID == id {
			return n, nil
		}
	}
	return restricted.Number{}, errs.ErrNotFound
}

func (s *restrictedShelf) Restrict(_ context.Context, n restricted.Number, _ string) (restricted.Number, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, have := range s.all {
		if have.Number == n.Number && have.Holds(n.Since) {
			return have, &restricted.Already{Now: have}
		}
	}
	s.all = append(s.all, n)
	return n, nil
}

func (s *restrictedShelf) LiftRestriction(_ context.Context, id string, l restricted.Lifting, _ string) (restricted.Number, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.all {
		if s.all[i].ID == id {
			if s.all[i].Holds(l.At) {
				s.all[i].Lifted = &l
			}
			return s.all[i], nil
		}
	}
	return restricted.Number{}, errs.ErrNotFound
}

// TestANumberIsRestrictedAndLifted: who, when, why and until when is kept; the calls are told
// before the page is.
func TestANumberIsRestrictedAndLifted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	boss, tel := o.as(t, "supervisor"), o.as(t, "telecom_admin")
	until := o.now().Add(30 * 24 * time.Hour).UTC().Format(time.RFC3339)
	body := func(number, why, until string) string {
		return `{"number":"` + number + `","why":"` + why + `","until":"` + until + `"}`
	}
	n := read[restrictedapi.RestrictedNumber](boss.do("POST", "/api/restricted-numbers", body("+86 138-0013-8000", " 辱骂话务员 ", until)).want(200, ""))
	if n.Number.Number != "13800138000" || n.Why != "辱骂话务员" || !n.Holds || n.By.Name != "supervisor" || n.Since.IsZero() {
		t.Fatalf("restricted %+v", n)
	}
	if len(o.restricted.told) != 1 || o.restricted.told[0].ID != n.ID {
		t.Errorf("the calls were told %+v", o.restricted.told)
	}
	p := tel.do("POST", "/api/restricted-numbers", body("13800138000", "again", until)).want(409, "already_restricted").problem()
	if p.Current == nil || p.Current.By.Name != "supervisor" {
		t.Errorf("the second is told %+v", p.Current)
	}
	calls := read[[]restrictedapi.EvidenceCall](tel.do("GET", "/api/restricted-numbers/"+n.ID+"/calls", "").want(200, ""))
	if len(calls) != 6 || calls[0].Agent == "" {
		t.Errorf("the evidence: %+v", calls)
	}
	if !o.accessed("calls", "13800138000") || !o.accessed("restricted_numbers", "13800138000") {
		t.Error("a look at the number and its calls is not on record")
	}
	tel.do("POST", "/api/restricted-numbers/"+n.ID+"/lift", `{"why":" "}`).want(422, "invalid_fields")
	lifted := read[restrictedapi.RestrictedNumber](tel.do("POST", "/api/restricted-numbers/"+n.ID+"/lift", `{"why":"apologised"}`).want(200, ""))
	if lifted.Holds || lifted.Lifted == nil || lifted.Lifted.By.Name != "telecom_admin" || lifted.Lifted.Why != "apologised" {
		t.Errorf("lifted: %+v", lifted)
	}
	again := read[restrictedapi.RestrictedNumber](boss.do("POST", "/api/restricted-numbers/"+n.ID+"/lift", `{"why":"me too"}`).want(200, ""))
	if again.Lifted.Why != "apologised" {
		t.Errorf("lifted twice: %+v", again)
	}
	if last := o.restricted.told[len(o.restricted.told)-1]; last.Lifted == nil {
		t.Errorf("the calls were told %+v", last)
	}
	boss.do("POST", "/api/restricted-numbers/none/lift", `{"why":"x"}`).want(404, "not_found")
	boss.do("GET", "/api/restricted-numbers/none/calls", "").want(404, "not_found")
	boss.do("POST", "/api/restricted-numbers", body("13800138000", "again", until)).want(200, "")
	list := read[restrictedapi.RestrictedNumbers](o.as(t, "auditor").do("GET", "/api/restricted-numbers", "").want(200, ""))
	if len(list.Numbers) != 2 || list.Effective {
		t.Errorf("the auditor reads %+v", list)
	}
}

// TestWhoMayNotBeRestricted: what is no whole number, authorities, no reason, no end.
func TestWhoMayNotBeRestricted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	boss := o.as(t, "supervisor")
	soon := o.now().Add(time.Hour).UTC()
	ask := func(number, why string, until time.Time) reply {
		return boss.do("POST", "/api/restricted-numbers", `{"number":"`+number+`","why":"`+why+`","until":"`+until.Format(time.RFC3339)+`"}`)
	}
	for _, number := range []string{"", "110", "0110", "+86110", "119", "120", "122", "112", "999", "12345", "075712345", "12315", "10086", "8001", "138****8000", "anonymous", "sip:x@y", "13800138000,13900139000"} {
		if f := ask(number, "abuse", soon).want(422, "invalid_fields").problem().Fields; len(f) != 1 || f[0].Field != "number" {
			t.Errorf("%q: %+v", number, f)
		}
	}
	for field, got := range map[string]reply{
		"why":   ask("13900139001", " ", soon),
		"until": ask("13900139001", "abuse", soon.Add(-2*time.Hour)),
	} {
		if f := got.want(422, "invalid_fields").problem().Fields; len(f) != 1 || f[0].Field != field {
			t.Errorf("%s: %+v", field, f)
		}
	}
	if f := ask("13900139001", "abuse", soon.Add(restricted.Longest)).want(422, "invalid_fields").problem().Fields; f[0].Field != "until" {
		t.Errorf("for more than a year: %+v", f)
	}
	ask("13900139001", strings.Repeat("长", 700), soon).want(422, "invalid_fields")
	for number, normal := range map[string]string{"88886666": "075788886666", "+85221234567": "+85221234567", "4001234567": "4001234567", "0086 139 0013 9001": "13900139001", "95188": "95188"} {
		if n := read[restrictedapi.RestrictedNumber](ask(number, "abuse", soon).want(200, "")); n.Number.Number != normal {
			t.Errorf("%s is %s", number, n.Number.Number)
		}
	}
}

// TestRestrictingIsForTheWholeCity: a sub-centre's supervisor cannot close the city's hotline
// to a citizen.
func TestRestrictingIsForTheWholeCity(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.people.change("supervisor", func(u *org.User) { u.Unit = "A" })
	o.as(t, "supervisor").do("GET", "/api/restricted-numbers", "").want(403, "whole_city_only")
}

// TestTheListSaysWhetherTheMenuAsks: a menu without a node for restricted numbers leads them
// to agents.
func TestTheListSaysWhetherTheMenuAsks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tel := o.as(t, "telecom_admin")
	effective := func() bool {
		return read[restrictedapi.RestrictedNumbers](tel.do("GET", "/api/restricted-numbers", "").want(200, "")).Effective
	}
	if effective() {
		t.Error("no menu asks")
	}
	f := menustore.Flow("main", "general")
	f.Start = "apart"
	f.Nodes["apart"] = ivr.Restricted{Message: "box", Next: "menu"}
	f.Nodes["box"] = ivr.Message{Prompts: []string{"voicemail_end"}, Saved: []string{"voicemail_saved"}, Max: time.Minute, Silence: 5 * time.Second, Next: "bye"}
	f.Nodes["bye"] = ivr.Goodbye{}
	rev := read[menuapi.FlowDraft](tel.do("GET", "/api/menus/main/draft", "").want(200, "")).Rev
	raw, err := json.Marshal(map[string]any{"rev": rev, "body": f})
	must(t, err)
	rev = read[menuapi.FlowDraft](tel.do("PUT", "/api/menus/main/draft", string(raw)).want(200, "")).Rev
	if effective() {
		t.Error("the draft asks, and is not live")
	}
	tel.do("POST", "/api/menus/main/publish", `{"rev":"`+rev+`","why":"harassment"}`).want(200, "")
	if !effective() {
		t.Error("the live menu asks")
	}
	rev = read[menuapi.FlowDraft](tel.do("PUT", "/api/menus/county/draft", draftBody(t, "county", "general", "")).want(200, "")).Rev
	tel.do("POST", "/api/menus/county/publish", `{"rev":"`+rev+`","why":"of its own"}`).want(200, "")
	if !effective() {
		t.Error("nobody is led by the county's menu, which does not ask")
	}
	tel.do("PUT", "/api/numbers/8812345", `{"rev":"","unit":"A","settings":{"flow":"county"}}`).want(200, "")
	list := read[restrictedapi.RestrictedNumbers](tel.do("GET", "/api/restricted-numbers", "").want(200, ""))
	if list.Effective || len(list.Without) != 1 || list.Without[0].Flow != "county" || !slices.Equal(list.Without[0].Numbers, []string{"8812345"}) {
		t.Errorf("the county's menu does not ask, and leads callers: %+v", list.Without)
	}
}
