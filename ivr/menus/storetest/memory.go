// Package storetest holds both stores of menus, in memory and in PostgreSQL, to the same
// behaviour.
package storetest

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
)

// Memory is a store in memory. Values pass through JSON, as a database keeps them.
type Memory struct {
	mu       sync.Mutex
	state    menus.State
	versions []menus.Version
	records  []menus.RecordRow
	away     bool
	// Past are the calls of all days.
	Past []menus.PastCall
	// Accounts are who takes each queue.
	Accounts map[string][]string
}

var _ service.Store = (*Memory)(nil)

// NewMemory returns a store without menus.
func NewMemory() *Memory { return &Memory{Accounts: map[string][]string{}} }

// SetAway lets every call fail as if the database were out of reach.
func (m *Memory) SetAway(away bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.away = away
}

func (m *Memory) locked(work func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.away {
		return errs.ErrUnavailable
	}
	return work()
}

// MenuGeneration implements service.Store.
func (m *Memory) MenuGeneration(context.Context) (n int64, err error) {
	err = m.locked(func() error { n = m.state.Generation; return nil })
	return n, err
}

// MenuState implements service.Store.
func (m *Memory) MenuState(context.Context) (s menus.State, err error) {
	err = m.locked(func() error { s = copied(m.state); return nil })
	return s, err
}

// MenuVersions implements service.Store.
func (m *Memory) MenuVersions(_ context.Context, flow string, below, limit int) (list []menus.Version, err error) {
	err = m.locked(func() error {
		for _, v := range slices.Backward(m.versions) {
			if v.Flow == flow && (below == 0 || v.N < below) && len(list) < limit {
				v.Body = ivr.Flow{}
				list = append(list, v)
			}
		}
		return nil
	})
	return list, err
}

// MenuVersion implements service.Store.
func (m *Memory) MenuVersion(_ context.Context, flow string, n int) (found menus.Version, err error) {
	err = m.locked(func() error {
		for _, v := range m.versions {
			if v.Flow == flow && v.N == n {
				found = copied(v)
				return nil
			}
		}
		return errs.ErrNotFound
	})
	return found, err
}

// ChangeMenus implements service.Store.
func (m *Memory) ChangeMenus(_ context.Context, generation int64, c menus.Change) error {
	return m.locked(func() error {
		if m.state.Generation != generation {
			return errs.ErrConflict
		}
		m.state = copied(m.state.After(c))
		for _, moved := range c.Move {
			for i, v := range m.versions {
				if v.Flow == moved.Flow && v.N == moved.N {
					m.versions[i].State, m.versions[i].LiveFrom, m.versions[i].LiveTo = moved.State, moved.LiveFrom, moved.LiveTo
				}
			}
		}
		if c.Add != nil {
			m.versions = append(m.versions, copied(*c.Add))
		}
		m.records = append(m.records, menus.RecordRow{Number: generation + 1, Record: copied(c.Record)})
		return nil
	})
}

// MenuRecords implements service.Store.
func (m *Memory) MenuRecords(_ context.Context, before int64, limit int) (list []menus.RecordRow, err error) {
	err = m.locked(func() error {
		for _, r := range slices.Backward(m.records) {
			if (before == 0 || r.Number < before) && len(list) < limit {
				list = append(list, r)
			}
		}
		return nil
	})
	return list, err
}

// QueueAccounts implements service.Store.
func (m *Memory) QueueAccounts(_ context.Context, queue string) (list []string, err error) {
	err = m.locked(func() error { list = m.Accounts[queue]; return nil })
	return list, err
}

// QueueAgents implements service.Store.
func (m *Memory) QueueAgents(context.Context) (agents map[string]int, err error) {
	err = m.locked(func() error {
		agents = map[string]int{}
		for queue, logins := range m.Accounts {
			agents[queue] = len(logins)
		}
		return nil
	})
	return agents, err
}

// PastCalls implements service.Store.
func (m *Memory) PastCalls(_ context.Context, from, to time.Time, limit int) (list []menus.PastCall, whole bool, err error) {
	err = m.locked(func() error {
		for _, c := range m.Past {
			if !c.At.Before(from) && c.At.Before(to) {
				list = append(list, c)
			}
		}
		return nil
	})
	if whole = len(list) <= limit; !whole {
		list = list[:limit]
	}
	return list, whole, err
}

// copied returns a value as it comes back from a database.
func copied[T any](v T) (out T) {
	raw, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		panic(err) // a test's own mistake
	}
	return out
}
