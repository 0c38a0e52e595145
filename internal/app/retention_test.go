package app

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/postgres"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/ivr"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/retention"
	"hotline12345/tickets/retention/nightly"
	"hotline12345/tickets/storetest"
	"hotline12345/tickets/workday"
)

// archive is an installation with years of calls, over real PostgreSQL and real files.
type archive struct {
	*nightly.Keeper
	store *postgres.Store
	dir   string
	now   time.Time
	seq   uint64
	n     int
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	store, err := postgres.Open(t.Context(), dbtest.MigratedURL(t), postgres.Options{})
	dbtest.Must(t, err)
	t.Cleanup(store.Close)
	a := &archive{store: store, dir: t.TempDir(), now: time.Date(2026, 11, 23, 3, 0, 0, 0, workday.Zone)}
	a.Keeper = Retention(Settings{DataDir: a.dir, KeepRecordings: 24, KeepComplaintRecordings: 60, KeepJournal: 36, KeepAccessLog: 36}, store, zap.NewNop())
	a.Now = func() time.Time { return a.now }
	return a
}

// call stores a call of so many months ago with a recording, its entry in the journal and
// a look at it, and returns its file.
func (a *archive) call(t *testing.T, call string, months int) string {
	t.Helper()
	at := a.now.AddDate(0, -months, -1).UTC()
	name := at.Format("2006/01/02/") + call + "-1.wav"
	path := filepath.Join(a.dir, "recordings", name)
	dbtest.Must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	dbtest.Must(t, os.WriteFile(path, []byte("RIFF "+call), 0o400))
	r := cti.CallRecord{Call: cti.CallID(call), Revision: 1, Direction: cti.Inbound, Called: "12345", Language: ivr.Mandarin, ArrivedAt: at, EndedAt: at.Add(time.Minute),
		Recordings: []cti.RecordingPiece{{Leg: 1, File: name, StartedAt: at, Millis: 1000}}}
	a.seq++
	dbtest.Must(t, a.store.Ship(t.Context(), "j", []loop.Entry{{Seq: a.seq, Journal: "j", At: at, Event: cti.Started{}}}, []cti.CallRecord{r}))
	dbtest.Must(t, a.store.RecordAccess(t.Context(), tickets.AccessRecord{ID: call, At: at, What: "call", Key: call}))
	return path
}

// ticket stores an archived ticket of a call.
func (a *archive) ticket(t *testing.T, call string, change func(*tickets.Ticket)) tickets.Number {
	t.Helper()
	a.n++
	d, x := storetest.Written(a.n, "13800138000", storetest.WayTo(tickets.Archived)...)
	d.Call, x.Call, x.Type, x.Urgency = call, call, tickets.Consultation, tickets.Normal
	change(&x)
	dbtest.Must(t, a.store.Commit(t.Context(), d, x))
	return x.Number
}

func (a *archive) hold(t *testing.T, n tickets.Number, on bool) {
	t.Helper()
	dbtest.Must(t, a.store.SaveHold(t.Context(), retention.LegalHold{Ticket: n, On: on, Reason: "法院调取", By: org.Person{ID: "7"}, At: a.now}))
}

// night does a night's work a day later, and returns it.
func (a *archive) night(t *testing.T) retention.Night {
	t.Helper()
	a.now = a.now.AddDate(0, 0, 1)
	r, done, err := a.Night(t.Context())
	dbtest.Must(t, err)
	if !done || len(r.Failed) > 0 {
		t.Fatalf("the night did nothing (%t), or failed: %v", done, r.Failed)
	}
	return r
}

// rehearse passes the first week.
func (a *archive) rehearse(t *testing.T) {
	t.Helper()
	if r := a.night(t); !r.Dry {
		t.Fatal("the first night deletes")
	}
	a.now = a.now.Add(retention.Rehearsed)
}

func (a *archive) count(t *testing.T, query string) (n int) {
	t.Helper()
	dbtest.Must(t, a.store.QueryRow(t.Context(), query).Scan(&n))
	return n
}

func counts(r retention.Night) map[retention.Class][3]int {
	m := map[retention.Class][3]int{}
	for _, p := range r.Parts {
		m[p.Class] = [3]int{p.Items, p.Count, p.Held}
	}
	return m
}

