package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

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
	// span are those of where that say from when to when.
	span []string
}

// add adds a condition with "?" for its argument.
func (c *conditions) add(condition string, arg any) {
	c.args = append(c.args, arg)
	c.where = append(c.where, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(c.args))))
}

func (s *Store) conditionsOf(f tickets.Filter) *conditions {
	c := &conditions{where: []string{"true"}}
	for _, x := range []struct {
		wanted    bool
		condition string
		arg       any
	}{
		{f.Number != "" && f.Masked, `(number = ? or caller = ? and not confidential and type <> 'report'
			or contact = ? and not confidential and type <> 'report')`, text(f.Number)},
		{f.Number != "" && !f.Masked, "(number = ? or caller = ? or contact = ?)", text(f.Number)},
		{len(f.States) > 0, "state = any(?)", f.States},
		{f.Type != "", "type = ?", string(f.Type)},
		{f.Category != "", "category like ? || '%'", text(f.Category)},
		{f.Urgency != "", "urgency = ?", string(f.Urgency)},
		{f.Mark != "", "marks @> array[?::text]", string(f.Mark)},
		{!f.DueBefore.IsZero(), "is_open and due < ?", f.DueBefore},
		{!f.TryBefore.IsZero(), "not archived and try_at <= ?", f.TryBefore},
		{!f.From.IsZero(), "created_at >= ?", f.From},
		{!f.To.IsZero(), "created_at < ?", f.To},
		{f.Before != "" && !f.ByDue, "(created_at, number) < (coalesce((select a.created_at from tickets a where a.number = ?), 'infinity'), ?)", f.Before},
		{f.Before != "" && f.ByDue, `(coalesce(due, 'infinity'), number) >
			(coalesce((select a.due from tickets a where a.number = ?), 'infinity'), ?)`, f.Before},
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
	case f.Part != "":
		c.add("is_open and exists (select from ticket_parts p where p.ticket = number and p.state = ?", string(f.Part))
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

// newest is the order of lists.
const newest = "created_at desc, number desc"

// listQuery is the statement of a list.
func (s *Store) listQuery(f tickets.Filter) (sql string, args []any) {
	c, order := s.conditionsOf(f), newest
	switch {
	case f.ByDue:
		order = "due, number"
	case f.Text != "" && onlyWords(f):
		order = rare
	}
	c.args = append(c.args, f.Limit)
	return fmt.Sprintf("select summary from tickets where %s order by %s limit $%d",
		strings.Join(c.where, " and "), order, len(c.args)), c.args
}

// List is newest first, or by the limit that ends first.
func (s *Store) List(ctx context.Context, f tickets.Filter) ([]tickets.Summary, error) {
	if f.Text != "" && !f.ByDue {
		sql, args := s.recentQuery(f)
		list, err := s.listOf(ctx, sql, args)
		if err != nil || len(list) == f.Limit {
			return list, err
		}
	}
	sql, args := s.listQuery(f)
	return s.listOf(ctx, sql, args)
}

// listOf plans each question anew: how it is best answered depends on what is
// asked for.
func (s *Store) listOf(ctx context.Context, sql string, args []any) ([]tickets.Summary, error) {
	rows, err := s.pool.Query(ctx, sql, append([]any{pgx.QueryExecModeCacheDescribe}, args...)...)
	if err != nil {
		return nil, fault("list tickets", err)
	}
	list, err := pgx.CollectRows(rows, scanSummary)
	return list, fault("list tickets", err)
}
