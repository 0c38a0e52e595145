package loop_test

import (
	"bytes"
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
)

// machine has a wall clock that may be set, and a clock since its boot that may not.
type machine struct {
	begun time.Time
	off   atomic.Int64 // of the wall clock, in nanoseconds
	slept atomic.Int64 // suspended, in nanoseconds: counts for both, though no timer ran
	boot  string
}

func newMachine() *machine { return &machine{begun: time.Now(), boot: "boot-1"} }

func (m *machine) elapsed() time.Duration { return time.Since(m.begun) + time.Duration(m.slept.Load()) }
func (m *machine) wall() time.Time {
	return m.begun.Round(0).Add(m.elapsed() + time.Duration(m.off.Load()))
}

// on runs a loop over a journal folder on this machine while f goes on, and returns the
// commands for the telephone side with the time since the machine's beginning.
func (m *machine) on(t *testing.T, dir string, f func(l *loop.Loop)) []timed {
	t.Helper()
	files, err := loop.OpenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	engine, seq, err := files.Recover()
	if err != nil {
		t.Fatal(err)
	}
	telephony, rest := &timedRecorder{m: m}, &recorder{}
	l := loop.New(loop.Config{Journal: files, Telephony: telephony, Media: rest, Desk: rest, Log: zap.NewNop(),
		Now: m.wall, Elapsed: m.elapsed, Boot: m.boot}, engine, seq)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); l.Run(ctx) }()
	f(l)
	synctest.Wait()
	cancel()
	<-done
	return telephony.commands
}

type timed struct {
	at      time.Duration
	command cti.Command
}

type timedRecorder struct {
	m        *machine
	commands []timed
}

func (r *timedRecorder) Execute(c cti.Command) {
	r.commands = append(r.commands, timed{time.Since(r.m.begun), c})
}

func hungUpAt(commands []timed) time.Duration {
	for _, c := range commands {
		if _, ok := c.command.(cti.HangUp); ok {
			return c.at
		}
	}
	return -1
}

// TestDeadlinesDoNotCareAboutTheWallClock: a prompt whose end never comes is given up
// after a minute that really passed.
func TestDeadlinesDoNotCareAboutTheWallClock(t *testing.T) {
	t.Parallel()
	for name, puts := range map[string][]time.Duration{
		"steady": nil, "back 1 h": {-time.Hour}, "forward 1 h": {time.Hour}, "forward a year": {365 * 24 * time.Hour},
		"to and fro": {-time.Hour, 2 * time.Hour, -30 * time.Minute, 25 * time.Hour}, "slewed": {time.Millisecond, time.Millisecond, -3 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				m, dir := newMachine(), t.TempDir()
				got := m.on(t, dir, func(l *loop.Loop) {
					l.Emit(cti.SettingsChanged{Settings: settings()})
					l.Emit(cti.CallArrived{Call: "1.1", Called: "12345"})
					synctest.Wait()
					for _, by := range puts {
						time.Sleep(7 * time.Second)
						m.off.Add(int64(by))
					}
					time.Sleep(2 * time.Minute)
				})
				if at := hungUpAt(got); at != time.Minute {
					t.Errorf("hung up after %v, want 1m", at)
				}
				replaysTheSame(t, dir)
			})
		})
	}
}

func replaysTheSame(t *testing.T, dir string) {
	t.Helper()
	files, err := loop.OpenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if differing, err := loop.Replay(files, &out); err != nil || differing != 0 {
		t.Errorf("%d entries differ, err %v:\n%s", differing, err, &out)
	}
}

