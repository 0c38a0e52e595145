package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
)

// queueCall brings the rows of one call up to date. The rows of its legs and
// offers are replaced only when this revision won.
func queueCall(batch *pgx.Batch, c cti.CallRecord) error {
	record, err := encode(c)
	if err != nil {
		return fmt.Errorf("record of call %s: %w", c.Call, err)
	}
	call, at := text(string(c.Call)), c.ArrivedAt
	batch.Queue(`insert into calls (call, arrived_at, revision, direction, number, called, language, queue, agent,
			queued_at, answered_at, ended_at, end_reason, disposition, record)
		values ($1, $2, $3, $4, nullif($5, ''), $6, $7, nullif($8, ''), nullif($9, ''),
			$10, $11, $12, nullif($13, ''), nullif($14, ''), $15)
		on conflict (call, arrived_at) do update set revision = excluded.revision, direction = excluded.direction,
			number = excluded.number, called = excluded.called, language = excluded.language,
			queue = excluded.queue, agent = excluded.agent, queued_at = excluded.queued_at,
			answered_at = excluded.answered_at, ended_at = excluded.ended_at, end_reason = excluded.end_reason,
			disposition = excluded.disposition, record = excluded.record
		where calls.revision < excluded.revision`,
		call, at, c.Revision, c.Direction, text(c.Caller.Number), text(c.Called), c.Language, c.Queue, c.Agent,
		moment(c.QueuedAt), moment(c.AnsweredAt), moment(c.EndedAt), c.EndReason, c.Disposition, record)
	const current = `exists (select from calls where call = $1 and arrived_at = $2 and revision = $3)`
	for _, l := range c.Legs {
		batch.Queue(`insert into call_legs (call, arrived_at, leg, agent, began_at, ended_at, held_ms)
			select $1, $2, $4, $5, $6, $7, $8 where `+current+`
			on conflict (call, arrived_at, leg, began_at) do update
			set agent = excluded.agent, ended_at = excluded.ended_at, held_ms = excluded.held_ms`,
			call, at, c.Revision, l.Leg, l.Agent, l.From, moment(l.To), l.HeldFor)
	}
	for n, o := range c.Offers {
		batch.Queue(`insert into call_offers (call, arrived_at, n, agent, at, ended_at, outcome)
			select $1, $2, $4, $5, $6, $7, $8 where `+current+`
			on conflict (call, arrived_at, n) do update
			set agent = excluded.agent, ended_at = excluded.ended_at, outcome = excluded.outcome`,
			call, at, c.Revision, n+1, o.Agent, o.At, moment(o.EndedAt), o.Outcome)
	}
	return nil
}

const callQuery = "select record from calls where call = $1 order by arrived_at desc limit 1"

// Call returns the row of a call, or tickets.ErrNotFound.
func (s *Store) Call(ctx context.Context, call string) (cti.CallRecord, error) {
	ctx, cancel := limited(ctx)
	defer cancel()
	var r cti.CallRecord
	err := s.pool.QueryRow(ctx, callQuery, text(call)).Scan(&r)
	return r, fault("read call "+call, err)
}

// RecentCalls returns the last calls, newest first: those of some agents, by
// their numbers; nil is all.
func (s *Store) RecentCalls(ctx context.Context, agents []string, limit int) ([]cti.CallRecord, error) {
	ctx, cancel := limited(ctx)
	defer cancel()
	query, args := "select record from calls order by arrived_at desc limit $1", []any{limit}
	if agents != nil {
		query, args = "select record from calls where agent = any($2) order by arrived_at desc limit $1", append(args, agents)
	}
	rows, err := s.pool.Query(ctx, query, args...)
	if err != nil {
		return nil, fault("list calls", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[cti.CallRecord])
	return list, fault("list calls", err)
}

// CallsByNumber counts the calls that came in a period by the number that was
// dialled, the most called first: those of some agents, by their numbers; nil is
// all (M22).
func (s *Store) CallsByNumber(ctx context.Context, agents []string, from, to time.Time) ([]cti.NumberCount, error) {
	rows, err := s.pool.Query(ctx, `select c.called, count(*), count(c.answered_at), count(t.number)
		from calls c left join tickets t on t.call = c.call
		where c.arrived_at >= $1 and c.arrived_at < $2 and c.direction = 'in' and ($3::text[] is null or c.agent = any($3))
		group by c.called order by 2 desc, 1 limit 500`, from, to, agents)
	if err != nil {
		return nil, fault("count calls by number", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[cti.NumberCount])
	return list, fault("count calls by number", err)
}

// moment is NULL for a time that has not come.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// text takes out what PostgreSQL cannot keep.
func text(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\ufffd"), "\ufffd")
}

// timeOf is the opposite of moment.
func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
