package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/errs"
	"hotline12345/tickets/service"
)

// keptCalls bounds the calls remembered: a day of one centre at the seed's rate.
const keptCalls = 10000

// liveCalls remembers the latest calls, so that pages know a call before the
// journal is shipped and while the database is away.
type liveCalls struct {
	store callStore

	mu    sync.Mutex
	calls map[cti.CallID]cti.CallRecord
	// handed are those of them that went to the fallback, of which the engine does not know.
	handed map[cti.CallID]cti.Fallback
	order  []cti.CallID
}

// callStore has the calls that are no longer remembered.
type callStore interface {
	Call(ctx context.Context, call string) (cti.CallRecord, error)
	RecentCalls(ctx context.Context, agents []string, limit int) ([]cti.CallRecord, error)
	CallsByNumber(ctx context.Context, agents []string, from, to time.Time) ([]cti.NumberCount, error)
	CallsOfNumber(ctx context.Context, number string, limit int) ([]cti.CallRecord, error)
	CallRatings(ctx context.Context, by cti.RatingsBy, agents []string, from, to time.Time) ([]cti.RatingCount, error)
	AgentNumbers(ctx context.Context, units []string) ([]string, error)
}

func newLiveCalls(store callStore) *liveCalls {
	return &liveCalls{store: store, calls: map[cti.CallID]cti.CallRecord{}, handed: map[cti.CallID]cti.Fallback{}}
}

// Observe implements loop.Observer.
func (l *liveCalls) Observe(e loop.Entry) {
	for _, c := range e.Commands {
		if save, ok := c.(cti.SaveCall); ok {
			l.remember(save.Record)
		}
	}
}

func (l *liveCalls) remember(r cti.CallRecord) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, known := l.calls[r.Call]; !known {
		l.order = append(l.order, r.Call)
		if len(l.order) > keptCalls {
			delete(l.calls, l.order[0])
			delete(l.handed, l.order[0])
			l.order = l.order[1:]
		}
	}
	if f, ok := l.handed[r.Call]; ok {
		r = r.HandedOver(f)
	}
	l.calls[r.Call] = r
}

// handOver notes that a call went to the fallback, if it is remembered.
func (l *liveCalls) handOver(call cti.CallID, f cti.Fallback) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r, known := l.calls[call]; known {
		l.handed[call], l.calls[call] = f, r.HandedOver(f)
	}
}

// Call is a call's row, the newest there is.
func (l *liveCalls) Call(ctx context.Context, call string) (cti.CallRecord, error) {
	l.mu.Lock()
	r, known := l.calls[cti.CallID(call)]
	l.mu.Unlock()
	if known {
		return r, nil
	}
	return l.store.Call(ctx, call)
}

// RecentCalls lists the latest calls; those in memory alone while the database
// is away.
func (l *liveCalls) RecentCalls(ctx context.Context, agents []string, limit int) ([]cti.CallRecord, error) {
	stored, err := l.store.RecentCalls(ctx, agents, limit)
	if !errors.Is(err, errs.ErrUnavailable) {
		return stored, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []cti.CallRecord
	for i := len(l.order) - 1; i >= 0 && len(found) < limit; i-- {
		if r := l.calls[l.order[i]]; agents == nil || slices.Contains(agents, string(r.Agent)) {
			found = append(found, r)
		}
	}
	return found, nil
}

// CallRatings counts how talks were rated.
func (l *liveCalls) CallRatings(ctx context.Context, by cti.RatingsBy, agents []string, from, to time.Time) ([]cti.RatingCount, error) {
	return l.store.CallRatings(ctx, by, agents, from, to)
}

// CallsByNumber counts calls by the number that was dialled.
func (l *liveCalls) CallsByNumber(ctx context.Context, agents []string, from, to time.Time) ([]cti.NumberCount, error) {
	return l.store.CallsByNumber(ctx, agents, from, to)
}

// CallsOfNumber returns the latest calls that a number made.
func (l *liveCalls) CallsOfNumber(ctx context.Context, number string, limit int) ([]cti.CallRecord, error) {
	return l.store.CallsOfNumber(ctx, number, limit)
}

// AgentNumbers implements tickets.Calls.
func (l *liveCalls) AgentNumbers(ctx context.Context, units []string) ([]string, error) {
	return l.store.AgentNumbers(ctx, units)
}

// CallFacts implements tickets.Calls.
func (l *liveCalls) CallFacts(ctx context.Context, call string) (service.CallFacts, error) {
	r, err := l.Call(ctx, call)
	if err != nil {
		return service.CallFacts{}, err
	}
	f := service.CallFacts{Call: call, Number: r.Caller.Shown().Number, Called: r.Called, ArrivedAt: r.ArrivedAt}
	if r.Agent != "" {
		f.Agents = append(f.Agents, string(r.Agent))
	}
	for _, o := range r.Offers {
		f.Agents = append(f.Agents, string(o.Agent))
	}
	for _, leg := range r.Legs {
		f.Agents = append(f.Agents, string(leg.Agent))
	}
	return f, nil
}
