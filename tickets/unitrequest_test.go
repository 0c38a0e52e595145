package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestAnExclusionRequestOutlivesARedispatch: the rating stays the first unit's,
// wherever the matter goes.
func TestAnExclusionRequestOutlivesARedispatch(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]struct {
		by org.Actor
		r  tickets.Request
	}{
		"dispatched to another": {storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08", Note: "改派"}},
		"handed down":           {storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a"}},
	} {
		tk := storetest.After(storetest.In(tickets.Answered), storetest.Badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"})
		tk = moved(t, tk, r.by, storetest.Start.Add(40*time.Hour), r.r, nil)
		if !slices.Contains(tk.Marks(), tickets.MarkExclusion) {
			t.Errorf("%s: the request is gone undecided, the rating counts", name)
		}
	}
}

// TestAnExclusionMayBeAskedForAfterTheArchive , which may come on the day of the
// rating.
func TestAnExclusionMayBeAskedForAfterTheArchive(t *testing.T) {
	t.Parallel()
	bad := storetest.Revisit
	bad.Revisit = &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1}
	tk := storetest.After(storetest.In(tickets.Answered), bad, storetest.Archive)
	if _, err := apply(tk, storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveExclude, Note: "诉求不合理"}); err != nil {
		t.Errorf("the unit cannot ask to exclude the rating: %v", err)
	}
}

func TestAnExcludedRatingLeadsToNoSupervision(t *testing.T) {
	t.Parallel()
	once := storetest.After(storetest.In(tickets.Answered), storetest.Badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"},
		tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest})
	twice := storetest.After(storetest.After(once, storetest.ReportAgain()...), storetest.Badly)
	if last := twice.Entries[len(twice.Entries)-1]; last.Supervised {
		t.Error("the first rating does not count, but the second one is the second")
	}
}
