package menus

import (
	"context"
	"slices"

	"hotline12345/internal/postgres/db"
	"hotline12345/ivr/menus"
)

// write writes the rows of a change. Versions move before one is added: two are never live.
func write(ctx context.Context, q *db.Queue, c menus.Change) error {
	w := writer{ctx: ctx, q: q}
	for _, v := range c.Move {
		w.exec("update menu_versions set state = $3, live_from = $4, live_to = $5 where flow = $1 and n = $2",
			v.Flow, v.N, v.State, db.Moment(v.LiveFrom), db.Moment(v.LiveTo))
	}
	if v := c.Add; v != nil {
		w.exec("insert into menu_flows (id, next) values ($1, $2) on conflict (id) do update set next = excluded.next", v.Flow, v.N+1)
		w.exec(`insert into menu_versions (flow, n, state, body, based_on, restores, by, at, why, publish_at, live_from, live_to)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, v.Flow, v.N, v.State, w.json(v.Body), v.BasedOn, v.Restores,
			w.json(v.By), v.At, db.Text(v.Why), db.Moment(v.PublishAt), db.Moment(v.LiveFrom), db.Moment(v.LiveTo))
	}
	if c.EndDraft != "" {
		w.exec("delete from menu_drafts where flow = $1", c.EndDraft)
	}
	if d := c.Draft; d != nil {
		w.exec("insert into menu_flows (id) values ($1) on conflict do nothing", d.Flow)
		w.exec(`insert into menu_drafts (flow, body, based_on, by, at) values ($1, $2, $3, $4, $5) on conflict (flow) do update
			set body = excluded.body, based_on = excluded.based_on, by = excluded.by, at = excluded.at`,
			d.Flow, w.json(d.Body), d.BasedOn, w.json(d.By), d.At)
	}
	if c.Shipped != "" {
		w.exec("update menu_flows set shipped = $2 where id = $1", c.Record.ID, c.Shipped)
	}
	w.items(c)
	return w.err
}

// writer queues statements until one fails.
type writer struct {
	ctx context.Context
	q   *db.Queue
	err error
}

func (w *writer) exec(sql string, args ...any) {
	if w.err == nil {
		_, w.err = w.q.Exec(w.ctx, sql, args...)
	}
}

func (w *writer) json(v any) any {
	raw, err := db.Encode(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	return raw
}

func (w *writer) items(c menus.Change) {
	queues := c.PutQueues
	if c.PutQueue != nil {
		queues = append(slices.Clone(queues), *c.PutQueue)
	}
	for _, q := range queues {
		w.exec("insert into menu_queues (id, item) values ($1, $2) on conflict (id) do update set item = excluded.item", q.ID, w.json(q))
	}
	if x := c.PutSchedule; x != nil {
		w.exec("insert into menu_schedules (id, item) values ($1, $2) on conflict (id) do update set item = excluded.item", x.ID, w.json(x))
	}
	if b := c.PutBroadcast; b != nil {
		w.exec("insert into menu_broadcasts (id, item) values ($1, $2) on conflict (id) do update set item = excluded.item", b.ID, w.json(b))
	}
	for _, n := range c.PutNumbers {
		w.exec("insert into line_numbers (number, item) values ($1, $2) on conflict (number) do update set item = excluded.item", n.Number.Number, w.json(n))
	}
	if u := c.PutLineUnit; u != nil {
		w.exec("insert into line_units (unit, item) values ($1, $2) on conflict (unit) do update set item = excluded.item", u.Unit, w.json(u))
	}
	if c.DropNumber != "" {
		w.exec("delete from line_numbers where number = $1", c.DropNumber)
	}
	if c.DropLineUnit != "" {
		w.exec("delete from line_units where unit = $1", c.DropLineUnit)
	}
	if c.DropQueue != "" {
		w.exec("delete from menu_queues where id = $1", c.DropQueue)
	}
	if c.DropSchedule != "" {
		w.exec("delete from menu_schedules where id = $1", c.DropSchedule)
	}
	if c.DropBroadcast != "" {
		w.exec("delete from menu_broadcasts where id = $1", c.DropBroadcast)
	}
}

// record writes who made a change.
func record(ctx context.Context, q *db.Queue, number int64, r menus.Record) error {
	w := writer{ctx: ctx, q: q}
	var was, is any
	if r.Before != nil {
		was = w.json(r.Before)
	}
	if r.After != nil {
		is = w.json(r.After)
	}
	w.exec(`insert into menu_records (number, what, id, version, why, by, addr, at, before, after)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, number, r.What, r.ID, r.N, db.Text(r.Why), w.json(r.By), r.Addr, r.At, was, is)
	return w.err
}
