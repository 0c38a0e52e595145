package storetest

import (
	"context"
	"slices"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
)

// Performance implements service.Store.
func (m *Memory) Performance(ctx context.Context, units []string, from, to time.Time) (list []statistics.UnitPerformance, err error) {
	return list, m.do(ctx, func() error {
		for _, t := range m.tickets {
			for _, e := range t.Entries {
				c := performanceOf(e)
				if c == (statistics.Performance{}) || e.At.Before(from) || !e.At.Before(to) || units != nil && !slices.Contains(units, e.Assignee) {
					continue
				}
				list = append(list, statistics.UnitPerformance{Unit: e.Assignee, Performance: c})
			}
		}
		return nil
	})
}

// performanceOf returns what an entry counts for the performance of the unit that it names
// as assignee.
func performanceOf(e tickets.Entry) (c statistics.Performance) {
	again := e.Move == tickets.MoveRedo || e.Move == tickets.MoveRevisit && e.To == tickets.Redo
	for _, x := range []struct {
		n  *int
		is bool
	}{
		{&c.Returns, e.Move == tickets.MoveReturn},
		{&c.Returned, e.Move == tickets.MoveGrant && e.UnitRequest == tickets.ReturnRequest},
		{&c.Improper, e.Move == tickets.MoveRefuse && e.UnitRequest == tickets.ReturnRequest},
		{&c.Redone, again},
		{&c.Supervised, e.Move == tickets.MoveSupervise || e.Supervised},
		{&c.Overdue, e.Move == tickets.MoveSupervise && e.What == tickets.AlarmOverdue},
		{&c.ContactInTime, e.FirstContact == tickets.ContactInTime},
		{&c.ContactMissed, e.FirstContact == tickets.ContactLate || e.FirstContact == tickets.ContactNever},
	} {
		if x.is {
			*x.n = 1
		}
	}
	return c
}
