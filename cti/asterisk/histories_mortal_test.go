package asterisk_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/loop"
	"hotline12345/ivr"
)

// life is one run of the service, from its start to its sudden death. What it does after
// its death has no effect: nothing is written, nothing is carried out.
type life struct {
	*loop.Loop
	world *world
	files *loop.Files
	left  atomic.Int64 // steps to live: entries begun, entries written, commands
	dead  atomic.Bool
	died  chan struct{}
	ended sync.WaitGroup
	end   context.CancelFunc
	edge  *asterisk.Client
}

// step lets the service live one step on, and reports whether it still lives.
func (l *life) step() bool {
	if l.dead.Load() {
		return false
	}
	if l.left.Add(-1) == 0 {
		l.dead.Store(true)
		close(l.died)
		return false
	}
	return true
}

// Append is the journal's: the service may die before and behind the write.
func (l *life) Append(e loop.Entry) error {
	if !l.step() {
		return nil
	}
	err := l.files.Append(e)
	l.world.wrote(e)
	l.step()
	return err
}

// Snapshot is the journal's.
func (l *life) Snapshot(seq uint64, state []byte) error {
	if !l.step() {
		return nil
	}
	return l.files.Snapshot(seq, state)
}

// mortal lets commands through while the service lives.
func (l *life) mortal(next func(cti.Command)) loop.Executor {
	return executor(func(c cti.Command) {
		if l.step() {
			next(c)
		}
	})
}

// born starts the service on the journal that the last one left, to live so many steps.
func (w *world) born(t *testing.T, steps int) *life {
	t.Helper()
	l := &life{world: w, died: make(chan struct{})}
	l.left.Store(int64(steps))
	var err error
	if l.files, err = loop.OpenFiles(w.dir); err != nil {
		t.Fatal(err)
	}
	engine, seq, err := l.files.Recover()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	l.end = cancel
	cfg := configFor(w.server)
	cfg.Meter, cfg.Log, cfg.Sounds = &w.meter, zap.NewNop(), sounds{}
	l.edge = asterisk.New(cfg, func(ev cti.Event) { l.Emit(ev) })
	l.edge.LookAfter(lookSoon)
	l.Loop = loop.New(loop.Config{Journal: l, Telephony: l.mortal(func(c cti.Command) { w.ordered(c); l.edge.Execute(c) }),
		Media: l.mortal(w.media), Desk: l.mortal(w.show), Log: zap.NewNop(), SnapshotEvery: 200}, engine, seq)
	w.births++
	l.Emit(cti.Started{Journal: fmt.Sprintf("run%d", w.births)})
	l.ended.Go(func() { l.Run(ctx) })
	l.ended.Go(func() { _ = l.edge.Run(ctx) })
	l.Emit(cti.SettingsChanged{Settings: historySettings()})
	for _, a := range w.agents {
		l.Emit(cti.AgentConnected{Agent: a, Connection: fmt.Sprint(w.births), Languages: []ivr.Language{"zh"}, Queues: []cti.QueueID{"q"}})
		l.Emit(cti.HeadsetConnected{Agent: a})
	}
	return l
}

// kill ends all that is left of a life, in the middle of it.
func (l *life) kill() {
	l.dead.Store(true)
	l.edge.Kill()
	l.end()
	l.ended.Wait()
	l.world.gatewayDied()
}

func historySettings() cti.Settings {
	times := cti.DefaultTimes()
	times.WrapUp = 0 // until the agent says so
	return cti.Settings{
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "f"}}, Queues: []cti.Queue{{ID: "q"}}, Times: times, Trunk: "trunk",
		Flows: map[string]ivr.Flow{"f": {ID: "f", Version: "1", Start: "q", Nodes: ivr.Nodes{"q": ivr.Queue{Queue: "q", Language: "zh"}}}},
	}
}
