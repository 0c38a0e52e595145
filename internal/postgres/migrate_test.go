package postgres

import (
	"testing"

	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestRatingsOfBeforeKeepTheirUnitAndTheirExclusion: an update from version 14, whose
// entries did not hold whom a rating is about.
func TestRatingsOfBeforeKeepTheirUnitAndTheirExclusion(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	bad := tickets.Request{Move: tickets.MoveRevisit, Revisit: &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1}}
	d, ticket := storetest.Written(1, "13800138000", storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass, storetest.Answer, bad,
		tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"}, tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest})
	for i := range ticket.Entries {
		if e := &ticket.Entries[i]; e.Rated > 0 || e.Move == tickets.MoveRevisit {
			e.Rated, e.Assignee = 0, ""
		}
	}
	must(t, s.Commit(ctx, d, ticket))
	dbtest.MigrateTo(t, s.Config().ConnString(), 14)
	must(t, s.Migrate(ctx))
	from, to := storetest.Start, storetest.Start.AddDate(1, 0, 0)
	groups, err := s.Ratings(ctx, []string{"Y04"}, from, to)
	must(t, err)
	if len(groups) != 1 || !groups[0].Excluded || groups[0].N != 1 {
		t.Errorf("ratings of the unit after the update: %+v", groups)
	}
	out, err := s.Exclusions(ctx, nil, from, to, 9)
	must(t, err)
	if len(out) != 1 || out[0].Note != "超出职责" {
		t.Errorf("exclusions after the update: %+v", out)
	}
	if _, err := s.DB.Exec(ctx, "update ticket_entries set move = 'x'"); err == nil {
		t.Error("after the update the register can be changed")
	}
}
