package postgres

import (
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
