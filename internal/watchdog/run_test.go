package watchdog_test

//hotline:faults

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/watchdog"
)

// asterisk is a telephony whose answers a test chooses: reality hangs at no given moment.
type asterisk struct {
	mu     sync.Mutex
	hangs  bool // ARI: no answer until the question is given up
	refuse bool // what is asked for fails
	beat   string
	did    []string
}

func (a *asterisk) Heartbeat(ctx context.Context) (string, error) {
	a.mu.Lock()
	beat, hangs := a.beat, a.hangs
	a.mu.Unlock()
	if hangs {
		<-ctx.Done()
		return "", ctx.Err()
	}
	return beat, nil
}

func (a *asterisk) act(what string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.did = append(a.did, what)
	if a.refuse {
		return errors.New("refused")
	}
	return nil
}

func (a *asterisk) Comfort(context.Context) error         { return a.act("comfort") }
func (a *asterisk) EndComfort(context.Context) error      { return a.act("end comfort") }
func (a *asterisk) Rescue(context.Context) (int, error)   { return 1, a.act("rescue") }
func (a *asterisk) HandOver(context.Context) (int, error) { return 1, a.act("hand over") }
func (a *asterisk) set(change func(*asterisk))            { a.mu.Lock(); defer a.mu.Unlock(); change(a) }
func (a *asterisk) done(what string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Contains(a.did, what)
}
func (a *asterisk) all() []string { a.mu.Lock(); defer a.mu.Unlock(); return slices.Clone(a.did) }

// harm is what was done but the end of music, which every watchdog begins with.
func (a *asterisk) harm() []string {
	return slices.DeleteFunc(a.all(), func(what string) bool { return what == "end comfort" })
}

// kennel runs a watchdog with short limits over a heart of the test's.
type kennel struct {
	t      *testing.T
	path   string
	heart  *watchdog.Heart
	now    time.Time // the heart's clock
	a      *asterisk
	states chan watchdog.State
}

func newKennel(t *testing.T) *kennel {
	t.Helper()
	k := &kennel{t: t, path: filepath.Join(t.TempDir(), "heartbeat"), now: time.Unix(1800000000, 0), a: &asterisk{}, states: make(chan watchdog.State)}
	var err error
	if k.heart, err = watchdog.OpenHeart(k.path, func() time.Time { return k.now }); err != nil {
		t.Fatal(err)
	}
	k.heart.Beat()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		watchdog.Run(ctx, watchdog.Config{Heartbeat: k.path, Telephony: k.a, Every: 5 * time.Millisecond, Log: zap.NewNop(),
			Limits: watchdog.Limits{Quiet: 50 * time.Millisecond, Dead: 300 * time.Millisecond, Step: 20 * time.Millisecond},
			Looked: func(s watchdog.State) {
				select {
				case k.states <- s:
				case <-ctx.Done():
				}
			}})
	}()
	t.Cleanup(func() { cancel(); <-done })
	return k
}

// until passes looks by until one holds; a beat comes before each while beating.
func (k *kennel) until(what string, beating bool, holds func(watchdog.State) bool) {
	k.t.Helper()
	limit := time.After(10 * time.Second)
	for {
		if beating {
			k.heart.Beat()
		}
		select {
		case s := <-k.states:
			if holds(s) {
				return
			}
		case <-limit:
			k.t.Fatalf("never: %s; done: %v", what, k.a.all())
		}
	}
}

// looks passes n looks by, all of which have to find a state.
func (k *kennel) looks(n int, beating bool, want watchdog.State) {
	k.t.Helper()
	for range n {
		k.until("a look", beating, func(s watchdog.State) bool {
			if s != want {
				k.t.Fatalf("the service is %s, want %s", s, want)
			}
			return true
		})
	}
}

func is(want watchdog.State) func(watchdog.State) bool {
	return func(s watchdog.State) bool { return s == want }
}

// TestADeathInOrder: music first, then the hand-over, again and again; when the service is
// back, the music is taken away.
func TestADeathInOrder(t *testing.T) {
	t.Parallel()
	k := newKennel(t)
	k.until("life", true, is(watchdog.Alive))
	k.until("music", false, func(watchdog.State) bool { return k.a.done("comfort") })
	if k.a.done("hand over") {
		t.Fatal("handed over before the music")
	}
	k.until("the hand-over", false, func(watchdog.State) bool { return k.a.done("hand over") })
	k.until("the end of the music", true, func(watchdog.State) bool { return k.a.done("end comfort") })
	if got := k.a.all(); slices.Contains(got, "rescue") {
		t.Errorf("done: %v", got)
	}
}

