package revisits

import (
	"context"
	"errors"
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
)

// lostAfter is when a call of which nobody knows anything counts as one that was not made:
// the service ended before its loop had taken it.
const lostAfter = 3 * time.Minute

// Step goes on with all revisits once: it writes down what came of calls that have ended, and
// makes those that are due, as many as there may be at a time.
func (s *Service) Step(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var open []PhoneRevisit
	err := s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) { open, err = s.cfg.Store.OpenRevisits(ctx); return err })
	if err != nil {
		return err
	}
	var failed error
	busy := 0
	for _, r := range open {
		if r.State != Calling {
			continue
		}
		goesOn, err := s.follow(ctx, r)
		if goesOn || err != nil {
			busy++
		}
		failed = errors.Join(failed, err)
	}
	now := s.now()
	for _, r := range open {
		if r.State != Waiting || r.Next.After(now) {
			continue
		}
		called, err := s.due(ctx, r, busy < s.cfg.Rules.Lines, now)
		if called {
			busy++
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

// due calls the citizen of a revisit that is due, if it may: in the hours and on a free line.
func (s *Service) due(ctx context.Context, r PhoneRevisit, free bool, now time.Time) (called bool, err error) {
	switch {
	case !s.cfg.Rules.Hours.Open(now):
		r.Why, r.Next = WhyHours, s.cfg.Rules.Hours.Next(now)
		return false, s.save(ctx, r)
	case !free && r.Why == WhyLines:
		return false, nil
	case !free:
		r.Why = WhyLines
		return false, s.save(ctx, r)
	}
	t, err := s.cfg.Tickets.Whole(ctx, r.Ticket)
	if err != nil {
		return false, err
	}
	_, code, err := s.refusal(ctx, r.Actor, t)
	switch {
	case err != nil:
		return false, err
	case code == tickets.WrongState:
		return false, s.save(ctx, r.end(Over, "", now))
	case code != "":
		r.Code = code
		return false, s.save(ctx, r.end(Person, WhyRefused, now))
	}
	number, _ := s.cfg.Telephone.Number(t.Contact)
	r.State, r.Why, r.Call, r.CalledAt, r.Answers = Calling, "", callID(r, now), now, nil
	if err := s.save(ctx, r); err != nil { // before it rings: else nobody would follow the call
		return false, err
	}
	s.cfg.Telephone.Ask(r.Call, number, t, r.Language)
	return true, nil
}

// follow writes down what came of a call, and reports whether it goes on.
func (s *Service) follow(ctx context.Context, r PhoneRevisit) (goesOn bool, err error) {
	c, err := s.cfg.Telephone.Call(ctx, r.Call)
	switch {
	case errors.Is(err, errs.ErrNotFound) && s.now().Sub(r.CalledAt) < lostAfter:
		return true, nil
	case errors.Is(err, errs.ErrNotFound):
		c = Call{Ended: true, Failed: true}
	case err != nil:
		return true, err
	case !c.Ended:
		return true, nil
	}
	after, out := r.After(c, s.cfg.Rules, s.now())
	code, err := s.write(ctx, r, out)
	if err != nil {
		return false, err
	}
	if code != "" {
		after = after.end(Person, WhyUnwritten, s.now())
		after.Code = code
	}
	return false, s.save(ctx, after)
}

// write puts what came of a call into the ticket, once. It returns the reason where the ticket
// does not take it.
func (s *Service) write(ctx context.Context, r PhoneRevisit, out Written) (tickets.IllegalCode, error) {
	if out.Attempt != "" {
		err := s.cfg.Tickets.RecordAttempt(ctx, r.Actor, r.Ticket, r.Call, out.Attempt)
		if errors.Is(err, errs.ErrNotFound) { // whoever asked may not see it any more
			err = nil
		}
		return "", err
	}
	if out.Rating == nil {
		return "", nil
	}
	t, err := s.cfg.Tickets.Whole(ctx, r.Ticket)
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(t.Entries, func(e tickets.Entry) bool { return e.Move == tickets.MoveRevisit && e.Call == r.Call }) {
		return "", nil // the service ended before it could note that
	}
	req := tickets.Request{Move: tickets.MoveRevisit, Revisit: out.Rating, RevisitByPhone: true, Call: r.Call, Seen: len(t.Entries)}
	if out.Rating.UnitsFault {
		unit, _ := s.cfg.Tickets.Rulebook(ctx).LimitsFor(t.Register, t.Urgency)
		req.Note, req.Limit = note(*out.Rating), unit.String()
	}
	_, err = s.cfg.Tickets.Move(ctx, r.Actor, r.Ticket, req)
	var illegal *tickets.Illegal
	switch {
	case errors.As(err, &illegal):
		return illegal.Code, nil
	case errors.Is(err, errs.ErrNotFound): // the same
		return tickets.NotYourCentre, nil
	}
	return "", err
}
