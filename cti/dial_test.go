package cti_test

import (
	"strings"
	"testing"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// dial lets a ready agent dial and returns the number that is dialled, or the refusal.
func (s *scene) dial(number string) string {
	s.handle(cti.DialRequested{Agent: "A", Number: number})
	for _, c := range s.last {
		switch c := c.(type) {
		case cti.Dial:
			return c.Number
		case cti.Refuse:
			return string(c.Code)
		}
	}
	return ""
}

func TestWhichNumbersAreDialled(t *testing.T) {
	t.Parallel()
	const invalid, barred = string(cti.RefusedNumber), string(cti.RefusedBarred)
	for number, want := range map[string]string{
		"13800138000": "13800138000", "138-0013 8000": "13800138000", "(0571)88886666": "057188886666",
		"+442079460000": "+442079460000", "100": "100", "09": invalid, "": invalid, "--": invalid,
		"123456789012345678": "123456789012345678", "1234567890123456789": invalid,
		strings.Repeat("086", 50_000): invalid, strings.Repeat("110,", 33): invalid, "tel:13800138000;" + strings.Repeat("x", 113): invalid,
		"tel:13800138000;" + strings.Repeat("x", 112): "13800138000",
		"1+38": invalid, "13800138000x9y": invalid, "138/00": invalid, "138:00": invalid, "13800138000/13900139000": invalid,
		"+86 (0)571-8888 6666": "057188886666", "57188886666": "057188886666", "１３８００１３８０００": "13800138000", "057188886666转8001": "057188886666",
		"tel:+8613800138000": "13800138000", "0085221234567": "+85221234567", "+8695588": "95588",
		"110": barred, "+86110": barred, "1100": "1100", "0571110": barred, "+86757110": barred, "0086110": barred, "110#": barred, "1-1-0": barred, "１１０": barred,
	} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		if got := s.dial(number); got != want {
			t.Errorf("%q leads to %q, want %q", number, got, want)
		}
	}
}

func TestWhoMayDial(t *testing.T) {
	t.Parallel()
	const number = "13800138000"
	for name, c := range map[string]struct {
		before []cti.Event
		want   string
	}{
		"ready":             {nil, number},
		"on a break":        {[]cti.Event{cti.NotReadyRequested{Agent: "A", Reason: cti.ReasonBreak}}, number},
		"offered":           {[]cti.Event{cti.CallArrived{Call: "1", Called: "123451"}}, string(cti.RefusedInCall)},
		"signed out":        {[]cti.Event{cti.AgentSignedOut{Agent: "A"}}, string(cti.RefusedInCall)},
		"without a headset": {[]cti.Event{cti.HeadsetLost{Agent: "A"}}, string(cti.RefusedNoHeadset)},
		"without Asterisk":  {[]cti.Event{cti.TelephonyLost{}}, string(cti.RefusedTelephony)},
	} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		for _, ev := range c.before {
			s.handle(ev)
		}
		if got := s.dial(number); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestAnAgentHangsUpTheirOwnCallAlone: while it rings and while they talk.
func TestAnAgentHangsUpTheirOwnCallAlone(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.agent("B", ivr.Mandarin)
	s.dial("13800138000")
	call := s.shown["A"].Call.Call
	s.handle(cti.HangUpRequested{Agent: "B", Call: call})
	if s.shown["A"].Call == nil || s.last[0] != (cti.Refuse{Agent: "B", Code: cti.RefusedCallOver}) {
		t.Fatalf("hung up by another agent: %#v, want a refusal", s.last)
	}
	s.handle(cti.HangUpRequested{Agent: "A", Call: call})
	if s.last[0] != (cti.HangUp{Call: call, Cause: 16}) || s.shown["A"].State != cti.Available {
		t.Fatalf("hung up while it rings: %#v, agent %s", s.last, s.shown["A"].State)
	}
	s.caller("1")
	s.handle(cti.HangUpRequested{Agent: "A", Call: "1"})
	if s.last[0] != (cti.Refuse{Agent: "A", Code: cti.RefusedCallOver}) {
		t.Errorf("hung up while only offered: %#v, want a refusal", s.last)
	}
}

// TestALocalNumberIsDialledWithTheAreaCode of the city.
func TestALocalNumberIsDialledWithTheAreaCode(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Area = "0757"
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.DialRequested{Agent: "A", Number: "88886666"})
	for _, c := range s.last {
		if d, ok := c.(cti.Dial); ok && d.Number == "075788886666" {
			return
		}
	}
	t.Errorf("commands %#v, want a dial of 075788886666", withoutPages(s.last))
}

// TestANumberThatTheAgentHasAlready: dialled again, it is the same call only if the agent made
// it and it goes on; the page is shown it again.
func TestANumberThatTheAgentHasAlready(t *testing.T) {
	t.Parallel()
	const number = "13800138000"
	dialled := func(s *scene) cti.CallID {
		s.dial(number)
		return s.shown["A"].Call.Call
	}
	for name, c := range map[string]struct {
		before func(*scene)
		want   string
	}{
		"while it rings": {func(s *scene) { dialled(s) }, ""},
		"after it was answered": {func(s *scene) {
			s.handle(cti.CitizenAnswered{Call: dialled(s)})
		}, ""},
		"in the wrap-up": {func(s *scene) {
			call := dialled(s)
			s.handle(cti.AgentLegReady{Call: call, Leg: 1, RTP: leg1.RTP})
			s.handle(cti.CitizenAnswered{Call: call})
			s.handle(cti.CallerGone{Call: call, Cause: 16})
		}, string(cti.RefusedInCall)},
		"they have called": {func(s *scene) {
			s.handle(cti.CallArrived{Call: "1", Called: "123451", Caller: cti.Caller{Number: number}})
			s.silent("1")
			s.talks("A", "1")
		}, string(cti.RefusedInCall)},
	} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		c.before(s)
		delete(s.shown, "A")
		if got := s.dial(number); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if s.shown["A"].Call == nil {
			t.Errorf("%s: the page is not shown the call again", name)
		}
	}
}

// TestEarlyMediaThatComesLate does not bring back a citizen who has answered and is on hold.
func TestEarlyMediaThatComesLate(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.dial("13800138000")
	call := s.shown["A"].Call.Call
	s.handle(cti.AgentLegReady{Call: call, Leg: 1, RTP: leg1.RTP})
	s.handle(cti.HeadsetLost{Agent: "A"})
	s.handle(cti.CitizenAnswered{Call: call})
	s.handle(cti.EarlyMediaBegan{Call: call})
	if got := withoutPages(s.last); len(got) > 0 || s.shown["A"].Call.Phase != cti.PhaseAway {
		t.Errorf("commands %#v, the page shows %s, want away", got, s.shown["A"].Call.Phase)
	}
}
