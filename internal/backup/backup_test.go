package backup_test

//hotline:faults

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/backup"
	"hotline12345/internal/devstack"
)

var monday = time.Date(2026, 11, 30, 2, 0, 0, 0, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, dir, name, content string) {
	t.Helper()
	full := filepath.Join(dir, name)
	must(t, os.MkdirAll(filepath.Dir(full), 0o700))
	must(t, os.WriteFile(full, []byte(content), 0o600))
}

func get(t *testing.T, dir, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, name))
	must(t, err)
	return string(raw)
}

func sql(t *testing.T, url, statement string) string {
	t.Helper()
	out, err := exec.Command("psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-c", statement, url).CombinedOutput()
	if err != nil {
		t.Fatalf("psql: %v\n%s", err, out)
	}
	return strings.TrimSpace(string(out))
}

// source makes a small installation: a table with one row, and a few files.
func source(t *testing.T) backup.Source {
	t.Helper()
	s := backup.Source{DatabaseURL: devstack.TestPostgres(t), DataDir: t.TempDir(), Schema: 22, Settings: []string{"HOTLINE_LOG=info", "HOTLINE_ARI_PASSWORD=secret"}}
	sql(t, s.DatabaseURL, `create table tickets (number text); insert into tickets values ('261130000001')`)
	put(t, s.DataDir, "journal/0000000000000001.jsonl", `{"seq":1}`+"\n"+`{"seq":2}`+"\n"+`{"se`)
	put(t, s.DataDir, "journal/id", "abc")
	put(t, s.DataDir, "recordings/2026/11/30/call.wav", "RIFF")
	put(t, s.DataDir, "spool/ticket-1.json", "{}")
	put(t, s.DataDir, "files/ab/abc.jpg", "picture")
	put(t, s.DataDir, "serve.lock", "17")
	s.MessagesDir = t.TempDir()
	put(t, s.MessagesDir, "call/note", "told to a machine")
	s.RecordingDir = t.TempDir()
	put(t, s.RecordingDir, "1~message~3.alaw", "told to a menu")
	return s
}

func target(t *testing.T) backup.Target {
	t.Helper()
	url := devstack.TestPostgres(t)
	return backup.Target{DatabaseURL: url, DataDir: filepath.Join(t.TempDir(), "data"), MessagesDir: filepath.Join(t.TempDir(), "messages"), RecordingDir: filepath.Join(t.TempDir(), "recording"), Occupied: occupied(t, url)}
}

func occupied(t *testing.T, url string) func(context.Context) (bool, error) {
	return func(context.Context) (bool, error) {
		return sql(t, url, "select count(*) from pg_tables where schemaname = 'public'") != "0", nil
	}
}

