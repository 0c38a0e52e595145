package asterisk_test

import (
	"context"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/asterisk/asterisktest"
	"hotline12345/cti/loop"
	"hotline12345/internal/devstack"
	"hotline12345/ivr"
)

// service is an engine on an edge, with one agent who takes every call.
type service struct {
	*loop.Loop
	edge  *edge
	mu    sync.Mutex
	desk  cti.Desk
	rtp   string // of the newest leg
	legs  int    // that were joined to the headset
	rows  map[cti.CallID]cti.CallRecord
	pins  []string // with which tickets were looked up
	asked int      // looks at Asterisk that the engine asked for
}

type nowhere struct{}

func (nowhere) Append(loop.Entry) error       { return nil }
func (nowhere) Snapshot(uint64, []byte) error { return nil }

type executor func(cti.Command)

func (f executor) Execute(c cti.Command) { f(c) }

type observes func(loop.Entry)

func (f observes) Observe(e loop.Entry) { f(e) }

// serviceOn runs a service on an Asterisk behind an address until the test's end. Its callers
// come into a queue at once.
func serviceOn(t *testing.T, cfg asterisk.Config) *service {
	t.Helper()
	return serviceWith(t, cfg, ivr.Flow{Start: "q", Nodes: ivr.Nodes{"q": ivr.Queue{Queue: "q", Language: "zh"}}})
}

// serviceWith is a service whose callers come into a flow.
func serviceWith(t *testing.T, cfg asterisk.Config, flow ivr.Flow) *service {
	t.Helper()
	s := &service{rows: map[cti.CallID]cti.CallRecord{}}
	var l *loop.Loop
	e := newEdge(t, cfg)
	e.Client = asterisk.New(withTestParts(e, cfg), func(ev cti.Event) { e.emit(ev); l.Emit(ev) })
	l = loop.New(loop.Config{Journal: nowhere{}, Telephony: e, Media: executor(s.media), Desk: executor(s.show), Tickets: s,
		Observers: []loop.Observer{observes(s.observe)}, Log: zap.NewNop()}, cti.New(), 0)
	s.Loop, s.edge = l, e
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); l.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	flow.ID, flow.Version = "f", "1"
	times := cti.DefaultTimes()
	times.WrapUp = time.Second
	l.Emit(cti.SettingsChanged{Settings: cti.Settings{
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "f"}}, Queues: []cti.Queue{{ID: "q"}}, Times: times, Trunk: "trunk",
		Flows: map[string]ivr.Flow{"f": flow},
	}})
	e.start()
	l.Emit(cti.AgentConnected{Agent: "A", Connection: "x", Languages: []ivr.Language{"zh"}, Queues: []cti.QueueID{"q"}})
	l.Emit(cti.HeadsetConnected{Agent: "A"})
	l.Emit(cti.ReadyRequested{Agent: "A"})
	waitFor(t, "the agent", func() bool { return s.shows().State == cti.Available })
	return s
}

// LookUp implements loop.Tickets: a ticket is found by the PIN 8000.
func (s *service) LookUp(c cti.LookUpTicket, pin string) {
	s.mu.Lock()
	s.pins = append(s.pins, pin)
	s.mu.Unlock()
	found := cti.TicketLookedUp{Call: c.Call, Ask: c.Ask, Outcome: cti.LookUpNotFound}
	if pin == "8000" {
		found.Outcome, found.Status = cti.LookUpFound, "handled"
	}
	go s.Emit(found)
}

func (s *service) media(c cti.Command) {
	if m, ok := c.(cti.ConnectMedia); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.rtp = m.RTP
		s.legs++
	}
}

func (s *service) show(c cti.Command) {
	d, ok := c.(cti.ShowDesk)
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.desk = d.Desk
	if d.Desk.State == cti.Offered {
		go s.Emit(cti.OfferAccepted{Agent: "A", Call: d.Desk.Call.Call})
	}
}

func (s *service) observe(e loop.Entry) {
	if m, ok := e.Event.(cti.MessageEnded); ok && !m.Failed { // what the loop's other edges make of it
		go s.Emit(cti.MessageKept{Call: m.Call, Ask: m.Ask, File: "message.alaw", StartedAt: e.At.UnixMilli(), Millis: 1000})
		go s.Emit(cti.MessageRegistered{Call: m.Call, Ask: m.Ask, Ticket: "202611290001"})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range e.Commands {
		switch c := c.(type) {
		case cti.SaveCall:
			s.rows[c.Record.Call] = c.Record
		case cti.CompareTelephony:
			s.asked++
		}
	}
}

func (s *service) shows() cti.Desk {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.desk
}

// talks waits until the page shows a talk, and returns its call and where the leg is.
func (s *service) talks(t *testing.T) (call cti.CallID, rtp string) {
	t.Helper()
	waitFor(t, "a talk", func() bool { d := s.shows(); return d.Call != nil && d.Call.Phase == cti.PhaseTalking })
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.desk.Call.Call, s.rtp
}

// quiet reports whether no command is under way and nothing is left to decide: what the
// page shows is then what Asterisk does.
func (s *service) quiet() bool {
	if !s.edge.Idle() {
		return false
	}
	err := s.Ask(context.Background(), func(*cti.Engine) {})
	return err == nil && s.edge.Idle()
}

func (s *service) ended(t *testing.T, call cti.CallID) cti.CallRecord {
	t.Helper()
	row := func() cti.CallRecord {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.rows[call]
	}
	waitFor(t, "the end of the call", func() bool { return !row().EndedAt.IsZero() })
	return row()
}

// throughNetwork is a service that reaches a real Asterisk through a proxy.
func throughNetwork(t *testing.T, p *asterisktest.Proxy, a *devstack.Asterisk) (*service, *net.UDPConn) {
	t.Helper()
	relay, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = relay.Close() })
	cfg := realConfig(a, relay)
	cfg.URL, cfg.Sounds = p.URL(), low{}
	return serviceOn(t, cfg), relay
}

