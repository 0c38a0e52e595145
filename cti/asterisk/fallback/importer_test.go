package fallback

//hotline:faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
)

var speech = bytes.Repeat([]byte{alaw.Encode(4000), alaw.Encode(-4000)}, 8000)

// world is a folder of the fallback with what its calls lead to. It fails, or loses the
// process, where a test says.
type world struct {
	t        *testing.T
	dir      string
	rows     map[cti.CallID]cti.CallRecord
	kept     map[cti.CallID]int // lengths
	tickets  map[cti.CallID]int
	alive    map[string]bool
	now      time.Time
	fail     map[string]error // by step
	ready    chan struct{}
	steps    int
	crashing int // the step after which the process is lost; 0: never
}

var errCrash = errors.New("the process is lost")

func newWorld(t *testing.T) *world {
	t.Helper()
	ready := make(chan struct{})
	close(ready)
	return &world{ready: ready, t: t, dir: t.TempDir(), rows: map[cti.CallID]cti.CallRecord{}, kept: map[cti.CallID]int{}, tickets: map[cti.CallID]int{},
		alive: map[string]bool{}, now: time.Now(), fail: map[string]error{}}
}

// step is one write of the importer into the world.
func (w *world) step(name string, do func()) error {
	if err := w.fail[name]; err != nil {
		return err
	}
	do()
	if w.steps++; w.steps == w.crashing {
		panic(errCrash)
	}
	return nil
}

// HandOver implements Calls.
func (w *world) HandOver(_ context.Context, call cti.CallID, f cti.Fallback) (found bool, err error) {
	err = w.step("row", func() {
		if r, ok := w.rows[call]; ok {
			w.rows[call], found = r.HandedOver(f), true
		}
	})
	return found, err
}

// AddCall implements Calls.
func (w *world) AddCall(_ context.Context, r cti.CallRecord) error {
	return w.step("row", func() {
		if _, there := w.rows[r.Call]; there {
			w.t.Errorf("a second row of call %s", r.Call)
		}
		w.rows[r.Call] = r
	})
}

func (w *world) importer() *Importer {
	return New(Config{Dir: w.dir, Calls: w, Ready: w.ready, Arrival: reader(false), Every: time.Hour, Now: func() time.Time { return w.now }, Log: zap.NewNop(),
		Keep: func(call cti.CallID, at time.Time, sound []byte) (p cti.RecordingPiece, err error) {
			p = cti.RecordingPiece{File: string(call) + ".wav", StartedAt: at, Millis: int64(len(sound) / 8)}
			return p, w.step("disk", func() { w.kept[call] = len(sound) })
		},
		Ticket: func(_ context.Context, call cti.CallID, _ cti.RecordingPiece) error {
			return w.step("ticket", func() { w.tickets[call] = 1 }) // the store's own key makes twice once
		},
		Lives: func(_ context.Context, channel string) (bool, error) { return w.alive[channel], nil },
	})
}

// write leaves a file as the dialplan does.
func (w *world) write(name string, content []byte) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), content, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) names() (list []string) {
	w.t.Helper()
	found, err := os.ReadDir(w.dir)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range found {
		list = append(list, f.Name())
	}
	return list
}

func whole(entered string) []byte {
	return fmt.Appendf(nil, "began 1800000000\n%s\nentered %s\nduty \nended 1800000042\n", arrival, entered)
}

// lookOnce looks, and reports whether the process was lost meanwhile.
func lookOnce(i *Importer) (crashed bool) {
	defer func() {
		if r := recover(); r != nil {
			crashed = true
		}
	}()
	i.Look(context.Background())
	return false
}

// TestACrashAtAnyStep: after a crash behind each write, all is there once.
func TestACrashAtAnyStep(t *testing.T) {
	t.Parallel()
	for at := 1; ; at++ {
		w := newWorld(t)
		w.rows["a-1.2"] = cti.CallRecord{Call: "a-1.2", EndReason: cti.TelephonyFailed, EndedBefore: time.Now()}
		for call, entered := range map[string]string{"a-1.1": "", "a-1.2": "yes"} {
			w.write(call+noteExt, whole(entered))
			w.write(call+soundExt, speech)
		}
		w.write("a-1.3"+noteExt, whole("")) // hung up at once
		w.write("a-1.4"+noteExt, []byte("began 18"))
		w.write("a-1.4"+soundExt, speech)
		w.now = time.Now().Add(unfinished)
		w.crashing = at
		crashed := lookOnce(w.importer())
		i := w.importer()
		for range 2 {
			i.Look(t.Context())
		}
		for call, want := range map[cti.CallID]int{"a-1.1": 1, "a-1.2": 1, "a-1.3": 0, "a-1.4": 1} {
			r := w.rows[call]
			if r.EndReason != cti.TakenByFallback || len(r.Recordings) != want || w.tickets[call] != want || w.kept[call] != want*len(speech) || !r.EndedBefore.IsZero() {
				t.Errorf("crash after step %d: call %s has %d tickets and row %+v", at, call, w.tickets[call], r)
			}
		}
		if got := w.names(); len(got) != 1 || got[0] != aside {
			t.Errorf("crash after step %d: left in the folder: %v", at, got)
		}
		if s := i.State(); s.Waiting+s.Going > 0 || s.Broken != 1 || s.Fault != nil {
			t.Errorf("crash after step %d: %+v", at, s)
		}
		if !crashed {
			if at < 10 {
				t.Errorf("only %d steps", at)
			}
			return
		}
	}
}

