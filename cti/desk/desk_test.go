package desk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/desk"
)

// media answers every offer with its own words.
type media struct {
	echo atomic.Bool
	peer atomic.Value // string
}

func (m *media) Negotiate(_ context.Context, _ cti.AgentID, peer, offer string) (string, string, error) {
	if peer != "" && peer != m.Peer("") {
		return "", "", desk.ErrPeerGone
	}
	m.peer.Store("p1")
	return "p1", "answer to " + offer, nil
}
func (m *media) Peer(cti.AgentID) string {
	peer, _ := m.peer.Load().(string)
	return peer
}
func (m *media) EchoTest(_ cti.AgentID, on bool) { m.echo.Store(on) }
func (m *media) Quality(cti.AgentID) (desk.Flow, desk.Flow) {
	return desk.Flow{Packets: 50}, desk.Flow{Packets: 49, Lost: 1}
}

type server struct {
	hub    *desk.Hub
	media  *media
	events chan cti.Event
	url    string
}

func start(t *testing.T) *server {
	t.Helper()
	s := &server{events: make(chan cti.Event, 100), media: &media{}}
	s.hub = desk.NewHub(func(e cti.Event) { s.events <- e }, s.media, zap.NewNop())
	var n atomic.Int64
	http := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.hub.Serve(w, r, desk.Agent{ID: "1001", Name: "Wang", Queues: []cti.QueueID{"general"}}, strconv.FormatInt(n.Add(1), 10))
	}))
	t.Cleanup(http.Close)
	s.url = "ws" + strings.TrimPrefix(http.URL, "http")
	return s
}

// page is a browser's side of the websocket.
type page struct {
	t  *testing.T
	ws *websocket.Conn
}

func (s *server) open(t *testing.T) *page {
	t.Helper()
	ws, _, err := websocket.Dial(t.Context(), s.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ws.CloseNow() })
	p := &page{t, ws}
	p.send(`{"type":"hello","version":1}`)
	if m := p.next(); m["type"] != "welcome" {
		t.Fatalf("first message %v, want welcome", m)
	}
	return p
}

func (p *page) send(raw string) {
	p.t.Helper()
	if err := p.ws.Write(p.t.Context(), websocket.MessageText, []byte(raw)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *page) next() map[string]any {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 10*time.Second)
	defer cancel()
	_, raw, err := p.ws.Read(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		p.t.Fatal(err)
	}
	return m
}

func (s *server) event(t *testing.T) cti.Event {
	t.Helper()
	select {
	case e := <-s.events:
		return e
	case <-time.After(10 * time.Second):
		t.Fatal("no event came")
		return nil
	}
}

func TestRequestsBecomeEvents(t *testing.T) {
	t.Parallel()
	s := start(t)
	p := s.open(t)
	if e, ok := s.event(t).(cti.AgentConnected); !ok || e.Agent != "1001" || e.Name != "Wang" {
		t.Fatalf("first event %#v, want AgentConnected", e)
	}
	for raw, want := range map[string]cti.Event{
		`{"type":"ready"}`:                                               cti.ReadyRequested{Agent: "1001"},
		`{"type":"not_ready","reason":"meal"}`:                           cti.NotReadyRequested{Agent: "1001", Reason: "meal"},
		`{"type":"accept","call":"1.1"}`:                                 cti.OfferAccepted{Agent: "1001", Call: "1.1"},
		`{"type":"decline","call":"1.1"}`:                                cti.OfferDeclined{Agent: "1001", Call: "1.1"},
		`{"type":"hold","call":"1.1"}`:                                   cti.HoldRequested{Agent: "1001", Call: "1.1"},
		`{"type":"resume","call":"1.1"}`:                                 cti.ResumeRequested{Agent: "1001", Call: "1.1"},
		`{"type":"hang_up","call":"1.1"}`:                                cti.HangUpRequested{Agent: "1001", Call: "1.1"},
		`{"type":"digit","call":"1.1","digit":"5"}`:                      cti.DigitRequested{Agent: "1001", Call: "1.1", Digit: "5"},
		`{"type":"dial","number":"13800138000"}`:                         cti.DialRequested{Agent: "1001", Number: "13800138000"},
		`{"type":"dial","number":"13800138000","ticket":"261123000001"}`: cti.DialRequested{Agent: "1001", Number: "13800138000", Ticket: "261123000001"},
		`{"type":"read_out","call":"1.1","ticket":"26112300001"}`:        cti.ReadOutRequested{Agent: "1001", Call: "1.1", Ticket: "26112300001"},
		`{"type":"wrap_up_extend"}`:                                      cti.WrapUpExtended{Agent: "1001"},
		`{"type":"wrap_up_done","disposition":"registered"}`:             cti.WrapUpFinished{Agent: "1001", Disposition: "registered"},
		`{"type":"auto_answer","on":true}`:                               cti.AutoAnswerChosen{Agent: "1001", On: true},
		`{"type":"sign_out"}`:                                            cti.AgentSignedOut{Agent: "1001"},
	} {
		p.send(raw)
		if got := s.event(t); !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives %#v, want %#v", raw, got, want)
		}
	}
}

