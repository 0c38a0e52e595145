package calls

//hotline:faults

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/ivr"
)

func settings() cti.Settings {
	return cti.Settings{
		Version: "1", Numbers: []cti.InboundRoute{{Number: "12345", Flow: "m"}}, Times: cti.DefaultTimes(),
		Flows: map[string]ivr.Flow{"m": {ID: "m", Version: "1", Start: "a", Nodes: ivr.Nodes{"a": ivr.Goodbye{Prompts: []string{"welcome"}}}}},
	}
}

// town is a journal folder with its engine and a database.
type town struct {
	t      *testing.T
	dir    string
	db     *db.DB
	store  *Store
	files  *loop.Files
	engine *cti.Engine
	seq    uint64
	calls  int // all that ever came
}

func newTown(t *testing.T) *town {
	t.Helper()
	d := dbtest.Migrated(t)
	w := &town{t: t, dir: t.TempDir(), db: d, store: New(d)}
	w.start(w.store)
	return w
}

// start begins a run of the service; the database may be away (nil).
func (w *town) start(c loop.Copy) {
	w.t.Helper()
	files, err := loop.OpenFiles(w.dir)
	dbtest.Must(w.t, err)
	engine, seq, started, err := files.Resume(w.t.Context(), c)
	dbtest.Must(w.t, err)
	w.files, w.engine, w.seq = files, engine, seq
	w.handle(started)
}

func (w *town) handle(ev cti.Event) {
	w.t.Helper()
	w.seq++
	at := arrived.Add(time.Duration(w.calls)*time.Minute + time.Duration(w.seq)*time.Second)
	dbtest.Must(w.t, w.files.Append(loop.Entry{Seq: w.seq, At: at, Event: ev, Commands: w.engine.Handle(at, ev)}))
}

// take takes some calls, which end at once.
func (w *town) take(n int) {
	w.t.Helper()
	for range n {
		w.calls++
		call := cti.CallID(fmt.Sprint("1.", w.calls))
		w.handle(cti.CallArrived{Call: call, Called: "12345", Caller: cti.Caller{Number: "02000000000"}})
		w.handle(cti.CallerGone{Call: call, Cause: 16})
	}
}

// ship ships until the database has the last entry.
func (w *town) ship() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		(&loop.Shipper{Files: w.files, Store: w.store, Log: zap.NewNop(), Every: 10 * time.Millisecond}).Run(ctx)
	}()
	w.until(ctx, w.seq)
	cancel()
	<-done
}

func (w *town) until(ctx context.Context, seq uint64) {
	w.t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if last, err := w.store.LastJournalSeq(ctx, w.files.ID()); err == nil && last == seq {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			w.t.Fatal("the journal is not shipped to its end")
		}
	}
}

// whole checks that each call that ever came has one row, with its end.
func (w *town) whole() {
	w.t.Helper()
	var rows, ended, reasons int
	dbtest.Must(w.t, w.db.QueryRow(w.t.Context(), `select count(*), count(ended_at), count(*) filter (where end_reason = 'abandoned_in_menu') from calls`).
		Scan(&rows, &ended, &reasons))
	if rows != w.calls || ended != rows || reasons != rows {
		w.t.Errorf("%d rows, %d with an end, %d with the right reason; want %d of each", rows, ended, reasons, w.calls)
	}
}

// copyOf keeps a folder as it is now, and returns how to put it back.
func copyOf(t *testing.T, dir string) (putBack func()) {
	t.Helper()
	kept := filepath.Join(t.TempDir(), "kept")
	dbtest.Must(t, os.CopyFS(kept, os.DirFS(dir)))
	return func() {
		dbtest.Must(t, os.RemoveAll(dir))
		dbtest.Must(t, os.CopyFS(dir, os.DirFS(kept)))
	}
}

// TestAFolderOfAnEarlierDay: calls that come after the folder was put back get their
// rows, whether the database is there at the start or not, and twice.
func TestAFolderOfAnEarlierDay(t *testing.T) {
	t.Parallel()
	for name, away := range map[string]bool{"database there": false, "database away": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.handle(cti.SettingsChanged{Settings: settings()})
			w.take(6)
			w.ship()
			putBack := copyOf(t, w.dir)
			w.take(20)
			w.ship()
			knew := w.seq
			for range 2 {
				putBack()
				if away {
					w.start(nil)
				} else {
					w.start(w.store)
					if w.seq != knew+1 {
						t.Errorf("the state is that after entry %d, want %d: the database had all", w.seq-1, knew)
					}
				}
				w.take(12)
				w.ship()
				w.whole()
				knew = w.seq
			}
		})
	}
}

