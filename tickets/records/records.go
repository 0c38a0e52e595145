package records

import (
	"context"
	"fmt"
	"slices"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
)

// Store keeps records.
type Store interface {
	// Records are those of a kind about some units, nil is all, the newest first; before
	// goes on after a record of that id.
	Records(ctx context.Context, kind Kind, units []string, before string, limit int) ([]Record, error)
	// Record returns errs.ErrNotFound for none.
	Record(ctx context.Context, id string) (Record, error)
	// AddRecord writes a record and returns what stands there: one of this ID that is there
	// already stays as it is.
	AddRecord(ctx context.Context, r Record) (Record, error)
	// ReceiveRecord signs once; errs.ErrConflict if somebody has signed already.
	ReceiveRecord(ctx context.Context, id string, by org.Person, at time.Time) error
	FileStore
}

// Service keeps the book.
type Service struct {
	store     Store
	directory *directory.Directory
	breaker   *breaker.Breaker
}

// New returns the service over a store; breaker stands before it.
func New(store Store, directory *directory.Directory, breaker *breaker.Breaker) *Service {
	return &Service{store: store, directory: directory, breaker: breaker}
}

// pageSize is how many records are listed at once.
const pageSize = 50

// List returns the records of a kind that an actor may read. Clerks read the spot checks of
// their own units, all others those of their area.
func (s *Service) List(ctx context.Context, by org.Actor, kind Kind, before string) (list []Record, err error) {
	if !slices.Contains(Kinds(), kind) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "kind", Code: errs.CodeUnknown}}}
	}
	by, tree := s.directory.Current(ctx, by)
	var units []string
	switch office := by.Has(org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer, org.RoleLeader, org.RoleAuditor); {
	case office && org.OverseesAll(by.Unit, tree):
	case office:
		units = tree.Below(tree.Scope(by.Unit))
	case by.Has(org.RoleUnitClerk) && kind == SpotCheck:
		units = tree.Serves(by.Unit)
	default:
		return nil, fmt.Errorf("list %s: %w", kind, errs.ErrForbidden)
	}
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.store.Records(ctx, kind, units, before, pageSize)
		return err
	})
	return list, err
}

// Written reports that a record of another text was written under an id before, and stands.
// It is errs.ErrConflict.
type Written struct{ Now Record }

func (e *Written) Error() string { return "record " + e.Now.ID + " was written with another text" }

// Is implements the matching of errors.Is.
func (e *Written) Is(target error) bool { return target == errs.ErrConflict }

// Add writes a record and returns it as it stands: sent again, it is the one of before. Errors:
// Invalid, ErrForbidden, *Written, ErrUnavailable.
func (s *Service) Add(ctx context.Context, by org.Actor, r Record, id string) (Record, error) {
	by, tree := s.directory.Current(ctx, by)
	if r.Kind != SpotCheck || r.Unit == "" {
		r.Unit = by.Unit
	}
	r.Text, r.To, r.Title, r.Reference = text.Tidy(r.Text), text.Tidy(r.To), text.Tidy(r.Title), text.Tidy(r.Reference)
	r.ID, r.By, r.At, r.ReceivedBy, r.ReceivedAt = id, by.Person, s.breaker.Now(), nil, time.Time{}
	for i, typed := range r.Tickets {
		if n, ok := tickets.FindNumber(string(typed)); ok {
			r.Tickets[i] = n
		}
	}
	if wrong := r.Check(tree); len(wrong) > 0 {
		return r, &errs.Invalid{Fields: wrong}
	}
	if !MayWrite(by, r, tree) {
		return r, fmt.Errorf("write %s: %w", r.Kind, errs.ErrForbidden)
	}
	stands := r
	err := s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		stands, err = s.store.AddRecord(ctx, r)
		return err
	})
	if err == nil && !stands.Says(r) {
		return stands, &Written{stands}
	}
	return stands, err
}

// Receive signs for a record. Errors: ErrNotFound, ErrForbidden, ErrConflict, ErrUnavailable.
func (s *Service) Receive(ctx context.Context, by org.Actor, id string) error {
	by, tree := s.directory.Current(ctx, by)
	return s.breaker.Do(ctx, func(ctx context.Context) error {
		r, err := s.store.Record(ctx, id)
		switch {
		case err != nil:
			return err
		case r.ReceivedBy != nil:
			return errs.ErrConflict
		case !MayReceive(by, r, tree):
			return fmt.Errorf("sign for %s: %w", id, errs.ErrForbidden)
		}
		return s.store.ReceiveRecord(ctx, id, by.Person, s.breaker.Now())
	})
}
