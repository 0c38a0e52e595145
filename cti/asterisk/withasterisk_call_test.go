package asterisk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

func TestRealArrivalKeysAndSounds(t *testing.T) {
	e, a, _ := realEdge(t)
	c, arrived := e.citizen(a, "13800138000", "1234511")
	if arrived.Caller.Number != "13800138000" || arrived.Called != "1234511" || arrived.Trunk != "trunk" {
		t.Errorf("arrived %+v", arrived)
	}
	id := arrived.Call
	c.Press("1*#")
	for _, k := range []string{"1", "*", "#"} {
		e.wait(cti.DigitPressed{Call: id, Digit: k})
	}
	e.Execute(cti.Play{Call: id, Playback: 1, Prompts: []ivr.Prompt{{ID: "low"}, {ID: "high"}}})
	e.wait(cti.PlaybackEnded{Call: id, Playback: 1})
	hears(t, c.Heard, 0, 600)
	hears(t, c.Heard, 0, 1400)

	from := len(c.Heard())
	e.Execute(cti.Play{Call: id, Playback: 2, Prompts: []ivr.Prompt{{ID: "long"}}})
	hears(t, c.Heard, from, 600)
	stopped := time.Now()
	e.Execute(cti.StopPlay{Call: id, Playback: 2})
	e.wait(cti.PlaybackEnded{Call: id, Playback: 2})
	if late := time.Since(stopped); late > time.Second {
		t.Errorf("the prompt went on for %v", late)
	}
	// Music follows by itself: the service may be dead by the end of a prompt.
	ended := time.Now()
	waitFor(t, "music after a prompt", func() bool { return c.LastSound().After(ended.Add(200 * time.Millisecond)) })
	quiet := func() bool { return time.Since(c.LastSound()) > 300*time.Millisecond }
	e.Execute(cti.StopMusic{Call: id})
	waitFor(t, "silence after StopMusic", quiet)
	stopped = time.Now()
	e.Execute(cti.StartMusic{Call: id})
	waitFor(t, "music", func() bool { return c.LastSound().After(stopped) })
	e.Execute(cti.StopMusic{Call: id})
	waitFor(t, "silence after StopMusic", quiet)

	e.Execute(cti.HangUp{Call: id, Cause: 16})
	<-c.Ended()
	e.wait(cti.CallerGone{Call: id, Cause: 16})
}

func TestRealAnonymousCaller(t *testing.T) {
	e, a, _ := realEdge(t)
	c, arrived := e.citizen(a, "", "12345")
	if !arrived.Caller.Anonymous || arrived.Caller.Number != "" {
		t.Errorf("caller %+v", arrived.Caller)
	}
	if err := c.HangUp(); err != nil {
		t.Error(err)
	}
	e.wait(cti.CallerGone{Call: arrived.Call, Cause: 16})
	// Every command on a channel that has gone is silent, in Asterisk's own words.
	from := len(e.told())
	e.Execute(cti.OpenAgentLeg{Call: arrived.Call, Leg: 1})
	e.until("the leg", func(events []cti.Event) bool { return len(events) > from })
	for _, cmd := range []cti.Command{
		cti.Answer{Call: arrived.Call}, cti.Play{Call: arrived.Call, Playback: 1, Prompts: []ivr.Prompt{{ID: "low"}}},
		cti.StopPlay{Call: arrived.Call, Playback: 1}, cti.StartMusic{Call: arrived.Call}, cti.StopMusic{Call: arrived.Call},
		cti.BridgeAgent{Call: arrived.Call, Leg: 1}, cti.HoldCaller{Call: arrived.Call}, cti.SendDigit{Call: arrived.Call, Digit: "1"},
		cti.HangUp{Call: arrived.Call, Cause: 16}, cti.ReturnToDialplan{Call: arrived.Call}, cti.CloseAgentLeg{Call: arrived.Call, Leg: 1},
		cti.OpenAgentLeg{Call: arrived.Call, Leg: 2}, // told, so all before is done
	} {
		e.Execute(cmd)
	}
	e.until("leg 2", func(events []cti.Event) bool {
		return slices.ContainsFunc(events, func(ev cti.Event) bool {
			l, ok := ev.(cti.AgentLegReady)
			return ok && l.Call == arrived.Call && l.Leg == 2
		})
	})
	e.Execute(cti.CloseAgentLeg{Call: arrived.Call, Leg: 2})
	if told := e.told()[from:]; len(told) != 2 {
		t.Errorf("told %s", show(told))
	}
}

func TestRealDials(t *testing.T) {
	e, _, _ := realEdge(t)
	place := func(name, number, trunk string) cti.CallID {
		id := cti.CallID(fmt.Sprintf("out-%d-%s", time.Now().UnixNano(), name))
		e.Execute(cti.Dial{Call: id, Number: number, Trunk: trunk, Timeout: 30 * time.Second})
		return id
	}
	answered := place("answers", "13900139000", "trunk")
	busy := place("busy", "486", "trunk")
	unknown := place("unknown", "404", "trunk")
	rings := place("rings", "180", "trunk")
	nowhere := place("nowhere", "13900139000", "no-such-trunk")
	e.wait(cti.CitizenAnswered{Call: answered})
	e.wait(cti.CallerGone{Call: busy, Cause: 17, Status: 486})
	e.wait(cti.CallerGone{Call: unknown, Cause: 1, Status: 404})
	e.wait(cti.CallerGone{Call: nowhere, Cause: 38})
	e.Execute(cti.HangUp{Call: answered, Cause: 16})
	e.wait(cti.CallerGone{Call: answered, Cause: 16})
	e.Execute(cti.ReturnToDialplan{Call: rings}) // without a call of ours it must not ring on
	waitFor(t, "the end of the ringing", func() bool {
		status, _ := ari(t, instance.Asterisk, "GET", "/channels/"+string(rings))
		return status == 404
	})
}