// TestWhatWasKeptLongEnoughGoes: each class in its time, first only said, then done; what is
// held or still open stays; what went is on record, and what is left can be checked.
func TestWhatWasKeptLongEnoughGoes(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	plain := func(*tickets.Ticket) {}
	files := map[string]string{}
	for call, months := range map[string]int{"young": 23, "old": 25, "consult": 40, "complaint": 59, "complaint-old": 61, "urgent": 30, "calmed": 30, "merged": 30, "report": 30, "guarded": 30, "held": 70, "open": 71, "again": 72} {
		files[call] = a.call(t, call, months)
	}
	a.ticket(t, "consult", plain)
	complaint := a.ticket(t, "complaint", func(x *tickets.Ticket) { x.Type = tickets.Complaint })
	a.ticket(t, "complaint-old", func(x *tickets.Ticket) { x.Type = tickets.Complaint })
	a.ticket(t, "urgent", func(x *tickets.Ticket) { x.Urgency = tickets.Emergency })
	a.ticket(t, "calmed", func(x *tickets.Ticket) { x.Emergency = &tickets.Emergent{} }) // stood down since
	a.ticket(t, "merged", func(x *tickets.Ticket) { x.Into = complaint })
	a.ticket(t, "report", func(x *tickets.Ticket) { x.Type = tickets.Report })
	a.ticket(t, "guarded", func(x *tickets.Ticket) { x.Type, x.Protected = "whistle", true }) // as a report, by the city's rules
	held := a.ticket(t, "held", plain)
	a.hold(t, held, true)
	a.ticket(t, "open", func(x *tickets.Ticket) { x.State = tickets.Handling })
	again := a.ticket(t, "young", func(x *tickets.Ticket) { x.Entries[2].Call = "again" }) // a call back in its history
	a.hold(t, again, true)
	dbtest.Must(t, a.store.RecordAccess(t.Context(), tickets.AccessRecord{ID: "x", At: a.now.AddDate(-4, 0, 0), What: "file", Key: string(held) + "/3"}))

	plan, err := a.Plan(t.Context())
	dbtest.Must(t, err)
	want := map[retention.Class][3]int{retention.Recordings: {2, 2, 3}, retention.ComplaintRecordings: {1, 1, 0},
		retention.Journal: {4, 4, 2}, retention.AccessLog: {4, 4, 3}}
	if diff := cmp.Diff(want, counts(plan)); diff != "" {
		t.Fatalf("the plan (-want +got):\n%s", diff)
	}
	a.rehearse(t)
	if n := a.count(t, "select count(*) from deletions"); n != 0 {
		t.Fatalf("%d deletions after a plan and a rehearsal", n)
	}
	if diff := cmp.Diff(want, counts(a.night(t))); diff != "" {
		t.Errorf("the night (-want +got):\n%s", diff)
	}
	for call, path := range files {
		_, err := os.Stat(path)
		gone := call == "old" || call == "consult" || call == "complaint-old"
		if errors.Is(err, os.ErrNotExist) != gone {
			t.Errorf("the recording of %s: %v", call, err)
		}
	}
	if n := a.count(t, "select count(*) from journal where at < '2023-11-01'"); n != 2 {
		t.Errorf("%d old entries of the journal are left, want those of the two held days", n)
	}
	if n := a.count(t, "select count(*) from access_log"); n != 10 {
		t.Errorf("%d records of accesses are left, want the young ones and the held", n)
	}
	if n, gaps, err := a.Verify(t.Context()); n != 11 || len(gaps) > 0 || err != nil {
		t.Errorf("%d deletions, gaps %v, error %v", n, gaps, err)
	}
	if r := counts(a.night(t)); r[retention.Recordings] != [3]int{0, 0, 3} || r[retention.Journal] != [3]int{0, 0, 2} {
		t.Errorf("the night after: %v", r)
	}
	a.hold(t, held, false)
	if r := counts(a.night(t)); r[retention.Recordings] != [3]int{1, 1, 2} || r[retention.Journal] != [3]int{1, 1, 1} {
		t.Errorf("after the hold was lifted: %v", r)
	}
	if _, gaps, err := a.Verify(t.Context()); len(gaps) > 0 || err != nil {
		t.Errorf("gaps %v, error %v", gaps, err)
	}
}

