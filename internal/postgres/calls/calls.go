package calls

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/internal/postgres/db"
)

// queueCall brings the rows of one call up to date. The rows of its legs and
// offers are replaced only when this revision won. A call ends once: a service that was
// put back to an earlier day, and finds the call gone, does not know better. Nor does the
// service of a call that went to the fallback.
func queueCall(batch *pgx.Batch, c cti.CallRecord) error {
	record, err := db.Encode(c)
	if err != nil {
		return fmt.Errorf("record of call %s: %w", c.Call, err)
	}
	call, at := db.Text(string(c.Call)), c.ArrivedAt
	batch.Queue(`insert into calls (call, arrived_at, revision, direction, number, called, language, queue, agent,
			queued_at, answered_at, ended_at, end_reason, disposition, record)
		values ($1, $2, $3, $4, nullif($5, ''), $6, $7, nullif($8, ''), nullif($9, ''),
			$10, $11, $12, nullif($13, ''), nullif($14, ''), $15)
		on conflict (call, arrived_at) do update set revision = excluded.revision, direction = excluded.direction,
			number = excluded.number, called = excluded.called, language = excluded.language,
			queue = excluded.queue, agent = excluded.agent, queued_at = excluded.queued_at,
			answered_at = excluded.answered_at,
			ended_at = case when calls.fallback is null then excluded.ended_at else calls.ended_at end,
			end_reason = case when calls.fallback is null then excluded.end_reason else calls.end_reason end,
			disposition = excluded.disposition, record = excluded.record
		where calls.revision < excluded.revision and (calls.ended_at is null or calls.ended_at = excluded.ended_at or calls.fallback is not null)`,
		call, at, c.Revision, c.Direction, db.Text(c.Caller.Shown().Number), db.Text(c.Called), c.Language, c.Queue, c.Agent,
		db.Moment(c.QueuedAt), db.Moment(c.AnsweredAt), db.Moment(c.EndedAt), c.EndReason, c.Disposition, record)
	const current = `exists (select from calls where call = $1 and arrived_at = $2 and revision = $3)`
	for _, l := range c.Legs {
		batch.Queue(`insert into call_legs (call, arrived_at, leg, agent, began_at, ended_at, held_ms)
			select $1, $2, $4, $5, $6, $7, $8 where `+current+`
			on conflict (call, arrived_at, leg, began_at) do update
			set agent = excluded.agent, ended_at = excluded.ended_at, held_ms = excluded.held_ms`,
			call, at, c.Revision, l.Leg, l.Agent, l.From, db.Moment(l.To), l.HeldFor)
	}
	for n, o := range c.Offers {
		batch.Queue(`insert into call_offers (call, arrived_at, n, agent, at, ended_at, outcome)
			select $1, $2, $4, $5, $6, $7, $8 where `+current+`
			on conflict (call, arrived_at, n) do update
			set agent = excluded.agent, ended_at = excluded.ended_at, outcome = excluded.outcome`,
			call, at, c.Revision, n+1, o.Agent, o.At, db.Moment(o.EndedAt), o.Outcome)
	}
	return nil
}

const callQuery = "select record, fallback from calls where call = $1 order by arrived_at desc limit 1"

// Call returns the row of a call, or tickets.ErrNotFound.
func (s *Store) Call(ctx context.Context, call string) (cti.CallRecord, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, callQuery, db.Text(call))
	if err != nil {
		return cti.CallRecord{}, db.Fault("read call "+call, err)
	}
	r, err := pgx.CollectOneRow(rows, scanRecord)
	return r, db.Fault("read call "+call, err)
}

// RecentCalls returns the last calls, newest first: those of some agents, by
// their numbers; nil is all.
func (s *Store) RecentCalls(ctx context.Context, agents []string, limit int) ([]cti.CallRecord, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	query, args := "select record, fallback from calls order by arrived_at desc limit $1", []any{limit}
	if agents != nil {
		query, args = "select record, fallback from calls where agent = any($2) order by arrived_at desc limit $1", append(args, agents)
	}
	rows, err := s.db.Query(ctx, query, args...)
	if err != nil {
		return nil, db.Fault("list calls", err)
	}
	list, err := pgx.CollectRows(rows, scanRecord)
	return list, db.Fault("list calls", err)
}

// CallsByNumber counts the calls that came in a period by the number that was
// dialled, the most called first: those of some agents, by their numbers; nil is
// all (M22).
func (s *Store) CallsByNumber(ctx context.Context, agents []string, from, to time.Time) ([]cti.NumberCount, error) {
	rows, err := s.db.Query(ctx, `select c.called, count(*), count(c.answered_at), count(t.number)
		from calls c left join tickets t on t.call = c.call
		where c.arrived_at >= $1 and c.arrived_at < $2 and c.direction = 'in' and ($3::text[] is null or c.agent = any($3))
		group by c.called order by 2 desc, 1 limit 500`, from, to, agents)
	if err != nil {
		return nil, db.Fault("count calls by number", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[cti.NumberCount])
	return list, db.Fault("count calls by number", err)
}

// CopyCalls writes many new calls at once, without their legs and offers.
func (s *Store) CopyCalls(ctx context.Context, list []cti.CallRecord) error {
	rows := make([][]any, 0, len(list))
	for _, c := range list {
		if err := s.db.EnsureMonth(ctx, c.ArrivedAt); err != nil { // remembers those that are there
			return err
		}
		raw, err := db.Encode(c)
		if err != nil {
			return err
		}
		rows = append(rows, []any{c.Call, c.ArrivedAt, c.Revision, c.Direction, c.Caller.Shown().Number, c.Called, c.Language, c.Queue, c.Agent,
			db.Moment(c.QueuedAt), db.Moment(c.AnsweredAt), db.Moment(c.EndedAt), c.EndReason, c.Disposition, raw})
	}
	_, err := s.db.CopyFrom(ctx, pgx.Identifier{"calls"}, []string{"call", "arrived_at", "revision", "direction", "number",
		"called", "language", "queue", "agent", "queued_at", "answered_at", "ended_at", "end_reason", "disposition", "record"},
		pgx.CopyFromRows(rows))
	return db.Fault("copy calls", err)
}
