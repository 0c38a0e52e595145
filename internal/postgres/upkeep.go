package postgres

import (
	"context"
	"time"
)

const (
	upkeepEvery = 30 * time.Second
	// keepAttempts is how long tries to sign in are kept.
	keepAttempts = "90 days"
)

// Run keeps the database in order until ctx ends: partitions for the months to
// come, sessions that wait for it or have expired, old login attempts. report is
// told what failed; it is tried again.
func (s *Store) Run(ctx context.Context, report func(error)) {
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	for {
		if err := s.upkeep(ctx); err != nil && ctx.Err() == nil {
			report(err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (s *Store) upkeep(ctx context.Context) error {
	if err := s.EnsurePartitions(ctx, clock()); err != nil {
		return err
	}
	if err := s.sessions.sweep(ctx); err != nil {
		return err
	}
	_, err := s.pool.Exec(ctx, "delete from login_attempts where at < now() - $1::interval", keepAttempts)
	return fault("remove old login attempts", err)
}
