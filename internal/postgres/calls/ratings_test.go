package calls

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/postgres/dbtest"
)

// TestRatingsOfOtherScales: the best and the worst answer count as such, whatever the number of answers.
func TestRatingsOfOtherScales(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	noon := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	for i, c := range []struct{ score, of, want int }{
		{1, 2, 1}, {2, 2, 5}, {1, 3, 1}, {2, 3, 3}, {3, 3, 5}, {4, 4, 5}, {4, 5, 4}, {5, 0, 5}, {2, 0, 2}, {1, 9, 1}, {5, 9, 3}, {9, 9, 5}, {6, 5, 0}, {1, 1, 0}, {0, 5, 0},
	} {
		agent := cti.AgentID(fmt.Sprint(2000 + i))
		dbtest.Must(t, s.CopyCalls(ctx, []cti.CallRecord{{Call: cti.CallID(fmt.Sprint("scaled-", i)), Revision: 1, Direction: cti.Inbound, Called: "12345",
			Agent: agent, ArrivedAt: noon, AnsweredAt: noon.Add(time.Second), EndedAt: noon.Add(time.Minute),
			Ratings: []cti.SurveyAnswer{{Question: cti.QuestionService, Score: c.score, Of: c.of, At: noon}}}}))
		want := make([]int, 5)
		if c.want > 0 {
			want[c.want-1] = 1
		}
		got, err := s.CallRatings(ctx, cti.RatingsByAgent, []string{string(agent)}, noon, noon.Add(time.Hour))
		if err != nil || len(got) != 1 || !slices.Equal(got[0].Scores, want) {
			t.Errorf("%d of %d counts as %v, %v; want %v", c.score, c.of, got, err, want)
		}
	}
}

// TestRatingsAreCountedBy day, queue, language and agent, out of the talks; what was not a talk
// of a caller, or another question's answer, does not count.
func TestRatingsAreCountedBy(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	noon := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	n := 0
	call := func(at time.Time, change func(*cti.CallRecord), scores ...int) {
		n++
		r := cti.CallRecord{Call: cti.CallID(fmt.Sprint("rated-", n)), Revision: 1, Direction: cti.Inbound, Called: "12345", Language: "zh", Queue: "general",
			Agent: "1001", ArrivedAt: at, AnsweredAt: at.Add(time.Second), EndedAt: at.Add(time.Minute), EndReason: cti.EndedByAgent}
		for _, score := range scores {
			r.Ratings = append(r.Ratings, cti.SurveyAnswer{Question: cti.QuestionService, Score: score, Of: 5, At: at})
		}
		if change != nil {
			change(&r)
		}
		dbtest.Must(t, s.CopyCalls(ctx, []cti.CallRecord{r}))
	}
	call(noon, nil, 1)
	call(noon, nil, 5)
	call(noon, func(r *cti.CallRecord) { r.Queue, r.Language, r.Agent = "complaint", "yue", "1002" }, 2)
	call(noon.Add(13*time.Hour), nil) // the next day in the city, not rated
	call(noon, func(r *cti.CallRecord) { r.Ratings = []cti.SurveyAnswer{{Question: "solved", Score: 1, Of: 3}} })
	call(noon, func(r *cti.CallRecord) { r.AnsweredAt = time.Time{} }, 1)
	call(noon, func(r *cti.CallRecord) { r.Direction = cti.Outbound }, 1)
	call(noon.Add(-24*time.Hour), nil, 1) // before the period
	for by, want := range map[cti.RatingsBy]string{
		cti.RatingsByDay:      "[{2026-11-23 4 3 [1 1 0 0 1]} {2026-11-24 1 0 [0 0 0 0 0]}]",
		cti.RatingsByQueue:    "[{complaint 1 1 [0 1 0 0 0]} {general 4 2 [1 0 0 0 1]}]",
		cti.RatingsByLanguage: "[{yue 1 1 [0 1 0 0 0]} {zh 4 2 [1 0 0 0 1]}]",
		cti.RatingsByAgent:    "[{1001 4 2 [1 0 0 0 1]} {1002 1 1 [0 1 0 0 0]}]",
	} {
		got, err := s.CallRatings(ctx, by, nil, noon.Add(-time.Hour), noon.Add(24*time.Hour))
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("by %s: %v, %v; want %s", by, got, err, want)
		}
	}
	got, err := s.CallRatings(ctx, cti.RatingsByAgent, []string{"1002"}, noon.Add(-time.Hour), noon.Add(24*time.Hour))
	if err != nil || !slices.EqualFunc(got, []string{"1002"}, func(c cti.RatingCount, of string) bool { return c.Of == of }) {
		t.Errorf("of one agent: %v, %v", got, err)
	}
}
