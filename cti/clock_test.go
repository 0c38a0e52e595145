package cti

//hotline:faults

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/ivr"
)

// jumps are what is done to a wall clock: an hour back and forward, summer time, a year,
// a wrong battery clock, and just more than an NTP daemon does gently.
var jumps = []time.Duration{
	-time.Hour, time.Hour, -24 * time.Hour, 365 * 24 * time.Hour, -20 * 365 * 24 * time.Hour, 1100 * time.Millisecond, -1500 * time.Millisecond,
}

// TestNoJumpOfTheClockChangesADecision: an engine whose clock is put anywhere at any
// moment, and that is written and read back besides, decides the same as one whose clock
// goes on; and the times of a row lie as far apart.
func TestNoJumpOfTheClockChangesADecision(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		steady, jumping := New(), New()
		now, off := morning, time.Duration(0)
		handle := func(ev Event) {
			x, y := withoutClock(t, steady.Handle(now, ev)), withoutClock(t, jumping.Handle(now.Add(off), ev))
			if x != y {
				t.Fatalf("after %T %+v\nwith a steady clock\n%s\nwith one that was put %v\n%s", ev, ev, x, off, y)
			}
			if s := broken(jumping); s != "" {
				t.Fatalf("after %T %+v: %s", ev, ev, s)
			}
		}
		handle(SettingsChanged{Settings: smallSettings()})
		handle(TelephonyRestored{})
		for _, id := range []AgentID{"A", "B"} {
			handle(AgentConnected{Agent: id, Connection: "x", Languages: []ivr.Language{"zh", "en"}, Queues: []QueueID{"general", "complaint"}})
			handle(HeadsetConnected{Agent: id})
			handle(ReadyRequested{Agent: id})
		}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 10, 1000, 4000, 11000, 31000}).Draw(t, "ms")) * time.Millisecond)
			if rapid.IntRange(0, 3).Draw(t, "jump") == 0 {
				by := rapid.SampledFrom(jumps).Draw(t, "by")
				steady.Handle(now, Ticked{}) // a deadline that is due is due in both
				jumping.Handle(now.Add(off), ClockSet{By: by})
				off += by
				jumping = reread(t, jumping)
			}
			ev := anyEvent(t, steady)
			if _, dials := ev.(DialRequested); dials {
				continue // the new call's id tells the time
			}
			handle(ev)
		}
	})
}

