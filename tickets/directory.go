package tickets

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
)

// Units returns all units; the last known ones while the store is away.
func (s *Service) Units(ctx context.Context) ([]Unit, error) { return s.directory.Units(ctx) }

// Categories returns the list of matters; the last known one while the store
// is away.
func (s *Service) Categories(ctx context.Context) ([]Category, error) { return s.categories.Get(ctx) }

// Visible returns the units whose tickets and calls an actor may see, by the tree of
// now; nil is all. ErrForbidden: none.
func (s *Service) Visible(ctx context.Context, by Actor) ([]string, error) {
	return s.directory.Visible(ctx, by)
}

// Look logs a look at personal data. The pages call it for what they show from
// elsewhere: a recording, a call.
func (s *Service) Look(ctx context.Context, by Actor, what, key string) error {
	return s.look(ctx, by, Look{What: what, Key: key})
}

func (s *Service) look(ctx context.Context, by Actor, l Look) error {
	ctx = context.WithoutCancel(ctx)
	l.ID, l.At, l.By, l.Addr = rand.Text(), s.now(), by.Person, by.From
	err := s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.LogLook(ctx, l) })
	if errors.Is(err, ErrUnavailable) {
		err = s.spool(Parcel{Key: "look " + l.ID, Look: &l})
	}
	if err != nil {
		return fmt.Errorf("log look at %s %s: %w", l.What, l.Key, err)
	}
	s.cfg.AccessLogged(ctx, l)
	return nil
}
