package tickets

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Books reads the register book.
type Books interface {
	// Written are the whole tickets of one day, by number, after one number;
	// those that concern one of the units, nil is all. The day is that of their
	// numbers, see Day.
	Written(ctx context.Context, units []string, day string, after Number, limit int) ([]Ticket, error)
}

// bookPage is how many tickets are read at once.
const bookPage = 500

// longestBook is how many days are read as one book: a month.
const longestBook = 31

// BookDays are the days of a period ("2026-11-23") with its last. Invalid: no days,
// in the wrong order, or more than a month.
func BookDays(from, to string) ([]string, error) {
	first, err := time.ParseInLocation(time.DateOnly, from, Zone)
	if err != nil {
		return nil, &Invalid{Fields: []FieldError{{"day", CodeInvalid}}}
	}
	last, err := time.ParseInLocation(time.DateOnly, to, Zone)
	if err != nil || last.Before(first) || last.After(first.AddDate(0, 0, longestBook-1)) {
		return nil, &Invalid{Fields: []FieldError{{"to", CodeInvalid}}}
	}
	var days []string
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		days = append(days, day.Format(time.DateOnly))
	}
	return days, nil
}

// RegisterBook returns the tickets that were written on a day ("2026-11-23", in
// China's time), as this actor may see them, by number. The look is logged once.
func (s *Service) RegisterBook(ctx context.Context, by Actor, date string) ([]Ticket, error) {
	at, err := time.ParseInLocation(time.DateOnly, date, Zone)
	if err != nil {
		return nil, &Invalid{Fields: []FieldError{{"day", CodeInvalid}}}
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("read the register book: %w", err)
	}
	list, err := s.writtenOn(ctx, units, Day(at))
	if err != nil {
		return nil, fmt.Errorf("read the register book of %s: %w", date, err)
	}
	for i := range list {
		list[i] = s.shown(ctx, by, list[i])
	}
	return list, s.Look(ctx, by, "register-book", date)
}

func (s *Service) writtenOn(ctx context.Context, units []string, day string) ([]Ticket, error) {
	list := s.waitingOn(units, day)
	waiting := len(list)
	for after := Number(""); ; {
		var page []Ticket
		err := s.try(ctx, func(ctx context.Context) (err error) {
			page, err = s.cfg.Store.Written(ctx, units, day, after, bookPage)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, t := range page { // delivered meanwhile, it is in both
			if !slices.ContainsFunc(list[:waiting], func(w Ticket) bool { return w.Number == t.Number }) {
				list = append(list, t)
			}
		}
		if len(page) < bookPage {
			break
		}
		after = page[len(page)-1].Number
	}
	slices.SortFunc(list, func(a, b Ticket) int { return strings.Compare(string(a.Number), string(b.Number)) })
	return list, nil
}

// waitingOn are the day's tickets in the spool.
func (s *Service) waitingOn(units []string, day string) []Ticket {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Ticket
	for _, p := range s.waiting {
		if p.Ticket != nil && strings.HasPrefix(string(p.Ticket.Number), day) && (Filter{Units: units}).Selects(*p.Ticket) {
			list = append(list, *p.Ticket)
		}
	}
	return list
}
