package loop

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
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
// only makes it late; one that was put back to an earlier day gets again what it lacks,
// as far as the folder has it.
type Shipper struct {
	Files *Files
	Store Store
	Log   *zap.Logger
	// Every is the pause between two looks at the journal.
	Every time.Duration

	tail    *Tail
	batch   []Entry           // read, not yet taken by the store
	shipped map[string]uint64 // by journal, as the store said
	asked   time.Time
	done    uint64          // the store has all up to here
	behind  map[string]bool // journals of which the store had more than the folder; said

	level atomic.Pointer[time.Time] // when the store last had all that was there
}

const (
	// askAgain is how often a store is asked how far it is while there is nothing to
	// ship: it may have been put back to an earlier day.
	askAgain = time.Minute
	// lastShipping bounds the last round, when the service stops.
	lastShipping = 2 * time.Second
)

// Run ships until ctx ends. What is in memory alone then is shipped before it returns.
func (s *Shipper) Run(ctx context.Context) {
	tick := time.NewTicker(s.Every)
	defer tick.Stop()
	away := false
	s.noteLevel()
	for {
		err := s.round(ctx)
		switch {
		case ctx.Err() != nil:
			s.lastRound(ctx)
			return
		case err != nil && !away:
			s.Log.Warn("the journal is not shipped; it is tried again", zap.Error(err))
		case err == nil && away:
			s.Log.Info("journal is shipped again")
		}
		if err == nil {
			s.noteLevel()
		}
		away = err != nil
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
}

func (s *Shipper) noteLevel() {
	now := time.Now()
	s.level.Store(&now)
}

// Behind returns for how long the store has not had all of the journal: also where it hangs
// without a word. It is 0 before Run.
func (s *Shipper) Behind() time.Duration {
	level := s.level.Load()
	if level == nil {
		return 0
	}
	return time.Since(*level)
}

func (s *Shipper) lastRound(ctx context.Context) {
	if s.Files.State().Held == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastShipping)
	defer cancel()
	if err := s.round(ctx); err != nil {
		s.Log.Error("the service stops, and a part of the journal is neither on disk nor in the database", zap.Error(err))
	}
}

// round ships all that is there. After an error the store is asked anew how far it is.
func (s *Shipper) round(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			s.tail, s.batch = nil, nil
		}
	}()
	if s.tail == nil {
		if err := s.locate(ctx); err != nil {
			return err
		}
	}
	if time.Since(s.asked) > askAgain {
		if err := s.check(ctx, s.Files.ID()); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, s.prune()) }()
	}
	for {
		if len(s.batch) == 0 {
			if s.batch, err = s.tail.Next(batchSize); err != nil {
				return err
			}
		}
		if len(s.batch) == 0 {
			return nil
		}
		if err := s.ship(ctx); err != nil {
			return err
		}
	}
}

// ship ships what the batch has of one journal.
func (s *Shipper) ship(ctx context.Context) error {
	journal := s.batch[0].Journal
	n := slices.IndexFunc(s.batch, func(e Entry) bool { return e.Journal != journal })
	if n < 0 {
		n = len(s.batch)
	}
	if err := s.check(ctx, journal); err != nil || s.tail == nil || len(s.batch) == 0 {
		return err
	}
	part := s.batch[:n]
	had := s.shipped[journal]
	part = slices.DeleteFunc(slices.Clone(part), func(e Entry) bool { return e.Seq <= had })
	if len(part) > 0 {
		if err := s.Store.Ship(ctx, journal, part, newest(part)); err != nil {
			return fmt.Errorf("ship journal: %w", err)
		}
		s.shipped[journal] = part[len(part)-1].Seq
	}
	s.done = s.batch[n-1].Seq
	s.batch = s.batch[n:]
	return s.prune()
}

func (s *Shipper) prune() error {
	if err := s.Files.Prune(s.done); err != nil {
		return fmt.Errorf("prune journal: %w", err)
	}
	return nil
}

// check asks the store how far it has a journal, and begins anew when it has less than
// it had: it was put back to an earlier day.
func (s *Shipper) check(ctx context.Context, journal string) error {
	s.asked = time.Now()
	last, err := s.Store.LastJournalSeq(ctx, journal)
	if err != nil {
		return fmt.Errorf("ask how far the journal is shipped: %w", err)
	}
	had, known := s.shipped[journal]
	s.shipped[journal] = last
	if !known || last >= had {
		return nil
	}
	s.Files.log().Warn("the database has less of the journal than before: it was put back to an earlier day and is caught up",
		zap.String("journal", journal), zap.Uint64("had", had), zap.Uint64("has", last))
	return s.locate(ctx)
}

// locate finds the first entry in the folder that the store lacks. Each run of the
// service has a journal of its own, and begins a segment.
func (s *Shipper) locate(ctx context.Context) error {
	s.batch, s.shipped, s.asked = nil, map[string]uint64{}, time.Now()
	parts := s.Files.journals()
	from, found := uint64(0), false
	for i, p := range parts {
		last, asked := s.shipped[p.journal]
		if !asked {
			var err error
			if last, err = s.Store.LastJournalSeq(ctx, p.journal); err != nil {
				return fmt.Errorf("ask how far the journal is shipped: %w", err)
			}
			s.shipped[p.journal] = last
		}
		ends := uint64(math.MaxUint64)
		if i+1 < len(parts) {
			ends = parts[i+1].first - 1
		}
		if !found && last < ends {
			from, found = max(last, p.first-1), true
		}
		if last > ends && (i+1 == len(parts) || parts[i+1].journal != p.journal) {
			s.ahead(p.journal, ends, last)
		}
	}
	s.tail, s.done = s.Files.Tail(from), from
	return nil
}

// ahead says once that the database has more of a former journal than the folder.
func (s *Shipper) ahead(journal string, folder, database uint64) {
	if s.behind[journal] {
		return
	}
	if s.behind == nil {
		s.behind = map[string]bool{}
	}
	s.behind[journal] = true
	s.Files.log().Warn("the database has more of a former journal than its folder, which was put back to an earlier day or "+
		"lost its end; what comes now is another journal, and nothing is skipped",
		zap.String("journal", journal), zap.Uint64("folder", folder), zap.Uint64("database", database))
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
