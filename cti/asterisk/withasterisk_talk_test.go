package asterisk_test

import (
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtp"

	"hotline12345/cti"
)

// agent is the agents' end of the relay: it speaks a tone and listens.
type agent struct {
	mu    sync.Mutex
	heard []byte
	last  time.Time
}

func speak(t *testing.T, relay *net.UDPConn, to string, hertz float64) *agent {
	t.Helper()
	remote, err := net.ResolveUDPAddr("udp4", to)
	if err != nil {
		t.Fatal(err)
	}
	ag := &agent{}
	var wg sync.WaitGroup
	end := make(chan struct{})
	wg.Go(func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		sound := tone(hertz, 1000)
		for seq := 0; ; seq++ {
			p := rtp.Packet{Header: rtp.Header{Version: 2, PayloadType: 8, SequenceNumber: uint16(seq), Timestamp: uint32(seq * 160), SSRC: 7},
				Payload: sound[seq%50*160:][:160]}
			if raw, err := p.Marshal(); err == nil {
				_, _ = relay.WriteTo(raw, remote)
			}
			select {
			case <-tick.C:
			case <-end:
				return
			}
		}
	})
	wg.Go(func() {
		buf := make([]byte, 1500)
		for {
			n, err := relay.Read(buf)
			if err != nil {
				return
			}
			var p rtp.Packet
			if p.Unmarshal(buf[:n]) == nil {
				ag.mu.Lock()
				ag.heard, ag.last = append(ag.heard, p.Payload...), time.Now()
				ag.mu.Unlock()
			}
		}
	})
	t.Cleanup(func() { close(end); _ = relay.Close(); wg.Wait() })
	return ag
}

func (ag *agent) Heard() []byte {
	ag.mu.Lock()
	defer ag.mu.Unlock()
	return slices.Clone(ag.heard)
}

func (ag *agent) quiet() bool {
	ag.mu.Lock()
	defer ag.mu.Unlock()
	return time.Since(ag.last) > 300*time.Millisecond
}

// leg waits for an agent's leg and returns where it is.
func (e *edge) leg(call cti.CallID, leg int) (at string) {
	e.t.Helper()
	return e.legFor(e.t, call, leg)
}

func (e *edge) legFor(t *testing.T, call cti.CallID, leg int) (at string) {
	t.Helper()
	e.untilFor(t, "the leg", func(events []cti.Event) bool {
		for _, ev := range events {
			if l, ok := ev.(cti.AgentLegReady); ok && l.Call == call && l.Leg == leg {
				at = l.RTP
				return true
			}
		}
		return false
	})
	return at
}

func TestRealTalkHoldAndResume(t *testing.T) {
	e, a, relay := realEdge(t)
	c, arrived := e.citizen(a, "13800138000", "12345")
	id := arrived.Call
	e.Execute(cti.OpenAgentLeg{Call: id, Leg: 1})
	at := e.leg(id, 1)
	if !strings.HasPrefix(at, "127.0.0.1:") {
		t.Fatalf("the leg is at %q", at)
	}
	ag := speak(t, relay, at, 600)
	e.Execute(cti.BridgeAgent{Call: id, Leg: 1})
	hears(t, c.Heard, 0, 600)
	hears(t, ag.Heard, 0, 1000)
	for range 3 {
		e.Execute(cti.HoldCaller{Call: id})
		waitFor(t, "silence for the agent while the citizen is parked", ag.quiet)
		mine, theirs := len(ag.Heard()), len(c.Heard())
		e.Execute(cti.BridgeAgent{Call: id, Leg: 1})
		hears(t, ag.Heard, mine, 1000)
		hears(t, c.Heard, theirs, 600)
	}
	e.Execute(cti.BridgeAgent{Call: id, Leg: 1}) // as a reconcile repeats it
	from := len(c.Heard())
	hears(t, c.Heard, from, 600)

	e.Execute(cti.CloseAgentLeg{Call: id, Leg: 1})
	e.Execute(cti.OpenAgentLeg{Call: id, Leg: 2})
	e.leg(id, 2)
	if status, _ := ari(t, a, "GET", "/bridges/"+string(id)+"~talk"); status != 404 {
		t.Errorf("the bridge of a closed leg answers %d, want 404", status)
	}
	e.Execute(cti.CloseAgentLeg{Call: id, Leg: 2})
	if err := c.HangUp(); err != nil {
		t.Error(err)
	}
	e.wait(cti.CallerGone{Call: id, Cause: 16})
	for _, ev := range e.told() {
		switch ev.(type) {
		case cti.CommandFailed, cti.AgentLegLost:
			t.Errorf("told %T%+v", ev, ev)
		}
	}
}

// TestRealMusicLeftInATalkIsStopped: by the word that each comparison gives, which does a
// talk without music no harm.
func TestRealMusicLeftInATalkIsStopped(t *testing.T) {
	e, a, relay := realEdge(t)
	c, arrived := e.citizen(a, "13800138000", "12345")
	id := arrived.Call
	e.Execute(cti.OpenAgentLeg{Call: id, Leg: 1})
	ag := speak(t, relay, e.leg(id, 1), 600)
	e.Execute(cti.BridgeAgent{Call: id, Leg: 1})
	hears(t, c.Heard, 0, 600)
	for _, left := range []bool{true, false} {
		if left {
			if status, body := ari(t, a, http.MethodPost, "/channels/"+string(id)+"/moh?mohClass=default"); status != http.StatusNoContent {
				t.Fatalf("no music: %d %s", status, body)
			}
		}
		e.Execute(cti.StopMusic{Call: id})
		waitFor(t, "the end of the command", e.Idle)
		theirs, mine := len(c.Heard()), len(ag.Heard())
		hears(t, c.Heard, theirs, 600)
		hears(t, ag.Heard, mine, 1000)
	}
	e.Execute(cti.HangUp{Call: id, Cause: 16})
	e.wait(cti.CallerGone{Call: id, Cause: 16})
}
