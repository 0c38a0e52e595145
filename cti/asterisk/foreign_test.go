package asterisk_test

//hotline:faults

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/rtp"

	"hotline12345/cti"
	"hotline12345/internal/sipraw"
)

// foreigners are telephones and carriers of other makers that call one Asterisk, with
// an agent for each: every case is a call of its own, so that they run side by side.
type foreigners struct {
	*edge
	addr  string // Asterisk's SIP address
	relay *relay
	calls atomic.Int64
}

// TestForeignTelephones: what telephones and carriers of other makers send, each case by a
// call of its own, side by side.
func TestForeignTelephones(t *testing.T) {
	f := newForeigners(t)
	t.Run("side by side", func(t *testing.T) {
		for name, test := range map[string]func(*testing.T, *foreigners){
			"offers":                  foreignOffers,
			"holds":                   foreignHolds,
			"delayed offers":          foreignDelayedOffers,
			"broken descriptions":     foreignBrokenDescriptions,
			"requests in a call":      foreignRequestsInACall,
			"requests outside a call": foreignRequestsOutsideACall,
			"required extension":      foreignRequiredExtension,
			"keys":                    foreignKeys,
			"moved sound":             foreignMovedSound,
			"moved behind a NAT":      foreignMovedNAT,
			"strangers":               foreignStrangers,
			"a long pause":            foreignPause,
			"a carrier that refuses":  foreignRefusals,
			"a lost call":             foreignLostCall,
			"early media":             foreignEarlyMedia,
			"odd callers":             foreignFroms,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, f)
			})
		}
	})
}

func newForeigners(t *testing.T) *foreigners {
	t.Helper()
	e, a, conn := realEdge(t)
	return &foreigners{edge: e, addr: a.SIPAddr, relay: newRelay(t, conn)}
}

// relay stands in the agents' place: each leg of Asterisk has a port of its own.
type relay struct {
	conn *net.UDPConn
	mu   sync.Mutex
	legs map[netip.AddrPort][]byte
}

func newRelay(t *testing.T, conn *net.UDPConn) *relay {
	r := &relay{conn: conn, legs: map[netip.AddrPort][]byte{}}
	done := make(chan struct{})
	go func() {
		defer close(done)
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFromUDPAddrPort(buf)
			if err != nil {
				return
			}
			var p rtp.Packet
			if p.Unmarshal(buf[:n]) == nil {
				r.mu.Lock()
				r.legs[from] = append(r.legs[from], p.Payload...)
				r.mu.Unlock()
			}
		}
	}()
	t.Cleanup(func() { _ = conn.Close(); <-done })
	return r
}

// heard is what a leg's agent has heard.
func (r *relay) heard(leg string) []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.legs[netip.MustParseAddrPort(leg)])
}