// TestWhatIsLeftCanBeChecked: a row that somebody took out, a record that was changed,
// left out or written by another.
func TestWhatIsLeftCanBeChecked(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sql  string
		want error
	}{
		"a record is changed":        {`update deletions set body = replace(body, '"count":1', '"count":9') where id = 1`, retention.ErrForged},
		"the first record is gone":   {`delete from deletions where id = 1`, retention.ErrBroken},
		"a record is gone":           {`delete from deletions where id = 2`, retention.ErrBroken},
		"two changed their places":   {`update deletions set id = -id where id <= 2`, retention.ErrBroken},
		"an entry between is gone":   {`delete from journal where seq = 6`, nil},
		"the first that is left too": {`delete from journal where seq = 4`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newArchive(t)
			for i := range 3 {
				a.call(t, fmt.Sprint("old", i), 40-i)
			}
			for i := range 4 {
				a.call(t, fmt.Sprint("young", i), 10-i)
			}
			a.rehearse(t)
			a.night(t)
			if _, gaps, err := a.Verify(t.Context()); err != nil || len(gaps) > 0 {
				t.Fatalf("before: %v %v", gaps, err)
			}
			for _, sql := range []string{"alter table deletions disable trigger user", "alter table journal disable trigger user",
				"alter table deletions alter column id drop identity if exists", c.sql} {
				_, err := a.store.Exec(t.Context(), sql)
				dbtest.Must(t, err)
			}
			_, gaps, err := a.Verify(t.Context())
			if c.want != nil && !errors.Is(err, c.want) || c.want == nil && (err != nil || len(gaps) != 1) {
				t.Errorf("gaps %v, error %v; want %v", gaps, err, c.want)
			}
		})
	}
}

// TestAKilledNightIsFinished: what is on record goes, also where the service was killed
// before it removed the file.
func TestAKilledNightIsFinished(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	path := a.call(t, "old", 30)
	a.rehearse(t)
	a.Files = killed{a.Files}
	a.now = a.now.AddDate(0, 0, 1)
	if r, _, err := a.Night(t.Context()); err != nil || len(r.Failed) == 0 {
		t.Fatalf("nothing failed (%v): %+v", err, r)
	}
	a.Files = a.Files.(killed).Files
	a.night(t)
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
	if n := a.count(t, "select count(*) from deletions where class = 'recordings'"); n != 1 {
		t.Errorf("%d records of it", n)
	}
}

// killed removes nothing.
type killed struct{ nightly.Files }

func (killed) Remove([]string) error { return errors.New("killed") }

// TestAppendOnlyRowsAreNeverRewritten, nor deleted but by the night.
func TestAppendOnlyRowsAreNeverRewritten(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.call(t, "1", 1)
	a.hold(t, a.ticket(t, "1", func(*tickets.Ticket) {}), true)
	a.rehearse(t)
	a.call(t, "old", 40)
	a.night(t)
	for _, sql := range []string{"update journal set at = now()", "delete from journal", "update access_log set what = ''", "delete from access_log", "truncate access_log",
		"update deletions set body = ''", "delete from deletions", "truncate deletions", "update retention_runs set dry = true", "delete from retention_runs",
		"update legal_holds set held = false", "delete from legal_holds", "truncate legal_holds", "update ticket_entries set move = ''", "delete from ticket_entries"} {
		if _, err := a.store.Exec(t.Context(), sql); err == nil {
			t.Errorf("%s: nobody refuses it", sql)
		}
	}
}

// TestTheKeyOfDeletionsIsMadeOnce, for nobody else to read; a broken one is not replaced.
func TestTheKeyOfDeletionsIsMadeOnce(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "keys", "retention.key")
	if _, err := retentionKey(name, false); !errors.Is(err, nightly.ErrNoKey) {
		t.Errorf("no key, and none may be made: %v", err)
	}
	if _, err := os.Stat(filepath.Dir(name)); err == nil {
		t.Error("something was made for who only looks")
	}
	first, err := retentionKey(name, true)
	dbtest.Must(t, err)
	second, err := retentionKey(name, false)
	dbtest.Must(t, err)
	info, err := os.Stat(name)
	dbtest.Must(t, err)
	if !first.Equal(second) || len(first) != ed25519.PrivateKeySize || info.Mode().Perm() != 0o600 {
		t.Errorf("keys %t, mode %v", first.Equal(second), info.Mode())
	}
	dbtest.Must(t, os.WriteFile(name, []byte("half"), 0o600))
	if _, err := retentionKey(name, true); err == nil {
		t.Error("half a key is taken for one")
	}
}

