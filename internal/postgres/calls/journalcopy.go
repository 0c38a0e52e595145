package calls

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti/loop"
	"hotline12345/internal/postgres/db"
)

var _ loop.Copy = (*Store)(nil)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum returns the CRC-32C of an entry, whatever order and spaces its JSON has:
// PostgreSQL keeps neither.
func checksum(event json.RawMessage, commands []json.RawMessage) (int64, error) {
	sum := uint32(0)
	for _, raw := range append([]json.RawMessage{event}, commands...) {
		var value any
		if err := json.Unmarshal(raw, &value); err != nil {
			return 0, fmt.Errorf("checksum: %w", err)
		}
		plain, err := json.Marshal(value) // members in the order of their names
		if err != nil {
			return 0, fmt.Errorf("checksum: %w", err)
		}
		sum = crc32.Update(sum, castagnoli, plain)
	}
	return int64(sum), nil
}

// JournalEntries implements loop.Copy. An entry that is damaged, or cannot be read by this
// version, is left out.
func (s *Store) JournalEntries(ctx context.Context, journal string, after, before uint64, limit int) ([]loop.Entry, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, `select seq, at, event, commands, crc from journal
		where journal = $1 and seq > $2 and seq < $3 order by seq limit $4`, journal, int64(after), int64(before), limit)
	if err != nil {
		return nil, db.Fault("read the journal", err)
	}
	stored, err := pgx.CollectRows(rows, pgx.RowToStructByPos[journalRow])
	if err != nil {
		return nil, db.Fault("read the journal", err)
	}
	var list []loop.Entry
	for _, r := range stored {
		if e, ok := r.entry(journal); ok {
			list = append(list, e)
		}
	}
	return list, nil
}

// SuccessorJournal implements loop.Copy.
func (s *Store) SuccessorJournal(ctx context.Context, journal string, seq uint64) (id string, after uint64, err error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err = s.db.QueryRow(ctx, `select journal, after from journals where follows = $1 and after >= $2
		order by began desc, journal limit 1`, journal, int64(seq)).Scan(&id, &after)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", 0, nil
	}
	return id, after, db.Fault("find the journal that follows", err)
}

// journalRow is an entry as it is stored.
type journalRow struct {
	Seq      uint64
	At       time.Time
	Event    json.RawMessage
	Commands []json.RawMessage
	CRC      *int64
}

// entry reads a row; ok is false where it is damaged.
func (r journalRow) entry(journal string) (e loop.Entry, ok bool) {
	if r.CRC != nil {
		if sum, err := checksum(r.Event, r.Commands); err != nil || sum != *r.CRC {
			return loop.Entry{}, false
		}
	}
	raw, err := json.Marshal(map[string]any{"seq": r.Seq, "journal": journal, "at": r.At.UTC(), "event": r.Event, "commands": r.Commands})
	if err != nil {
		return loop.Entry{}, false
	}
	e, err = loop.ReadEntry(raw)
	return e, err == nil
}
