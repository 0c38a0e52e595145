package loop

import (
	"context"
	"fmt"
	"math"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
)

// Recover rebuilds the engine as it was: the newest snapshot that can be read,
// then the entries after it. It returns the number of the last entry. What cannot be
// read is said, counted and stepped over (State).
func (f *Files) Recover() (*cti.Engine, uint64, error) {
	r := f.rebuild(context.Background(), nil)
	return r.engine, r.seq, nil
}

// Copy is the database's copy of the journal. What the folder lacks is read from it.
type Copy interface {
	// JournalEntries returns entries of a journal with after < seq < before, in order, at
	// most limit. Damaged ones are left out.
	JournalEntries(ctx context.Context, journal string, after, before uint64, limit int) ([]Entry, error)
	// SuccessorJournal returns the journal that was begun last behind entry seq or a later one
	// of a journal, and the entry that it was begun behind; "" if there is none.
	SuccessorJournal(ctx context.Context, journal string, seq uint64) (id string, after uint64, err error)
}

// copyLimit bounds how long a start waits for the database's copy.
const copyLimit = 10 * time.Second

// Resume rebuilds the engine like Recover, and reads from the database's copy what the
// folder lacks: damaged entries, and those that are newer than the folder, which was put
// back to an earlier day or lost its end to a power cut. The copy may be away. The event says which journal goes on
// from which, and is to be handled first.
func (f *Files) Resume(ctx context.Context, database Copy) (*cti.Engine, uint64, cti.Started, error) {
	ctx, cancel := context.WithTimeout(ctx, copyLimit)
	defer cancel()
	r := f.rebuild(ctx, database)
	newer := r.catchUp(ctx)
	started := cti.Started{Journal: f.id, Follows: r.journal, After: r.seq}
	if r.seq == 0 {
		started.Follows = ""
	}
	f.mu.Lock()
	f.first = r.seq + 1
	f.mu.Unlock()
	if r.gaps == 0 && newer == 0 {
		return r.engine, r.seq, started, nil
	}
	// The state must not depend on what was damaged a second time.
	if state, err := r.engine.Snapshot(); err == nil {
		_ = f.Snapshot(r.seq, state) // was said, and is tried again
	}
	return r.engine, r.seq, started, nil
}

// rebuilding is an engine on its way to the state that it had.
type rebuilding struct {
	files    *Files
	database Copy // nil: none, or it is away
	engine   *cti.Engine
	seq      uint64
	journal  string
	gaps     int
}

func (f *Files) rebuild(ctx context.Context, database Copy) *rebuilding {
	r := &rebuilding{files: f, database: database}
	r.engine, r.seq, r.journal = f.lastSnapshot(math.MaxUint64)
	before := f.State().Damaged
	_ = f.Read(r.seq, func(e Entry) error {
		if e.Seq > r.seq+1 {
			r.mend(ctx, e)
		}
		if e.Seq > r.seq {
			r.handle(e)
		}
		return nil
	})
	if s := f.State(); s.Damaged > before && s.Missing == 0 {
		f.log().Warn("the journal was damaged, but no entry is missing")
	}
	return r
}

// mend reads from the database the entries that are missing before e.
func (r *rebuilding) mend(ctx context.Context, e Entry) {
	r.gaps++
	missing := r.files.gap(r.seq, e.Seq)
	for _, journal := range []string{r.journal, e.Journal} {
		if r.database == nil || r.seq+1 >= e.Seq {
			break
		}
		missing -= r.read(ctx, journal, e.Seq)
	}
	if missing > 0 {
		r.files.doubt()
	}
}

// read handles the entries of the database's copy between the last one and before.
func (r *rebuilding) read(ctx context.Context, journal string, before uint64) (n uint64) {
	for {
		list, err := r.database.JournalEntries(ctx, journal, r.seq, before, batchSize)
		if err != nil {
			r.files.log().Warn("the database's copy of the journal cannot be read; what the folder lacks stays unknown", zap.Error(err))
			r.database = nil
			return n
		}
		if len(list) == 0 {
			return n
		}
		for _, e := range list {
			r.handle(e)
			r.files.restored(e.Seq)
			n++
		}
	}
}

// catchUp reads from the database what is newer than the folder.
func (r *rebuilding) catchUp(ctx context.Context) (n uint64) {
	for r.database != nil {
		id, after, err := r.database.SuccessorJournal(ctx, r.journal, r.seq)
		if err != nil {
			r.files.log().Warn("the database cannot be asked for newer entries of the journal", zap.Error(err))
			return n
		}
		if id == "" {
			n += r.read(ctx, r.journal, math.MaxInt64)
			break
		}
		if after > r.seq {
			n += r.read(ctx, r.journal, after+1)
		}
		got := r.read(ctx, id, math.MaxInt64)
		if n += got; got == 0 {
			break
		}
	}
	if n > 0 {
		r.files.log().Warn("the database knew more of the journal than its folder, which was put back to an earlier day "+
			"or lost its end to a power cut; the state was read from there", zap.Uint64("entries", n))
	}
	return n
}

func (r *rebuilding) handle(e Entry) {
	defer func() {
		if p := recover(); p != nil { // what is missing before it may have been its ground
			r.files.log().Error("an entry of the journal cannot be decided again and is stepped over",
				zap.Uint64("entry", e.Seq), zap.String("why", fmt.Sprint(p)))
			r.files.doubt()
		}
	}()
	r.seq, r.journal = e.Seq, e.Journal
	r.files.decided()
	r.engine.Handle(e.At, e.Event)
}
