package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotline12345/internal/app"
	"hotline12345/internal/postgres/dbtest"
)

// TestTheOperatorSeesWhatGoes before it does, and whether what is left is whole.
func TestTheOperatorSeesWhatGoes(t *testing.T) {
	t.Parallel()
	url := dbtest.MigratedURL(t)
	s := app.Settings{DatabaseURL: url, DataDir: t.TempDir(), KeepRecordings: 24, KeepComplaintRecordings: 60, KeepJournal: 36}
	d := dbtest.Open(t, url)
	_, err := d.Exec(t.Context(), `select ensure_month('2020-01-01'); insert into journal (journal, seq, at, event, commands) values
		('j', 1, '2020-01-01T00:00:00Z', '{}', '[]'), ('j', 2, '2020-01-01T01:00:00Z', '{}', '[]'), ('j', 4, '2020-01-02T00:00:00Z', '{}', '[]')`)
	dbtest.Must(t, err)
	var out strings.Builder
	dbtest.Must(t, showRetention(t.Context(), s, nil, &out))
	for _, want := range []string{"nothing is deleted now", "journal ", ": 2 (3 rows", "access_log             kept for ever"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	out.Reset()
	err = showRetention(t.Context(), s, []string{"-verify"}, &out)
	if !errors.Is(err, errNotWhole) || !strings.Contains(out.String(), "entries 3 to 3 are missing") {
		t.Errorf("entry 3 is not missed: %v\n%s", err, out.String())
	}
	_, err = d.Exec(t.Context(), "insert into journal (journal, seq, at, event, commands) values ('j', 3, '2020-01-01T02:00:00Z', '{}', '[]')")
	dbtest.Must(t, err)
	out.Reset()
	dbtest.Must(t, showRetention(t.Context(), s, []string{"-verify"}, &out))
	if _, err := os.Stat(filepath.Join(s.DataDir, "keys")); err == nil {
		t.Error("whoever only looks makes a key")
	}
	if !strings.Contains(out.String(), "0 deletions") {
		t.Errorf("nothing was deleted, but: %s", out.String())
	}
	if err := showRetention(t.Context(), s, []string{"-delete"}, &out); err == nil {
		t.Error("something is deleted by hand")
	}
}
