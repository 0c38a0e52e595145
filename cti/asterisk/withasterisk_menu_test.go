package asterisk_test

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
	"hotline12345/ivr"
)

// menuOn is a service on a real Asterisk whose callers come into a flow; prompts are named
// after their tones.
func menuOn(t *testing.T, flow ivr.Flow) *service {
	t.Helper()
	a := realAsterisk(t)
	relay, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = relay.Close() })
	cfg := realConfig(a, relay)
	cfg.Sounds = tones{}
	return serviceWith(t, cfg, flow)
}

// TestRealKeysAndPINs: a caller who waits for an agent of a language that nobody speaks
// presses a key of the menu while the notice plays, which is obeyed after it; keys in a
// ticket's number and its PIN, twice wrong; and hears where it stands.
func TestRealKeysAndPINs(t *testing.T) {
	s := menuOn(t, ivr.Flow{Start: "menu", Nodes: ivr.Nodes{
		"menu": ivr.Menu{Prompts: []string{"low"}, Keys: map[string]ivr.NodeID{"1": "wait", "3": "progress"}, InputTimeout: time.Minute, Fallback: "wait"},
		"wait": ivr.Queue{Queue: "q", Language: "fr", Prompts: []string{"low"}},
		"progress": ivr.Progress{Language: "zh", Prompts: []string{"low"}, PINPrompts: []string{"low"}, NotFound: []string{"low"}, Status: []string{"high"},
			InputTimeout: time.Minute, Next: "menu", Fallback: "wait"},
	}})
	c := <-dial(t, realAsterisk(t), "13800138000", "12345")
	hears(t, c.Heard, 0, 600)
	c.Press("13") // the second during the notice
	hears(t, c.Heard, len(c.Heard()), 600)
	for _, pin := range []string{"9753", "8000"} {
		c.Press("261123000001#" + pin)
		waitFor(t, "the look-up", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return slices.Contains(s.pins, pin) })
	}
	hears(t, c.Heard, len(c.Heard()), 1400)
	for _, ev := range s.edge.told() {
		if failed, is := ev.(cti.CommandFailed); is {
			t.Errorf("told %+v", failed)
		}
	}
}

// TestRealSurvey: the agent hangs up, the citizen stays and answers, in a talk and on hold.
func TestRealSurvey(t *testing.T) {
	for _, held := range []bool{false, true} {
		s := menuOn(t, ivr.Flow{Start: "q", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntrySurvey: "ask"}, Nodes: ivr.Nodes{
			"q":   ivr.Queue{Queue: "q", Language: "zh"},
			"ask": ivr.Survey{Question: "service", Prompts: []string{"high"}, Answers: 5, InputTimeout: time.Minute, Next: "bye"},
			"bye": ivr.Goodbye{Prompts: []string{"low"}},
		}})
		answered := dial(t, realAsterisk(t), "13800138000", "12345")
		call, _ := s.talks(t)
		c := <-answered
		if held {
			s.Emit(cti.HoldRequested{Agent: "A", Call: call})
			waitFor(t, "the hold", s.quiet)
		}
		from := len(c.Heard())
		s.Emit(cti.HangUpRequested{Agent: "A", Call: call})
		hears(t, c.Heard, from, 1400)
		from = len(c.Heard())
		c.Press("2")
		row := s.ended(t, call)
		if len(row.Ratings) != 1 || row.Ratings[0].Score != 2 || row.EndReason != cti.EndedByAgent {
			t.Errorf("the row ends with %s and %+v", row.EndReason, row.Ratings)
		}
		hears(t, c.Heard, from, 600)
		select {
		case <-c.Ended():
		case <-time.After(15 * time.Second):
			t.Error("the citizen is not let go")
		}
	}
}

// tones names the file of a prompt for it; all that the engine says itself is low.
type tones struct{}

func (tones) File(_ context.Context, p ivr.Prompt) (string, error) {
	if p.ID == "high" {
		return "high", nil
	}
	return "low", nil
}

// TestRealMessage: what the citizen says after the tone is recorded until #, until the
// service ends it, or until they hang up.
func TestRealMessage(t *testing.T) {
	e, a, _ := realEdge(t)
	for _, how := range []string{"key", "gone", "stopped"} {
		c, arrived := e.citizen(a, "13800138000", "12345")
		id := arrived.Call
		record := cti.RecordMessage{Call: id, Ask: 3, Max: time.Minute, Silence: 5 * time.Second}
		from := len(c.Heard())
		e.Execute(cti.StartMusic{Call: id})
		e.Execute(record)
		hears(t, c.Heard, from, 950)
		name := filepath.Join(filepath.Dir(a.MessagesDir), "recording", string(id)+"~message~3.alaw")
		recorded := func() []byte { b, _ := os.ReadFile(name); return b }
		waitFor(t, how+": half a second of sound", func() bool { return len(recorded()) >= 4000 })
		switch how {
		case "key":
			c.Press("#")
		case "gone":
			if err := c.HangUp(); err != nil {
				t.Error(err)
			}
		case "stopped":
			e.Execute(cti.StopMessage{Call: id, Ask: 3})
		}
		e.wait(cti.MessageEnded{Call: id, Ask: 3})
		if b := recorded(); phone.Power(b, 1000) < 0.8 {
			t.Errorf("%s: what was said is not on the tape of %d bytes", how, len(b))
		}
	}
}
