package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// Each half of the union walks one index and stops early, once for each spelling of the
// number, so that it stays quick with millions of tickets; "caller = any($1) or contact =
// any($1)" would not. The third part is that of contact fields with several numbers, which
// are few.
const (
	popTickets = `select summary from (
			select f.* from unnest($1::text[]) n cross join lateral
			(select number, is_open, created_at, summary from tickets where caller = n and ($2::text[] is null or units && $2) order by is_open desc, created_at desc limit 5) f
			union
			select f.* from unnest($1::text[]) n cross join lateral
			(select number, is_open, created_at, summary from tickets where contact = n and ($2::text[] is null or units && $2) order by is_open desc, created_at desc limit 5) f
			union
			(select number, is_open, created_at, summary from tickets where contacts && $1 and ($2::text[] is null or units && $2) order by is_open desc, created_at desc limit 5)
		) found order by is_open desc, created_at desc limit 5`
	popOpen = `select count(*) from (
			select number from tickets where caller = any($1::text[]) and is_open and ($2::text[] is null or units && $2)
			union select number from tickets where contact = any($1::text[]) and is_open and ($2::text[] is null or units && $2)
			union select number from tickets where contacts && $1::text[] and is_open and ($2::text[] is null or units && $2)) found`
	popName = `select name, number from (
			select f.* from unnest($1::text[]) n cross join lateral
			(select name, number, created_at from tickets where caller = n and name <> '' and ($2::text[] is null or units && $2) order by is_open desc, created_at desc limit 1) f
			union all
			select f.* from unnest($1::text[]) n cross join lateral
			(select name, number, created_at from tickets where contact = n and name <> '' and ($2::text[] is null or units && $2) order by is_open desc, created_at desc limit 1) f
			union all
			(select name, number, created_at from tickets where contacts && $1 and name <> '' and ($2::text[] is null or units && $2) order by is_open desc, created_at desc limit 1)
		) found order by created_at desc limit 1`
	popCalls = `select call, direction, called, language, coalesce(queue, ''), coalesce(agent, ''), arrived_at,
			answered_at, ended_at, coalesce(end_reason, ''), coalesce(disposition, ''),
			coalesce((select ticket from drafts d where d.call = c.call), '')
		from unnest($1::text[]) n cross join lateral (select * from calls where number = n and call <> $3
			and ($2::text[] is null or agent in (select number from users where unit = any($2))) order by arrived_at desc limit 5) c
		order by arrived_at desc limit 5`
)

// ScreenPop returns what is known of a caller's number in all its spellings, the normal form
// first, apart from the call that rings
// now, in tickets of some units and calls of their agents; nil is all. Open
// tickets come first.
func (s *Store) ScreenPop(ctx context.Context, units, numbers []string, exceptCall string) (tickets.ScreenPop, error) {
	spelt := make([]string, len(numbers))
	for i, n := range numbers {
		spelt[i] = db.Text(n)
	}
	batch, p := popBatch(units, spelt, db.Text(exceptCall))
	p.Number = numbers[0]
	err := s.DB.SendBatch(ctx, batch).Close()
	return *p, db.Fault("look up a caller", err)
}

// popBatch returns a batch of all queries of a screen pop, and the screen pop, which
// is filled when the batch is closed.
func popBatch(units, numbers []string, exceptCall string) (*pgx.Batch, *tickets.ScreenPop) {
	var batch pgx.Batch
	var p tickets.ScreenPop
	batch.Queue(popTickets, numbers, units).Query(func(rows pgx.Rows) (err error) {
		p.Tickets, err = pgx.CollectRows(rows, scanSummary)
		return err
	})
	batch.Queue(popOpen, numbers, units).QueryRow(func(row pgx.Row) error { return row.Scan(&p.OpenTickets) })
	batch.Queue(popName, numbers, units).Query(func(rows pgx.Rows) error {
		_, err := pgx.ForEachRow(rows, []any{&p.Name, &p.NameSource}, func() error { return nil })
		return err
	})
	batch.Queue(popCalls, numbers, units, exceptCall).Query(func(rows pgx.Rows) (err error) {
		p.Calls, err = pgx.CollectRows(rows, scanCall)
		return err
	})
	return &batch, &p
}

func scanCall(row pgx.CollectableRow) (tickets.CallSummary, error) {
	var c tickets.CallSummary
	var answered, ended *time.Time
	err := row.Scan(&c.Call, &c.Direction, &c.Called, &c.Language, &c.Queue, &c.Agent, &c.ArrivedAt,
		&answered, &ended, &c.EndReason, &c.Disposition, &c.Ticket)
	c.ArrivedAt, c.AnsweredAt, c.EndedAt = c.ArrivedAt.UTC(), db.TimeOf(answered), db.TimeOf(ended)
	return c, err
}
