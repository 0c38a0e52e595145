package app

import (
	"context"
	"sync"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/postgres/calls"
	"hotline12345/ivr"
	"hotline12345/tickets/restricted"
)

// callers remembers what is known of a number before its call is answered: the language of
// its last call (S033), and whether it is restricted (M74). It is filled from the database and
// by the calls, and answers from memory: a call waits for nothing, and while nothing is known
// it is one of an unknown caller. A number that was withheld is nobody's.
type callers struct {
	store callerStore
	now   func() time.Time
	log   *zap.Logger

	mu sync.Mutex
	// spoken are the numbers that called lately, before those that called earlier: when spoken
	// is full, before is forgotten.
	spoken, before map[string]ivr.Language
	restricted     map[string]restricted.Number
	changes        int // of restricted, so that a list that was read before one is not believed
}

// callerStore is where the memory is filled from.
type callerStore interface {
	CallerLanguages(ctx context.Context, since time.Time, limit int) ([]calls.CallerLanguage, error)
	NumbersRestrictedAt(ctx context.Context, at time.Time, limit int) ([]restricted.Number, error)
}

const (
	// rememberedCallers bounds each half of the memory: some 20 MB altogether.
	rememberedCallers = 100_000
	// languageKept is how far back calls are looked at when a service starts.
	languageKept = 366 * 24 * time.Hour
	// mostRestricted bounds the numbers that are restricted at one time.
	mostRestricted = 20_000
	// readCallersAgain is the pause before the memory is filled again after a failure, and
	// readRestrictedAgain the one between two looks at what the database has.
	readCallersAgain    = 3 * time.Second
	readRestrictedAgain = time.Minute
)

func newCallers(store callerStore, now func() time.Time, log *zap.Logger) *callers {
	return &callers{store: store, now: now, log: log, spoken: map[string]ivr.Language{}, before: map[string]ivr.Language{}, restricted: map[string]restricted.Number{}}
}

// known returns an emit that says of each arriving call what is known of its number.
func (c *callers) known(emit func(cti.Event)) func(cti.Event) {
	return func(e cti.Event) {
		if arrived, ok := e.(cti.CallArrived); ok {
			e = c.recall(arrived)
		}
		emit(e)
	}
}

func (c *callers) recall(e cti.CallArrived) cti.CallArrived {
	number := e.Caller.Shown().Number
	if number == "" {
		return e
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e.Language = c.spoken[number]
	if e.Language == "" {
		e.Language = c.before[number]
	}
	e.Restricted = c.restricted[number].Holds(c.now())
	return e
}

// Observe implements loop.Observer: a call is in its language from the moment it is chosen.
func (c *callers) Observe(e loop.Entry) {
	for _, cmd := range e.Commands {
		save, ok := cmd.(cti.SaveCall)
		if !ok {
			continue
		}
		if r := save.Record; r.Direction == cti.Inbound && r.Language != "" {
			c.mu.Lock()
			c.note(r.Caller.Shown().Number, r.Language)
			c.mu.Unlock()
		}
	}
}

func (c *callers) note(number string, l ivr.Language) {
	if number == "" {
		return
	}
	if len(c.spoken) >= rememberedCallers {
		c.before, c.spoken = c.spoken, make(map[string]ivr.Language, rememberedCallers)
	}
	c.spoken[number] = l
}

// changed takes a number that was restricted or lifted.
func (c *callers) changed(n restricted.Number) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changes++
	c.keep(n)
}

// keep has a restriction in force, or takes it away if it is the one that was.
func (c *callers) keep(n restricted.Number) {
	if n.Holds(c.now()) {
		c.restricted[n.Number] = n
	} else if c.restricted[n.Number].ID == n.ID {
		delete(c.restricted, n.Number)
	}
}

// run fills the memory until ctx ends, and goes on looking at what is restricted.
func (c *callers) run(ctx context.Context) {
	languages := false
	next := time.NewTimer(0)
	defer next.Stop()
	for {
		select {
		case <-next.C:
		case <-ctx.Done():
			return
		}
		languages = languages || c.did("the languages of callers are not known yet", c.readLanguages(ctx))
		held := c.did("the restricted numbers are not known", c.readRestricted(ctx))
		if languages && held {
			next.Reset(readRestrictedAgain)
		} else {
			next.Reset(readCallersAgain)
		}
	}
}

// did reports whether a reading succeeded.
func (c *callers) did(otherwise string, err error) bool {
	if err != nil {
		c.log.Debug(otherwise, zap.Error(err)) // the database's own part of the health says that it is away
	}
	return err == nil
}

// readLanguages remembers the languages of earlier calls, where no call has told since.
func (c *callers) readLanguages(ctx context.Context) error {
	list, err := c.store.CallerLanguages(ctx, c.now().Add(-languageKept), rememberedCallers)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, l := range list { // the newest call of a number comes first
		if c.before[l.Number] == "" {
			c.before[l.Number] = l.Language
		}
	}
	return nil
}

// readRestricted takes what the database has, unless it was changed while it was read.
func (c *callers) readRestricted(ctx context.Context) error {
	for {
		c.mu.Lock()
		before := c.changes
		c.mu.Unlock()
		list, err := c.store.NumbersRestrictedAt(ctx, c.now(), mostRestricted)
		if err != nil {
			return err
		}
		if c.replace(list, before) {
			return nil
		}
	}
}

// replace reports whether nothing was changed since a count of changes: then list is in force.
func (c *callers) replace(list []restricted.Number, changes int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.changes != changes {
		return false
	}
	c.restricted = make(map[string]restricted.Number, len(list))
	for _, n := range list {
		c.restricted[n.Number] = n
	}
	return true
}
