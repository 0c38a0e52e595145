package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

func scanSummary(row pgx.CollectableRow) (s tickets.Summary, err error) {
	err = row.Scan(&s)
	s.Stored = true
	return s, err
}

// conditions collects what a list asks for.
type conditions struct {
	where []string
	args  []any
	// span are those of where that bound the time.
	span []string
}

// add adds a condition with "?" for its argument.
func (c *conditions) add(condition string, arg any) {
	c.args = append(c.args, arg)
	c.where = append(c.where, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(c.args))))
}

// mayKnow returns the condition that the reader may know a ticket's citizen.
func (c *conditions) mayKnow(f tickets.Filter) string {
	open := "not confidential and type <> 'report' and not protected"
	if len(f.Knows) == 0 {
		return open
	}
	c.args = append(c.args, f.Knows)
	return fmt.Sprintf("%s or centre = any($%d)", open, len(c.args))
}

// conditionsOf returns what a filter asks for.
func (s *Store) conditionsOf(f tickets.Filter) *conditions {
	c := &conditions{where: []string{"true"}}
	known := ""
	if f.Number != "" && f.Masked {
		known = c.mayKnow(f)
	}
	for _, x := range []struct {
		wanted    bool
		condition string
		arg       any
	}{
		{f.Number != "" && f.Masked, fmt.Sprintf("(number = any(?) or caller = any(?) and (%[1]s) or contact = any(?) and (%[1]s) or contacts && ?::text[] and (%[1]s))", known), numbersOf(f)},
		{f.Number != "" && !f.Masked, "(number = any(?) or caller = any(?) or contact = any(?) or contacts && ?::text[])", numbersOf(f)},
		{len(f.States) > 0, "state = any(?)", f.States},
		{f.Type != "", "type = ?", string(f.Type)},
		{len(f.Category) == leaf, "category = ?", db.Text(f.Category)},
		{f.Category != "" && len(f.Category) != leaf, "category like ? || '%'", db.Text(f.Category)},
		{f.Urgency != "", "urgency = ?", string(f.Urgency)},
		{f.Mark != "", "marks <> '{}' and marks @> array[?::text]", string(f.Mark)},
		{!f.DueBefore.IsZero(), "is_open and due < ?", f.DueBefore},
		{!f.TryBefore.IsZero(), "not archived and try_at <= ?", f.TryBefore},
		{!f.From.IsZero(), "created_at >= ?", f.From},
		{!f.To.IsZero(), "created_at < ?", f.To},
	} {
		if !x.wanted {
			continue
		}
		c.add(x.condition, x.arg)
		if strings.Contains(x.condition, "created_at") {
			c.span = append(c.span, c.where[len(c.where)-1])
		}
	}
	if f.Text != "" {
		s.search(c, f)
	}
	switch {
	case f.Assignment != "":
		c.add("is_open and exists (select from assignments p where p.ticket = number and p.state = ?", string(f.Assignment))
		if f.Units == nil {
			c.where[len(c.where)-1] += ")"
		} else {
			c.args = append(c.args, f.Units)
			c.where[len(c.where)-1] += fmt.Sprintf(" and p.unit = any($%d))", len(c.args))
		}
	case f.Units != nil:
		c.add("units && ?", f.Units)
	}
	return c
}

// numbersOf returns the numbers of which a list wants one.
func numbersOf(f tickets.Filter) []string {
	list := make([]string, 0, len(f.Spellings)+1)
	for _, n := range append([]string{f.Number}, f.Spellings...) {
		list = append(list, db.Text(n))
	}
	return list
}

// List returns tickets, the newest first; or what has a limit by that, then the rest.
// tickets.ErrTooBroad means that it would take too long.
func (s *Store) List(ctx context.Context, f tickets.Filter) (list []tickets.Summary, err error) {
	until := time.Now().Add(listLimit)
	err = pgx.BeginTxFunc(ctx, s.DB, pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		if f.ByDue {
			if list, err = listOf(ctx, tx, s.dueQuery(f), until); err != nil || len(list) == f.Limit {
				return err
			}
		}
		f.Limit -= len(list)
		more, err := s.listNewest(ctx, tx, f, until)
		list = append(list, more...)
		return err
	})
	if tooLong(err) {
		return nil, fmt.Errorf("list tickets: %w: %w", errs.ErrTooBroad, err)
	}
	return list, db.Fault("list tickets", err)
}

// listNewest returns tickets, the newest first.
func (s *Store) listNewest(ctx context.Context, tx pgx.Tx, f tickets.Filter, until time.Time) ([]tickets.Summary, error) {
	if !triesNewest(f) {
		return listOf(ctx, tx, s.listQuery(f), until)
	}
	list, err := listOf(ctx, tx, s.recentQuery(f), until)
	if err != nil || len(list) == f.Limit {
		return list, err
	}
	return listOf(ctx, tx, s.rareQuery(f), until)
}

// listOf runs a query of a list. Each is planned anew: how it is best answered depends
// on what is asked for.
func listOf(ctx context.Context, tx pgx.Tx, q query, until time.Time) ([]tickets.Summary, error) {
	if _, err := tx.Exec(ctx, statementTimeout(until)); err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, q.sql, append([]any{pgx.QueryExecModeCacheDescribe}, q.args...)...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanSummary)
}
