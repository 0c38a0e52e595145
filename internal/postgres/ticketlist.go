package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// summaryColumns are what scanSummary reads.
const summaryColumns = `number, state, type, category, name, contact, place, left(content, 200), confidential,
	coalesce(lead, ''), created_at, updated_at`

func scanSummary(row pgx.CollectableRow) (tickets.Summary, error) {
	s := tickets.Summary{Stored: true}
	err := row.Scan(&s.Number, &s.State, &s.Type, &s.Category, &s.Name, &s.Contact, &s.Place, &s.Content, &s.Confidential,
		&s.Lead, &s.CreatedAt, &s.UpdatedAt)
	s.CreatedAt, s.UpdatedAt = s.CreatedAt.UTC(), s.UpdatedAt.UTC()
	return s, err
}

// List is newest first.
func (s *Store) List(ctx context.Context, f tickets.Filter) ([]tickets.Summary, error) {
	where, args := []string{"true"}, []any{}
	add := func(condition string, arg any) {
		args = append(args, arg)
		where = append(where, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(args))))
	}
	if f.Number != "" {
		add("(number = ? or caller = ? or contact = ?)", text(f.Number))
	}
	if f.State != "" {
		add("state = ?", string(f.State))
	}
	if f.Units != nil {
		add("lead = any(?)", f.Units)
	}
	args = append(args, f.Limit)
	rows, err := s.pool.Query(ctx, fmt.Sprintf("select %s from tickets where %s order by created_at desc, number desc limit $%d",
		summaryColumns, strings.Join(where, " and "), len(args)), args...)
	if err != nil {
		return nil, fault("list tickets", err)
	}
	list, err := pgx.CollectRows(rows, scanSummary)
	return list, fault("list tickets", err)
}