func TestBadMessagesAreAnsweredAndTheConnectionStays(t *testing.T) {
	t.Parallel()
	s := start(t)
	p := s.open(t)
	for raw, code := range map[string]string{
		`{"type":`:                              "malformed",
		`[]`:                                    "malformed",
		`{"type":"dance"}`:                      "unknown",
		`{"type":"not_ready","reason":"tired"}`: "malformed",
		`{"type":"not_ready","reason":"page_lost"}`:                   "malformed", // the system's own reason
		`{"type":"wrap_up_done"}`:                                     "malformed",
		`{"type":"read_out","ticket":"12x"}`:                          "malformed",
		`{"type":"dial","number":"` + strings.Repeat("1", 100) + `"}`: "malformed",
	} {
		p.send(raw)
		if m := p.next(); m["type"] != "error" || m["code"] != code {
			t.Errorf("%s gives %v, want error %s", raw, m, code)
		}
	}
	p.send(`{"type":"ping","t":7}`)
	if m := p.next(); m["type"] != "pong" || m["t"] != 7.0 {
		t.Errorf("after bad messages ping gives %v", m)
	}
}

func TestStateQueuesAndReload(t *testing.T) {
	t.Parallel()
	s := start(t)
	p := s.open(t)
	s.hub.Execute(cti.ShowDesk{Agent: "1001", Desk: cti.Desk{Agent: "1001", State: cti.Available}})
	if m := p.next(); m["seq"] != 1.0 || m["desk"].(map[string]any)["state"] != "available" {
		t.Fatalf("state %v", m)
	}
	s.hub.Execute(cti.ShowQueues{Queues: []cti.DeskQueue{{Queue: "general", Waiting: 3}, {Queue: "other", Waiting: 9}}})
	m := p.next()
	queues := m["desk"].(map[string]any)["queues"].([]any)
	if m["seq"] != 2.0 || len(queues) != 1 || queues[0].(map[string]any)["waiting"] != 3.0 {
		t.Fatalf("queues %v: want only the agent's own, with 3 waiting", m)
	}
	s.hub.Execute(cti.Refuse{Agent: "1001", Code: cti.RefusedNoHeadset})
	if m := p.next(); m["code"] != "headset_needed" {
		t.Fatalf("refusal %v", m)
	}
}

func TestSecondPageTakesOver(t *testing.T) {
	t.Parallel()
	s := start(t)
	first := s.open(t)
	s.event(t)
	second := s.open(t)
	if e := s.event(t).(cti.AgentConnected); e.Connection != "2" {
		t.Fatalf("second page connected as %q", e.Connection)
	}
	if m := first.next(); m["type"] != "replaced" {
		t.Fatalf("the first page hears %v, want replaced", m)
	}
	if e := s.event(t).(cti.AgentDisconnected); e.Connection != "1" {
		t.Fatalf("disconnected %q, want the first page", e.Connection)
	}
	s.hub.Execute(cti.ShowDesk{Agent: "1001", Desk: cti.Desk{State: cti.NotReady}})
	if m := second.next(); m["type"] != "desk" {
		t.Fatalf("the second page hears %v, want desk", m)
	}
}

