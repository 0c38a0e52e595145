package service

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// RecordAccess records an access to personal data. The pages call it for what they show
// from elsewhere: a recording, a call.
func (s *Service) RecordAccess(ctx context.Context, by org.Actor, what, key string) error {
	return s.recordAccess(ctx, by, tickets.AccessRecord{What: what, Key: key})
}

// RecordReasoned records an access that needs a reason. Errors: Invalid for a reason that is missing or too long.
func (s *Service) RecordReasoned(ctx context.Context, by org.Actor, what, key, reason string) error {
	wrong := errs.FieldCode("")
	switch {
	case text.IsBlank(reason):
		wrong = errs.CodeRequired
	case !text.Clean(reason, text.MaxPlace):
		wrong = errs.CodeInvalid
	}
	if wrong != "" {
		return &errs.Invalid{Fields: []errs.FieldError{{Field: "reason", Code: wrong}}}
	}
	return s.recordAccess(ctx, by, tickets.AccessRecord{What: what, Key: key, Reason: reason})
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

// recordListAccess records what was asked for in the reader's own words: those who answer
// for the data must see how each ticket was found (M72).
func (s *Service) recordListAccess(ctx context.Context, by org.Actor, f tickets.Filter) error {
	if f.Text == "" {
		return s.RecordAccess(ctx, by, "tickets", f.Number)
	}
	return s.RecordAccess(ctx, by, "search", strings.TrimSpace(f.Number+" "+f.Text))
}