// low names one short file for all prompts.
type low struct{}

func (low) File(context.Context, ivr.Prompt) (string, error) { return "low", nil }

// TestRealEventsThatAreLate by three seconds still make a talk, with the first leg.
func TestRealEventsThatAreLate(t *testing.T) {
	a := realAsterisk(t)
	p := asterisktest.NewProxy(t, a.ARIURL)
	p.Late(3 * time.Second)
	s, relay := throughNetwork(t, p, a)
	answered := dial(t, a, "13800138000", "12345")
	call, rtp := s.talks(t)
	c := <-answered
	ag := speak(t, relay, rtp, 1400)
	hears(t, c.Heard, 0, 1400)
	hears(t, ag.Heard, 0, 1000)
	if s.legs != 1 {
		t.Errorf("%d legs, want the first to do", s.legs)
	}
	s.Emit(cti.HangUpRequested{Agent: "A", Call: call})
	if row := s.ended(t, call); row.EndReason != cti.EndedByAgent {
		t.Errorf("the row ends with %s", row.EndReason)
	}
}

const (
	triedFor = 500 * time.Millisecond // each command
	lostFor  = time.Second            // longer, so that a command fails for good
)

// TestRealLostCommandsAreMended: all tries of one command are lost, so it fails for good.
// The look at Asterisk finds what is missing, and the call is what it should be.
func TestRealLostCommandsAreMended(t *testing.T) {
	a := realAsterisk(t)
	for name, lost := range map[string]string{
		"answer": "/answer", "join": "/addChannel", "agent's leg": "/channels/externalMedia",
	} {
		t.Run(name, func(t *testing.T) {
			p := asterisktest.NewProxy(t, a.ARIURL)
			s, relay := throughNetwork(t, p, a)
			s.edge.LimitRepeats(triedFor)
			until := time.Now().Add(lostFor)
			p.Decide(func(r asterisktest.Request) asterisktest.Loss {
				if strings.HasSuffix(r.Path, lost) && time.Now().Before(until) {
					return asterisktest.LoseRequest
				}
				return asterisktest.Pass
			})
			answered := dial(t, a, "13800138000", "12345")
			var c interface {
				Heard() []byte
				HangUp() error
			}
			select {
			case call := <-answered:
				c = call
			case <-time.After(15 * time.Second):
				t.Fatal("the citizen was never answered")
			}
			waitFor(t, "the end of the losses", func() bool { return time.Now().After(until) && s.quiet() })
			_, rtp := s.talks(t)
			ag := speak(t, relay, rtp, 1400)
			hears(t, ag.Heard, 0, 1000)
			hears(t, c.Heard, max(len(c.Heard())-8000, 0), 1400)
			if err := c.HangUp(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestRealLostHangUp: the agent hangs up, and no try reaches Asterisk for a while. The
// citizen is let go as soon as one does.
func TestRealLostHangUp(t *testing.T) {
	a := realAsterisk(t)
	p := asterisktest.NewProxy(t, a.ARIURL)
	s, _ := throughNetwork(t, p, a)
	dial(t, a, "13800138000", "12345")
	call, _ := s.talks(t)
	s.edge.LimitRepeats(triedFor)
	until := time.Now().Add(lostFor)
	p.Decide(func(r asterisktest.Request) asterisktest.Loss {
		if r.Method == http.MethodDelete && r.Path == "/ari/channels/"+string(call) && time.Now().Before(until) {
			return asterisktest.LoseRequest
		}
		return asterisktest.Pass
	})
	s.Emit(cti.HangUpRequested{Agent: "A", Call: call})
	waitFor(t, "an Asterisk without the citizen", func() bool {
		status, _ := ari(t, a, http.MethodGet, "/channels/"+string(call))
		return status == http.StatusNotFound
	})
	if row := s.ended(t, call); row.EndReason != cti.EndedByAgent {
		t.Errorf("the row ends with %s", row.EndReason)
	}
}
