package service

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Books reads the register book.
type Books interface {
	// Written are the whole tickets of one day, by number, after one number;
	// those that concern one of the units, nil is all. The day is that of their
	// numbers, see Day.
	Written(ctx context.Context, units []string, day string, after tickets.Number, limit int) ([]tickets.Ticket, error)
}

// bookPage is how many tickets are read at once.
const bookPage = 500

// RegisterBook returns the tickets that were written on a day ("2026-11-23", in China's
// time), as this actor may see them, by number. The access is recorded once.
func (s *Service) RegisterBook(ctx context.Context, by org.Actor, date string) ([]tickets.Ticket, error) {
	at, err := time.ParseInLocation(time.DateOnly, date, tickets.Zone)
	if err != nil {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "day", Code: errs.CodeInvalid}}}
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("read the register book: %w", err)
	}
	list, err := s.writtenOn(ctx, units, tickets.Day(at))
	if err != nil {
		return nil, fmt.Errorf("read the register book of %s: %w", date, err)
	}
	for i := range list {
		list[i] = s.shown(ctx, by, list[i])
	}
	return list, s.RecordAccess(ctx, by, "register-book", date)
}

func (s *Service) writtenOn(ctx context.Context, units []string, day string) ([]tickets.Ticket, error) {
	list := s.waitingOn(units, day)
	waiting := len(list)
	for after := tickets.Number(""); ; {
		var page []tickets.Ticket
		err := s.try(ctx, func(ctx context.Context) (err error) {
			page, err = s.cfg.Store.Written(ctx, units, day, after, bookPage)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, t := range page { // one that was delivered meanwhile is in both
			if !slices.ContainsFunc(list[:waiting], func(w tickets.Ticket) bool { return w.Number == t.Number }) {
				list = append(list, t)
			}
		}
		if len(page) < bookPage {
			break
		}
		after = page[len(page)-1].Number
	}
	slices.SortFunc(list, func(a, b tickets.Ticket) int { return strings.Compare(string(a.Number), string(b.Number)) })
	return list, nil
}

// waitingOn returns the day's tickets in the spool.
func (s *Service) waitingOn(units []string, day string) []tickets.Ticket {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []tickets.Ticket
	for _, p := range s.waiting {
		if p.Ticket != nil && strings.HasPrefix(string(p.Ticket.Number), day) && (tickets.Filter{Units: units}).Selects(*p.Ticket) {
			list = append(list, *p.Ticket)
		}
	}
	return list
}
