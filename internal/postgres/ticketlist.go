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
		{f.Number != "", "(number = ? or caller = ? or contact = ?)", text(f.Number)},
		{len(f.States) > 0, "state = any(?)", f.States},
		{f.Type != "", "type = ?", string(f.Type)},
		{f.Category != "", "category like ? || '%'", text(f.Category)},
		{f.Urgency != "", "urgency = ?", string(f.Urgency)},
		{f.Mark != "", "marks @> array[?::text]", string(f.Mark)},
		{!f.DueBefore.IsZero(), "is_open and due < ?", f.DueBefore},
		{!f.TryBefore.IsZero(), "not archived and try_at <= ?", f.TryBefore},
		{!f.From.IsZero(), "created_at >= ?", f.From},
		{!f.To.IsZero(), "created_at < ?", f.To},
		{f.Before != "", "number < ?", f.Before},
	} {
		if x.wanted {
			c.add(x.condition, x.arg)
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

// listQuery is the statement of a list.
func (s *Store) listQuery(f tickets.Filter) (sql string, args []any) {
	c := s.conditionsOf(f)
	order := "created_at desc, number desc"
	if f.ByDue {
		order = "due, number"
	}
	c.args = append(c.args, f.Limit)
	return fmt.Sprintf("select summary from tickets where %s order by %s limit $%d",
		strings.Join(c.where, " and "), order, len(c.args)), c.args
}

// List is newest first, or by the limit that ends first.
func (s *Store) List(ctx context.Context, f tickets.Filter) ([]tickets.Summary, error) {
	sql, args := s.listQuery(f)
	rows, err := s.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fault("list tickets", err)
	}
	list, err := pgx.CollectRows(rows, scanSummary)
	return list, fault("list tickets", err)
}
