package asterisk_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/asterisk/asterisktest"
	"hotline12345/ivr"
)

// edge is a client under test and what it has told.
type edge struct {
	*asterisk.Client
	t    *testing.T
	stop func() // ends Run
	done chan struct{}
	err  error // of Run, after done

	mu      sync.Mutex
	events  []cti.Event
	changed chan struct{}
	meter   meter
}

type meter struct{ reconnected, unknown, failed atomic.Int64 }

func (m *meter) Reconnected()  { m.reconnected.Add(1) }
func (m *meter) UnknownEvent() { m.unknown.Add(1) }
func (m *meter) Request(_ time.Duration, failed bool) {
	if failed {
		m.failed.Add(1)
	}
}

// sounds names the file of a prompt for it, and fails for "missing".
type sounds struct{}

func (sounds) File(_ context.Context, p ivr.Prompt) (string, error) {
	if p.ID == "missing" {
		return "", errors.New("no voice")
	}
	return p.ID, nil
}

// newEdge is a client that does not run yet.
func newEdge(t *testing.T, cfg asterisk.Config) *edge {
	e := &edge{t: t, changed: make(chan struct{}), done: make(chan struct{}), stop: func() {}}
	e.Client = asterisk.New(withTestParts(e, cfg), e.emit)
	return e
}

func withTestParts(e *edge, cfg asterisk.Config) asterisk.Config {
	cfg.Meter, cfg.Log = &e.meter, zaptest.NewLogger(e.t, zaptest.Level(zap.ErrorLevel))
	if cfg.Sounds == nil {
		cfg.Sounds = sounds{}
	}
	return cfg
}

// start runs the client and waits until it is connected.
func (e *edge) start() *edge {
	e.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	e.stop = func() { cancel(); <-e.done }
	go func() {
		defer close(e.done)
		e.err = e.Run(ctx)
	}()
	e.t.Cleanup(e.stop)
	e.restored(1)
	return e
}

func (e *edge) emit(ev cti.Event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.events = append(e.events, ev)
	close(e.changed)
	e.changed = make(chan struct{})
}

// told are all events so far.
func (e *edge) told() []cti.Event {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.events)
}

// until waits until the events so far are as wanted.
func (e *edge) until(what string, holds func([]cti.Event) bool) {
	e.t.Helper()
	e.untilFor(e.t, what, holds)
}

// untilFor is until for one of several tests that share an edge.
func (e *edge) untilFor(t *testing.T, what string, holds func([]cti.Event) bool) {
	t.Helper()
	limit := time.After(15 * time.Second)
	for {
		e.mu.Lock()
		events, changed := slices.Clone(e.events), e.changed
		e.mu.Unlock()
		if holds(events) {
			return
		}
		select {
		case <-changed:
		case <-limit:
			t.Fatalf("not told: %s; told: %s", what, show(events))
		}
	}
}

func show(events []cti.Event) (s string) {
	for _, ev := range events {
		s += fmt.Sprintf("\n  %T%+v", ev, ev)
	}
	return s
}

// wait waits for one event.
func (e *edge) wait(want cti.Event) {
	e.t.Helper()
	e.until(fmt.Sprintf("%T%+v", want, want), func(events []cti.Event) bool {
		return slices.ContainsFunc(events, func(ev cti.Event) bool { return reflect.DeepEqual(ev, want) })
	})
}

// restored waits for the nth TelephonyRestored.
func (e *edge) restored(nth int) (ev cti.TelephonyRestored) {
	e.t.Helper()
	e.until(fmt.Sprintf("TelephonyRestored number %d", nth), func(events []cti.Event) bool {
		n := 0
		for _, x := range events {
			if r, ok := x.(cti.TelephonyRestored); ok {
				if n++; n == nth {
					ev = r
					return true
				}
			}
		}
		return false
	})
	return ev
}

// count counts events that are equal to one.
func count(events []cti.Event, one cti.Event) (n int) {
	for _, ev := range events {
		if reflect.DeepEqual(ev, one) {
			n++
		}
	}
	return n
}

// fake is a client on Asterisk's stand-in.
func fake(t *testing.T) (*edge, *asterisktest.Server) {
	t.Helper()
	leakFree(t)
	s := asterisktest.New(t)
	e := newEdge(t, configFor(s))
	return e.start(), s
}

func configFor(s *asterisktest.Server) asterisk.Config {
	return asterisk.Config{
		URL: s.URL() + "/", User: s.User, Password: s.Password,
		SoundsDir: "/sounds", MusicClass: "hotline", RelayAddr: "127.0.0.1:4000",
	}
}

// leakFree fails the test when a goroutine outlives it.
func leakFree(t *testing.T) {
	t.Helper()
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, before) })
}

// arrive lets a call arrive and waits until it is told.
func (e *edge) arrive(s *asterisktest.Server, id string) {
	e.t.Helper()
	s.Place(asterisktest.Call{ID: id, Number: "13800138000", Called: "12345", Trunk: "trunk"})
	e.wait(cti.CallArrived{Call: cti.CallID(id), Trunk: "trunk", Called: "12345",
		Caller: cti.Caller{Number: "13800138000", Raw: "13800138000"}})
}

// settle waits until everything executed so far for a call is done: the commands
// of a call are carried out in order, and this one fails on purpose. It returns
// what was told meanwhile, without that failure.
func (e *edge) settle(s *asterisktest.Server, call string, from int) []cti.Event {
	e.t.Helper()
	s.Strike(asterisktest.Fault{On: "DELETE /playbacks/" + call + "~play~999", Times: 1, Status: 403, Message: "settled"})
	e.Execute(cti.StopPlay{Call: cti.CallID(call), Playback: 999})
	settled := func(ev cti.Event) bool {
		f, ok := ev.(cti.CommandFailed)
		return ok && f.Call == cti.CallID(call) && strings.Contains(f.Detail, "settled")
	}
	e.until("the end of all commands", func(events []cti.Event) bool { return slices.ContainsFunc(events[from:], settled) })
	return slices.DeleteFunc(e.told()[from:], settled)
}
