package service_test

import (
	"slices"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestWhatIsSearchedForIsLogged (M72): who looked for which words, also when
// nothing was found; a list without words is a look at a list.
func TestWhatIsSearchedForIsLogged(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	o.committed(t, "1.1", registerMove)
	for _, f := range []tickets.Filter{{Text: "王建军 临港路"}, {Text: "火星移民"}, {Text: "噪声", Number: "13800138000"}, {Number: "13800138000"}, {}} {
		_, err := o.List(ctx, storetest.Agent, f)
		must(t, err)
	}
	_, err := o.List(ctx, by(org.RoleTelecomAdmin), tickets.Filter{Text: "王建军"})
	wantErr(t, "search without the right", err, errs.ErrForbidden)
	got := map[string]int{}
	for _, l := range o.store.AccessRecords() {
		got[l.What+": "+l.Key]++
		if l.By.ID != storetest.Agent.ID || l.Addr != "127.0.0.1" || l.At.IsZero() {
			t.Errorf("look: %+v", l)
		}
	}
	for _, want := range []string{"search: 王建军 临港路", "search: 火星移民", "search: 13800138000 噪声", "tickets: 13800138000", "tickets: "} {
		if got[want] != 1 {
			t.Errorf("%q is logged %d times", want, got[want])
		}
	}
	if len(got) != 5 {
		t.Errorf("%d looks: %v", len(got), got)
	}
}

// TestWhatWaitsIsOnTheFirstPage: tickets that the store does not have yet stand
// before all that it has, on the first page and on no later one.
func TestWhatWaitsIsOnTheFirstPage(t *testing.T) {
	o, ctx := newOffice(t), t.Context()
	first := o.committed(t, "1.1", registerMove)
	second := o.committed(t, "1.2", registerMove)
	o.store.SetAway(true)
	third := o.committed(t, "1.3", registerMove)
	fourth := o.committed(t, "1.4", registerMove)
	o.back()
	var got []tickets.Number
	f := tickets.Filter{Limit: 1}
	for len(got) < 9 {
		page, err := o.List(ctx, storetest.Agent, f)
		must(t, err)
		if len(page) == 0 {
			break
		}
		got = append(got, page[0].Number)
		f.Before = page[0].Number
	}
	if want := []tickets.Number{fourth.Number, third.Number, second.Number, first.Number}; !slices.Equal(got, want) {
		t.Errorf("pages have %v, want %v", got, want)
	}
}
