package postgres

import (
	"context"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/postgres/db"
)

const (
	upkeepEvery = 30 * time.Second
	// keepTries is how long wrong tries of the public status page are kept: they
	// count for a day, and name addresses of citizens.
	keepTries = "7 days"
)

// Upkeep keeps the database in order until ctx ends: partitions for the months to come,
// sessions that wait to be stored or have expired, tickets whose type protects them now, old login attempts and tries of the status
// page. What fails is logged once, and tried again.
func (s *Store) Upkeep(ctx context.Context) {
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	failing := false
	for {
		err := s.upkeep(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			s.log.Warn("the database's upkeep waits", zap.Error(err))
		}
		failing = err != nil
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (s *Store) upkeep(ctx context.Context) error {
	if err := s.EnsurePartitions(ctx, time.Now()); err != nil {
		return err
	}
	if err := s.sessions.Sweep(ctx); err != nil {
		return err
	}
	if _, err := s.ProtectTickets(ctx); err != nil {
		return err
	}
	for more := true; more; {
		var err error
		if more, err = s.BackfillWords(ctx); err != nil {
			return err
		}
	}
	if err := s.RemoveOldLogins(ctx); err != nil {
		return err
	}
	_, err := s.DB.Exec(ctx, "delete from status_tries where at < now() - $1::interval", keepTries)
	return db.Fault("remove old tries of the status page", err)
}