func TestABackupIsRestored(t *testing.T) {
	t.Parallel()
	s, backups := source(t), t.TempDir()
	key := filepath.Join(t.TempDir(), "key.pem")
	put(t, filepath.Dir(key), "key.pem", "private")
	other := filepath.Join(t.TempDir(), "key.pem") // of the same name
	put(t, filepath.Dir(other), "key.pem", "another")
	s.Secrets = []string{key, other}
	name, err := backup.Make(t.Context(), s, backups, monday)
	must(t, err)
	to := target(t)
	m, err := backup.Restore(t.Context(), to, name)
	must(t, err)
	if m.Schema != 22 || !m.MadeAt.Equal(monday) {
		t.Errorf("manifest %+v", m)
	}
	if got := sql(t, to.DatabaseURL, "select number from tickets"); got != "261130000001" {
		t.Errorf("the ticket is %q", got)
	}
	for name, want := range map[string]string{
		"journal/0000000000000001.jsonl": `{"seq":1}` + "\n" + `{"seq":2}` + "\n", // without the line being written
		"journal/id":                     "abc",
		"recordings/2026/11/30/call.wav": "RIFF",
		"spool/ticket-1.json":            "{}",
		"files/ab/abc.jpg":               "picture",
	} {
		if got := get(t, to.DataDir, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := get(t, to.MessagesDir, "call/note"); got != "told to a machine" {
		t.Errorf("what a caller left is %q", got)
	}
	if got := get(t, to.RecordingDir, "1~message~3.alaw"); got != "told to a menu" {
		t.Errorf("the message that a menu recorded is %q", got)
	}
	if _, err := os.Stat(filepath.Join(to.DataDir, "serve.lock")); err == nil {
		t.Error("the lock of the running service was restored")
	}
	if got := get(t, name, "settings.env"); got != "HOTLINE_LOG=info\nHOTLINE_ARI_PASSWORD=secret\n" {
		t.Errorf("settings %q", got)
	}
	if got := get(t, name, "secrets"+key) + " " + get(t, name, "secrets"+other); got != "private another" {
		t.Errorf("keys %q", got)
	}
	if backup.Unfinished(to.DataDir) != "" {
		t.Error("a whole restore counts as unfinished")
	}
	onlyTheOwnerReads(t, name)
}

func onlyTheOwnerReads(t *testing.T, dir string) {
	t.Helper()
	must(t, filepath.Walk(dir, func(name string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v: others can read it", name, info.Mode())
		}
		return err
	}))
}

func TestWhatDidNotChangeIsStoredOnce(t *testing.T) {
	t.Parallel()
	s, backups := source(t), t.TempDir()
	first, err := backup.Make(t.Context(), s, backups, monday)
	must(t, err)
	put(t, s.DataDir, "files/ab/abc.jpg", "another picture")
	must(t, os.Remove(filepath.Join(s.DataDir, "spool/ticket-1.json"))) // delivered
	second, err := backup.Make(t.Context(), s, backups, monday.Add(24*time.Hour))
	must(t, err)
	same := func(file string) bool {
		a, err := os.Stat(filepath.Join(first, "data", file))
		must(t, err)
		b, err := os.Stat(filepath.Join(second, "data", file))
		must(t, err)
		return os.SameFile(a, b)
	}
	if !same("recordings/2026/11/30/call.wav") {
		t.Error("a recording that did not change is stored twice")
	}
	if same("files/ab/abc.jpg") || get(t, first, "data/files/ab/abc.jpg") != "picture" {
		t.Error("a changed file changed the backup before")
	}
	for _, name := range []string{first, second} {
		_, err := backup.Verify(name)
		must(t, err)
	}
	removed, err := backup.Keep(backups, 1)
	must(t, err)
	if len(removed) != 1 || removed[0] != first {
		t.Errorf("removed %v, want the older one", removed)
	}
	_, err = backup.Verify(second)
	must(t, err)
}

func TestDamageIsNamed(t *testing.T) {
	t.Parallel()
	s := source(t)
	for what, damage := range map[string]func(dir string){
		"data/journal/id":                func(dir string) { put(t, dir, "data/journal/id", "abd") },
		"data/files/ab/abc.jpg":          func(dir string) { must(t, os.Remove(filepath.Join(dir, "data/files/ab/abc.jpg"))) },
		"data/recordings/2026/11/30/cal": func(dir string) { put(t, dir, "data/recordings/2026/11/30/call.wav", "RIFF+") },
		"manifest.json":                  func(dir string) { put(t, dir, "manifest.json", "{") },
		"database.dump":                  func(dir string) { must(t, os.Truncate(filepath.Join(dir, "database.dump"), 100)) },
		"outside": func(dir string) {
			put(t, dir, "manifest.json", `{"format":1,"files":[{"path":"../../outside"}]}`)
		},
	} {
		name, err := backup.Make(t.Context(), s, t.TempDir(), monday)
		must(t, err)
		damage(name)
		to := target(t)
		if _, err := backup.Restore(t.Context(), to, name); !errors.Is(err, backup.ErrDamaged) || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := os.Stat(to.DataDir); err == nil {
			t.Errorf("%s: something was restored all the same", what)
		}
	}
}

func TestARestoreNeverWritesOver(t *testing.T) {
	t.Parallel()
	s := source(t)
	name, err := backup.Make(t.Context(), s, t.TempDir(), monday)
	must(t, err)
	full := target(t)
	full.DataDir = s.DataDir
	if _, err := backup.Restore(t.Context(), full, name); !errors.Is(err, backup.ErrDataThere) {
		t.Errorf("a full data folder: %v", err)
	}
	full = target(t)
	full.DatabaseURL, full.Occupied = s.DatabaseURL, occupied(t, s.DatabaseURL)
	if _, err := backup.Restore(t.Context(), full, name); !errors.Is(err, backup.ErrDatabaseThere) {
		t.Errorf("a full database: %v", err)
	}
}

// TestABrokenOffRestoreIsRunAgain: the database is away when the files are there already.
func TestABrokenOffRestoreIsRunAgain(t *testing.T) {
	t.Parallel()
	s, backups := source(t), t.TempDir()
	name, err := backup.Make(t.Context(), s, backups, monday)
	must(t, err)
	other, err := backup.Make(t.Context(), s, backups, monday.Add(time.Hour))
	must(t, err)
	to := target(t)
	away := to
	away.DatabaseURL = "postgres://hotline@127.0.0.1:1/hotline"
	if _, err := backup.Restore(t.Context(), away, name); err == nil {
		t.Fatal("restored without a database")
	}
	if backup.Unfinished(to.DataDir) != name {
		t.Errorf("unfinished %q, want %q", backup.Unfinished(to.DataDir), name)
	}
	if _, err := backup.Restore(t.Context(), to, other); !errors.Is(err, backup.ErrDataThere) {
		t.Errorf("two backups in one folder: %v", err)
	}
	_, err = backup.Restore(t.Context(), to, name)
	must(t, err)
	if got := sql(t, to.DatabaseURL, "select number from tickets"); got != "261130000001" {
		t.Errorf("the ticket is %q", got)
	}
}

func TestAFailedBackupLeavesNothing(t *testing.T) {
	t.Parallel()
	s, backups := source(t), t.TempDir()
	s.DatabaseURL = "postgres://hotline:pass-word@127.0.0.1:1/hotline"
	put(t, backups, "2026-11-29T02-00-00Z.partial/manifest.json", "{}") // a machine that was switched off
	_, err := backup.Make(t.Context(), s, backups, monday)
	if err == nil || strings.Contains(err.Error(), "pass-word") {
		t.Errorf("error %v", err)
	}
	left, err := filepath.Glob(filepath.Join(backups, "2026*"))
	must(t, err)
	if len(left) > 0 {
		t.Errorf("left %v", left)
	}
	if _, err := backup.Make(t.Context(), s, filepath.Join(s.DataDir, "backups"), monday); err == nil {
		t.Error("a backup copied itself")
	}
}