// TestAMachineThatSlept: the time counts, for timers did not run but the callers waited.
func TestAMachineThatSlept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, dir := newMachine(), t.TempDir()
		got := m.on(t, dir, func(l *loop.Loop) {
			l.Emit(cti.SettingsChanged{Settings: settings()})
			l.Emit(cti.CallArrived{Call: "1.1", Called: "12345"})
			synctest.Wait()
			time.Sleep(5 * time.Second)
			m.slept.Store(int64(time.Hour))
			time.Sleep(time.Minute)
		})
		if at := hungUpAt(got); at < 5*time.Second || at > 16*time.Second {
			t.Errorf("hung up after %v of running, want it soon after the sleep", at)
		}
		replaysTheSame(t, dir)
	})
}

// TestARestartAfterAJump: 30 s of the prompt's minute are left when the service stops;
// the next one gives it 30 s, wherever the clock stands then.
func TestARestartAfterAJump(t *testing.T) {
	t.Parallel()
	for name, off := range map[string]time.Duration{"steady": 0, "back 1 h": -time.Hour, "forward 1 h": time.Hour, "forward a year": 365 * 24 * time.Hour, "back 20 years": -20 * 365 * 24 * time.Hour} {
		for _, boot := range []string{"boot-1", "boot-2", ""} {
			t.Run(name+"/"+boot, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					m, dir := newMachine(), t.TempDir()
					m.on(t, dir, func(l *loop.Loop) {
						l.Emit(cti.Started{})
						l.Emit(cti.SettingsChanged{Settings: settings()})
						l.Emit(cti.CallArrived{Call: "1.1", Called: "12345"})
						time.Sleep(30 * time.Second)
						l.Emit(cti.TelephonyLost{}) // so that the engine's time is known
					})
					m.off.Store(int64(off))
					m.boot = boot
					time.Sleep(3 * time.Second)
					got := m.on(t, dir, func(l *loop.Loop) {
						l.Emit(cti.Started{})
						synctest.Wait()
						var at time.Time
						if err := l.Ask(t.Context(), func(e *cti.Engine) { at = e.Now() }); err != nil || at.Sub(m.wall()).Abs() > time.Second {
							t.Errorf("the engine's time is %v, want the clock's %v; err %v", at, m.wall(), err)
						}
						time.Sleep(2 * time.Minute)
					})
					if at := hungUpAt(got); at != 63*time.Second {
						t.Errorf("hung up after %v, want 63s", at)
					}
					replaysTheSame(t, dir)
				})
			})
		}
	}
}

// TestARowAcrossARestartAndAJump: within one boot the machine knows how long the service
// was away, so a row's times lie as far apart as they really did.
func TestARowAcrossARestartAndAJump(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m, dir := newMachine(), t.TempDir()
		m.on(t, dir, func(l *loop.Loop) {
			l.Emit(cti.Started{})
			l.Emit(cti.SettingsChanged{Settings: settings()})
			l.Emit(cti.CallArrived{Call: "1.1", Called: "12345"})
		})
		time.Sleep(20 * time.Second)
		m.off.Store(int64(365 * 24 * time.Hour))
		m.on(t, dir, func(l *loop.Loop) {
			l.Emit(cti.Started{})
			synctest.Wait()
			time.Sleep(10 * time.Second)
			l.Emit(cti.CallerGone{Call: "1.1", Cause: 16})
		})
		files, err := loop.OpenFiles(dir)
		if err != nil {
			t.Fatal(err)
		}
		var row cti.CallRecord
		if err := files.Read(0, func(e loop.Entry) error {
			for _, c := range e.Commands {
				if save, ok := c.(cti.SaveCall); ok {
					row = save.Record
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if took := row.EndedAt.Sub(row.ArrivedAt); took != 30*time.Second {
			t.Errorf("the row says %v, want 30s", took)
		}
	})
}

// TestTheMachinesClock goes on, and names the boot.
func TestTheMachinesClock(t *testing.T) {
	t.Parallel()
	elapsed, boot := loop.Machine()
	again, same := loop.Machine()
	if first, then := elapsed(), again(); boot == "" || boot != same || first <= 0 || then < first {
		t.Errorf("boot %q at %v, then %q at %v", boot, first, same, then)
	}
}
