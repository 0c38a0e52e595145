package loop

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// written is a journal, an observer and the edges of a loop, and the PINs that were looked up.
type written struct {
	mu    sync.Mutex
	lines []string
	pins  []string
}

func (w *written) write(v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		raw = []byte(err.Error())
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, string(raw))
}

func (w *written) Append(e Entry) error { w.write(e); return nil }
func (w *written) Observe(e Entry)      { w.write(e) }
func (w *written) Execute(c cti.Command) {
	w.write(c)
}

func (w *written) Snapshot(_ uint64, state []byte) error {
	w.write(json.RawMessage(state))
	return nil
}

func (w *written) LookUp(cmd cti.LookUpTicket, pin string) {
	w.write(cmd)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pins = append(w.pins, pin)
}

// asksForPIN are settings whose callers key in a ticket's number and a PIN at once.
func asksForPIN() cti.Settings {
	words := []string{"words"}
	return cti.Settings{
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "f"}}, Queues: []cti.Queue{{ID: "q"}}, Times: cti.DefaultTimes(),
		Flows: map[string]ivr.Flow{"f": {ID: "f", Version: "1", Start: "p", Nodes: ivr.Nodes{
			"p": ivr.Progress{Prompts: words, PINPrompts: words, NotFound: words, Status: words, InputTimeout: 5 * time.Second, Next: "q", Fallback: "q"},
			"q": ivr.Queue{Queue: "q"},
		}}},
	}
}

func press(l *Loop, keys string) {
	for _, key := range keys {
		l.step(cti.DigitPressed{Call: "1", Digit: string(key)})
	}
}

// TestPINsAreWrittenNowhere: neither in the journal, nor in a snapshot, nor to those who
// see its entries; the edge that looks the ticket up alone gets them.
func TestPINsAreWrittenNowhere(t *testing.T) {
	t.Parallel()
	w, now := &written{}, time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	elapsed := time.Duration(0)
	start := func(e *cti.Engine) *Loop {
		return New(Config{Journal: w, Telephony: w, Media: w, Desk: w, Tickets: w, Observers: []Observer{w}, Log: zap.NewNop(),
			Now: func() time.Time { return now.Add(elapsed) }, Elapsed: func() time.Duration { return elapsed }, SnapshotEvery: 1}, e, 0)
	}
	l := start(cti.New())
	l.resume()
	l.step(cti.SettingsChanged{Settings: asksForPIN()})
	l.step(cti.CallArrived{Call: "1", Called: "12345"})
	press(l, "261123000001#97*79") // the first two are taken back
	elapsed += 5 * time.Second     // the time for a digit is over as the next is pressed: a new try
	press(l, "9753")
	l.step(cti.TicketLookedUp{Call: "1", Ask: 1, Outcome: cti.LookUpFailed})
	l.step(cti.CallerGone{Call: "1", Cause: 16})
	l.step(cti.CallArrived{Call: "1", Called: "12345"})
	press(l, "261123000001#9531")
	if got := strings.Join(w.pins, " "); got != "9753 9531" {
		t.Errorf("looked up with %s, want 9753 and 9531", got)
	}
	l.step(cti.CallerGone{Call: "1", Cause: 16})
	if len(l.pins) > 0 {
		t.Errorf("%d PINs are kept of calls that are over", len(l.pins))
	}
	all := strings.Join(w.lines, "\n")
	for _, digit := range []string{"9", "7", "5"} { // in no number of the ticket or of the call
		if strings.Contains(all, `"digit":"`+digit+`"`) {
			t.Errorf("a line has the digit %s of the PIN", digit)
		}
	}
	for _, pin := range []string{"9753", "9531", "97", "xx9"} {
		if strings.Contains(all, `"`+pin) {
			t.Errorf("a line has the PIN %s", pin)
		}
	}
}

// TestAPINThatARestartCutIsLost, and nothing is guessed in its place.
func TestAPINThatARestartCutIsLost(t *testing.T) {
	t.Parallel()
	w := &written{}
	start := func(e *cti.Engine) *Loop {
		return New(Config{Journal: w, Telephony: w, Media: w, Desk: w, Tickets: w, Log: zap.NewNop()}, e, 0)
	}
	l := start(cti.New())
	l.step(cti.SettingsChanged{Settings: asksForPIN()})
	l.step(cti.CallArrived{Call: "1", Called: "12345"})
	press(l, "261123000001#97")
	raw, err := l.engine.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := cti.Restore(raw)
	if err != nil {
		t.Fatal(err)
	}
	l = start(again)
	press(l, "53")
	if len(w.pins) != 1 || w.pins[0] != "" {
		t.Errorf("looked up with %q, want a PIN that was lost", w.pins)
	}
}

// TestAJournalWithoutThePINIsReplayedExactly.
func TestAJournalWithoutThePINIsReplayedExactly(t *testing.T) {
	t.Parallel()
	f, err := OpenFiles(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &written{}
	l := New(Config{Journal: f, Telephony: w, Media: w, Desk: w, Tickets: w, Log: zap.NewNop()}, cti.New(), 0)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); l.Run(ctx) }()
	l.Emit(cti.SettingsChanged{Settings: asksForPIN()})
	l.Emit(cti.CallArrived{Call: "1", Called: "12345"})
	for _, key := range "261123000001#9753" {
		l.Emit(cti.DigitPressed{Call: "1", Digit: string(key)})
	}
	l.Emit(cti.TicketLookedUp{Call: "1", Ask: 1, Outcome: cti.LookUpLocked})
	if err := l.Ask(ctx, func(*cti.Engine) {}); err != nil {
		t.Fatal(err)
	}
	for len(l.inbox) > 0 {
		if err := l.Ask(ctx, func(*cti.Engine) {}); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	<-done
	var out strings.Builder
	differing, err := Replay(f, &out)
	if err != nil || differing > 0 || len(w.pins) != 1 {
		t.Errorf("%d entries differ, %v; %d look-ups:\n%s", differing, err, len(w.pins), out.String())
	}
	if strings.Contains(out.String(), "9753") {
		t.Error("the replay shows the PIN")
	}
}
