package tickets

import (
	"context"
	"slices"
)

// Tried writes down that an agent called a citizen about a ticket and did not
// reach them. The same call twice is once; a ticket that needs no call any more
// is left as it is.
func (s *Service) Tried(ctx context.Context, by Actor, n Number, call string, outcome Outcome) error {
	t, err := s.stored(ctx, n)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(t.Attempts, func(a Attempt) bool { return a.Call == call }) ||
		!slices.Contains(s.LegalMoves(ctx, by, t), MoveAttempt) {
		return nil
	}
	_, err = s.Move(ctx, by, n, Request{Move: MoveAttempt, Outcome: outcome, Call: call, Seen: len(t.Entries)})
	return err
}
