package cti_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

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
	for _, key := range []string{"7", "9"} {
		s.handle(cti.DigitPressed{Call: "1", Digit: key})
		if s.played["1"] != notice || len(s.last) > 0 {
			t.Fatalf("key %s during the notice leads to %#v", key, s.last)
		}
	}
	s.handle(cti.PlaybackEnded{Call: "1", Playback: notice})
	if p := s.heard["1"]; p.ID != "goodbye" || len(played(s.last)) != 1 {
		t.Errorf("after the notice key 9 leads to %#v, want the goodbye alone", s.last)
	}
}

func played(commands []cti.Command) []cti.Play {
	var out []cti.Play
	for _, c := range commands {
		if p, ok := c.(cti.Play); ok {
			out = append(out, p)
		}
	}
	return out
}

// TestEightKeysDuringTheNoticeAreKept: a flood of them must not grow the state.
func TestEightKeysDuringTheNoticeAreKept(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]string{"77777779": "goodbye", "777777779": "hold_busy", "7": "hold_busy"} {
		s := newScene(t)
		s.handle(cti.SettingsChanged{Settings: queueThatNineLeaves(t)})
		s.handle(cti.CallArrived{Call: "1", Called: "12345"})
		for _, key := range keys {
			s.handle(cti.DigitPressed{Call: "1", Digit: string(key)})
		}
		raw, err := s.engine.Snapshot() // the keys survive a restart
		if err != nil {
			t.Fatal(err)
		}
		if s.engine, err = cti.Restore(raw); err != nil {
			t.Fatal(err)
		}
		s.handle(cti.PlaybackEnded{Call: "1", Playback: s.played["1"]})
		if p := s.heard["1"]; p.ID != want {
			t.Errorf("keys %s lead to %s, want %s", keys, p.ID, want)
		}
		s.silent("1")
		s.handle(cti.DigitPressed{Call: "1", Digit: "9"})
		if p := s.heard["1"]; p.ID != "goodbye" {
			t.Errorf("keys %s, then 9, lead to %s", keys, p.ID)
		}
	}
}

// TestKeysOfTheNoticeLeadOnOnce, and nothing else sounds then than what they led to.
func TestKeysOfTheNoticeLeadOnOnce(t *testing.T) {
	t.Parallel()
	menu := ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "other", "2": "mute", "3": "end"}, InputTimeout: time.Hour, Fallback: "queue"}
	settings := settingsOf(ivr.Nodes{
		"start": menu, "queue": ivr.Queue{Queue: "general"}, "other": ivr.Queue{Prompts: []string{"other"}, Queue: "complaint"},
		"mute": ivr.Menu{Keys: map[string]ivr.NodeID{"1": "other"}, InputTimeout: time.Hour, Fallback: "queue"}, "end": ivr.Goodbye{},
	})
	settings.Numbers[0].Line = ivr.Line{Mode: ivr.ModeDirect}
	for key, want := range map[string]string{"1": "cti.Play cti.SaveCall", "2": "cti.Play cti.SaveCall", "3": "cti.HangUp cti.SaveCall", "7": "cti.Play"} {
		s := newScene(t)
		s.handle(cti.SettingsChanged{Settings: settings})
		s.handle(cti.CallArrived{Call: "1", Called: "12345"})
		s.handle(cti.DigitPressed{Call: "1", Digit: key})
		s.handle(cti.PlaybackEnded{Call: "1", Playback: s.played["1"]})
		var got []string
		for _, c := range s.last {
			got = append(got, fmt.Sprintf("%T", c))
		}
		if all := strings.Join(got, " "); all != want {
			t.Errorf("key %s leads to %s, want %s", key, all, want)
		}
		if raw, err := s.engine.Snapshot(); err != nil || strings.Contains(string(raw), `"ahead"`) {
			t.Errorf("key %s is kept, error %v", key, err)
		}
	}
}

// TestWhoAgentsTakeDuringTheNoticeIsNotLedAway by keys pressed before.
func TestWhoAgentsTakeDuringTheNoticeIsNotLedAway(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: queueThatNineLeaves(t)})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	s.handle(cti.DigitPressed{Call: "1", Digit: "9"})
	s.handle(cti.OfferAccepted{Agent: "A", Call: "1"})
	s.handle(cti.PlaybackEnded{Call: "1", Playback: s.played["1"]})
	if len(played(s.last)) > 0 || s.shown["A"].Call == nil {
		t.Errorf("the caller is led to %#v", s.last)
	}
}

// TestAKeyLeadsAwayFromARingingAgent, who is free for the next caller at once.
func TestAKeyLeadsAwayFromARingingAgent(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: queueThatNineLeaves(t)})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	s.silent("1")
	s.handle(cti.CallArrived{Call: "2", Called: "12345"})
	s.silent("2")
	s.handle(cti.DigitPressed{Call: "1", Digit: "7"})
	if offer := s.shown["A"].Call; offer == nil || offer.Call != "1" {
		t.Fatalf("the agent is shown %+v, want the first caller", offer)
	}
	s.handle(cti.DigitPressed{Call: "1", Digit: "9"})
	if p := s.heard["1"]; p.ID != "goodbye" {
		t.Errorf("key 9 leads to %s", p.ID)
	}
	if offer := s.shown["A"].Call; offer == nil || offer.Call != "2" {
		t.Errorf("the agent is shown %+v, want the second caller", offer)
	}
	s.handle(cti.PlaybackEnded{Call: "1", Playback: s.played["1"]})
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	for _, c := range s.last {
		if save, ok := c.(cti.SaveCall); ok {
			if offers := save.Record.Offers; len(offers) != 1 || offers[0].Outcome != cti.OutcomeRevoked || save.Record.EndReason != cti.EndedBySystem {
				t.Errorf("the call is saved as %+v", save.Record)
			}
		}
	}
}

// TestDirectModeHasAllKeys: an agent rings at once, and the keys of the whole menu
// lead on, also those pressed while the notice still plays.
func TestDirectModeHasAllKeys(t *testing.T) {
	t.Parallel()
	settings := demoSettings(t)
	settings.Numbers[0].Line = ivr.Line{Mode: ivr.ModeDirect}
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	if p := s.heard["1"]; p.ID != "recording" {
		t.Fatalf("the caller hears %s first, want the recording notice", p.ID)
	}
	s.handle(cti.DigitPressed{Call: "1", Digit: "2"})
	s.handle(cti.DigitPressed{Call: "1", Digit: "1"})
	s.handle(cti.PlaybackEnded{Call: "1", Playback: s.played["1"]})
	if p := s.heard["1"]; p.ID != "complaint_11" || p.Language != ivr.Cantonese {
		t.Errorf("keys 2, 1 lead to %s in %s, want complaints in Cantonese", p.ID, p.Language)
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
