package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Arrival is a matter that came by another channel than a call.
type Arrival struct {
	// Origin is the sender's own key; the same again is the same ticket.
	Origin  string          `json:"origin" minLength:"1" maxLength:"200"`
	Channel tickets.Channel `json:"channel"`
	tickets.Register
}

// Create makes a ticket of a matter that came by another channel than a call, and makes
// its first move. CalledAt is now if the matter brings none. Errors: Invalid, Illegal,
// Taken, ErrUnavailable.
func (s *Service) Create(ctx context.Context, by org.Actor, a Arrival, r tickets.Request) (tickets.Ticket, error) {
	ctx = context.WithoutCancel(ctx)
	now := s.now()
	a.Register = tickets.Tidy(a.Register, s.cfg.Plan)
	if a.CalledAt.IsZero() || a.CalledAt.After(now) {
		a.CalledAt = now
	}
	wrong := s.complete(ctx, CallFacts{}, a.Register, r)
	if !slices.Contains(tickets.Channels(), a.Channel) || a.Channel == tickets.ByCall {
		wrong = append(wrong, errs.FieldError{Field: "channel", Code: errs.CodeUnknown})
	}
	if text.IsBlank(a.Origin) || !text.Clean(a.Origin, text.MaxName) || strings.HasPrefix(a.Origin, tickets.ImportOrigin) ||
		strings.HasPrefix(a.Origin, tickets.MessageOrigin) {
		wrong = append(wrong, errs.FieldError{Field: "origin", Code: errs.CodeRequired})
	}
	if len(wrong) > 0 {
		return tickets.Ticket{}, &errs.Invalid{Fields: wrong}
	}
	t := tickets.Ticket{Origin: a.Origin, Channel: a.Channel, Register: a.Register, CreatedAt: now, CreatedBy: by.Person}
	t, err := s.begin(ctx, by, t, r)
	if err != nil {
		return tickets.Ticket{}, err
	}
	for range 3 {
		var n tickets.Number
		if n, err = s.nextNumber(ctx, tickets.Day(now)); err != nil {
			return tickets.Ticket{}, err
		}
		t = t.WithNumber(n)
		t.Stored = true
		err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.Create(ctx, t) })
		if !errors.Is(err, tickets.ErrNumberTaken) {
			break
		}
		s.unseed()
	}
	if errors.Is(err, tickets.ErrCommitted) {
		err = s.try(ctx, func(ctx context.Context) (err error) {
			t, err = s.cfg.Store.ByOrigin(ctx, a.Origin)
			return err
		})
		switch {
		case err != nil:
		case t.CreatedBy.ID != by.ID: // another sender's key shows nothing of their ticket
			err = &errs.Invalid{Fields: []errs.FieldError{{Field: "origin", Code: errs.CodeInvalid}}}
		case !beganAs(t, a.Register, r.Move): // another matter must not be lost unnoticed
			err = &tickets.Taken{Number: t.Number}
		}
	}
	if err != nil {
		return tickets.Ticket{}, fmt.Errorf("create ticket: %w", err)
	}
	return s.shown(ctx, by, t), nil
}

// beganAs reports whether a ticket was made of this register and first move. CalledAt is
// not compared: without one, each try has its own.
func beganAs(t tickets.Ticket, r tickets.Register, move tickets.Move) bool {
	if len(t.Entries) == 0 || t.Entries[0].Written == nil {
		return false
	}
	written := *t.Entries[0].Written
	written.CalledAt, r.CalledAt = time.Time{}, time.Time{}
	return written == r && (move == tickets.MoveRegister || len(t.Entries) > 1 && t.Entries[1].Move == move)
}

// Similar returns tickets that may be about the same matter as what is typed (M36): those
// that the actor may see, as they may see them.
func (s *Service) Similar(ctx context.Context, by org.Actor, r tickets.Register) ([]tickets.Summary, error) {
	if !by.Has(org.CentreRoles...) {
		return nil, fmt.Errorf("find similar tickets: %w", errs.ErrForbidden)
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("find similar tickets: %w", err)
	}
	r.Contact = s.cfg.Plan.Tidy(strings.TrimSpace(text.HalfWidth(r.Contact)))
	var list []tickets.Summary
	err = s.try(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.Similar(ctx, units, r, s.now().AddDate(0, 0, -90), 5)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find similar tickets: %w", err)
	}
	by, tree := s.directory.Current(ctx, by)
	list = s.rowsFor(ctx, by, list, tree)
	// a masked one that was found by its number would tell whose it is
	list = slices.DeleteFunc(list, func(t tickets.Summary) bool { return t.Masked })
	return list, s.RecordAccess(ctx, by, "similar", r.Contact)
}

// Unmask returns a masked ticket whole to those who may have to save someone. The access
// is recorded with the reason (M71).
func (s *Service) Unmask(ctx context.Context, by org.Actor, n tickets.Number, reason string) (tickets.Ticket, error) {
	t, err := s.seen(ctx, by, n)
	switch {
	case err != nil:
		return tickets.Ticket{}, err
	case !s.mayUnmask(ctx, by, t):
		return tickets.Ticket{}, fmt.Errorf("unmask ticket %s: %w", n, errs.ErrForbidden)
	case text.IsBlank(reason) || !text.Clean(reason, text.MaxPlace):
		return tickets.Ticket{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "reason", Code: errs.CodeRequired}}}
	}
	return t, s.recordAccess(ctx, by, tickets.AccessRecord{What: "unmask", Key: string(n), Reason: reason})
}

func (s *Service) mayUnmask(ctx context.Context, by org.Actor, t tickets.Ticket) bool {
	by, tree := s.directory.Current(ctx, by)
	return tickets.MayUnmask(by, t, tree) || tickets.KnowsCitizen(by, t.Centre, tree)
}
