package retention

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets/retention"
	"hotline12345/tickets/workday"
)

// dayTable is a table that goes by whole days.
type dayTable struct {
	days string // days before $1 with how many rows would go, and how many a hold keeps
	rows string // of the day from $1 to $2, in order: journal, number, and the text that is summed
	gone string // deletes them
}

// A day of the journal is whole or gone: it stays where a call of it is held. Of the access
// log only what is about a held ticket or its calls stays.
var dayTables = map[retention.Class]dayTable{
	retention.Journal: {
		days: `with held as (select distinct d::date as day from held_calls h join calls c on c.call = h.call,
				generate_series(date_trunc('day', c.arrived_at at time zone 'Asia/Shanghai'),
					coalesce(c.ended_at, c.arrived_at) at time zone 'Asia/Shanghai', interval '1 day') d),
			found as (select (at at time zone 'Asia/Shanghai')::date as day, count(*) as n from journal where at < $1 group by 1)
			select f.day, case when h.day is null then n else 0 end, case when h.day is null then 0 else n end
			from found f left join held h on h.day = f.day order by 1`,
		rows: `select journal, seq, concat_ws('|', journal, seq, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), event::text, commands::text, crc)
			from journal where at >= $1 and at < $2 order by journal, seq, at`,
		gone: "delete from journal where at >= $1 and at < $2",
	},
	retention.AccessLog: {
		days: `select (at at time zone 'Asia/Shanghai')::date, count(*) filter (where not held), count(*) filter (where held)
			from (select at, ` + heldAccess + ` as held from access_log where at < $1) x group by 1 order by 1`,
		rows: `select '', 0, concat_ws('|', id, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), person::text, addr, what, key, reason)
			from access_log where at >= $1 and at < $2 and not ` + heldAccess + ` order by at, id`,
		gone: "delete from access_log where at >= $1 and at < $2 and not " + heldAccess,
	},
}

const heldAccess = `(split_part(key, '/', 1) in (select number from held_tickets) or key in (select call from held_calls))`

// Days returns the days of a class that began before a time.
func (s *Store) Days(ctx context.Context, c retention.Class, before time.Time) (list []retention.Day, err error) {
	err = s.quietly(ctx, "list days", func(tx pgx.Tx) error {
		list, err = daysOf(ctx, tx, c, before)
		return err
	})
	return list, err
}

func daysOf(ctx context.Context, tx pgx.Tx, c retention.Class, before time.Time) ([]retention.Day, error) {
	rows, err := tx.Query(ctx, dayTables[c].days, before)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (d retention.Day, err error) {
		var date time.Time
		err = row.Scan(&date, &d.Rows, &d.Held)
		d.Begins = time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, workday.Zone)
		return d, err
	})
}

// DeleteDay deletes what may go of a day, and signs its sum, in one transaction. It returns
// what went; nothing where a hold was ordered meanwhile.
func (s *Store) DeleteDay(ctx context.Context, c retention.Class, day time.Time, now time.Time, sign Signer) (d retention.Deletion, err error) {
	end := day.AddDate(0, 0, 1)
	err = s.quietly(ctx, "delete a day", func(tx pgx.Tx) error {
		if err := alone(ctx, tx); err != nil {
			return err
		}
		held, err := isHeld(ctx, tx, c, day, end)
		if err != nil || held {
			return err
		}
		d, err = sumDay(ctx, tx, c, day, end)
		if err != nil || d.Count == 0 {
			return err
		}
		d.At = now.UTC()
		if err := record(ctx, tx, d, sign); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "select set_config('hotline.retention', 'on', true)"); err != nil {
			return err
		}
		gone, err := tx.Exec(ctx, dayTables[c].gone, day, end)
		if err == nil && gone.RowsAffected() != int64(d.Count) {
			err = fmt.Errorf("%s of %s: %d rows would go, %d were summed", c, d.Item, gone.RowsAffected(), d.Count)
		}
		return err
	})
	return d, err
}

// isHeld reports whether a hold keeps a whole day.
func isHeld(ctx context.Context, tx pgx.Tx, c retention.Class, day, end time.Time) (bool, error) {
	list, err := daysOf(ctx, tx, c, end)
	for _, d := range list {
		if d.Begins.Equal(day) {
			return d.Rows == 0, err
		}
	}
	return true, err
}

// sumDay reads what would go, and returns its deletion without a time.
func sumDay(ctx context.Context, tx pgx.Tx, c retention.Class, day, end time.Time) (retention.Deletion, error) {
	d := retention.Deletion{Class: c, Item: day.Format(time.DateOnly)}
	rows, err := tx.Query(ctx, dayTables[c].rows, day, end)
	if err != nil {
		return d, err
	}
	sum := sha256.New()
	var journal, text string
	var seq uint64
	_, err = pgx.ForEachRow(rows, []any{&journal, &seq, &text}, func() error {
		add(sum, text)
		d.Count++
		if c == retention.Journal {
			d.Spans = extend(d.Spans, journal, seq)
		}
		return nil
	})
	d.Sum = hex.EncodeToString(sum.Sum(nil))
	return d, err
}

// add adds one row to a sum: its length, and its text.
func add(sum hash.Hash, text string) { fmt.Fprintf(sum, "%d:%s", len(text), text) }

// extend notes an entry: at the end of the last span if it follows there.
func extend(spans []retention.JournalSpan, journal string, seq uint64) []retention.JournalSpan {
	if n := len(spans); n > 0 && spans[n-1].Journal == journal && spans[n-1].Last+1 == seq {
		spans[n-1].Last = seq
		return spans
	}
	return append(spans, retention.JournalSpan{Journal: journal, First: seq, Last: seq})
}

// JournalLeft returns the entries that are there, as spans.
func (s *Store) JournalLeft(ctx context.Context) (spans []retention.JournalSpan, err error) {
	err = s.quietly(ctx, "read the numbers of the journal", func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `select journal, min(seq), max(seq) from
			(select journal, seq, seq - row_number() over (partition by journal order by seq) as island from journal) x
			group by journal, island order by journal, min(seq)`)
		if err != nil {
			return err
		}
		spans, err = pgx.CollectRows(rows, pgx.RowToStructByPos[retention.JournalSpan])
		return err
	})
	return spans, err
}
