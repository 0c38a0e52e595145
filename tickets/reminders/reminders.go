// Package reminders serves what people of units must read, and writes down that they did.
package reminders

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
)

// Store keeps reminders and receipts.
type Store interface {
	// UnreadReminders are those of some scopes since a time that nobody has read, of what is
	// still to be done.
	UnreadReminders(ctx context.Context, scopes []tickets.ReminderScope, since time.Time, limit int) ([]tickets.Reminder, error)
	// RemindersOf are those of a ticket, the oldest first.
	RemindersOf(ctx context.Context, n tickets.Number) ([]tickets.Reminder, error)
	// Reminder returns errs.ErrNotFound for none.
	Reminder(ctx context.Context, id string) (tickets.Reminder, error)
	AddReceipt(ctx context.Context, id string, c tickets.Receipt) error
}

// Service answers who has to read what.
type Service struct {
	store     Store
	directory *directory.Directory
	breaker   *breaker.Breaker
}

// New returns the service over a store; breaker stands before it.
func New(store Store, directory *directory.Directory, breaker *breaker.Breaker) *Service {
	return &Service{store: store, directory: directory, breaker: breaker}
}

const (
	// shownFor is how long a reminder that nobody reads stays on pages.
	shownFor = 30 * 24 * time.Hour
	// shownAtOnce is how many are listed.
	shownAtOnce = 50
)

// Mine returns the reminders that an actor has to read and that nobody has read, the newest
// first.
func (s *Service) Mine(ctx context.Context, by org.Actor) (list []tickets.Reminder, err error) {
	by, tree := s.directory.Current(ctx, by)
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.store.UnreadReminders(ctx, tickets.ReminderScopes(by, tree), s.breaker.Now().Add(-shownFor), shownAtOnce)
		return err
	})
	slices.SortFunc(list, func(a, b tickets.Reminder) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	list = slices.CompactFunc(list, func(a, b tickets.Reminder) bool { return a.ID == b.ID })
	return list[:min(len(list), shownAtOnce)], err
}

// Of returns the reminders of a ticket, and which of them the actor has to read. Whether
// the actor may see the ticket is the caller's to ask.
func (s *Service) Of(ctx context.Context, by org.Actor, n tickets.Number) (list []tickets.Reminder, mine []string, err error) {
	by, tree := s.directory.Current(ctx, by)
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		list, err = s.store.RemindersOf(ctx, n)
		return err
	})
	for _, r := range list {
		if unreadBy(by, r) && has(by, r, tree) {
			mine = append(mine, r.ID)
		}
	}
	return list, mine, err
}

// Read writes down that an actor read a reminder that is theirs to read. Errors:
// ErrNotFound, ErrForbidden, ErrUnavailable.
func (s *Service) Read(ctx context.Context, by org.Actor, id string) error {
	by, tree := s.directory.Current(ctx, by)
	return s.breaker.Do(ctx, func(ctx context.Context) error {
		r, err := s.store.Reminder(ctx, id)
		if err != nil {
			return err
		}
		if !has(by, r, tree) {
			return fmt.Errorf("read reminder %s: %w", id, errs.ErrForbidden)
		}
		return s.store.AddReceipt(ctx, id, tickets.Receipt{By: by.Person, At: s.breaker.Now()})
	})
}

func has(by org.Actor, r tickets.Reminder, tree org.Tree) bool {
	return slices.ContainsFunc(tickets.ReminderScopes(by, tree), func(scope tickets.ReminderScope) bool { return scope.Has(r) })
}

func unreadBy(by org.Actor, r tickets.Reminder) bool {
	return !slices.ContainsFunc(r.Receipts, func(c tickets.Receipt) bool { return c.By.ID == by.ID })
}
