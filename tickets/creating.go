package tickets

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Arrival is a matter that came otherwise than by a call.
type Arrival struct {
	// Origin is the sender's own key; the same again is the same ticket.
	Origin  string  `json:"origin" minLength:"1" maxLength:"200"`
	Channel Channel `json:"channel"`
	Register
}

// ImportOrigin begins the origins of tickets from the system before; nobody else's
// do.
const ImportOrigin = "import "

// Create makes a ticket of a matter that came otherwise than by a call, and its
// first move. CalledAt is now if the matter brings none. Errors: Invalid,
// Illegal, Taken, ErrUnavailable.
func (s *Service) Create(ctx context.Context, by Actor, a Arrival, r Request) (Ticket, error) {
	ctx = context.WithoutCancel(ctx)
	now := s.now()
	a.Register = tidy(a.Register)
	if a.CalledAt.IsZero() || a.CalledAt.After(now) {
		a.CalledAt = now
	}
	wrong := s.complete(ctx, CallFacts{}, a.Register, r)
	if !slices.Contains(Channels(), a.Channel) || a.Channel == ByCall {
		wrong = append(wrong, FieldError{"channel", CodeUnknown})
	}
	if strings.TrimSpace(a.Origin) == "" || !cleanText(a.Origin, maxName) || strings.HasPrefix(a.Origin, ImportOrigin) {
		wrong = append(wrong, FieldError{"origin", CodeRequired})
	}
	if len(wrong) > 0 {
		return Ticket{}, &Invalid{Fields: wrong}
	}
	t := Ticket{Origin: a.Origin, Channel: a.Channel, Register: a.Register, CreatedAt: now, CreatedBy: by.Person}
	t, err := s.begin(ctx, by, t, r)
	if err != nil {
		return Ticket{}, err
	}
	for range 3 {
		var n Number
		if n, err = s.nextNumber(ctx, Day(now)); err != nil {
			return Ticket{}, err
		}
		t = t.numbered(n)
		t.Stored = true
		err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.Create(ctx, t) })
		if !errors.Is(err, ErrNumberTaken) {
			break
		}
		s.unseed()
	}
	if errors.Is(err, ErrCommitted) {
		err = s.try(ctx, func(ctx context.Context) (err error) {
			t, err = s.cfg.Store.ByOrigin(ctx, a.Origin)
			return err
		})
		switch {
		case err != nil:
		case t.CreatedBy.ID != by.ID: // the key of another's ticket shows nothing of it
			err = &Invalid{Fields: []FieldError{{"origin", CodeInvalid}}}
		case !beganAs(t, a.Register, r.Move): // what was typed since must not be lost in silence
			err = &Taken{t.Number}
		}
	}
	if err != nil {
		return Ticket{}, fmt.Errorf("create ticket: %w", err)
	}
	return s.shown(ctx, by, t), nil
}

// beganAs says whether a ticket was made of this register and first move; the
// time of one that brings none is that of each try.
func beganAs(t Ticket, r Register, move Move) bool {
	if len(t.Entries) == 0 || t.Entries[0].Written == nil {
		return false
	}
	written := *t.Entries[0].Written
	written.CalledAt, r.CalledAt = time.Time{}, time.Time{}
	return written == r && (move == MoveRegister || len(t.Entries) > 1 && t.Entries[1].Move == move)
}

// Similar are tickets that may be about the same matter as what is typed (M36):
// those that the actor may see, as they may see them.
func (s *Service) Similar(ctx context.Context, by Actor, r Register) ([]Summary, error) {
	if !by.Has(centre...) {
		return nil, fmt.Errorf("look for repeats: %w", ErrForbidden)
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("look for repeats: %w", err)
	}
	var list []Summary
	err = s.try(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.Similar(ctx, units, r, s.now().AddDate(0, 0, -90), 5)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for repeats: %w", err)
	}
	by, tree := s.directory.Current(ctx, by)
	for i := range list {
		list[i] = SummaryForEyes(by, list[i], tree)
	}
	// that one was found by a number says whose it is
	list = slices.DeleteFunc(list, func(t Summary) bool { return t.Masked })
	return list, s.Look(ctx, by, "similar", r.Contact)
}

// Unmask shows a masked ticket whole to those who may have to save someone; the
// look is logged with the reason (M71).
func (s *Service) Unmask(ctx context.Context, by Actor, n Number, reason string) (Ticket, error) {
	t, err := s.seen(ctx, by, n)
	switch {
	case err != nil:
		return Ticket{}, err
	case !s.mayUnmask(ctx, by, t):
		return Ticket{}, fmt.Errorf("unmask ticket %s: %w", n, ErrForbidden)
	case strings.TrimSpace(reason) == "" || !cleanText(reason, maxPlace):
		return Ticket{}, &Invalid{Fields: []FieldError{{"reason", CodeRequired}}}
	}
	return t, s.look(ctx, by, Look{What: "unmask", Key: string(n), Reason: reason})
}

func (s *Service) mayUnmask(ctx context.Context, by Actor, t Ticket) bool {
	by, tree := s.directory.Current(ctx, by)
	return MayUnmask(by, t, tree) || knowsCitizens(by, t.Centre, tree)
}
