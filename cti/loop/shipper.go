package loop

import (
	"context"
	"fmt"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
)

// batchSize bounds what one transaction of the shipper carries.
const batchSize = 500

// Store is where the journal is shipped to. Ship is idempotent: entries and
// records that it already has are left as they are.
type Store interface {
	LastJournalSeq(ctx context.Context, journal string) (uint64, error)
	Ship(ctx context.Context, journal string, entries []Entry, calls []cti.CallRecord) error
}

// Shipper copies the journal to the database, behind the calls. A lost database
// only makes it late.
type Shipper struct {
	Files *Files
	Store Store
	Log   *zap.Logger
	// Every is the pause between two looks at the journal.
	Every time.Duration

	tail  *Tail
	batch []Entry // read, not yet taken by the store
}

// Run ships until ctx ends.
func (s *Shipper) Run(ctx context.Context) {
	tick := time.NewTicker(s.Every)
	defer tick.Stop()
	away := false
	for {
		err := s.round(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !away:
			s.Log.Warn("journal waits for the database", zap.Error(err))
		case err == nil && away:
			s.Log.Info("journal is shipped again")
		}
		away = err != nil
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// round ships all that is there. A batch that was not taken is kept for the next.
func (s *Shipper) round(ctx context.Context) error {
	if s.tail == nil {
		after, err := s.Store.LastJournalSeq(ctx, s.Files.ID())
		if err != nil {
			return fmt.Errorf("ask how far the journal is shipped: %w", err)
		}
		s.tail = s.Files.Tail(after)
	}
	for {
		if len(s.batch) == 0 {
			var err error
			if s.batch, err = s.tail.Next(batchSize); err != nil {
				return err
			}
		}
		if len(s.batch) == 0 {
			return nil
		}
		if err := s.Store.Ship(ctx, s.Files.ID(), s.batch, newest(s.batch)); err != nil {
			return fmt.Errorf("ship journal: %w", err)
		}
		last := s.batch[len(s.batch)-1].Seq
		s.batch = nil
		if err := s.Files.Prune(last); err != nil {
			return fmt.Errorf("prune journal: %w", err)
		}
	}
}

// newest keeps the last row of each call in a batch, in order of first mention.
func newest(batch []Entry) []cti.CallRecord {
	var rows []cti.CallRecord
	at := map[cti.CallID]int{}
	for _, e := range batch {
		for _, c := range e.Commands {
			save, ok := c.(cti.SaveCall)
			if !ok {
				continue
			}
			if i, seen := at[save.Record.Call]; seen {
				rows[i] = save.Record
				continue
			}
			at[save.Record.Call] = len(rows)
			rows = append(rows, save.Record)
		}
	}
	return rows
}
