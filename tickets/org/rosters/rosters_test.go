package rosters_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
	"hotline12345/tickets/org/rosters"
	"hotline12345/tickets/storetest"
)

// shifts is a store that has the same shifts for every unit.
type shifts struct {
	rosters.Store
	all []org.Shift
}

func (r shifts) Shifts(context.Context, []string, time.Time, time.Time) ([]org.Shift, error) {
	return r.all, nil
}

func TestWhatIsMissingInTheNextDays(t *testing.T) {
	t.Parallel()
	ctx, now := t.Context(), storetest.Start
	b := breaker.New(func() time.Time { return now }, nil)
	units := directory.New(b, storetest.NewMemory().Units)
	people := func(_ context.Context, units []string, roles []org.Role) (list []org.Person, _ error) {
		for _, p := range []org.Person{{Name: "county", Unit: "A"}, {Name: "city", Unit: "Y"}, {Name: "bureau", Unit: "Y04"}} {
			if slices.Contains(units, p.Unit) && slices.Contains(roles, org.RoleUnitClerk) {
				list = append(list, p)
			}
		}
		return list, nil
	}
	week := storetest.Shift("all", now.Add(-time.Hour), now.Add(6*24*time.Hour))
	for name, c := range map[string]struct {
		unit   string
		all    []org.Shift
		kept   bool
		gaps   int
		keeper string
	}{
		"the last day is missing":               {"Y04", []org.Shift{week}, true, 1, "bureau"},
		"a unit that never kept one":            {"Y04", nil, false, 1, "bureau"},
		"a street without clerks: its county's": {"A1", nil, false, 1, "county"},
		"a unit without any: the city's":        {"Y08", nil, false, 1, "city"},
		"a person is always there":              {"Y04", []org.Shift{storetest.Shift("x", now.Add(-time.Hour), now.Add(8*24*time.Hour))}, true, 0, "bureau"},
		"the roster ended yesterday":            {"Y04", []org.Shift{storetest.Shift("x", now.Add(-48*time.Hour), now.Add(-24*time.Hour))}, true, 1, "bureau"},
	} {
		got, err := rosters.New(shifts{all: c.all}, people, units, b).RosterAhead(ctx, storetest.Of("Y00", org.RoleDispatcher), c.unit)
		if err != nil {
			t.Fatal(err)
		}
		if got.Kept != c.kept || len(got.Gaps) != c.gaps || len(got.Keepers) != 1 || got.Keepers[0].Name != c.keeper {
			t.Errorf("%s: %+v", name, got)
		}
	}
	_, err := rosters.New(shifts{}, people, units, b).RosterAhead(ctx, storetest.Clerk("A"), "Y04")
	if !errors.Is(err, errs.ErrForbidden) {
		t.Errorf("a county asks for a bureau's gaps: %v", err)
	}
}