func reread(t *rapid.T, e *Engine) *Engine {
	raw, err := e.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Restore(raw)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// withoutClock writes commands down with times as distances from the call's arrival.
// What pages are shown goes with the clock of now, and is left out.
func withoutClock(t *rapid.T, commands []Command) string {
	out := ""
	for _, c := range commands {
		switch c := c.(type) {
		case ShowDesk, ShowQueues:
			continue
		case SaveCall:
			out += distances(t, c.Record) + "\n"
		default:
			raw, err := EncodeCommand(c)
			if err != nil {
				t.Fatal(err)
			}
			out += string(raw) + "\n"
		}
	}
	return out
}

func distances(t *rapid.T, r CallRecord) string {
	arrived := r.ArrivedAt
	for _, at := range []*time.Time{&r.ArrivedAt, &r.PickedUpAt, &r.QueuedAt, &r.AnsweredAt, &r.EndedAt, &r.EndedBefore} {
		if !at.IsZero() {
			*at = time.Unix(0, 0).UTC().Add(at.Sub(arrived))
		}
	}
	for i := range r.Offers {
		r.Offers[i].At = time.Unix(0, 0).UTC().Add(r.Offers[i].At.Sub(arrived))
		if !r.Offers[i].EndedAt.IsZero() {
			r.Offers[i].EndedAt = time.Unix(0, 0).UTC().Add(r.Offers[i].EndedAt.Sub(arrived))
		}
	}
	r.Ratings = slices.Clone(r.Ratings) // rows of one call share them
	for i := range r.Ratings {
		r.Ratings[i].At = time.Unix(0, 0).UTC().Add(r.Ratings[i].At.Sub(arrived))
	}
	for i := range r.Legs {
		r.Legs[i].From = time.Unix(0, 0).UTC().Add(r.Legs[i].From.Sub(arrived))
		if !r.Legs[i].To.IsZero() {
			r.Legs[i].To = time.Unix(0, 0).UTC().Add(r.Legs[i].To.Sub(arrived))
		}
	}
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestAfterAJumpPagesAndNewCallsHaveTheNewClock, while the call that goes on keeps its own.
func TestAfterAJumpPagesAndNewCallsHaveTheNewClock(t *testing.T) {
	t.Parallel()
	e := busy(t)
	e.Handle(morning.Add(time.Minute), Ticked{})
	const back = -time.Hour
	before := map[AgentID]Desk{"A": e.desk(e.agents["A"])}
	var queues bool
	for _, c := range e.Handle(morning.Add(time.Minute), ClockSet{By: back}) {
		if d, ok := c.(ShowDesk); ok {
			before["shown"] = d.Desk
		}
	}
	now := morning.Add(time.Minute + back)
	if !e.Now().Equal(now) {
		t.Fatalf("the engine's time is %v, want %v", e.Now(), now)
	}
	is, was := before["shown"], before["A"]
	if is.Call == nil || !is.Call.AnsweredAt.Equal(was.Call.AnsweredAt.Add(back)) || !is.Call.QueuedAt.Equal(was.Call.QueuedAt.Add(back)) ||
		!is.Since.Equal(was.Since.Add(back)) || !is.Call.ArrivedAt.Equal(was.Call.ArrivedAt) {
		t.Errorf("the page shows %+v, before %+v", is.Call, was.Call)
	}
	e.Handle(now, CallArrived{Call: "new", Called: "12345"})
	if at := e.calls["new"].Record.ArrivedAt; !at.Equal(now) {
		t.Errorf("the new call arrived at %v, want %v", at, now)
	}
	for _, c := range e.Handle(now.Add(time.Second), Ticked{}) {
		if q, ok := c.(ShowQueues); ok {
			queues = true
			if oldest := q.Queues[0].OldestAt; !oldest.Equal(e.calls["wait"].Record.QueuedAt.Add(back)) {
				t.Errorf("the oldest caller waits since %v", oldest)
			}
		}
	}
	if !queues {
		t.Error("the pages are not shown the queues with the new clock")
	}
	e.Handle(now.Add(2*time.Minute), CallerGone{Call: "talk", Cause: 16})
	r := e.calls["talk"].Record
	if took := r.EndedAt.Sub(r.AnsweredAt).Round(time.Second); took != 3*time.Minute {
		t.Errorf("the row says that they talked for %v, want 3m", took)
	}
}

// TestNoDeadlinePassesWhileTheServiceIsAway: what was left of each is left afterwards,
// however long it took and whatever the clock was put to; nothing is made up for. The
// row counts the time that really passed.
func TestNoDeadlinePassesWhileTheServiceIsAway(t *testing.T) {
	t.Parallel()
	for _, away := range []time.Duration{2 * time.Second, time.Hour, 90 * 24 * time.Hour} {
		for _, jump := range []time.Duration{0, time.Hour, -time.Hour} {
			e := busy(t)
			stopped := e.Now()
			left := e.calls["menu"].Timers[timerPrompt].Sub(stopped)
			agent, queues := e.agents["B"].Timers[timerReconnect].Sub(stopped), e.timers[timerQueues].Sub(stopped)
			for _, c := range e.Handle(stopped, ClockSet{By: away + jump, Away: away}) {
				if _, shown := c.(ShowDesk); !shown {
					t.Errorf("decided %#v", c)
				}
			}
			if got := e.calls["menu"].Timers[timerPrompt].Sub(e.Now()); got != left {
				t.Errorf("away for %v: %v is left, want %v", away, got, left)
			}
			if a, q := e.agents["B"].Timers[timerReconnect].Sub(e.Now()), e.timers[timerQueues].Sub(e.Now()); a != agent || q != queues {
				t.Errorf("away for %v: %v and %v are left of the agent's and the queues', want %v and %v", away, a, q, agent, queues)
			}
			if !e.Now().Equal(stopped.Add(away + jump)) {
				t.Errorf("the time is %v", e.Now())
			}
			if got := e.stamp(e.calls["menu"]); !got.Equal(stopped.Add(away)) {
				t.Errorf("the row's time is %v, want %v", got, stopped.Add(away))
			}
			if s := broken(e); s != "" {
				t.Error(s)
			}
		}
	}
}

// TestTheBootOfTheMachineIsKept, through a jump and a snapshot.
func TestTheBootOfTheMachineIsKept(t *testing.T) {
	t.Parallel()
	e := New()
	e.Handle(morning, Started{})
	if id, at := e.Boot(); id != "" || !at.IsZero() {
		t.Errorf("a machine that does not tell has the boot %q at %v", id, at)
	}
	e.Handle(morning, Started{Boot: "b", Uptime: time.Minute})
	e.Handle(morning, ClockSet{By: time.Hour + time.Second, Away: time.Second})
	if id, at := restored(t, e).Boot(); id != "b" || !at.Equal(morning.Add(time.Hour-time.Minute)) {
		t.Errorf("the boot %q was at %v", id, at)
	}
}
