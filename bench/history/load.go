package history

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"hotline12345/cti"
	"hotline12345/tickets"
)

// Store takes the pieces of a history.
type Store interface {
	CopyCalls(ctx context.Context, list []cti.CallRecord) error
	CopyTickets(ctx context.Context, list []tickets.Ticket) error
}

// portion is how many calls go to the store together.
const portion = 10_000

// Load writes the whole history; progress is called with how many calls are done.
func (h *History) Load(ctx context.Context, s Store, progress func(calls int)) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(3)
	for first := 0; first < h.Calls && ctx.Err() == nil; first += portion {
		var calls []cti.CallRecord
		var list []tickets.Ticket
		for n := first; n < min(first+portion, h.Calls); n++ {
			calls = append(calls, h.Call(n))
			if !h.HasTicket(n) {
				continue
			}
			t, err := h.Ticket(n)
			if err != nil {
				return fmt.Errorf("make the history: %w", err)
			}
			list = append(list, t)
		}
		g.Go(func() error {
			if err := s.CopyCalls(ctx, calls); err != nil {
				return err
			}
			return s.CopyTickets(ctx, list)
		})
		progress(first + len(calls))
	}
	return g.Wait()
}
