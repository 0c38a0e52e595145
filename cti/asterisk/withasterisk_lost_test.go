package asterisk_test

import (
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk/asterisktest"
	"hotline12345/internal/devstack"
	"hotline12345/ivr"
)

// throughProxy is an edge that reaches a real Asterisk through a proxy, with a relay.
func throughProxy(t *testing.T) (*edge, *asterisktest.Proxy, *devstack.Asterisk, *net.UDPConn) {
	t.Helper()
	a := realAsterisk(t)
	p := asterisktest.NewProxy(t, a.ARIURL)
	relay, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = relay.Close() })
	cfg := realConfig(a, relay)
	cfg.URL = p.URL()
	return newEdge(t, cfg).start(), p, a, relay
}

// losses are the ways in which a request is lost; the short form has the two that differ.
func losses() map[string]asterisktest.Loss {
	all := map[string]asterisktest.Loss{"request lost": asterisktest.LoseRequest, "reply lost": asterisktest.LoseReply}
	if os.Getenv("HOTLINE_CHAOS") == "long" {
		all["done and refused"], all["hangs"] = asterisktest.RefuseDone, asterisktest.Hang
	}
	return all
}

// TestRealEveryRequestOfACallIsLostOnce: the call goes on as if nothing had happened, and
// the citizen hears a prompt once.
func TestRealEveryRequestOfACallIsLostOnce(t *testing.T) {
	for name, loss := range losses() {
		t.Run(name, func(t *testing.T) {
			e, p, a, relay := throughProxy(t)
			p.Once(loss)
			c, arrived := e.citizen(a, "13800138000", "12345")
			id := arrived.Call
			e.Execute(cti.Play{Call: id, Playback: 1, Prompts: []ivr.Prompt{{ID: "low"}, {ID: "high"}}})
			e.wait(cti.PlaybackEnded{Call: id, Playback: 1})
			hears(t, c.Heard, 0, 1400)
			e.Execute(cti.OpenAgentLeg{Call: id, Leg: 1})
			ag := speak(t, relay, e.leg(id, 1), 600)
			e.Execute(cti.BridgeAgent{Call: id, Leg: 1})
			theirs := len(c.Heard())
			hears(t, c.Heard, theirs, 600)
			hears(t, ag.Heard, 0, 1000)
			e.Execute(cti.HoldCaller{Call: id})
			e.Execute(cti.StartMusic{Call: id})
			waitFor(t, "silence for the agent while the citizen is held", ag.quiet)
			mine := len(ag.Heard())
			e.Execute(cti.StopMusic{Call: id})
			e.Execute(cti.BridgeAgent{Call: id, Leg: 1})
			hears(t, ag.Heard, mine, 1000)
			e.Execute(cti.HangUp{Call: id, Cause: 16})
			e.Execute(cti.CloseAgentLeg{Call: id, Leg: 1})
			e.wait(cti.CallerGone{Call: id, Cause: 16})
			waitFor(t, "an Asterisk without the call", func() bool {
				_, channels := ari(t, a, http.MethodGet, "/channels")
				_, bridges := ari(t, a, http.MethodGet, "/bridges")
				return !strings.Contains(channels+bridges, string(id))
			})
			ends := count(e.told(), cti.PlaybackEnded{Call: id, Playback: 1}) + count(e.told(), cti.PlaybackEnded{Call: id, Playback: 1, Failed: true})
			if ends != 1 {
				t.Errorf("the prompt ended %d times, want 1", ends)
			}
			for _, ev := range e.told() {
				switch ev.(type) {
				case cti.CommandFailed, cti.AgentLegLost, cti.TelephonyLost:
					t.Errorf("told %T%+v", ev, ev)
				}
			}
		})
	}
}

// TestRealDialIsLostOnce: the citizen is rung once, whether they answer or are busy.
func TestRealDialIsLostOnce(t *testing.T) {
	for name, loss := range losses() {
		for _, number := range []string{"13800138000", "777", "486"} {
			t.Run(name+" "+number, func(t *testing.T) {
				out := cti.CallID("out-" + t.Name()[strings.Index(t.Name(), "/")+1:])
				var want cti.Event = cti.CitizenAnswered{Call: out}
				if number == "486" {
					want = cti.CallerGone{Call: out, Cause: 17, Status: 486}
				}
				e, p, _, _ := throughProxy(t)
				p.Once(loss)
				before := rung(number)
				e.Execute(cti.Dial{Call: out, Number: number, Trunk: "trunk", Timeout: 20 * time.Second})
				e.wait(want)
				waitFor(t, "the end of the command", e.Idle)
				if n := rung(number) - before; n != 1 {
					t.Errorf("rung %d times, want once", n)
				}
				e.Execute(cti.HangUp{Call: out, Cause: 16})
				waitFor(t, "the end of the command", e.Idle)
				if n := count(e.told(), want); n != 1 {
					t.Errorf("%d of %#v, want 1: %s", n, want, show(e.told()))
				}
			})
		}
	}
}

// TestRealADialThatTheServiceDidNotOutlive: the next service learns whether the call has
// gone out, of a channel whose state does not say it.
func TestRealADialThatTheServiceDidNotOutlive(t *testing.T) {
	for name, dialled := range map[string]bool{"made": false, "dialled": true} {
		t.Run(name, func(t *testing.T) {
			e, p, a, relay := throughProxy(t)
			out := cti.CallID("out-" + name)
			p.Decide(func(r asterisktest.Request) asterisktest.Loss {
				switch {
				case r.Method == http.MethodPost && strings.HasSuffix(r.Path, "/dial") && !dialled:
					return asterisktest.Hang
				case r.Method == http.MethodDelete: // the dead tidy nothing up
					return asterisktest.LoseRequest
				}
				return asterisktest.Pass
			})
			e.Execute(cti.Dial{Call: out, Number: "777", Trunk: "trunk", Timeout: 20 * time.Second})
			waitFor(t, "the channel as the service leaves it", func() bool {
				channel, _ := ari(t, a, http.MethodGet, "/channels/"+string(out))
				marked, _ := ari(t, a, http.MethodGet, "/channels/"+string(out)+"/variable?variable=HOTLINE_DIALLED")
				return channel == http.StatusOK && (marked == http.StatusOK) == dialled
			})
			e.stop()
			live := newEdge(t, realConfig(a, relay)).start().restored(1).Live
			want := cti.LiveChannel{Call: out, NotDialled: !dialled}
			if !slices.Contains(live, want) {
				t.Errorf("found %+v, want %+v among it", live, want)
			}
			ari(t, a, http.MethodDelete, "/channels/"+string(out))
		})
	}
}