// speak speaks a tone in an agent's place until ctx ends.
func (r *relay) speak(ctx context.Context, leg string, hertz float64) {
	to, sound := netip.MustParseAddrPort(leg), tone(hertz, 1000)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for seq := 0; ; seq++ {
		p := rtp.Packet{Header: rtp.Header{Version: 2, PayloadType: 8, SequenceNumber: uint16(seq), Timestamp: uint32(seq * 160), SSRC: 7},
			Payload: sound[seq%50*160:][:160]}
		if raw, err := p.Marshal(); err == nil {
			_, _ = r.conn.WriteToUDPAddrPort(raw, to)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// The tones of the two ends of a talk.
const (
	citizenHertz = 1000
	agentHertz   = 600
)

// caller is one foreign telephone with its sound.
type caller struct {
	*foreigners
	t        *testing.T
	sip      *sipraw.Party
	call     *sipraw.Call
	audio    *sipraw.Audio
	from     string
	id       cti.CallID     // once arrived
	leg      string         // the agent's leg in Asterisk, once bridged
	asterisk netip.AddrPort // where the sound goes, once answered
}

// caller returns a telephone that has not called yet. Its number is found nowhere else.
func (f *foreigners) caller(t *testing.T, local string) *caller {
	t.Helper()
	p, err := sipraw.Open(f.addr)
	if err != nil {
		t.Fatal(err)
	}
	audio, err := sipraw.OpenAudio(local)
	if err != nil {
		t.Fatal(err)
	}
	c := &caller{foreigners: f, t: t, sip: p, audio: audio, from: fmt.Sprintf("139%08d", f.calls.Add(1))}
	t.Cleanup(func() { c.leave(); c.audio.Close(); p.Close() })
	c.call = p.NewCall(fmt.Sprintf("<sip:%s@127.0.0.1>", c.from), "12345")
	c.hearOn(audio)
	return c
}

// hearOn has the telephone's sound on a socket, and requests answered as a telephone
// does: it lets itself be ended, and goes where an offer wants its sound.
func (c *caller) hearOn(audio *sipraw.Audio) {
	c.audio = audio
	contact := fmt.Sprintf("Contact: <sip:citizen@%s>", c.sip.Addr())
	c.sip.OnRequest(func(m sipraw.Message) {
		switch m.Method {
		case "ACK":
		case "INVITE":
			if to, err := sipraw.AudioAddress(m.Body); err == nil {
				audio.Follow(to)
			}
			_ = c.sip.SendTo(m.Reply(200, "OK", "", sipraw.Answer(m.Body, audio.Port()), contact), m.From)
		default:
			_ = c.sip.SendTo(m.Reply(200, "OK", "", ""), m.From)
		}
	})
}

// leave removes the call and its leg from Asterisk, which other tests use too.
func (c *caller) leave() {
	if c.id == "" {
		return
	}
	c.Execute(cti.CloseAgentLeg{Call: c.id, Leg: 1})
	c.Execute(cti.HangUp{Call: c.id, Cause: 16})
	for _, channel := range []string{string(c.id), string(c.id) + "~agent~1"} {
		waitFor(c.t, "the end of "+channel, func() bool {
			status, _ := ariWithin(context.Background(), c.t, instance.Asterisk, "GET", "/channels/"+channel)
			return status == 404
		})
	}
}

func (c *caller) ctx() context.Context {
	ctx, cancel := context.WithTimeout(c.t.Context(), 15*time.Second)
	c.t.Cleanup(cancel)
	return ctx
}

// arrive waits until the call is in our application and answers it.
func (c *caller) arrive() {
	c.t.Helper()
	waitFor(c.t, "the arrival of "+c.from, func() bool {
		c.mustNotBeRefused()
		for _, ev := range c.told() {
			if a, ok := ev.(cti.CallArrived); ok && a.Caller.Number == c.from {
				c.id = a.Call
				return true
			}
		}
		return false
	})
	c.Execute(cti.Answer{Call: c.id})
}

// mustNotBeRefused ends the test with the refusal, which says more than a time-out.
func (c *caller) mustNotBeRefused() {
	c.t.Helper()
	for _, m := range c.sip.Got() {
		if m.Status >= 300 {
			c.t.Fatalf("refused:\n%s", m.Raw)
		}
	}
}

// talk bridges the call with an agent, who speaks.
func (c *caller) talk() {
	c.t.Helper()
	c.Execute(cti.OpenAgentLeg{Call: c.id, Leg: 1})
	c.leg = c.legFor(c.t, c.id, 1)
	ctx, end := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { c.relay.speak(ctx, c.leg, agentHertz) })
	c.t.Cleanup(func() { end(); wg.Wait() })
	c.Execute(cti.BridgeAgent{Call: c.id, Leg: 1})
}

// bothHear waits until each end hears the other.
func (c *caller) bothHear() {
	c.t.Helper()
	hears(c.t, c.audio.Heard, len(c.audio.Heard()), agentHertz)
	agent := func() []byte { return c.relay.heard(c.leg) }
	hears(c.t, agent, len(agent()), citizenHertz)
}

// connect places the call with an offer and talks over the answer's address.
func (c *caller) connect(offer string, v sipraw.Voice, more ...string) sipraw.Message {
	c.t.Helper()
	return c.connectLate(offer, "", v, more...)
}

// connectLate is connect with a description in the ACK.
func (c *caller) connectLate(offer, ack string, v sipraw.Voice, more ...string) sipraw.Message {
	c.t.Helper()
	cseq, err := c.call.Request("INVITE", offer, more...)
	if err != nil {
		c.t.Fatal(err)
	}
	c.arrive()
	final, err := c.call.Final(c.ctx(), cseq, "INVITE")
	if err != nil {
		c.t.Fatal(err)
	}
	if final.Status != 200 {
		c.t.Fatalf("status %d, want 200", final.Status)
	}
	if err := c.call.Ack(final, cseq, ack); err != nil {
		c.t.Fatal(err)
	}
	to, err := sipraw.AudioAddress(final.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	v.Hertz = citizenHertz
	c.asterisk = to
	c.audio.Speak(to, v)
	c.talk()
	return final
}

// reinvite offers again within the call.
func (c *caller) reinvite(body, ack string) sipraw.Message {
	c.t.Helper()
	final, err := c.call.Invite(c.ctx(), body, ack)
	if err != nil {
		c.t.Fatal(err)
	}
	if final.Status != 200 {
		c.t.Fatalf("re-INVITE: status %d, want 200", final.Status)
	}
	return final
}

// sdp is a session description with m, whole media sections in which PORT stands for the
// port of the caller's sound.
func (c *caller) sdp(connection, m string) string {
	if connection != "" {
		connection = "c=" + connection + "\r\n"
	}
	m = strings.ReplaceAll(m, "PORT", fmt.Sprint(c.audio.Port()))
	return "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\n" + connection + "t=0 0\r\n" + strings.ReplaceAll(m, "\n", "\r\n") + "\r\n"
}

const (
	v4    = "IN IP4 127.0.0.1"
	aLaw  = "m=audio PORT RTP/AVP 8\na=rtpmap:8 PCMA/8000"
	muLaw = "m=audio PORT RTP/AVP 0\na=rtpmap:0 PCMU/8000"
)
