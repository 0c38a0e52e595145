package web

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"hotline12345/internal/web/ticketapi"
	"hotline12345/tickets"
)

// shelf keeps filters in memory.
type shelf struct {
	mu   sync.Mutex
	kept map[string][]tickets.SavedFilter
}

func (s *shelf) SavedFilters(_ context.Context, person string) ([]tickets.SavedFilter, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.kept[person]), nil
}

func (s *shelf) SaveFilter(_ context.Context, person string, f tickets.SavedFilter) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[string][]tickets.SavedFilter{}
	}
	if i := slices.IndexFunc(s.kept[person], func(o tickets.SavedFilter) bool { return o.Name == f.Name }); i < 0 && len(s.kept[person]) >= tickets.MaxSavedFilters {
		return tickets.ErrTooManyFilters
	}
	s.kept[person] = slices.DeleteFunc(s.kept[person], func(o tickets.SavedFilter) bool { return o.Name == f.Name })
	if f.Query != "" {
		s.kept[person] = append(s.kept[person], f)
	}
	return nil
}

func TestFiltersAreTheReadersOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	agent := o.as(t, "agent")
	agent.do("PUT", "/api/filters", `{"name":"","query":"state=registered"}`).want(422, "invalid_request")
	agent.do("PUT", "/api/filters", `{"name":"待派单","query":"state=registered"}`).want(200, "")
	list := read[[]tickets.SavedFilter](agent.do("GET", "/api/filters", "").want(200, ""))
	if len(list) != 1 || list[0].Name != "待派单" || list[0].Query != "state=registered" {
		t.Errorf("filters %+v", list)
	}
	if other := read[[]tickets.SavedFilter](o.as(t, "dispatcher").do("GET", "/api/filters", "").want(200, "")); len(other) != 0 {
		t.Errorf("another's filters: %+v", other)
	}
	agent.do("PUT", "/api/filters", `{"name":"待派单","query":""}`).want(200, "")
	if list := read[[]tickets.SavedFilter](agent.do("GET", "/api/filters", "").want(200, "")); len(list) != 0 {
		t.Errorf("forgotten, but %+v", list)
	}
	for i := range tickets.MaxSavedFilters {
		agent.do("PUT", "/api/filters", fmt.Sprintf(`{"name":"%d","query":"state=registered"}`, i)).want(200, "")
	}
	agent.do("PUT", "/api/filters", `{"name":"one more","query":"state=registered"}`).want(409, "too_many_filters")
}

// TestManyTicketsAreMovedAtOnce: one that refuses does not stop the others.
func TestManyTicketsAreMovedAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	one := string(written(t, o, "1.1", registerMove).Number)
	two := string(written(t, o, "1.2", `{"move":"dispatch","unit":"Y04"}`).Number)
	body := `{"numbers":["` + one + `","` + two + `","261123000099"],"request":{"move":"dispatch","unit":"Y04","note":"x"}}`
	got := read[[]ticketapi.BulkResult](o.as(t, "dispatcher").do("POST", "/api/tickets/moves", body).want(200, ""))
	want := []ticketapi.BulkResult{{Number: tickets.Number(one)}, {Number: tickets.Number(two), Code: "same_unit"}, {Number: "261123000099", Code: "not_found"}}
	if !slices.Equal(got, want) {
		t.Errorf("results %+v, want %+v", got, want)
	}
}

// TestTwoInATicketSeeEachOther until one leaves, or sends nothing for long.
func TestTwoInATicketSeeEachOther(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := "/api/tickets/" + string(written(t, o, "1.1", registerMove).Number) + "/presence"
	agent, disp := o.as(t, "agent"), o.as(t, "dispatcher")
	sees := func(b *browser, body string) []ticketapi.Present {
		return read[[]ticketapi.Present](b.do("POST", path, body).want(200, ""))
	}
	if others := sees(agent, `{"typing":true}`); len(others) != 0 {
		t.Errorf("alone, but sees %+v", others)
	}
	if others := sees(disp, `{"typing":false}`); len(others) != 1 || others[0].Name != "agent" || !others[0].Typing {
		t.Errorf("the dispatcher sees %+v", others)
	}
	o.as(t, "unit_clerk").do("POST", path, `{"typing":false}`).want(404, "not_found") // not theirs
	disp.do("POST", "/api/tickets/261123000099/presence", `{"typing":false}`).want(404, "not_found")
	sees(agent, `{"typing":false,"gone":true}`)
	if others := sees(disp, `{"typing":false}`); len(others) != 0 {
		t.Errorf("the agent left, but is seen: %+v", others)
	}
	sees(agent, `{"typing":false}`)
	o.pass(ticketapi.PresentFor + 1)
	if others := sees(disp, `{"typing":false}`); len(others) != 0 {
		t.Errorf("the agent is silent, but is seen: %+v", others)
	}
}
