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

// TestADecisionEndsOnlyTheRequestItIsAbout: what another unit asks for, and what the same
// unit asks for beside, waits on.
func TestADecisionEndsOnlyTheRequestItIsAbout(t *testing.T) {
	t.Parallel()
	two := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"})
	two = moved(t, two, storetest.Clerk("Y08"), two.UpdatedAt.Add(time.Hour), tickets.Request{Move: tickets.MoveReturn, Note: "不属职责"}, nil)
	two = moved(t, two, storetest.Clerk("Y04"), two.UpdatedAt.Add(time.Hour), tickets.Request{Move: tickets.MoveReturn, Note: "不属职责"}, nil)
	two = moved(t, two, storetest.Clerk("Y04"), two.UpdatedAt.Add(time.Hour), tickets.Request{Move: tickets.MoveExtend, Note: "工程复杂", Limit: "2wd"}, nil)
	for name, c := range map[string]struct {
		r    tickets.Request
		left []string
	}{
		"an extension is refused":        {tickets.Request{Move: tickets.MoveRefuse, UnitRequest: tickets.ExtensionRequest, Note: "不同意"}, []string{"Y08 return", "Y04 return"}},
		"the assistant's return refused": {tickets.Request{Move: tickets.MoveRefuse, Assignee: "Y08", Note: "不同意"}, []string{"Y04 return", "Y04 extension"}},
	} {
		after := moved(t, two, storetest.By(org.RoleSupervisor), two.UpdatedAt.Add(time.Hour), c.r, nil)
		var left []string
		for _, r := range after.UnitRequests {
			left = append(left, r.Unit+" "+string(r.Kind))
		}
		if !slices.Equal(left, c.left) {
			t.Errorf("%s: %v wait on, want %v", name, left, c.left)
		}
	}
}
