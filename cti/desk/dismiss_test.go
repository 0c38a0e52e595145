package desk_test

import (
	"testing"
	"time"

	"hotline12345/cti"
)

// gone waits for the end of a page's connection.
func (s *server) gone(t *testing.T) {
	t.Helper()
	if e, ok := s.event(t).(cti.AgentDisconnected); !ok || e.Agent != "1001" {
		t.Fatalf("got %#v, want AgentDisconnected", e)
	}
}

func TestDismissClosesThePage(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.hub.Dismiss("1001") // no page is open
	s.open(t)
	s.event(t)
	s.hub.Dismiss("1001")
	s.gone(t)
}

// TestACallIsFinishedFirst: the citizen has done nothing wrong.
func TestACallIsFinishedFirst(t *testing.T) {
	t.Parallel()
	s := start(t)
	p := s.open(t)
	s.event(t)
	talk := cti.ShowDesk{Agent: "1001", Desk: cti.Desk{Call: &cti.DeskCall{Call: "1.1"}}}
	s.hub.Execute(talk)
	s.hub.Dismiss("1001")
	s.hub.Execute(talk)
	p.send(`{"type":"hang_up","call":"1.1"}`) // the desk still works
	if e, ok := s.event(t).(cti.HangUpRequested); !ok {
		t.Fatalf("got %#v, want HangUpRequested", e)
	}
	s.hub.Execute(cti.ShowDesk{Agent: "1001", Desk: cti.Desk{State: cti.NotReady}})
	s.gone(t)
}

func TestWhenAnAgentWasInACall(t *testing.T) {
	t.Parallel()
	s := start(t)
	if at := s.hub.LastInCall("1001"); !at.IsZero() {
		t.Errorf("before any call: %v", at)
	}
	s.hub.Execute(cti.ShowDesk{Agent: "1001", Desk: cti.Desk{State: cti.Available}})
	if at := s.hub.LastInCall("1001"); !at.IsZero() {
		t.Errorf("without a call: %v", at)
	}
	s.hub.Execute(cti.ShowDesk{Agent: "1001", Desk: cti.Desk{Call: &cti.DeskCall{Call: "1.1"}}})
	before := time.Now()
	if at := s.hub.LastInCall("1001"); at.Before(before) {
		t.Errorf("in a call: %v, want now", at)
	}
	s.hub.Execute(cti.ShowDesk{Agent: "1001", Desk: cti.Desk{State: cti.Available}})
	ended := time.Now()
	if at := s.hub.LastInCall("1001"); at.Before(before) || at.After(ended) {
		t.Errorf("after a call: %v, want its end", at)
	}
}
