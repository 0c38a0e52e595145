package cti_test

import (
	"encoding/json"
	"strings"
	"testing"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// TestKeysOfACallThatEndsInTheMenuAreRecorded with the language that they chose.
func TestKeysOfACallThatEndsInTheMenuAreRecorded(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: demoSettings(t)})
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	s.handle(cti.DigitPressed{Call: "1", Digit: "2"})
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	save, ok := s.last[0].(cti.SaveCall)
	if !ok || save.Record.Keys != "2" || save.Record.Language != ivr.Cantonese {
		t.Errorf("the call is saved as %#v, want key 2 and Cantonese", s.last[0])
	}
}

// TestKeysDuringATalkAreShownUpTo32: a flood of them must not grow the state.
func TestKeysDuringATalkAreShownUpTo32(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	for range 40 {
		s.handle(cti.DigitPressed{Call: "1", Digit: "7"})
	}
	if got := s.shown["A"].Call.Digits; got != strings.Repeat("7", 32) {
		t.Errorf("the agent is shown %q, want 32 keys", got)
	}
}

// TestTheRecordingNoticeCannotBeSkipped: a key of a waiting caller counts only after it.
func TestTheRecordingNoticeCannotBeSkipped(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: queueThatNineLeaves(t)})
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	notice := s.played["1"]
	s.handle(cti.DigitPressed{Call: "1", Digit: "9"})
	if s.played["1"] != notice || len(s.last) > 0 {
		t.Fatalf("a key during the notice leads to %#v", s.last)
	}
	s.handle(cti.PlaybackEnded{Call: "1", Playback: notice})
	s.silent("1")
	s.handle(cti.DigitPressed{Call: "1", Digit: "9"})
	if p := s.heard["1"]; p.ID != "goodbye" {
		t.Errorf("a key after the notice leads to %s, want goodbye", p.ID)
	}
}

// queueThatNineLeaves has one queue, out of which key 9 leads to a goodbye.
func queueThatNineLeaves(t *testing.T) cti.Settings {
	t.Helper()
	var flow ivr.Flow
	err := json.Unmarshal([]byte(`{"id":"m","version":"2","start":"queue","nodes":{
		"queue":{"queue":"general","keys":{"9":"bye"}},
		"bye":{"say":["goodbye"],"hang_up":true}}}`), &flow)
	if err != nil {
		t.Fatal(err)
	}
	s := modelSettings()
	s.Flows["m"] = flow
	return s
}
