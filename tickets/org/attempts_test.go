package org

import "testing"

// TestAStrangerLocksNobodyOut: at a place of one's own only one's own tries count.
func TestAStrangerLocksNobodyOut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f    Failures
		want bool
	}{
		{Failures{}, false},
		{Failures{Here: 9, HereToday: 29, OfPlace: 49, Strange: 299}, false},
		{Failures{Here: 10}, true},
		{Failures{HereToday: 30}, true},
		{Failures{OfPlace: 50}, true},
		{Failures{Strange: 300}, true},
		{Failures{Known: true, Here: 9, HereToday: 1000, OfPlace: 1000, Strange: 1_000_000}, false},
		{Failures{Known: true, Here: 10}, true},
	} {
		if got := c.f.Closed(); got != c.want {
			t.Errorf("%+v: closed %t", c.f, got)
		}
	}
}
