package asterisk_test

import (
	"net"
	"net/http"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk/asterisktest"
)

// TestADeafConnectionIsMadeAnew: a websocket that stays open and is told nothing, from its
// beginning or later, is replaced by one that hears; calls go on.
func TestADeafConnectionIsMadeAnew(t *testing.T) {
	const echo = "POST /events/user/hotline-echo"
	for name, fault := range map[string]func(*asterisktest.Server) asterisktest.Fault{
		"without the application": func(*asterisktest.Server) asterisktest.Fault {
			return asterisktest.Fault{On: echo, Times: 1, Status: http.StatusNotFound, Message: "Application not found"}
		},
		"deaf at once": func(s *asterisktest.Server) asterisktest.Fault {
			return asterisktest.Fault{On: echo, Times: 1, Before: s.Deafen}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := asterisktest.New(t)
			s.Strike(fault(s))
			e := newEdge(t, configFor(s))
			e.EchoWithin(time.Minute, 200*time.Millisecond)
			e.start().arrive(s, "c1")
		})
	}
	t.Run("deaf later", func(t *testing.T) {
		s := asterisktest.New(t)
		e := newEdge(t, configFor(s))
		e.EchoWithin(100*time.Millisecond, time.Second)
		e.start().arrive(s, "c1")
		s.Deafen()
		e.wait(cti.TelephonyLost{})
		if live := e.restored(2).Live; len(live) != 1 || live[0].Call != "c1" {
			t.Errorf("found %+v, want the call", live)
		}
		e.arrive(s, "c2")
	})
}

// TestAnEchoThatIsRefusedBreaksNothing: whether Asterisk is ill is not for one request to
// say.
func TestAnEchoThatIsRefusedBreaksNothing(t *testing.T) {
	s := asterisktest.New(t)
	e := newEdge(t, configFor(s))
	e.EchoWithin(20*time.Millisecond, time.Second)
	e.start()
	asked := make(chan struct{}, 1)
	s.Strike(asterisktest.Fault{On: "POST /events/user/hotline-echo", Times: 3, Status: 500, Before: func() { asked <- struct{}{} }})
	for range 3 {
		<-asked
	}
	e.arrive(s, "c1")
	if n := count(e.told(), cti.TelephonyLost{}); n != 0 {
		t.Errorf("the connection was lost %d times", n)
	}
}

// TestRealAServiceIsReplacedInAMoment: Asterisk, which takes down the old websocket while
// the new one comes, sometimes forgets the new one's application.
func TestRealAServiceIsReplacedInAMoment(t *testing.T) {
	a := realAsterisk(t)
	relay, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer relay.Close()
	times := 300
	if long() {
		times = 3000
	}
	for range times {
		e := newEdge(t, realConfig(a, relay)).start()
		if status, body := ari(t, a, http.MethodPost, "/events/user/probe?application=hotline"); status != http.StatusNoContent {
			t.Fatalf("connected, and Asterisk has no application: %d %s", status, body)
		}
		go e.stop() // while the next one comes
	}
}
