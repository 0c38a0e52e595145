package web

import (
	"net/url"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/statistics"
)

// rated is a ticket of a unit that a citizen has rated.
func rated(t *testing.T, o *office) tickets.Number {
	t.Helper()
	n := written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number
	clerk, disp := o.as(t, "unit_clerk"), o.as(t, "dispatcher")
	for _, step := range []struct {
		by   *browser
		body string
	}{
		{clerk, `{"move":"sign"}`}, {clerk, `{"move":"report","note":"已处理","result":"solved"}`}, {disp, `{"move":"pass"}`},
		{disp, `{"move":"answer","note":"已处理","way":"telephone"}`},
		{disp, `{"move":"revisit","revisit":{"reached":true,"contacted":true,"solved":"partly","satisfied":3}}`},
	} {
		step.by.do("POST", "/api/tickets/"+string(n)+"/moves", step.body).want(200, "")
	}
	return n
}

func TestRatesOfAPeriod(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	rated(t, o)
	b := o.as(t, "leader")
	got := read[statistics.Rates](b.do("GET", "/api/rates", "").want(200, ""))
	if len(got.Units) != 1 || got.Units[0].Unit != "Y04" || *got.All.Response != 100 || *got.All.Resolution != 0 || *got.All.Satisfaction != 0 {
		t.Errorf("rates: %+v", got)
	}
	if got.To.Sub(got.From) != 30*24*time.Hour {
		t.Errorf("the period is %v", got.To.Sub(got.From))
	}
	got = read[statistics.Rates](b.do("GET", "/api/rates?partly_half=true&middle_too=true", "").want(200, ""))
	if *got.All.Resolution != 50 || *got.All.Satisfaction != 100 {
		t.Errorf("milder rates: %+v", got.All)
	}
	now := url.QueryEscape(o.now().Add(time.Minute).Format(time.RFC3339))
	later := url.QueryEscape(o.now().Add(time.Hour).Format(time.RFC3339))
	got = read[statistics.Rates](b.do("GET", "/api/rates?from="+now+"&to="+later, "").want(200, ""))
	if got.All.Revisited != 0 || got.All.Response != nil {
		t.Errorf("rates of a time without ratings: %+v", got)
	}
	for _, query := range []string{"from=" + later + "&to=" + now, "from=" + now + "&to=" + now, "from=1990-01-01T00:00:00Z"} {
		b.do("GET", "/api/rates?"+query, "").want(422, "invalid_fields")
	}
	b.do("GET", "/api/rates?from=yesterday", "").want(422, "invalid_request")
	o.away(true)
	b.do("GET", "/api/rates", "").want(503, "database_away")
	b.do("GET", "/api/hot", "").want(503, "database_away")
}

func TestHotMattersAndLoads(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "leader")
	if got := read[[]statistics.Hot](b.do("GET", "/api/hot", "").want(200, "")); got == nil || len(got) != 0 {
		t.Errorf("hot matters of none: %#v", got)
	}
	for _, call := range []string{"1.1", "1.2", "1.3"} {
		written(t, o, call, `{"move":"dispatch","unit":"Y04"}`)
	}
	hot := read[[]statistics.Hot](b.do("GET", "/api/hot?days=30", "").want(200, ""))
	if len(hot) != 1 || hot[0].Category != "0601" || hot[0].Count != 3 || len(hot[0].Numbers) != 3 {
		t.Errorf("hot: %+v", hot)
	}
	loads := read[[]statistics.Load](b.do("GET", "/api/loads", "").want(200, ""))
	if len(loads) != 1 || loads[0] != (statistics.Load{Unit: "Y04", Open: 3, ToSign: 3}) {
		t.Errorf("loads: %+v", loads)
	}
	for _, days := range []string{"0", "-1", "367", "x"} {
		b.do("GET", "/api/hot?days="+days, "").want(422, "invalid_request")
	}
	// a county's leader sees the county's
	o.people.change("leader", func(u *org.User) { u.Unit = "A" })
	county := o.as(t, "leader")
	if got := read[[]statistics.Load](county.do("GET", "/api/loads", "").want(200, "")); len(got) != 0 {
		t.Errorf("the county's loads: %+v", got)
	}
	if got := read[[]statistics.Hot](county.do("GET", "/api/hot", "").want(200, "")); len(got) != 0 {
		t.Errorf("the county's hot matters: %+v", got)
	}
}
