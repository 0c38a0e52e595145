package storetest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hotline12345/tickets"
)

// Written implements service.Store.
func (m *Memory) Written(ctx context.Context, units []string, day string, after tickets.Number, limit int) (list []tickets.Ticket, err error) {
	return list, m.do(ctx, func() error {
		for n, t := range m.tickets {
			if n > after && strings.HasPrefix(string(n), day) && (tickets.Filter{Units: units}).Selects(t) {
				t.Stored = true
				list = append(list, clone(t))
			}
		}
		slices.SortFunc(list, func(a, b tickets.Ticket) int { return cmp.Compare(a.Number, b.Number) })
		list = list[:min(len(list), limit)]
		return nil
	})
}
