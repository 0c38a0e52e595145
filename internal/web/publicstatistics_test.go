package web

import (
	"strings"
	"testing"

	"hotline12345/tickets/statistics"
)

func TestAnyoneReadsThePublishedFigures(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	anyone := o.browser(t)
	empty := read[statistics.Publication](anyone.do("GET", "/api/public/statistics", "").want(200, ""))
	if empty.Period != "" || empty.Periods == nil || empty.Units == nil || len(empty.Periods) != 0 {
		t.Errorf("before anything was counted: %+v", empty)
	}
	for _, call := range []string{"1.2", "1.3", "1.4"} {
		written(t, o, call, registerMove)
	}
	rated(t, o)
	must(t, o.cfg.Statistics.Publish(t.Context()))
	got := anyone.do("GET", "/api/public/statistics", "").want(200, "")
	if cache := got.header.Get("Cache-Control"); cache != "public, max-age=300" || got.header.Get("Set-Cookie") != "" {
		t.Errorf("Cache-Control %q, a cookie %q", cache, got.header.Get("Set-Cookie"))
	}
	p := read[statistics.Publication](got)
	month := statistics.MonthOf(o.now()).String()
	if p.Period != month || p.CountedAt.IsZero() || len(p.Periods) != 2 || p.Periods[1].Period != month[:4] {
		t.Errorf("published: %+v", p)
	}
	for _, secret := range []string{"王建军", "13800138000", "工地", `"2611`} {
		if strings.Contains(string(got.body), secret) {
			t.Errorf("the public reads %s in %s", secret, got.body)
		}
	}
	if p.All.Accepted != nil || p.Categories[0].Count != nil || p.All.Response != nil {
		t.Errorf("four matters could be told apart: %s", got.body)
	}
	anyone.do("GET", "/api/public/statistics?period="+month[:4], "").want(200, "")
	anyone.do("GET", "/api/public/statistics?period=1999-01", "").want(404, "not_found")
	for _, bad := range []string{"2026-13", "x", "20261", "2026-1"} {
		anyone.do("GET", "/api/public/statistics?period="+bad, "").want(422, "invalid_request")
	}
	o.away(true)
	gone := anyone.do("GET", "/api/public/statistics", "").want(503, "database_away")
	if gone.header.Get("Cache-Control") != "no-store" {
		t.Errorf("an error is kept: %q", gone.header.Get("Cache-Control"))
	}
}
