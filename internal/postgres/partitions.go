package postgres

import (
	"context"
	"sync"
	"time"

	"hotline12345/tickets"
)

// ahead is how many months are made before they begin.
const ahead = 3

// clock is read where the database's own time does not serve.
func clock() time.Time { return time.Now().UTC() }

// months remembers which partitions are known to exist.
type months struct {
	mu    sync.Mutex
	known map[string]bool
}

// EnsurePartitions makes the monthly partitions of this and the next months. It
// belongs at the start and once a day.
func (s *Store) EnsurePartitions(ctx context.Context, now time.Time) error {
	local := now.In(tickets.Zone)
	for i := range ahead + 1 {
		month := time.Date(local.Year(), local.Month()+time.Month(i), 1, 0, 0, 0, 0, tickets.Zone)
		if err := s.ensureMonth(ctx, month); err != nil {
			return err
		}
	}
	return nil
}

// ensureMonth makes the partitions for a time. An old journal may bring months
// that nobody made ahead.
func (s *Store) ensureMonth(ctx context.Context, at time.Time) error {
	key := at.In(tickets.Zone).Format("200601")
	s.months.mu.Lock()
	defer s.months.mu.Unlock()
	if s.months.known[key] {
		return nil
	}
	if _, err := s.pool.Exec(ctx, "select ensure_month($1)", at); err != nil {
		return fault("make partitions of "+key, err)
	}
	if s.months.known == nil {
		s.months.known = map[string]bool{}
	}
	s.months.known[key] = true
	return nil
}
