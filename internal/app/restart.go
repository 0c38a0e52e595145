package app

import (
	"context"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti/loop"
)

const (
	// askedSoon is how long a start waits for the database: citizens in a talk hear
	// nothing meanwhile.
	askedSoon = time.Second
	// expireEvery is how often copies of sessions that are over are forgotten.
	expireEvery = 10 * time.Minute
)

// copyOfJournal returns the database's copy of the journal, nil while the database does
// not answer soon: what the folder has is then all there is.
func (svc *application) copyOfJournal(ctx context.Context) loop.Copy {
	ctx, cancel := context.WithTimeout(ctx, askedSoon)
	defer cancel()
	if err := svc.store.Ping(ctx); err != nil {
		svc.log.Warn("the service starts without the database", zap.Error(err))
		svc.store.Sessions().Rest()
		return nil
	}
	return svc.store
}

// expireCopies forgets copies of sessions and accounts that are over, until ctx ends.
func (svc *application) expireCopies(ctx context.Context) {
	tick := time.NewTicker(expireEvery)
	defer tick.Stop()
	for {
		select {
		case now := <-tick.C:
			if err := svc.sealed.Expire(now); err != nil {
				svc.log.Warn("copies of sessions that are over stay on the disk", zap.Error(err))
			}
		case <-ctx.Done():
			return
		}
	}
}
