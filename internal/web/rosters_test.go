package web

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/rosterapi"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/rosters"
)

// rosterShelf is a roster in memory.
type rosterShelf struct {
	mu  sync.Mutex
	all []org.Shift
}

func (r *rosterShelf) Shifts(_ context.Context, units []string, from, to time.Time) (list []org.Shift, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.all {
		if (units == nil || slices.Contains(units, s.Unit)) && s.Until.After(from) && s.From.Before(to) {
			list = append(list, s)
		}
	}
	return list, nil
}

func (r *rosterShelf) Shift(_ context.Context, id string) (org.Shift, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.all {
		if s.ID == id {
			return s, nil
		}
	}
	return org.Shift{}, errs.ErrNotFound
}

func (r *rosterShelf) AddShifts(_ context.Context, shifts []org.Shift) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	add, replaced := org.Enter(r.all, shifts)
	r.all = append(slices.DeleteFunc(r.all, func(have org.Shift) bool { return slices.ContainsFunc(replaced, have.Repeats) }), add...)
	return nil
}

func (r *rosterShelf) TakeShift(_ context.Context, id string, _ org.Person, _ time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = slices.DeleteFunc(r.all, func(s org.Shift) bool { return s.ID == id })
	return nil
}

func TestAUnitKeepsItsRoster(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	clerk, county, office := o.as(t, "unit_clerk"), o.as(t, "a-clerk"), o.as(t, "dispatcher")
	from := o.now().Add(-time.Hour).UTC().Truncate(time.Second)
	at := func(h int) string { return from.Add(time.Duration(h) * time.Hour).Format(time.RFC3339) }
	shift := func(unit, name, phone string) string {
		return `{"shifts":[{"unit":"` + unit + `","from":"` + at(0) + `","until":"` + at(8) + `","name":"` + name + `","phone":"` + phone + `"}]}`
	}
	clerk.do("POST", "/api/roster", shift("Y04", "王值班", "１３９００１３９０００")).want(204, "")
	clerk.do("POST", "/api/roster", shift("Y08", "王值班", "13900139000")).want(403, "forbidden")
	clerk.do("POST", "/api/roster", shift("Y04", " ", "13900139000")).want(422, "invalid_fields")
	clerk.do("POST", "/api/roster", strings.Replace(shift("Y04", "a", "13900139000"), at(8), at(-8), 1)).want(422, "invalid_fields")

	day := "?from=" + at(0) + "&to=" + at(24)
	r := read[rosterapi.Roster](office.do("GET", "/api/roster"+day+"&unit=Y04", "").want(200, ""))
	if len(r.Shifts) != 1 || r.Shifts[0].Phone != "13900139000" || r.Shifts[0].By.Unit != "Y04" || len(r.Now) != 1 {
		t.Fatalf("roster %+v", r)
	}
	if len(r.Gaps) != 1 || r.Gaps[0].From != r.Shifts[0].Until {
		t.Errorf("gaps %+v", r.Gaps)
	}
	county.do("GET", "/api/roster"+day+"&unit=Y04", "").want(403, "forbidden")
	if mine := read[rosterapi.Roster](county.do("GET", "/api/roster"+day, "").want(200, "")); len(mine.Shifts) != 0 {
		t.Errorf("a county reads %+v", mine.Shifts)
	}
	ahead := read[rosters.RosterAhead](office.do("GET", "/api/roster/ahead?unit=Y04", "").want(200, ""))
	if !ahead.Kept || len(ahead.Gaps) != 1 || len(ahead.Keepers) != 1 || ahead.Keepers[0].Name != "unit_clerk" {
		t.Errorf("ahead %+v", ahead)
	}
	county.do("GET", "/api/roster/ahead?unit=Y04", "").want(403, "forbidden")
	office.do("GET", "/api/roster/ahead", "").want(422, "invalid_request")
	county.do("DELETE", "/api/roster/"+r.Shifts[0].ID, "").want(403, "forbidden")
	clerk.do("DELETE", "/api/roster/"+r.Shifts[0].ID, "").want(204, "")
	clerk.do("DELETE", "/api/roster/"+r.Shifts[0].ID, "").want(404, "not_found")
}

// TestAShiftEnteredFourTimesIsOne: a button pressed again, an answer that was lost, the same
// person written another way; also when all come at one moment.
func TestAShiftEnteredFourTimesIsOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	clerk := o.as(t, "unit_clerk")
	from := o.now().Add(-time.Hour).UTC().Truncate(time.Second)
	at := func(h int) string { return from.Add(time.Duration(h) * time.Hour).Format(time.RFC3339) }
	shift := func(name, phone, note string) string {
		return `{"unit":"Y04","from":"` + at(0) + `","until":"` + at(8) + `","name":"` + name + `","phone":"` + phone + `","note":"` + note + `"}`
	}
	day := "/api/roster?unit=Y04&from=" + at(0) + "&to=" + at(24)
	roster := func() rosterapi.Roster {
		return read[rosterapi.Roster](clerk.do("GET", day, "").want(200, ""))
	}
	empty := roster()
	seen := `"seen":{"from":"` + at(0) + `","to":"` + at(24) + `","rev":"` + empty.Rev + `"}`
	one := `{"shifts":[` + shift("王值班", "13900139000", "") + `],` + seen + `}`
	statuses := make(chan int)
	for range 4 {
		go func() { statuses <- clerk.do("POST", "/api/roster", one).status }()
	}
	for range 4 {
		if got := <-statuses; got != 204 {
			t.Errorf("one of four: %d", got)
		}
	}
	clerk.do("POST", "/api/roster", `{"shifts":[`+shift("王值班", "13900139000", "")+`,`+shift("王值班", "13900139000", "")+`]}`).want(204, "")
	first := roster()
	if len(first.Shifts) != 1 {
		t.Fatalf("entered again and again: %+v", first.Shifts)
	}
	late := clerk.do("POST", "/api/roster", `{"shifts":[`+shift("李值班", "13900139001", "")+`],`+seen+`}`).want(409, "changed_meanwhile").problem()
	if late.Current == nil || late.Current.Rev != first.Rev || len(late.Current.Shifts) != 1 {
		t.Errorf("who filled the same gap is told %+v", late.Current)
	}
	clerk.do("POST", "/api/roster", `{"shifts":[`+shift("王 值班", "139-0013-9000", "带车")+`]}`).want(204, "")
	if now := roster(); len(now.Shifts) != 1 || now.Shifts[0].Note != "带车" {
		t.Errorf("the same person with a note: %+v", now.Shifts)
	}
	clerk.do("POST", "/api/roster", strings.Replace(`{"shifts":[`+shift("李值班", "13900139001", "")+`],`+seen+`}`, empty.Rev, roster().Rev, 1)).want(204, "")
	if now := roster(); len(now.Shifts) != 2 {
		t.Errorf("two people of one time: %+v", now.Shifts)
	}
}