// TestAMissingKeyIsSaid: whoever checks is told what to do, nothing is called forged and no
// other key is made, neither by looking nor by the next nights, which delete nothing.
func TestAMissingKeyIsSaid(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.call(t, "old", 40)
	if n, gaps, err := a.Verify(t.Context()); n != 0 || len(gaps) > 0 || err != nil {
		t.Errorf("before the first deletion: %d, %v, %v", n, gaps, err)
	}
	a.rehearse(t)
	a.night(t)
	name := filepath.Join(a.dir, "keys", "retention.key")
	saved, err := os.ReadFile(name)
	dbtest.Must(t, err)
	dbtest.Must(t, os.Remove(name))
	path := a.call(t, "next", 30)
	_, _, err = a.Verify(t.Context())
	if !errors.Is(err, nightly.ErrNoKey) || errors.Is(err, retention.ErrForged) || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "backup") {
		t.Errorf("checked without the key: %v", err)
	}
	if plan, err := a.Plan(t.Context()); err != nil || counts(plan)[retention.Recordings] != [3]int{1, 1, 0} {
		t.Errorf("a plan needs no key: %v %v", counts(plan), err)
	}
	a.now = a.now.AddDate(0, 0, 1)
	if _, done, err := a.Night(t.Context()); done || !errors.Is(err, nightly.ErrNoKey) {
		t.Errorf("a night without the key: %t %v", done, err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("it deleted all the same: %v", err)
	}
	if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("another key was made: %v", err)
	}
	dbtest.Must(t, os.WriteFile(name, saved, 0o600))
	a.night(t)
	if _, gaps, err := a.Verify(t.Context()); err != nil || len(gaps) > 0 {
		t.Errorf("with the key of the backup: %v %v", gaps, err)
	}
}

// TestAPlanReadsNoRecording: it says their sizes alone.
func TestAPlanReadsNoRecording(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	path := a.call(t, "old", 30)
	dbtest.Must(t, os.Remove(path))
	dbtest.Must(t, syscall.Mkfifo(path, 0o600)) // whoever reads it waits for ever
	big := a.call(t, "big", 31)
	dbtest.Must(t, os.Truncate(big, 5<<30)) // a sparse file
	plan, err := a.Plan(t.Context())
	if err != nil || counts(plan)[retention.Recordings] != [3]int{2, 2, 0} || plan.Parts[0].Bytes != 5<<30 {
		t.Errorf("the plan %+v, %v", plan, err)
	}
}

func TestPeriodsAreMonths(t *testing.T) {
	for values, ok := range map[[2]string]bool{{"", ""}: true, {"12", "12"}: true, {"0", "0"}: true, {"24", "12"}: false, {"0", "60"}: false, {"-1", "60"}: false, {"two", ""}: false} {
		t.Setenv("HOTLINE_KEEP_RECORDINGS", values[0])
		t.Setenv("HOTLINE_KEEP_COMPLAINT_RECORDINGS", values[1])
		if _, err := ReadSettings(); (err == nil) != ok {
			t.Errorf("recordings %q, of complaints %q: %v", values[0], values[1], err)
		}
	}
}

// TestAHoldThatIsOrderedMeanwhileIsSeen: between the list of what goes and the deletion.
func TestAHoldThatIsOrderedMeanwhileIsSeen(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	path := a.call(t, "old", 40)
	n := a.ticket(t, "old", func(*tickets.Ticket) {})
	days, err := a.store.Days(t.Context(), retention.Journal, a.now)
	dbtest.Must(t, err)
	if len(days) != 1 || days[0].Rows != 1 {
		t.Fatalf("days %+v", days)
	}
	a.hold(t, n, true)
	key, err := a.Key(true)
	dbtest.Must(t, err)
	sign := func(d retention.Deletion, former []byte) (retention.Signed, error) {
		return retention.Sign(d, former, key)
	}
	d, err := a.store.DeleteDay(t.Context(), retention.Journal, days[0].Begins, a.now, sign)
	if err != nil || d.Count != 0 {
		t.Errorf("a held day: %+v %v", d, err)
	}
	ok, err := a.store.RecordRecording(t.Context(), retention.Deletion{Class: retention.Recordings, Item: "old"}, a.now, a.now, sign)
	if err != nil || ok {
		t.Errorf("a held recording may go: %t %v", ok, err)
	}
	if _, err := os.Stat(path); err != nil || a.count(t, "select count(*) from deletions") != 0 || a.count(t, "select count(*) from journal") != 1 {
		t.Errorf("something went (%v)", err)
	}
	a.hold(t, n, false)
	if d, err = a.store.DeleteDay(t.Context(), retention.Journal, days[0].Begins, a.now, sign); err != nil || d.Count != 1 {
		t.Errorf("the day after the hold: %+v %v", d, err)
	}
}
