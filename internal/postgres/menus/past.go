package menus

import (
	"context"
	"errors"
	"sort"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// PastCalls implements service.Store. The journal has no index by time: where a day begins in
// it is searched by halving, for both its numbers and its times rise.
func (s *Store) PastCalls(ctx context.Context, from, to time.Time, limit int) (list []menus.PastCall, whole bool, err error) {
	rows, err := s.db.Query(ctx, `select call, arrived_at, called, answered_at, ended_at from calls
		where arrived_at >= $1 and arrived_at < $2 and direction = 'in' order by arrived_at, call limit $3`, from, to, limit+1)
	if err != nil {
		return nil, false, db.Fault("read the calls of a day", err)
	}
	if list, err = pgx.CollectRows(rows, scanPast); err != nil {
		return nil, false, db.Fault("read the calls of a day", err)
	}
	if whole = len(list) <= limit; !whole {
		list = list[:limit]
	}
	if len(list) == 0 {
		return nil, whole, nil
	}
	first, last := list[0].At, list[len(list)-1].At.Add(longestMenu)
	read, err := s.pastKeys(ctx, list, first, last)
	return read, whole && len(read) == len(list), db.Fault("read the keys of a day", err)
}

// longestMenu is how long after a call's arrival its keys are looked for.
const longestMenu = time.Hour

func scanPast(row pgx.CollectableRow) (c menus.PastCall, err error) {
	var answered, ended *time.Time
	err = row.Scan(&c.Call, &c.At, &c.Called, &answered, &ended)
	if answered != nil {
		c.Answered = answered.Sub(c.At)
	}
	if ended != nil {
		c.Ended = ended.Sub(c.At)
	}
	return c, err
}

// pastKeys adds to calls what the journal has of them from first to last. It returns those
// whose arrival it has met before the time was up.
func (s *Store) pastKeys(ctx context.Context, list []menus.PastCall, first, last time.Time) ([]menus.PastCall, error) {
	at, met := map[string]int{}, map[string]bool{}
	for i, c := range list {
		at[c.Call] = i
	}
	journals, err := s.journalsOf(ctx, first, last)
	if err != nil {
		return nil, err
	}
	for _, j := range journals {
		err := s.eachEntry(ctx, j, first, last, func(e pastEntry) {
			i, ours := at[e.call]
			if !ours {
				return
			}
			c := &list[i]
			if e.kind == "CallArrived" {
				met[e.call], c.Language, c.Restricted = true, e.language, e.restricted
			} else if after := e.at.Sub(c.At); after >= 0 {
				c.Keys = append(c.Keys, menus.PastKey{After: after, Key: e.digit})
			}
		})
		if errors.Is(err, context.DeadlineExceeded) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	read := list[:0]
	for _, c := range list {
		if met[c.Call] {
			read = append(read, c)
		}
	}
	return read, nil
}

// journalsOf returns the journals that may have entries of a time: those that began in it,
// the few that began last before it, and those of versions that did not note when they began.
func (s *Store) journalsOf(ctx context.Context, first, last time.Time) ([]string, error) {
	rows, err := s.db.Query(ctx, `(select journal from journals where began >= $1 and began < $2)
		union (select journal from journals where began < $1 order by began desc limit 3)
		union (select journal from journal_progress where journal not in (select journal from journals))`, first, last)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// pastEntry is an arrival or a key in the journal.
type pastEntry struct {
	at         time.Time
	kind, call string
	digit      string
	language   ivr.Language
	restricted bool
}

// entriesAtOnce is how many entries of a journal are looked through by one statement.
const entriesAtOnce = 20_000

// eachEntry gives the arrivals and keys of a journal from first to last to take.
func (s *Store) eachEntry(ctx context.Context, journal string, first, last time.Time, take func(pastEntry)) error {
	from, to, err := s.stretch(ctx, journal, first, last)
	for ; err == nil && from < to; from += entriesAtOnce {
		var rows pgx.Rows
		rows, err = s.db.Query(ctx, `select at, event->>'type', event->'data'->>'call', coalesce(event->'data'->>'digit', ''),
				coalesce(event->'data'->>'language', ''), coalesce((event->'data'->>'restricted')::bool, false)
			from journal where journal = $1 and seq >= $2 and seq < $3 and at >= $4 and at < $5
			and event->>'type' in ('CallArrived', 'DigitPressed') order by seq`,
			journal, from, min(to, from+entriesAtOnce), first, last)
		if err != nil {
			break
		}
		var e pastEntry
		_, err = pgx.ForEachRow(rows, []any{&e.at, &e.kind, &e.call, &e.digit, &e.language, &e.restricted}, func() error { take(e); return nil })
	}
	return err
}

// stretch returns the numbers of a journal's entries of a time: from inclusive, to exclusive.
func (s *Store) stretch(ctx context.Context, journal string, first, last time.Time) (from, to int64, err error) {
	var low, high *int64
	err = s.db.QueryRow(ctx, "select min(seq), max(seq) from journal where journal = $1", journal).Scan(&low, &high)
	if err != nil || low == nil {
		return 0, 0, err
	}
	begins := func(when time.Time) int64 {
		n := sort.Search(int(*high-*low+1), func(i int) bool {
			var at time.Time
			e := s.db.QueryRow(ctx, "select at from journal where journal = $1 and seq >= $2 order by seq limit 1", journal, *low+int64(i)).Scan(&at)
			if e != nil && err == nil {
				err = e
			}
			return e != nil || !at.Before(when)
		})
		return *low + int64(n)
	}
	return begins(first), begins(last), err
}
