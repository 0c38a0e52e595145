package retention

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/tickets/retention"
)

// theirTickets are the tickets of a call c: the one that it brought, those in whose history
// it stands, and those that they were merged into. One that was an emergency once stays one.
const theirTickets = `(with own as (
		select t.number, case when t.protected then 'report' else t.type end as type, t.urgency, t.is_open, t.ticket ? 'emergency' as emergency, t.merged_into from tickets t where t.call = c.call
		union select t.number, case when t.protected then 'report' else t.type end, t.urgency, t.is_open, t.ticket ? 'emergency', t.merged_into
			from ticket_entries e join tickets t on t.number = e.ticket where e.entry->>'call' = c.call)
	select number, type, urgency, is_open, emergency from own
	union select t.number, case when t.protected then 'report' else t.type end, t.urgency, t.is_open, t.ticket ? 'emergency' from own join tickets t on t.number = own.merged_into)`

// recordedCalls are calls with recordings that came before $1, or before $2 where they are
// about a complaint, a report or an emergency, and that are not on record yet. What a ticket
// needs that is still open stays as if it were held.
const recordedCalls = `select c.call, c.arrived_at, c.record, c.fallback, x.long, x.kept from calls c,
	lateral (select coalesce(bool_or(t.type in ('complaint', 'report') or t.urgency <> 'normal' or t.emergency), false) as long,
		coalesce(bool_or(t.is_open or t.number in (select number from held_tickets)), false) as kept from ` + theirTickets + ` t) x
	where c.arrived_at < greatest($1::timestamptz, $2::timestamptz) -- the partitions of it
		and c.arrived_at < (case when x.long then $2::timestamptz else $1::timestamptz end)
		and (c.record ? 'recordings' or c.fallback is not null)
		and not exists (select from deletions d where d.item = c.call and d.class in ('recordings', 'complaint_recordings'))`

// Recordings returns the calls whose recordings' time is over: those that came before a time,
// of complaints, reports and emergencies before another; a zero time: none of that class.
func (s *Store) Recordings(ctx context.Context, before, complaints time.Time) (list []retention.Recording, err error) {
	err = s.quietly(ctx, "list old recordings", func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, recordedCalls+" order by c.arrived_at, c.call", before, complaints)
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, scanRecording)
		return err
	})
	return list, err
}

func scanRecording(row pgx.CollectableRow) (r retention.Recording, err error) {
	var record cti.CallRecord
	var fallback *cti.Fallback
	var long bool
	if err = row.Scan(&r.Call, &r.At, &record, &fallback, &long, &r.Kept); err != nil {
		return r, err
	}
	if fallback != nil {
		record = record.HandedOver(*fallback)
	}
	r.At, r.Class = r.At.UTC(), retention.Recordings
	if long {
		r.Class = retention.ComplaintRecordings
	}
	for _, p := range record.Recordings {
		r.Files = append(r.Files, p.File)
	}
	return r, nil
}

// RecordRecording puts the deletion of a call's files on record before they go, unless a
// hold was ordered or the ticket was opened again meanwhile.
func (s *Store) RecordRecording(ctx context.Context, d retention.Deletion, before, complaints time.Time, sign Signer) (ok bool, err error) {
	err = s.quietly(ctx, "put a deletion on record", func(tx pgx.Tx) error {
		if err := alone(ctx, tx); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, recordedCalls+" and c.call = $3", before, complaints, d.Item)
		if err != nil {
			return err
		}
		now, err := pgx.CollectRows(rows, scanRecording)
		if err != nil || len(now) == 0 || now[0].Kept || now[0].Class != d.Class {
			return err
		}
		ok = true
		return record(ctx, tx, d, sign)
	})
	return ok && err == nil, err
}