// TestRealServiceStopsInTheMiddle: calls go on without us and the next service
// finds all of them.
func TestRealServiceStopsInTheMiddle(t *testing.T) {
	first, a, relay := realEdge(t)
	c, arrived := first.citizen(a, "13800138000", "12345")
	id := arrived.Call
	first.Execute(cti.OpenAgentLeg{Call: id, Leg: 1})
	at := first.leg(id, 1)
	ag := speak(t, relay, at, 600)
	first.Execute(cti.BridgeAgent{Call: id, Leg: 1})
	hears(t, c.Heard, 0, 600)
	ring := cti.CallID(fmt.Sprintf("out-%d", time.Now().UnixNano()))
	first.Execute(cti.Dial{Call: ring, Number: "180", Trunk: "trunk", Timeout: 30 * time.Second})
	waitFor(t, "ringing", func() bool {
		_, body := ari(t, a, "GET", "/channels/"+string(ring))
		return strings.Contains(body, `"Ringing"`)
	})
	first.stop()
	if status, body := ari(t, a, "POST", "/bridges/gone~talk?type=mixing"); status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	mine, theirs := len(c.Heard()), len(ag.Heard())
	hears(t, c.Heard, mine, 600)
	hears(t, ag.Heard, theirs, 1000)

	second := newEdge(t, realConfig(a, relay)).start()
	want := []string{string(id) + "/0/true/", string(id) + "/1/true/" + at, string(ring) + "/0/false/"}
	slices.Sort(want)
	if got := live(second, 1); !slices.Equal(got, want) {
		t.Errorf("live %v\nwant %v", got, want)
	}
	waitFor(t, "the orphan bridge's end", func() bool { // Asterisk ends it after it has answered
		status, _ := ari(t, a, "GET", "/bridges/gone~talk")
		return status == 404
	})
	second.Execute(cti.BridgeAgent{Call: id, Leg: 1})
	c.Press("5")
	second.wait(cti.DigitPressed{Call: id, Digit: "5"})
	second.Execute(cti.HangUp{Call: ring, Cause: 16})
	second.Execute(cti.CloseAgentLeg{Call: id, Leg: 1})
	second.Execute(cti.ReturnToDialplan{Call: id})
	from := len(c.Heard())
	hears(t, c.Heard, from, 1400) // the fallback has the citizen now
	if err := c.HangUp(); err != nil {
		t.Error(err)
	}
	second.until("the end of the ringing", func(events []cti.Event) bool {
		return slices.ContainsFunc(events, func(ev cti.Event) bool { g, ok := ev.(cti.CallerGone); return ok && g.Call == ring })
	})
	for _, ev := range second.told() {
		switch ev := ev.(type) {
		case cti.CallArrived, cti.CommandFailed:
			t.Errorf("told %T%+v", ev, ev)
		case cti.CallerGone:
			if ev.Call == id {
				t.Error("a released call's end is told")
			}
		}
	}
}

// TestRealFallback: while no service is connected, a caller hears why and leaves a
// message; a service that comes meanwhile does not find them.
func TestRealFallback(t *testing.T) {
	a := realAsterisk(t)
	c := <-dial(t, a, "13700137000", "12345")
	if c == nil {
		t.Fatal("no answer")
	}
	hears(t, c.Heard, 0, 600)
	e, _, _ := realEdge(t)
	if got := live(e, 1); len(got) != 0 {
		t.Errorf("live %v", got)
	}
	hears(t, c.Heard, 0, 1400)
	waitFor(t, "a message", func() bool {
		found, err := filepath.Glob(filepath.Join(a.MessagesDir, "*.note"))
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(found, func(name string) bool {
			raw, err := os.ReadFile(name)
			return err == nil && strings.Contains(string(raw), "13700137000")
		})
		if i < 0 {
			return false
		}
		info, err := os.Stat(strings.TrimSuffix(found[i], ".note") + ".alaw")
		return err == nil && info.Size() > 0
	})
}

func TestRealDoctor(t *testing.T) {
	e, a, relay := realEdge(t)
	if v, err := e.Check(t.Context()); err != nil || !strings.HasPrefix(v, "22.") {
		t.Errorf("version %q, %v", v, err)
	}
	waitFor(t, "the trunk", func() bool { state, err := e.CheckTrunk(t.Context(), "trunk"); return err == nil && state == "online" })
	if err := e.CheckRights(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := e.CheckTrunk(t.Context(), "none"); err == nil {
		t.Error("a trunk that does not exist is well")
	}
	cfg := realConfig(a, relay)
	cfg.Password = "wrong"
	if _, err := newEdge(t, cfg).Check(t.Context()); err == nil || strings.Contains(err.Error(), a.Password) {
		t.Errorf("a wrong password gives %v", err)
	}
}
