package db_test

import (
	"testing"
	"time"

	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
)

// TestWhatIsStoredComesBack: PostgreSQL takes every text and JSON that was made
// storable, and a time that has not come is NULL.
func TestWhatIsStoredComesBack(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	for in, want := range map[string]string{"a\x00b": "a\ufffdb", "\xff求助": "\ufffd求助", `\u0000`: `\u0000`} {
		var text, fromJSON string
		raw, err := db.Encode(map[string]string{"x": in})
		dbtest.Must(t, err)
		dbtest.Must(t, d.QueryRow(ctx, "select $1::text, $2::jsonb->>'x'", db.Text(in), raw).Scan(&text, &fromJSON))
		if text != want || fromJSON != want {
			t.Errorf("%q came back as %q, in JSON as %q; want %q", in, text, fromJSON, want)
		}
	}
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, in := range []time.Time{{}, at} {
		var out *time.Time
		dbtest.Must(t, d.QueryRow(ctx, "select $1::timestamptz", db.Moment(in)).Scan(&out))
		if (out == nil) != in.IsZero() || !db.TimeOf(out).Equal(in) {
			t.Errorf("%v came back as %v", in, out)
		}
	}
}