// TestACrashWhileFilesAreRemoved: nothing is taken over twice from what is left.
func TestACrashWhileFilesAreRemoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.write("a-1.1"+takenExt, whole(""))
	w.write("a-1.1"+soundExt, speech)
	w.importer().Look(t.Context())
	if got := w.names(); len(got)+len(w.rows)+len(w.tickets) > 0 {
		t.Errorf("left: %v, rows %v, tickets %v", got, w.rows, w.tickets)
	}
}

// TestWhatFailsIsTriedAgain: a full disk or a database that is away takes nothing and loses
// nothing, and one call's trouble is not another's.
func TestWhatFailsIsTriedAgain(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"disk", "row", "ticket"} {
		w := newWorld(t)
		w.write("a-1.1"+noteExt, whole(""))
		w.write("a-1.1"+soundExt, speech)
		i := w.importer()
		w.fail[step] = errors.New("no room")
		i.Look(t.Context())
		if s := i.State(); s.Waiting != 1 || s.Fault == nil || len(w.names()) != 2 || s.Taken != 0 {
			t.Errorf("%s fails: %+v, files %v", step, s, w.names())
		}
		delete(w.fail, step)
		i.Look(t.Context())
		if s := i.State(); s.Waiting != 0 || s.Fault != nil || len(w.names()) != 0 || s.Taken != 1 || s.Messages != 1 || w.tickets["a-1.1"] != 1 {
			t.Errorf("%s again: %+v, files %v", step, s, w.names())
		}
	}
}

// TestBeforeTheDatabaseIsOurs: what waits is counted, and nothing is done.
func TestBeforeTheDatabaseIsOurs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.ready = make(chan struct{})
	w.write("a-1.1"+noteExt, whole(""))
	w.write("a-1.2"+noteExt, []byte("began 1800000000\n"+arrival+"\n"))
	i := w.importer()
	i.Look(t.Context())
	if s := i.State(); s.Waiting != 1 || s.Going != 1 || !errors.Is(s.Fault, errNotReady) || w.steps > 0 {
		t.Errorf("%+v after %d writes", s, w.steps)
	}
	close(w.ready)
	i.Look(t.Context())
	if s := i.State(); s.Waiting != 0 || s.Fault != nil || len(w.rows) != 1 {
		t.Errorf("%+v, rows %v", s, w.rows)
	}
}

// TestTheEnginesRowIsWaitedFor: it is on its way; if it never comes, the note's is made.
func TestTheEnginesRowIsWaitedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.write("a-1.1"+noteExt, whole("yes"))
	w.write("a-1.2"+noteExt, whole("yes"))
	i := w.importer()
	for range rowLimit {
		i.Look(t.Context())
	}
	if len(w.rows) > 0 || i.State().Waiting != 2 {
		t.Fatalf("rows %v, %+v", w.rows, i.State())
	}
	w.rows["a-1.2"] = cti.CallRecord{Call: "a-1.2", Revision: 7}
	i.Look(t.Context())
	if w.rows["a-1.2"].Revision != 7 || w.rows["a-1.1"].Revision != 1 || len(w.names()) > 0 {
		t.Errorf("rows %v, files %v", w.rows, w.names())
	}
}

// TestWhatIsStillWritten is left alone; a note that tells nothing is set aside.
func TestWhatIsStillWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.write("a-1.1"+noteExt, []byte("began 1800000000\n"+arrival+"\nentered \n"))
	w.write("a-1.1"+soundExt, speech)
	w.write("a-1.2"+noteExt, []byte("rubbish"))
	w.write("README", []byte("of an operator"))
	w.alive["a-1.1"] = true
	i := w.importer()
	i.Look(t.Context())
	if s := i.State(); s.Going != 2 || len(w.rows) > 0 || len(w.names()) != 4 {
		t.Errorf("young: %+v, files %v", s, w.names())
	}
	w.now = time.Now().Add(unfinished)
	i.Look(t.Context())
	if s := i.State(); s.Going != 1 || s.Broken != 1 || len(w.rows) > 0 {
		t.Errorf("old, the channel lives: %+v", s)
	}
	w.alive["a-1.1"] = false
	i.Look(t.Context())
	if s := i.State(); s.Going != 0 || w.tickets["a-1.1"] != 1 || len(w.rows) != 1 {
		t.Errorf("old, the channel gone: %+v, rows %v", s, w.rows)
	}
	if waiting, broken, err := Waiting(w.dir); waiting != 0 || broken != 1 || err != nil {
		t.Errorf("from outside: %d wait, %d broken, %v", waiting, broken, err)
	}
}

// TestAFolderThatCannotBeRead is said: messages would be lost silently.
func TestAFolderThatCannotBeRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.dir = filepath.Join(w.dir, "none")
	i := w.importer()
	i.Look(t.Context())
	if i.State().Fault == nil {
		t.Error("nothing is said")
	}
	if _, _, err := Waiting(w.dir); err == nil {
		t.Error("nothing is said from outside")
	}
}