// TestMusicOfAWatchdogBefore: one that was killed, or restarted with the service, left music in
// talks, which nobody else would ever take away.
func TestMusicOfAWatchdogBefore(t *testing.T) {
	t.Parallel()
	k := newKennel(t)
	k.until("the end of the music", true, func(watchdog.State) bool { return k.a.done("end comfort") })
	k.looks(50, true, watchdog.Alive)
	if got := k.a.all(); !slices.Equal(got, []string{"end comfort"}) {
		t.Errorf("done: %v, want it once", got)
	}
}

// TestMusicThatFails is tried again, on both sides.
func TestMusicThatFails(t *testing.T) {
	t.Parallel()
	k := newKennel(t)
	k.until("life", true, is(watchdog.Alive))
	k.a.set(func(a *asterisk) { a.refuse = true })
	k.until("two tries", false, func(watchdog.State) bool {
		got := k.a.harm()
		return len(got) > 1 && got[0] == "comfort" && got[1] == "comfort"
	})
	k.a.set(func(a *asterisk) { a.refuse, a.did = false, nil })
	k.until("music", false, func(watchdog.State) bool { return k.a.done("comfort") })
	k.a.set(func(a *asterisk) { a.refuse = true })
	k.until("a first try to end it", true, func(watchdog.State) bool { return k.a.done("end comfort") })
	k.a.set(func(a *asterisk) { a.refuse, a.did = false, nil })
	k.until("its end", true, func(watchdog.State) bool { return k.a.done("end comfort") })
}

// TestAHeartbeatThatCannotBeRead: nothing is done, for as long as it may be.
func TestAHeartbeatThatCannotBeRead(t *testing.T) {
	t.Parallel()
	k := newKennel(t)
	k.until("life", true, is(watchdog.Alive))
	if err := os.Rename(k.path, k.path+".gone"); err != nil {
		t.Fatal(err)
	}
	k.until("doubt", false, is(watchdog.Unsure))
	k.looks(150, false, watchdog.Unsure)
	if err := os.Rename(k.path+".gone", k.path); err != nil {
		t.Fatal(err)
	}
	k.looks(100, false, watchdog.Unsure) // an old beat proves nothing
	if got := k.a.harm(); len(got) > 0 {
		t.Errorf("done without a heartbeat: %v", got)
	}
	k.until("life", true, is(watchdog.Alive))
}

// TestAClockThatJumps: beats of any hour are beats.
func TestAClockThatJumps(t *testing.T) {
	t.Parallel()
	k := newKennel(t)
	k.until("life", true, is(watchdog.Alive))
	for _, jump := range []time.Duration{-time.Hour, 24 * time.Hour, -1000000 * time.Hour} {
		k.now = k.now.Add(jump)
		k.looks(40, true, watchdog.Alive)
	}
	if got := k.a.harm(); len(got) > 0 {
		t.Errorf("done to a service that lives: %v", got)
	}
}

// TestAnAsteriskThatHangs neither holds up the watch of a service that lives, nor keeps a
// dead one's citizens in silence.
func TestAnAsteriskThatHangs(t *testing.T) {
	t.Parallel()
	k := newKennel(t)
	k.a.set(func(a *asterisk) { a.hangs = true })
	k.until("life", true, is(watchdog.Alive))
	k.looks(100, true, watchdog.Alive)
	if got := k.a.harm(); len(got) > 0 {
		t.Errorf("done to a service that lives: %v", got)
	}
	k.until("the hand-over", false, func(watchdog.State) bool { return k.a.done("hand over") })
}

// TestASilenceThatAsteriskDenies: a file that stands still, while Asterisk hears beats, is
// of another folder.
func TestASilenceThatAsteriskDenies(t *testing.T) {
	t.Parallel()
	k := newKennel(t)
	k.until("life", true, is(watchdog.Alive))
	n := 0
	k.until("a second of beats in Asterisk alone", false, func(watchdog.State) bool {
		n++
		k.a.set(func(a *asterisk) { a.beat = string(rune('a' + n%26)) })
		return n == 200
	})
	if k.a.done("hand over") {
		t.Error("handed over")
	}
}
