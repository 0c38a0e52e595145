package storetest

import (
	"context"
	"slices"
	"sync"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/revisits"
)

// Revisits is a revisits.Store in memory for tests.
type Revisits struct {
	mu   sync.Mutex
	list []revisits.PhoneRevisit
}

// AddRevisit implements revisits.Store.
func (m *Revisits) AddRevisit(_ context.Context, r revisits.PhoneRevisit) (revisits.PhoneRevisit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if slices.ContainsFunc(m.list, func(x revisits.PhoneRevisit) bool { return x.Ticket == r.Ticket && x.Open() }) {
		return r, errs.ErrConflict
	}
	r.ID = int64(len(m.list) + 1)
	m.list = append(m.list, r)
	return r, nil
}

// SaveRevisit implements revisits.Store.
func (m *Revisits) SaveRevisit(_ context.Context, r revisits.PhoneRevisit) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.list[r.ID-1] = r
	return nil
}

// OpenRevisits implements revisits.Store.
func (m *Revisits) OpenRevisits(context.Context) (list []revisits.PhoneRevisit, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.list {
		if r.Open() {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b revisits.PhoneRevisit) int { return a.Next.Compare(b.Next) })
	return list, nil
}

// LastRevisit implements revisits.Store.
func (m *Revisits) LastRevisit(_ context.Context, n tickets.Number) (revisits.PhoneRevisit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range slices.Backward(m.list) {
		if r.Ticket == n {
			return r, nil
		}
	}
	return revisits.PhoneRevisit{}, errs.ErrNotFound
}