// TestADatabaseOfAnEarlierDay: it is caught up from the folder, while the service runs and
// after a restart.
func TestADatabaseOfAnEarlierDay(t *testing.T) {
	t.Parallel()
	for name, restart := range map[string]bool{"running": false, "restarted": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			w.handle(cti.SettingsChanged{Settings: settings()})
			w.take(6)
			w.ship()
			w.start(w.store) // another run: there are two journals
			w.take(10)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			shipper := &loop.Shipper{Files: w.files, Store: w.store, Log: zap.NewNop(), Every: 10 * time.Millisecond}
			done := make(chan struct{})
			go func() { defer close(done); shipper.Run(ctx) }()
			w.until(ctx, w.seq)
			w.setBack(8)
			if restart {
				cancel()
				<-done
				w.start(w.store)
				w.take(1)
				w.ship()
			} else {
				w.take(1)
				w.until(ctx, w.seq)
				cancel()
				<-done
			}
			w.whole()
			var entries int
			dbtest.Must(t, w.db.QueryRow(t.Context(), "select count(distinct seq) from journal").Scan(&entries))
			if entries != int(w.seq) {
				t.Errorf("%d entries are in the database, want %d", entries, w.seq)
			}
		})
	}
}

// setBack makes the database as it was after entry seq.
func (w *town) setBack(seq uint64) {
	w.t.Helper()
	w.unlock()
	_, err := w.db.Exec(w.t.Context(), `with late as (delete from journal where seq > $1)
		update journal_progress p set seq = coalesce((select max(seq) from journal j where j.journal = p.journal and seq <= $1), 0)`, int64(seq))
	dbtest.Must(w.t, err)
	_, err = w.db.Exec(w.t.Context(), "delete from calls where arrived_at > (select max(at) from journal)")
	dbtest.Must(w.t, err)
}

// TestWhatTheFolderLacksIsInTheDatabase: two damaged lines side by side, which the line
// behind cannot repeat.
func TestWhatTheFolderLacksIsInTheDatabase(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.handle(cti.SettingsChanged{Settings: settings()})
	w.take(6)
	w.ship()
	want, err := w.engine.Snapshot()
	dbtest.Must(t, err)
	names, _ := filepath.Glob(filepath.Join(w.dir, "*.jsonl"))
	raw, err := os.ReadFile(names[0])
	dbtest.Must(t, err)
	from := len(raw) / 3
	for i := from; i < from+len(raw)/4; i++ {
		raw[i] = 0
	}
	dbtest.Must(t, os.WriteFile(names[0], raw, 0o600))
	files, err := loop.OpenFiles(w.dir)
	dbtest.Must(t, err)
	engine, seq, _, err := files.Resume(t.Context(), w.store)
	dbtest.Must(t, err)
	got, err := engine.Snapshot()
	dbtest.Must(t, err)
	s := files.State()
	if seq != w.seq || string(got) != string(want) {
		t.Errorf("state after entry %d is %s, want that of %d: %s", seq, got, w.seq, want)
	}
	if s.Damaged == 0 || s.Restored < 3 || s.Doubtful != 0 {
		t.Errorf("counted %+v", s)
	}
	// without the database it starts all the same, and says what is in doubt
	dbtest.Must(t, os.RemoveAll(filepath.Join(w.dir, fmt.Sprintf("%016d.snapshot", seq))))
	files, err = loop.OpenFiles(w.dir)
	dbtest.Must(t, err)
	_, seq, _, err = files.Resume(t.Context(), nil)
	dbtest.Must(t, err)
	if s := files.State(); seq != w.seq || s.Missing == 0 || s.Doubtful == 0 {
		t.Errorf("without the database: entry %d, %+v", seq, s)
	}
}

// unlock lets a test do to the journal what only a broken disk, or a backup, does.
func (w *town) unlock() {
	w.t.Helper()
	_, err := w.db.Exec(w.t.Context(), "alter table journal disable trigger user")
	dbtest.Must(w.t, err)
}

// TestADamagedCopyIsNotBelieved: a row whose checksum does not fit is left out.
func TestADamagedCopyIsNotBelieved(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.take(3)
	w.ship()
	w.unlock()
	_, err := w.db.Exec(t.Context(), `update journal set event = jsonb_set(event, '{data,call}', '"9.9"') where seq = 2`)
	dbtest.Must(t, err)
	list, err := w.store.JournalEntries(t.Context(), w.files.ID(), 0, w.seq+1, 100)
	dbtest.Must(t, err)
	if len(list) != int(w.seq)-1 || list[1].Seq != 3 {
		t.Errorf("%d of %d entries are read, want all but one", len(list), w.seq)
	}
}
