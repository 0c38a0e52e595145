package accounts

import (
	"testing"

	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets/org"
)

// TestPeopleOfAUnit: users with the roles, without disabled ones.
func TestPeopleOfAUnit(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	names := func(units ...string) (all string) {
		list, err := s.People(ctx, units, org.RosterKeepers())
		dbtest.Must(t, err)
		for _, p := range list {
			all += p.Name + " " + p.Unit + ";"
		}
		return all
	}
	if got := names("Y04", "Y11"); got != "城管局经办员 Y04;" {
		t.Errorf("who keeps the roster of Y04: %q", got)
	}
	if got := names(); got != "" {
		t.Errorf("of no unit: %q", got)
	}
	_, err := d.Exec(ctx, "update users set disabled = true where login = 'y04clerk'")
	dbtest.Must(t, err)
	if got := names("Y04"); got != "" {
		t.Errorf("a disabled account is named: %q", got)
	}
}
