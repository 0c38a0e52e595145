package postgres

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

func TestStatusTriesAreCounted(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	start := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	begin := func(n tickets.Number, place string, whole bool, after time.Duration) service.StatusTry {
		t.Helper()
		try, err := s.BeginStatusTry(ctx, service.StatusGuess{Ticket: n, Place: place, Whole: whole, At: start.Add(after)})
		must(t, err)
		return try
	}
	begin("1", "a", false, -service.TriesWithin) // too long ago to count
	begin("1", "b", false, 1)
	begin("2", "a", false, 2)
	begin("1", "a", true, 0) // of another kind
	want := service.StatusTry{OfTicket: 2, Here: 1, OfPlace: 2}
	for range 2 { // the second after the first was taken back
		try := begin("1", "a", false, 3)
		must(t, s.ForgetStatusTry(ctx, try.ID))
		if try.ID = 0; try != want {
			t.Errorf("%+v, want %+v", try, want)
		}
	}
	whole := begin("1", "a", true, service.WholeWithin)
	if whole.ID = 0; whole != (service.StatusTry{OfTicket: 1, Here: 1, OfPlace: 2}) {
		t.Errorf("whole numbers: %+v", whole)
	}
}

// TestManyTriesAtOnce: a robot that sends all its guesses together learns no more
// than one that waits for each answer.
func TestManyTriesAtOnce(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	n := tn.written(t, "letter-1").Number
	var answered atomic.Int64
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			_, err := tn.Status(t.Context(), n, fmt.Sprintf("%04d", i), fmt.Sprint("192.0.2.", i/10))
			switch {
			case errors.Is(err, errs.ErrNotFound):
				answered.Add(1)
			case !errors.Is(err, service.ErrWholeNumber):
				t.Errorf("guess %d: %v", i, err)
			}
		})
	}
	all.Wait()
	if got := answered.Load(); got > 20 {
		t.Errorf("%d of 60 guesses were answered, want at most 20", got)
	}
	var kept int64
	must(t, tn.store.DB.QueryRow(t.Context(), "select count(*) from status_tries").Scan(&kept))
	if kept != answered.Load() {
		t.Errorf("%d tries are kept, want the %d answered", kept, answered.Load())
	}
}

func TestOldStatusTriesAreRemoved(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	for _, days := range []int{0, 6, 8} {
		at := time.Now().AddDate(0, 0, -days)
		_, err := s.BeginStatusTry(ctx, service.StatusGuess{Ticket: "1", Place: "a", At: at})
		must(t, err)
	}
	must(t, s.upkeep(ctx))
	var left int
	must(t, s.DB.QueryRow(ctx, "select count(*) from status_tries").Scan(&left))
	if left != 2 {
		t.Errorf("%d tries are left, want those of the last week", left)
	}
}
