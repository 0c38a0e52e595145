package tickets

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
)

// Units returns the tree of units; the last known one while the store is away.
func (s *Service) Units(ctx context.Context) ([]Unit, error) {
	return lookUp(ctx, s, &s.units, s.cfg.Store.Units)
}

// Categories returns the list of matters; the last known one while the store
// is away.
func (s *Service) Categories(ctx context.Context) ([]Category, error) {
	return lookUp(ctx, s, &s.list, s.cfg.Store.Categories)
}

func lookUp[V any](ctx context.Context, s *Service, c *cached[V], read func(context.Context) (V, error)) (V, error) {
	now := s.now()
	s.mu.Lock()
	last := *c
	s.mu.Unlock()
	if last.known && now.Sub(last.at) < cacheFor {
		return last.value, nil
	}
	fresh := cached[V]{known: true, at: now, reads: last.reads + 1}
	err := s.try(ctx, func(ctx context.Context) (err error) {
		fresh.value, err = read(ctx)
		return err
	})
	switch {
	case err == nil:
		s.mu.Lock()
		*c = fresh
		s.mu.Unlock()
		return fresh.value, nil
	case last.known:
		return last.value, nil
	}
	return last.value, fmt.Errorf("read directory: %w", err)
}

// tree is the tree of units; one that knows no unit if it could never be read.
func (s *Service) tree(ctx context.Context) Tree { return s.Rulebook(ctx).Tree }

// Look logs a look at personal data. The pages call it for what they show from
// elsewhere: a recording, a call.
func (s *Service) Look(ctx context.Context, by Actor, what, key string) error {
	return s.look(ctx, by, Look{What: what, Key: key})
}

func (s *Service) look(ctx context.Context, by Actor, l Look) error {
	ctx = context.WithoutCancel(ctx)
	l.ID, l.At, l.By, l.Addr = randomID(), s.now(), by.Person, by.From
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

func randomID() string {
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails (crypto/rand)
	return hex.EncodeToString(id)
}
