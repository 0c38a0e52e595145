package postgres

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"hotline12345/tickets"
)

func TestFiltersAreKept(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	must(t, s.SaveFilter(ctx, "1", tickets.SavedFilter{Name: "待派单", Query: "state=registered"}))
	must(t, s.SaveFilter(ctx, "1", tickets.SavedFilter{Name: "待派单", Query: "state=registered&type=help"}))
	must(t, s.SaveFilter(ctx, "2", tickets.SavedFilter{Name: "x", Query: "y"}))
	must(t, s.SaveFilter(ctx, "2", tickets.SavedFilter{Name: "x"}))
	for person, want := range map[string][]tickets.SavedFilter{"1": {{Name: "待派单", Query: "state=registered&type=help"}}, "2": nil} {
		got, err := s.SavedFilters(ctx, person)
		must(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("filters of %s: %+v, want %+v", person, got, want)
		}
	}
}

// TestAPersonKeepsSoManyFilters: also when the last ones are saved at once; one that is there
// may be changed, and one that is forgotten makes room.
func TestAPersonKeepsSoManyFilters(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	save := func(i int, query string) error {
		return s.SaveFilter(ctx, "1", tickets.SavedFilter{Name: fmt.Sprint(i), Query: query})
	}
	const first = tickets.MaxSavedFilters - 2
	for i := range first {
		must(t, save(i, "a"))
	}
	refused := make(chan error, 6)
	for i := range cap(refused) {
		go func() { refused <- save(first+i, "a") }()
	}
	n := 0
	for range cap(refused) {
		if err := <-refused; errors.Is(err, tickets.ErrTooManyFilters) {
			n++
		} else {
			must(t, err)
		}
	}
	list, err := s.SavedFilters(ctx, "1")
	must(t, err)
	if len(list) != tickets.MaxSavedFilters || n != cap(refused)-2 {
		t.Errorf("%d filters are kept, %d were refused", len(list), n)
	}
	must(t, save(0, "b"))
	must(t, s.SaveFilter(ctx, "2", tickets.SavedFilter{Name: "x", Query: "y"}))
	must(t, save(1, ""))
	must(t, save(1000, "a"))
}
