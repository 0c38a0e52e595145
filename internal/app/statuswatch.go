package app

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/status"
)

// statusWatch looks at the parts every few seconds, whether or not anybody asks: an alarm has a
// beginning and an end that way, and a page never waits for a part that hangs.
type statusWatch struct {
	started time.Time
	alarms  *alarmKeeper
	report  atomic.Pointer[status.Report]
	prompts atomic.Pointer[promptCounts]
	recount chan chan struct{}
	asked   chan struct{} // that somebody wants a look now

	mu    sync.Mutex // of check
	check *status.Check

	hours         []status.HourOfCalls
	hoursAt       time.Time
	recordedDaily uint64 // bytes
	paceAt        time.Time
}

func newStatusWatch(file string, store alarmStore, log *zap.Logger) *statusWatch {
	return &statusWatch{alarms: newAlarmKeeper(file, store, log), recount: make(chan chan struct{}), asked: make(chan struct{}, 1)}
}

// Report implements statusapi.Watch.
func (w *statusWatch) Report() status.Report {
	check := w.lastCheck() // before the cards: those of a check that has ended are there
	r := status.Report{Cards: []status.Card{}, Hours: []status.HourOfCalls{}}
	if seen := w.report.Load(); seen != nil {
		r = *seen
	}
	r.Alarms, r.Recovered, r.Stored = w.alarms.now(time.Now())
	r.Check = check
	return r
}

// Past implements statusapi.Watch.
func (w *statusWatch) Past() status.PastAlarms { return w.alarms.past() }

// Acknowledge implements statusapi.Watch.
func (w *statusWatch) Acknowledge(id status.ID, ack status.Ack) error {
	return w.alarms.acknowledge(id, ack)
}

// Check implements statusapi.Watch: whoever asks while a check goes on has that one.
func (w *statusWatch) Check(by status.Operator, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.check != nil && w.check.Ended.IsZero() {
		return
	}
	w.check = &status.Check{By: by, Began: now.UTC(), Looked: []status.Part{}, Of: len(status.Parts())}
	select {
	case w.asked <- struct{}{}:
	default:
	}
}

// lastCheck returns the check that goes on, or the last one.
func (w *statusWatch) lastCheck() *status.Check {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.check == nil {
		return nil
	}
	c := *w.check // what it has looked at only grows
	return &c
}

// checking returns whether a check goes on.
func (w *statusWatch) checking() bool {
	c := w.lastCheck()
	return c != nil && c.Ended.IsZero()
}

// looked notes of a check that goes on that a part was looked at.
func (w *statusWatch) looked(p status.Part) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.check != nil && w.check.Ended.IsZero() {
		w.check.Looked = append(w.check.Looked, p)
	}
}

func (w *statusWatch) endCheck(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.check != nil {
		w.check.Ended = now.UTC()
	}
}

// watchStatus looks until ctx ends.
func (svc *application) watchStatus(ctx context.Context) {
	w := svc.watched
	w.started = time.Now()
	w.alarms.begin(w.started)
	defer func() { w.alarms.writeFile(true) }() // with when each was seen last
	tick := time.NewTicker(statusEvery)
	defer tick.Stop()
	for first := true; ; first = false {
		checking := w.checking()
		if checking {
			svc.recountPrompts(ctx)
			w.hoursAt, w.paceAt = time.Time{}, time.Time{}
		}
		svc.lookOnce(ctx, first, checking)
		if ctx.Err() != nil {
			return
		}
		select {
		case <-tick.C:
		case <-w.asked:
		case <-ctx.Done():
			return
		}
	}
}

// lookOnce looks at all parts, and keeps what is wrong. Parts that are still on their way at the
// first look raise no alarm.
func (svc *application) lookOnce(ctx context.Context, first, checking bool) {
	w := svc.watched
	looked := func(status.Part) {}
	if checking {
		looked = w.looked
	}
	r := svc.look(ctx, looked)
	if ctx.Err() != nil {
		return // what ends with the service is no fault
	}
	cards, alarms := status.Judge(r)
	if !first {
		w.alarms.note(r.Now, alarms, status.Unlooked(r))
	}
	svc.countHours(ctx, r)
	svc.measurePace(ctx, r)
	w.alarms.keep(ctx, r.Now, r.DatabaseFault == nil)
	w.report.Store(&status.Report{At: r.Now, Since: w.started, Calling: takesCalls(r), Staffing: r.Staffing, Cards: cards, Hours: w.hours, HoursAt: w.hoursAt})
	if checking {
		w.endCheck(time.Now())
	}
}