func TestNegotiationAndEcho(t *testing.T) {
	t.Parallel()
	s := start(t)
	p := s.open(t)
	p.send(`{"type":"webrtc_offer","id":"a1","sdp":"v=0"}`)
	if m := p.next(); m["type"] != "webrtc_answer" || m["id"] != "a1" || m["sdp"] != "answer to v=0" {
		t.Fatalf("answer %v", m)
	}
	p.send(`{"type":"echo_test","on":true}`)
	if m := p.next(); m["type"] != "echo" || m["on"] != true {
		t.Fatalf("echo %v", m)
	}
	s.hub.Execute(cti.ShowDesk{Agent: "1001", Desk: cti.Desk{Call: &cti.DeskCall{Call: "1.1"}}})
	p.next()
	m := p.next()
	if m["type"] != "quality" || m["from_asterisk"].(map[string]any)["lost"] != 1.0 {
		t.Fatalf("in a call comes %v, want quality", m)
	}
}

// TestThePageIsToldWhichHeadsetThereIs: it has to make a new connection where the
// server has another one, or none.
func TestThePageIsToldWhichHeadsetThereIs(t *testing.T) {
	t.Parallel()
	s := start(t)
	p := s.open(t)
	p.send(`{"type":"webrtc_offer","id":"1","sdp":"v=0"}`)
	if m := p.next(); m["type"] != "webrtc_answer" || m["peer"] != "p1" {
		t.Fatalf("answer %v, want the connection's name", m)
	}
	p.send(`{"type":"webrtc_offer","id":"2","peer":"p1","sdp":"v=0"}`)
	if m := p.next(); m["type"] != "webrtc_answer" || m["id"] != "2" {
		t.Fatalf("an ICE restart gets %v, want an answer", m)
	}
	p.send(`{"type":"webrtc_offer","id":"3","peer":"p0","sdp":"v=0"}`)
	if m := p.next(); m["type"] != "headset" || m["peer"] != "p1" {
		t.Fatalf("an ICE restart of what is gone gets %v, want what there is", m)
	}
	s.media.peer.Store("")
	if m := p.next(); m["type"] != "headset" || m["peer"] != "" {
		t.Fatalf("after the connection is gone comes %v, want that there is none", m)
	}
}

// TestALateHelloTakesNobodysPlace: a network that comes back delivers what a tab sent on
// a connection that it has given up.
func TestALateHelloTakesNobodysPlace(t *testing.T) {
	t.Parallel()
	s := start(t)
	hello := func(tab string, try int) *page {
		ws, _, err := websocket.Dial(t.Context(), s.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = ws.CloseNow() })
		p := &page{t, ws}
		p.send(fmt.Sprintf(`{"type":"hello","version":1,"tab":%q,"try":%d}`, tab, try))
		return p
	}
	second := hello("a", 2)
	second.next()
	late := hello("a", 1)
	if _, _, err := late.ws.Read(t.Context()); err == nil {
		t.Fatal("the earlier connection is welcome")
	}
	third := hello("a", 3)
	if m := third.next(); m["type"] != "welcome" {
		t.Fatalf("the later connection hears %v, want welcome", m)
	}
	if m := second.next(); m["type"] != "replaced" {
		t.Fatalf("the second connection hears %v, want replaced", m)
	}
	if m := hello("b", 1).next(); m["type"] != "welcome" {
		t.Fatalf("another tab hears %v, want welcome", m)
	}
}

func TestAnotherVersionIsToldToReload(t *testing.T) {
	t.Parallel()
	s := start(t)
	ws, _, err := websocket.Dial(t.Context(), s.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &page{t, ws}
	p.send(`{"type":"hello","version":99}`)
	if m := p.next(); m["code"] != "version" {
		t.Fatalf("got %v, want error version", m)
	}
}

func TestASlowPageIsDisconnected(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.open(t) // never reads again
	s.event(t)
	big := strings.Repeat("x", 1<<20)
	for range 400 {
		s.hub.Execute(cti.ShowDesk{Agent: "1001", Desk: cti.Desk{Name: big}})
	}
	if e, ok := s.event(t).(cti.AgentDisconnected); !ok {
		t.Fatalf("got %#v, want AgentDisconnected", e)
	}
}
