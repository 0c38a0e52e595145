// Package loop is the shell around cti.Engine: one goroutine takes events from
// an inbox, writes each with its decisions to the journal, and only then hands
// the commands to the edges.
package loop

import (
	"context"
	"fmt"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
)

// inboxSize bounds the events that wait for the engine. It takes microseconds
// an event, so a full inbox means that the machine stands still; emitters then
// wait, and nothing is dropped.
const inboxSize = 8192

// Executor carries out commands. Execute must return at once and keep the order
// of one call's commands.
type Executor interface {
	Execute(cti.Command)
}

// Journal keeps every entry before its commands are carried out.
type Journal interface {
	Append(Entry) error
	// Snapshot is called now and then, so that a restart need not read
	// the whole journal.
	Snapshot(seq uint64, state []byte) error
}

// Observer sees every entry after it was decided and before it is carried out.
type Observer interface {
	Observe(Entry)
}

// BeatEvery is the pause between two beats of the loop's heart.
const BeatEvery = 500 * time.Millisecond

// Config joins the loop to the world.
type Config struct {
	Journal   Journal
	Telephony Executor
	Media     Executor
	Desk      Executor
	// Tickets looks tickets up; nil: none can be.
	Tickets   Tickets
	Observers []Observer
	Log       *zap.Logger
	// Beat is called by the loop's own goroutine at its start and every BeatEvery, so
	// that a loop that stands still has no heartbeat. It must return at once. nil is
	// none.
	Beat func()
	// Now is the wall clock; nil means time.Now. It may jump.
	Now func() time.Time
	// Elapsed is the time that has really passed since some fixed moment; nil means
	// since New. It does not care what is done to the wall clock.
	Elapsed func() time.Duration
	// Boot names the boot of the machine since which Elapsed counts; "" if it
	// counts from any other moment.
	Boot string
	// SnapshotEvery entries a snapshot is written.
	SnapshotEvery int
}

// Loop owns the engine.
type Loop struct {
	cfg    Config
	engine *cti.Engine
	seq    uint64
	inbox  chan cti.Event
	asks   chan func(*cti.Engine)
	since  int // entries since the last snapshot
	faulty bool
	pins   pins
	base   time.Time // the engine's time when Elapsed was zero
}

// New returns a loop that goes on with an engine after entry seq.
func New(cfg Config, engine *cti.Engine, seq uint64) *Loop {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Elapsed == nil {
		begun := time.Now()
		cfg.Elapsed = func() time.Duration { return time.Since(begun) }
	}
	if cfg.Beat == nil {
		cfg.Beat = func() {}
	}
	if cfg.SnapshotEvery == 0 {
		cfg.SnapshotEvery = 20000
	}
	return &Loop{cfg: cfg, engine: engine, seq: seq, pins: pins{},
		inbox: make(chan cti.Event, inboxSize), asks: make(chan func(*cti.Engine))}
}

// Emit gives an event to the engine. It may wait when the inbox is full, but
// loses nothing while Run runs.
func (l *Loop) Emit(ev cti.Event) { l.inbox <- ev }

// Ask runs f between two events, where the engine may be read. It is how the
// health check knows that the loop turns.
func (l *Loop) Ask(ctx context.Context, f func(*cti.Engine)) error {
	done := make(chan struct{})
	select {
	case l.asks <- func(e *cti.Engine) { f(e); close(done) }:
		<-done
		return nil
	case <-ctx.Done():
		return fmt.Errorf("ask the loop: %w", ctx.Err())
	}
}

// Run handles events until ctx ends, then writes a last snapshot.
func (l *Loop) Run(ctx context.Context) {
	timer := time.NewTimer(longestWait)
	defer timer.Stop()
	l.resume()
	heart := time.NewTicker(BeatEvery)
	defer heart.Stop()
	l.cfg.Beat()
	for {
		timer.Reset(l.untilDeadline())
		select {
		case ev := <-l.inbox:
			l.step(ev)
		case <-timer.C:
			l.step(cti.Ticked{})
		case ask := <-l.asks:
			ask(l.engine)
		case <-heart.C:
			l.cfg.Beat()
		case <-ctx.Done():
			l.snapshot()
			return
		}
	}
}

// step decides one event, and before it that the wall clock was set, if it was.
func (l *Loop) step(ev cti.Event) {
	l.followClock()
	if started, ok := ev.(cti.Started); ok && l.cfg.Boot != "" {
		started.Boot, started.Uptime = l.cfg.Boot, l.cfg.Elapsed()
		ev = started
	}
	now := l.now()
	if key, ok := ev.(cti.DigitPressed); ok {
		ev = l.hide(now, key)
	}
	l.decide(now, ev)
}

func (l *Loop) decide(now time.Time, ev cti.Event) {
	commands := l.engine.Handle(now, ev)
	if _, tick := ev.(cti.Ticked); tick && len(commands) == 0 {
		return
	}
	l.seq++
	entry := Entry{Seq: l.seq, At: now, Event: ev, Commands: commands}
	l.report(l.cfg.Journal.Append(entry))
	for _, o := range l.cfg.Observers { // first: a page may ask about what it is shown
		o.Observe(entry)
	}
	for _, c := range commands {
		l.execute(c)
	}
	if l.since++; l.since >= l.cfg.SnapshotEvery || l.wantsSnapshot() {
		l.snapshot()
	}
}

func (l *Loop) execute(c cti.Command) {
	switch c := c.(type) {
	case cti.ConnectMedia, cti.DisconnectMedia, cti.Announce:
		l.cfg.Media.Execute(c)
	case cti.ShowDesk, cti.ShowQueues, cti.Refuse:
		l.cfg.Desk.Execute(c)
	case cti.LookUpTicket:
		l.lookUp(c)
	case cti.SaveCall: // shipped from the journal
		if c.Record.EndReason != "" {
			delete(l.pins, c.Record.Call)
		}
	default:
		l.cfg.Telephony.Execute(c)
	}
}

func (l *Loop) snapshot() {
	state, err := l.engine.Snapshot()
	if err == nil {
		err = l.cfg.Journal.Snapshot(l.seq, state)
	}
	l.report(err)
	l.since = 0
}

// wantsSnapshot: what the journal has no longer leads here, after a full disk or the like.
func (l *Loop) wantsSnapshot() bool {
	j, ok := l.cfg.Journal.(interface{ WantsSnapshot() bool })
	return ok && j.WantsSnapshot()
}

// report logs once that the journal cannot be written and once that it can again. Calls go on: a full disk must not silence the hotline.
func (l *Loop) report(err error) {
	switch {
	case err != nil && !l.faulty:
		l.cfg.Log.Error("journal cannot be written; calls go on, their records are held in memory", zap.Error(err))
	case err == nil && l.faulty:
		l.cfg.Log.Info("journal is written again")
	}
	l.faulty = err != nil
}
