package storetest

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"sync"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/statistics"
)

// Memory is a tickets.Store for tests. SetAway makes it unavailable.
type Memory struct {
	mu        sync.Mutex
	away      bool
	drafts    map[string]tickets.Draft
	tickets   map[tickets.Number]tickets.Ticket
	looks     map[string]tickets.AccessRecord
	units     []org.Unit
	list      []tickets.Category
	rules     tickets.RuleSettings
	changes   []tickets.RuleChange
	published []statistics.PublishedMonth
}

// NewMemory returns a store with the units and categories of the tests.
func NewMemory() *Memory {
	return &Memory{drafts: map[string]tickets.Draft{}, tickets: map[tickets.Number]tickets.Ticket{},
		looks: map[string]tickets.AccessRecord{}, units: Units(), list: Categories()}
}

// Units is a small city with four levels.
func Units() []org.Unit {
	return []org.Unit{
		{Code: "Y", Name: "云湾市", Level: 1}, {Code: "Y00", Name: "市12345热线中心", Parent: "Y", Level: 1, Centre: true},
		{Code: "Y04", Name: "市城管局", Parent: "Y", Level: 1}, {Code: "Y08", Name: "市人社局", Parent: "Y", Level: 1},
		{Code: "A", Name: "望海区", Parent: "Y", Level: 2}, {Code: "A-00", Name: "望海区12345热线分中心", Parent: "A", Level: 2, Centre: true},
		{Code: "A-09", Name: "望海区市场监管局", Parent: "A", Level: 2},
		{Code: "A1", Name: "海滨街道", Parent: "A", Level: 3}, {Code: "A1a", Name: "望海社区", Parent: "A1", Level: 4},
	}
}

// Categories is a group with one leaf.
func Categories() []tickets.Category {
	return []tickets.Category{
		{Code: "06", Name: "生态环境", NameEN: "Environment"},
		{Code: "0601", Parent: "06", Name: "建筑施工噪声", NameEN: "Construction noise", Type: tickets.Complaint, Unit: "Y04",
			Limit: "24h", Urgency: tickets.Urgent},
	}
}

// SetAway takes the store away, or brings it back.
func (m *Memory) SetAway(away bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.away = away
}

// Looks returns the log of looks at personal data, oldest first.
func (m *Memory) AccessRecords() []tickets.AccessRecord {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []tickets.AccessRecord
	for _, l := range m.looks {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b tickets.AccessRecord) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all
}

// do runs f alone, unless the store is away or time ran out.
func (m *Memory) do(ctx context.Context, f func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.away {
		return errs.ErrUnavailable
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f()
}

// clone makes a deep copy, through JSON as a real store would.
func clone[V any](v V) V {
	raw, err := json.Marshal(v)
	var out V
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil {
		panic(err) // our own types
	}
	return out
}
