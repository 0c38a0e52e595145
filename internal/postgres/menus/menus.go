// Package menus keeps flows in versions, queues, schedules, broadcasts and called numbers.
package menus

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
	"hotline12345/tickets/org"
)

// Store keeps menus. It is a service.Store of ivr/menus.
type Store struct {
	db      *db.DB
	planner *jobs.Planner
}

// New returns the menus of a database; planner plans what is scheduled.
func New(d *db.DB, planner *jobs.Planner) *Store { return &Store{db: d, planner: planner} }

var _ service.Store = (*Store)(nil)

// MenuGeneration implements service.Store.
func (s *Store) MenuGeneration(ctx context.Context) (n int64, err error) {
	err = s.db.QueryRow(ctx, "select generation from menu_state").Scan(&n)
	return n, db.Fault("ask for changes of menus", err)
}

// oneMoment lets several statements read the same state.
var oneMoment = pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}

// MenuState implements service.Store.
func (s *Store) MenuState(ctx context.Context) (state menus.State, err error) {
	err = pgx.BeginTxFunc(ctx, s.db, oneMoment, func(tx pgx.Tx) error {
		state, err = readState(ctx, tx)
		return err
	})
	return state, db.Fault("read menus", err)
}

func readState(ctx context.Context, tx pgx.Tx) (state menus.State, err error) {
	if err := tx.QueryRow(ctx, "select generation from menu_state").Scan(&state.Generation); err != nil {
		return state, err
	}
	if state.Flows, err = readFlows(ctx, tx); err != nil {
		return state, err
	}
	if state.Queues, err = readItems[menus.Queue](ctx, tx, "select item from menu_queues order by id"); err != nil {
		return state, err
	}
	if state.Schedules, err = readItems[menus.NamedSchedule](ctx, tx, "select item from menu_schedules order by id"); err != nil {
		return state, err
	}
	if state.Broadcasts, err = readItems[menus.Broadcast](ctx, tx, "select item from menu_broadcasts order by id"); err != nil {
		return state, err
	}
	if state.Numbers, err = readItems[menus.LineNumber](ctx, tx, `select item from line_numbers order by number collate "C"`); err != nil {
		return state, err
	}
	state.LineUnits, err = readItems[menus.LineUnit](ctx, tx, `select item from line_units order by unit collate "C"`)
	return state, err
}

func readItems[T any](ctx context.Context, tx pgx.Tx, query string) ([]T, error) {
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[T])
}

func readFlows(ctx context.Context, tx pgx.Tx) ([]menus.Flow, error) {
	rows, err := tx.Query(ctx, "select id, next, shipped from menu_flows order by id")
	if err != nil {
		return nil, err
	}
	flows, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (f menus.Flow, err error) {
		err = row.Scan(&f.ID, &f.Next, &f.Shipped)
		return f, err
	})
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, f := range flows {
		at[f.ID] = i
	}
	if rows, err = tx.Query(ctx, selectVersions+", body from menu_versions where state in ('live', 'scheduled')"); err != nil {
		return nil, err
	}
	versions, err := pgx.CollectRows(rows, scanVersion)
	for _, v := range versions {
		if f := &flows[at[v.Flow]]; v.State == menus.Live {
			f.Live = &v
		} else {
			f.Scheduled = &v
		}
	}
	if err != nil {
		return nil, err
	}
	if rows, err = tx.Query(ctx, "select flow, body, based_on, by, at from menu_drafts"); err != nil {
		return nil, err
	}
	drafts, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (d menus.Draft, err error) {
		err = row.Scan(&d.Flow, &d.Body, &d.BasedOn, &d.By, &d.At)
		d.At = d.At.UTC()
		return d, err
	})
	for _, d := range drafts {
		flows[at[d.Flow]].Draft = &d
	}
	return flows, err
}

const selectVersions = "select flow, n, state, based_on, restores, by, at, why, publish_at, live_from, live_to"

