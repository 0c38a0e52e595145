package cti_test

import (
	"testing"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// lastSaved returns the row that was written last, of the last event.
func (s *scene) lastSaved() (r cti.CallRecord) {
	for _, c := range s.last {
		if save, ok := c.(cti.SaveCall); ok {
			r = save.Record
		}
	}
	return r
}

// TestWhyADialledCallFailed: a carrier that refuses us is no busy citizen, and a line that
// fails no wrong number.
func TestWhyADialledCallFailed(t *testing.T) {
	t.Parallel()
	for end, want := range map[cti.CallerGone]cti.EndReason{
		{Cause: 21, Status: 401}: cti.DialRefused, {Cause: 21, Status: 403}: cti.DialRefused, {Cause: 21, Status: 407}: cti.DialRefused,
		{Cause: 17, Status: 486}: cti.DialBusy, {Cause: 17, Status: 600}: cti.DialBusy, {Cause: 21, Status: 603}: cti.DialBusy,
		{Cause: 21}: cti.DialBusy, {Cause: 17}: cti.DialBusy, // of a journal without statuses
		{Cause: 18, Status: 408}: cti.DialNoAnswer, {Cause: 19, Status: 480}: cti.DialNoAnswer,
		{Cause: 1, Status: 404}: cti.DialNoNumber, {Cause: 1, Status: 604}: cti.DialNoNumber,
		{Cause: 22, Status: 410}: cti.DialNoNumber, {Cause: 28, Status: 484}: cti.DialNoNumber,
		{Cause: 34, Status: 503}: cti.DialFailed, {Cause: 38, Status: 500}: cti.DialFailed, {Cause: 58, Status: 488}: cti.DialFailed,
		{Cause: 38}: cti.DialFailed,
	} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		s.handle(cti.DialRequested{Agent: "A", Number: "13800138000"})
		end.Call = s.lastSaved().Call
		s.handle(end)
		if got := s.lastSaved().EndReason; got != want {
			t.Errorf("cause %d, status %d: %q, want %q", end.Cause, end.Status, got, want)
		}
	}
}

// TestAFaultOfTheLineIsNobodysHangUp, wherever the call was.
func TestAFaultOfTheLineIsNobodysHangUp(t *testing.T) {
	t.Parallel()
	for end, want := range map[cti.CallerGone]cti.EndReason{
		{Cause: 16}: "", {Cause: 17, Status: 486}: "", // hung up, the second with a strange reason
		{Cause: 18, Status: 408}: cti.ConnectionLost, {Cause: 127, Status: 481}: cti.ConnectionLost, {Cause: 44}: cti.ConnectionLost,
		{Cause: 127, Status: 406}: cti.NoSound,
	} {
		for place, hungUp := range map[string]cti.EndReason{
			"menu": cti.AbandonedInMenu, "queue": cti.AbandonedInQueue, "talk": cti.EndedByCitizen,
		} {
			s := newScene(t)
			end.Call = "1"
			switch place {
			case "menu":
				s.handle(cti.CallArrived{Call: "1", Called: "12345"})
			case "queue":
				s.caller("1")
			case "talk":
				s.agent("A", ivr.Mandarin)
				s.caller("1")
				s.talks("A", "1")
			}
			s.handle(end)
			wanted := want
			if wanted == "" {
				wanted = hungUp
			}
			if got := s.lastSaved().EndReason; got != wanted {
				t.Errorf("%s, cause %d, status %d: %q, want %q", place, end.Cause, end.Status, got, wanted)
			}
		}
	}
}
