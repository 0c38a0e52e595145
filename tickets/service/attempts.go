package service

import (
	"context"
	"slices"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// RecordAttempt records that an agent called a citizen about a ticket and did not reach
// them. The same call twice is recorded once; a ticket that needs no call any more is left
// as it is.
func (s *Service) RecordAttempt(ctx context.Context, by org.Actor, n tickets.Number, call string, outcome tickets.Outcome) error {
	t, err := s.stored(ctx, n)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(t.Attempts, func(a tickets.Attempt) bool { return a.Call == call }) ||
		!slices.Contains(s.LegalMoves(ctx, by, t), tickets.MoveAttempt) {
		return nil
	}
	_, err = s.Move(ctx, by, n, tickets.Request{Move: tickets.MoveAttempt, Outcome: outcome, Call: call, Seen: len(t.Entries)})
	return err
}
