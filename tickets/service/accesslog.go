package service

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Units returns all units; while the store is away, those that were read last.
func (s *Service) Units(ctx context.Context) ([]org.Unit, error) { return s.directory.Units(ctx) }

// Categories returns the list of matters; while the store is away, the one that was read
// last.
func (s *Service) Categories(ctx context.Context) ([]tickets.Category, error) {
	return s.categories.Get(ctx)
}

// Visible returns the units whose tickets and calls an actor may see, by the tree of
// now; nil is all. ErrForbidden: none.
func (s *Service) Visible(ctx context.Context, by org.Actor) ([]string, error) {
	return s.directory.Visible(ctx, by)
}

// RecordAccess records an access to personal data. The pages call it for what they show
// from elsewhere: a recording, a call.
func (s *Service) RecordAccess(ctx context.Context, by org.Actor, what, key string) error {
	return s.recordAccess(ctx, by, tickets.AccessRecord{What: what, Key: key})
}

func (s *Service) recordAccess(ctx context.Context, by org.Actor, record tickets.AccessRecord) error {
	ctx = context.WithoutCancel(ctx)
	record.ID, record.At, record.By, record.Addr = rand.Text(), s.now(), by.Person, by.From
	err := s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.RecordAccess(ctx, record) })
	if errors.Is(err, errs.ErrUnavailable) {
		err = s.spool(Parcel{Key: "look " + record.ID, Access: &record})
	}
	if err != nil {
		return fmt.Errorf("record access to %s %s: %w", record.What, record.Key, err)
	}
	s.cfg.AccessLogged(ctx, record)
	return nil
}