// scanVersion reads a version, with its body if that was asked for.
func scanVersion(row pgx.CollectableRow) (v menus.Version, err error) {
	var publish, from, to *time.Time
	into := []any{&v.Flow, &v.N, &v.State, &v.BasedOn, &v.Restores, &v.By, &v.At, &v.Why, &publish, &from, &to}
	if len(row.FieldDescriptions()) > len(into) {
		into = append(into, &v.Body)
	}
	err = row.Scan(into...)
	v.At, v.PublishAt, v.LiveFrom, v.LiveTo = v.At.UTC(), db.TimeOf(publish), db.TimeOf(from), db.TimeOf(to)
	return v, err
}

// MenuVersions implements service.Store.
func (s *Store) MenuVersions(ctx context.Context, flow string, below, limit int) ([]menus.Version, error) {
	rows, err := s.db.Query(ctx, selectVersions+` from menu_versions where flow = $1 and ($2 = 0 or n < $2)
		order by n desc limit $3`, db.Text(flow), below, limit)
	if err != nil {
		return nil, db.Fault("list versions of a flow", err)
	}
	list, err := pgx.CollectRows(rows, scanVersion)
	return list, db.Fault("list versions of a flow", err)
}

// MenuVersion implements service.Store.
func (s *Store) MenuVersion(ctx context.Context, flow string, n int) (menus.Version, error) {
	rows, err := s.db.Query(ctx, selectVersions+", body from menu_versions where flow = $1 and n = $2", db.Text(flow), n)
	if err != nil {
		return menus.Version{}, db.Fault("read a version of a flow", err)
	}
	v, err := pgx.CollectExactlyOneRow(rows, scanVersion)
	return v, db.Fault("read a version of a flow", err)
}

// QueueAccounts implements service.Store.
func (s *Store) QueueAccounts(ctx context.Context, queue string) ([]string, error) {
	rows, err := s.db.Query(ctx, "select login from users where queues @> array[$1] order by login", db.Text(queue))
	if err != nil {
		return nil, db.Fault("look who takes a queue", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return list, db.Fault("look who takes a queue", err)
}

// QueueAgents implements service.Store.
func (s *Store) QueueAgents(ctx context.Context) (map[string]int, error) {
	rows, err := s.db.Query(ctx, `select queue, count(distinct id) from users, unnest(queues) queue
		where roles @> array[$1] and not disabled group by queue`, db.Text(string(org.RoleAgent)))
	if err != nil {
		return nil, db.Fault("count who takes the queues", err)
	}
	agents := map[string]int{}
	var queue string
	var n int
	_, err = pgx.ForEachRow(rows, []any{&queue, &n}, func() error { agents[queue] = n; return nil })
	return agents, db.Fault("count who takes the queues", err)
}

// MenuRecords implements service.Store.
func (s *Store) MenuRecords(ctx context.Context, before int64, limit int) ([]menus.RecordRow, error) {
	rows, err := s.db.Query(ctx, `select number, what, id, version, why, by, addr, at, before, after from menu_records
		where $1 = 0 or number < $1 order by number desc limit $2`, before, limit)
	if err != nil {
		return nil, db.Fault("list changes of menus", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r menus.RecordRow, err error) {
		var was, is json.RawMessage
		err = row.Scan(&r.Number, &r.What, &r.ID, &r.N, &r.Why, &r.By, &r.Addr, &r.At, &was, &is)
		if r.At = r.At.UTC(); was != nil {
			r.Before = was
		}
		if is != nil {
			r.After = is
		}
		return r, err
	})
	return list, db.Fault("list changes of menus", err)
}

// ChangeMenus implements service.Store.
func (s *Store) ChangeMenus(ctx context.Context, generation int64, c menus.Change) error {
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, "update menu_state set generation = generation + 1 where generation = $1", generation)
		if err != nil {
			return err
		}
		if done.RowsAffected() == 0 {
			return fmt.Errorf("menus are no longer of generation %d: %w", generation, errs.ErrConflict)
		}
		q := db.NewQueue(tx)
		if err := write(ctx, q, c); err != nil {
			return err
		}
		if err := record(ctx, q, generation+1, c.Record); err != nil {
			return err
		}
		if err := q.Flush(ctx); err != nil {
			return err
		}
		if c.Plan.IsZero() {
			return nil
		}
		return s.planner.PublishFlow(ctx, tx, c.Add.Flow, c.Add.N, c.Plan)
	})
	return db.Fault("change menus", err)
}
