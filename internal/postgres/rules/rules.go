// Package rules keeps what an administrator may change: units, categories, limits,
// lines, the calendar and the directory, with the history of their changes.
package rules

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// Store keeps rules.
type Store struct {
	db      *db.DB
	planner *jobs.Planner
}

// New returns the rules of a database. What a change brings with it is planned.
func New(d *db.DB, p *jobs.Planner) *Store { return &Store{db: d, planner: p} }

// linePrefix begins the rules that are merged lines of other units.
const linePrefix = "merged_line "

// Rules returns what an administrator may change beside units and categories.
func (s *Store) Rules(ctx context.Context) (tickets.RuleSettings, error) {
	r, err := settings(ctx, s.db)
	return r, db.Fault("read the rules", err)
}

// querier is the database, or a transaction of it.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func settings(ctx context.Context, q querier) (tickets.RuleSettings, error) {
	var r tickets.RuleSettings
	rows, err := q.Query(ctx, "select what, value from rules order by what")
	if err != nil {
		return r, err
	}
	var what string
	var value json.RawMessage
	_, err = pgx.ForEachRow(rows, []any{&what, &value}, func() error {
		switch what {
		case "limits":
			return json.Unmarshal(value, &r.Limits)
		case "options":
			return json.Unmarshal(value, &r.Options)
		case "types":
			return json.Unmarshal(value, &r.Types)
		case "directory":
			return json.Unmarshal(value, &r.Directory)
		}
		if strings.HasPrefix(what, linePrefix) {
			var l tickets.MergedLine
			err := json.Unmarshal(value, &l)
			r.MergedLines = append(r.MergedLines, l)
			return err
		}
		var y workday.Year
		err := json.Unmarshal(value, &y)
		r.Years = append(r.Years, y)
		return err
	})
	return r, err
}

// ChangeRules carries out an administrator's change, writes it down, and plans
// what follows, in one transaction.
func (s *Store) ChangeRules(ctx context.Context, c tickets.RuleChange) error {
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if err := unchanged(ctx, tx, c); err != nil {
			return err
		}
		if err := s.applyChange(ctx, tx, c); err != nil {
			return err
		}
		person, err := db.Encode(c.By)
		if err != nil {
			return err
		}
		raw, err := db.Encode(c)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "insert into rule_changes (id, at, person, change) values ($1, $2, $3, $4)", c.ID, c.At, person, raw)
		return err
	})
	if db.Violates(err, "directory_versions_pkey") {
		err = fmt.Errorf("%w: %w", errs.ErrConflict, err)
	}
	return db.Fault("change the rules", err)
}

func (s *Store) applyChange(ctx context.Context, tx pgx.Tx, c tickets.RuleChange) error {
	switch {
	case c.Unit != nil:
		return s.changeUnit(ctx, tx, *c.Unit, c.At)
	case c.Category != nil:
		return changeCategory(ctx, tx, *c.Category)
	case c.Limits != nil:
		return setRule(ctx, tx, "limits", *c.Limits)
	case c.Types != nil:
		return setRule(ctx, tx, "types", *c.Types)
	case c.MergedLine != nil:
		return setRule(ctx, tx, linePrefix+c.MergedLine.Number, *c.MergedLine)
	case c.Options != nil:
		if err := setRule(ctx, tx, "options", *c.Options); err != nil {
			return err
		}
	case c.Year != nil:
		if err := setRule(ctx, tx, fmt.Sprintf("year %d", c.Year.Year), *c.Year); err != nil {
			return err
		}
	case c.Directory != nil:
		raw, err := db.Encode(*c.Directory)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "insert into directory_versions (version, at, value) values ($1, $2, $3)",
			c.Directory.Version, c.At, raw)
		if err != nil {
			return err
		}
		return setRule(ctx, tx, "directory", *c.Directory)
	}
	if c.Recounts() {
		return s.planner.Recompute(ctx, tx, c.ID, c.At)
	}
	return nil
}

func setRule(ctx context.Context, tx pgx.Tx, what string, value any) error {
	raw, err := db.Encode(value)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `insert into rules (what, value) values ($1, $2)
		on conflict (what) do update set value = excluded.value`, what, raw)
	return err
}

// changeUnit adds or changes a unit; one that ends hands its work on.
func (s *Store) changeUnit(ctx context.Context, tx pgx.Tx, u org.Unit, at time.Time) error {
	_, err := tx.Exec(ctx, `insert into units (code, name, parent, level, centre, phone, duty, successor, ended, mail)
		values ($1, $2, nullif($3, ''), $4, $5, $6, $7, nullif($8, ''), $9, $10)
		on conflict (code) do update set name = excluded.name, parent = excluded.parent, level = excluded.level,
			centre = excluded.centre, phone = excluded.phone, duty = excluded.duty, successor = excluded.successor,
			ended = excluded.ended, mail = excluded.mail`, db.Text(u.Code), db.Text(u.Name), u.Parent, u.Level, u.Centre, db.Text(u.Phone), db.Text(u.Duty), u.Successor, u.Ended, db.Text(u.Mail))
	if err != nil || !u.Ended {
		return err
	}
	return s.planner.HandOver(ctx, tx, u.Code, u.Successor, at)
}

func changeCategory(ctx context.Context, tx pgx.Tx, c tickets.Category) error {
	parent := c.Parent
	if len(c.Code) > 2 {
		parent = c.Code[:2]
	}
	if c.Assist == nil {
		c.Assist = []string{}
	}
	_, err := tx.Exec(ctx, `insert into categories (code, parent, name, name_en, type, unit, local, assist, time_limit, urgency, ended)
		values ($1, nullif($2, ''), $3, $4, nullif($5, ''), nullif($6, ''), nullif($7, ''), $8, nullif($9, ''), nullif($10, ''), $11)
		on conflict (code) do update set parent = excluded.parent, name = excluded.name, name_en = excluded.name_en,
			type = excluded.type, unit = excluded.unit, local = excluded.local, assist = excluded.assist,
			time_limit = excluded.time_limit, urgency = excluded.urgency, ended = excluded.ended`,
		c.Code, parent, db.Text(c.Name), db.Text(c.NameEN), string(c.Type), c.Unit, c.Local, c.Assist, c.Limit, string(c.Urgency), c.Ended)
	return err
}

// listChanges goes on after a change; one that is not here is before all. A table
// that was imported has none of them.
const listChanges = `select change from rule_changes c
	where ($1 = '' or case when $1 = 'import' then not change ?| $2::text[] else change ? $1 end)
	and (at, id) < (coalesce((select b.at from rule_changes b where b.id = $3), 'infinity'), $3)
	order by at desc, id desc limit $4`

// RuleChanges returns the changes of the rules, newest first.
func (s *Store) RuleChanges(ctx context.Context, f tickets.ChangeFilter) ([]tickets.RuleChange, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, listChanges, string(f.Kind), tickets.RuleKinds(), db.Text(f.Before), f.Limit)
	if err != nil {
		return nil, db.Fault("list changes of the rules", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[tickets.RuleChange])
	return list, db.Fault("list changes of the rules", err)
}
