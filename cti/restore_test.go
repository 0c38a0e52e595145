package cti

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"hotline12345/ivr"
)

var morning = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

// busy is an engine with a caller in the menu, one in the queue, one who talks, and
// deadlines of all of them, at different times.
func busy(t *testing.T) *Engine {
	t.Helper()
	e := New()
	for i, ev := range []Event{
		SettingsChanged{Settings: smallSettings()}, TelephonyRestored{},
		AgentConnected{Agent: "A", Connection: "x", Languages: []ivr.Language{"zh"}, Queues: []QueueID{"general"}},
		HeadsetConnected{Agent: "A"}, ReadyRequested{Agent: "A"},
		CallArrived{Call: "talk", Called: "123451"}, OfferAccepted{Agent: "A", Call: "talk"},
		AgentLegReady{Call: "talk", Leg: 1, RTP: "x"}, PlaybackEnded{Call: "talk", Playback: 1},
		CallArrived{Call: "wait", Called: "123451"}, CallArrived{Call: "menu", Called: "12345"},
		AgentConnected{Agent: "B", Connection: "y", Languages: []ivr.Language{"zh"}},
		AgentDisconnected{Agent: "B", Connection: "y"},
	} {
		e.Handle(morning.Add(time.Duration(i*50)*time.Millisecond), ev)
	}
	return e
}

func written(t *testing.T, e *Engine) string {
	t.Helper()
	raw, err := e.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// partsOf reads a snapshot, so that a test can change it.
func partsOf(t *testing.T, raw string) map[string]json.RawMessage {
	t.Helper()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}

func TestASnapshotSaysItsVersion(t *testing.T) {
	t.Parallel()
	if got := string(partsOf(t, written(t, busy(t)))["version"]); got != "5" {
		t.Errorf("version %s", got)
	}
}

// TestAnOlderSnapshotHasItsDeadlines: it knows their times alone.
func TestAnOlderSnapshotHasItsDeadlines(t *testing.T) {
	t.Parallel()
	want := written(t, busy(t))
	fields := partsOf(t, want)
	delete(fields, "armed")
	raw, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	e, err := Restore(raw)
	if err != nil {
		t.Fatal(err)
	}
	if got := written(t, e); got != want {
		t.Errorf("restored to\n%s\nwant\n%s", got, want)
	}
}

// TestASnapshotOfVersion4IsTheSameState: the version before knew all but revisits.
func TestASnapshotOfVersion4IsTheSameState(t *testing.T) {
	t.Parallel()
	want := written(t, busy(t))
	e, err := Restore([]byte(strings.Replace(want, `"version":5,`, `"version":4,`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	if got := written(t, e); got != want {
		t.Errorf("restored to\n%s\nwant\n%s", got, want)
	}
}

// TestASnapshotOfVersion1IsTheSameState under its old names.
func TestASnapshotOfVersion1IsTheSameState(t *testing.T) {
	t.Parallel()
	want := written(t, busy(t))
	old := strings.NewReplacer(`"version":5,`, "", `"settings":`, `"rules":`, `"stage":`, `"place":`, `"lane":`, `"line":`,
		`"last_position":`, `"told":`).Replace(want)
	if e, err := Restore([]byte(old)); err != nil {
		t.Error(err)
	} else if got := written(t, e); got != want {
		t.Errorf("restored to\n%s\nwant\n%s", got, want)
	}
	// The old names mean nothing in a snapshot of today.
	const mixed = `{"version":2,"calls":[{"id":"1","stage":"menu","place":"queue"}]}`
	e, err := Restore([]byte(mixed))
	if err != nil {
		t.Fatal(err)
	}
	if got := e.calls["1"].Stage; got != inMenu {
		t.Errorf("the call is in %s, want menu", got)
	}
}

func TestADamagedSnapshotIsAnError(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{`: "unexpected end", `{"calls":5}`: "cannot unmarshal number", `{"calls":[5]}`: "cannot unmarshal number",
		`{"version":2,"calls":5}`: "cannot unmarshal number", `{"version":2,"now":"soon"}`: `parsing time "soon"`,
		`{"version":6}`: "written in format 6",
	} {
		e, err := Restore([]byte(raw))
		if err == nil || !strings.HasPrefix(err.Error(), "read snapshot: ") || !strings.Contains(err.Error(), want) || e != nil {
			t.Errorf("%s is restored, error %v, want %q", raw, err, want)
		}
		var newer *NewerJournalError
		if strings.HasPrefix(raw, `{"version":6`) != errors.As(err, &newer) {
			t.Errorf("%s is the error %v", raw, err)
		}
	}
	for _, raw := range []string{`5`, `{"calls":[5]}`} {
		if got, err := upgradeSnapshotV1([]byte(raw)); err == nil {
			t.Errorf("%s of version 1 is read as %q", raw, got)
		}
	}
}

// TestATimeThatCannotBeWrittenIsAnError: JSON has years of four digits.
func TestATimeThatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	e := New()
	e.Handle(time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC), Ticked{})
	if raw, err := e.Snapshot(); err == nil || !strings.HasPrefix(err.Error(), "write snapshot: ") {
		t.Errorf("written as %s, error %v", raw, err)
	}
}

// TestTimeNeverRunsBackwards, not after a restart either; and what the engine notes is
// the time of day alone, as it is read back.
func TestTimeNeverRunsBackwards(t *testing.T) {
	t.Parallel()
	late := time.Now()
	e := New()
	e.Handle(late, SettingsChanged{Settings: smallSettings()})
	for name, e := range map[string]*Engine{"running": e, "restarted": restored(t, e)} {
		e.Handle(late.Add(-time.Hour), AgentConnected{Agent: "A", Connection: "x"})
		if since := e.agents["A"].Since; !since.Equal(late) || since != since.Round(0) {
			t.Errorf("%s: the agent is there since %v, want %v", name, since, late.Round(0))
		}
	}
}

// TestEqualDeadlinesKeepTheirOrderOverARestart: of calls, agents and the engine.
func TestEqualDeadlinesKeepTheirOrderOverARestart(t *testing.T) {
	t.Parallel()
	e := New()
	s := smallSettings()
	s.Times.Offer, s.Times.Reconnect, s.Times.PromptLimit = time.Second, time.Second, time.Second
	e.Handle(morning, SettingsChanged{Settings: s})
	for _, id := range []CallID{"d", "b", "c", "a", "f", "e"} {
		e.Handle(morning, CallArrived{Call: id, Called: "12345"})
		e.Handle(morning, AgentConnected{Agent: AgentID(id), Connection: "x"})
		e.Handle(morning, AgentDisconnected{Agent: AgentID(id), Connection: "x"})
	}
	again := restored(t, e)
	for len(e.deadlines) > 0 {
		x, y := e.deadlines.pop(), again.deadlines.pop()
		if (x.call == nil) != (y.call == nil) || x.call != nil && x.call.ID != y.call.ID || (x.agent == nil) != (y.agent == nil) ||
			x.agent != nil && x.agent.ID != y.agent.ID || x.timer != y.timer || !x.at.Equal(y.at) {
			t.Fatalf("%+v comes after the restart, want %+v", y, x)
		}
	}
}
