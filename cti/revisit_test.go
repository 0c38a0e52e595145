package cti_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

var askSolved = cti.RevisitRequested{Call: "r", Number: "13800138000", Ticket: "202611230001", Language: ivr.Cantonese}

// asking has an engine with the flow of a revisit: one question, and 0 to an agent.
func asking(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	settings := settingsOf(ivr.Nodes{"start": ivr.Queue{Queue: "general"}})
	settings.Trunk, settings.Barred = "trunk", []string{"110"}
	settings.Times.LongestCall, settings.Times.DialRing = 4*time.Hour, 45*time.Second
	settings.Flows["revisit"] = ivr.Flow{ID: "revisit", Version: "1", Start: "solved", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "solved"}, Nodes: ivr.Nodes{
		"solved":  ivr.Survey{Question: "solved", Prompts: []string{"revisit_q2"}, Answers: 3, Keys: map[string]ivr.NodeID{"0": "officer"}, InputTimeout: 5 * time.Second, Next: "bye"},
		"officer": ivr.Queue{Queue: "general"}, "bye": ivr.Goodbye{Prompts: []string{"revisit_thanks"}},
	}}
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.TelephonyRestored{})
	return s
}

// ring is the dial that a request leads to.
var ring = cti.Dial{Call: "r", Number: "13800138000", Trunk: "trunk", Timeout: 45 * time.Second}

func (s *scene) rings() bool { return slices.Contains(s.last, cti.Command(ring)) }

// TestARevisitAsksInTheCitizensLanguage about their ticket; each answer is kept at once, over a
// restart at each moment, and the row says when the citizen picked up.
func TestARevisitAsksInTheCitizensLanguage(t *testing.T) {
	t.Parallel()
	s := asking(t)
	s.handle(askSolved)
	if r := s.row(); !s.rings() || r.Direction != cti.Outbound || r.Ticket != "202611230001" || r.Caller.Number != "13800138000" || r.Agent != "" || !r.PickedUpAt.IsZero() {
		t.Fatalf("commands %#v, row %+v", s.last, r)
	}
	if s.handle(askSolved); len(s.last) > 0 {
		t.Fatalf("asked for a second time: %#v", s.last)
	}
	s.handle(cti.EarlyMediaBegan{Call: "r"})
	s.wait(6 * time.Second)
	s.handle(cti.CitizenAnswered{Call: "r"})
	p := s.heard["r"]
	if r := s.row(); p.ID != "revisit_q2" || p.Language != ivr.Cantonese || p.Args["digits"] != "202611230001" || !r.PickedUpAt.Equal(s.now) || !r.AnsweredAt.IsZero() {
		t.Fatalf("hears %+v, row %+v", p, r)
	}
	if s.handle(cti.CitizenAnswered{Call: "r"}); len(s.last) > 0 {
		t.Fatalf("answered twice: %#v", s.last)
	}
	s.restart()
	s.pressIn("r", "2")
	if r := s.row(); len(r.Ratings) != 1 || r.Ratings[0].Question != "solved" || r.Ratings[0].Score != 2 || r.Ratings[0].Of != 3 {
		t.Fatalf("kept %+v", r.Ratings)
	}
	s.silent("r")
	if r := s.row(); r.EndReason != cti.EndedBySystem || r.EndedAt.IsZero() || r.Language != ivr.Cantonese {
		t.Errorf("ends as %+v", r)
	}
}

// pressIn presses keys in a call.
func (s *scene) pressIn(call cti.CallID, keys string) {
	for _, key := range keys {
		s.handle(cti.DigitPressed{Call: call, Digit: string(key)})
	}
}

// TestWhomNobodyCalls: a row says why, once.
func TestWhomNobodyCalls(t *testing.T) {
	t.Parallel()
	withFlow := func(change func(*ivr.Flow)) func(*scene) {
		return func(s *scene) {
			settings := s.engine.Settings()
			flows := map[string]ivr.Flow{"m": settings.Flows["m"]}
			if f := settings.Flows["revisit"]; change != nil {
				change(&f)
				flows["revisit"] = f
			}
			settings.Flows = flows
			s.handle(cti.SettingsChanged{Settings: settings})
		}
	}
	for name, c := range map[string]struct {
		number string
		before func(*scene)
		want   cti.EndReason
	}{
		"barred":           {"+86110", nil, cti.DialRefused},
		"no number":        {"", nil, cti.DialRefused},
		"a long text":      {"tel:13800138000;" + strings.Repeat("x", 113), nil, cti.DialRefused},
		"the longest text": {"tel:13800138000;" + strings.Repeat("x", 112), nil, ""},
		"without Asterisk": {"13800138000", func(s *scene) { s.handle(cti.TelephonyLost{}) }, cti.DialFailed},
		"without a flow":   {"13800138000", withFlow(nil), cti.DialFailed},
		"without an entry": {"13800138000", withFlow(func(f *ivr.Flow) { f.Entries = nil }), cti.DialFailed},
	} {
		s := asking(t)
		if c.before != nil {
			c.before(s)
		}
		ev := askSolved
		ev.Number = c.number
		s.handle(ev)
		r := s.row()
		if r.EndReason != c.want || s.rings() != (c.want == "") || r.EndedAt.IsZero() != (c.want == "") || r.Ticket != ev.Ticket {
			t.Errorf("%s: ends as %q at %v, rings %v; want %q", name, r.EndReason, r.EndedAt, s.rings(), c.want)
		}
	}
}

// TestHowARevisitEnds before and after somebody picks up.
func TestHowARevisitEnds(t *testing.T) {
	t.Parallel()
	picksUp := func(s *scene) { s.handle(cti.CitizenAnswered{Call: "r"}) }
	for name, c := range map[string]struct {
		then func(*scene)
		want cti.EndReason
	}{
		"busy":              {func(s *scene) { s.handle(cti.CallerGone{Call: "r", Cause: 17}) }, cti.DialBusy},
		"no such number":    {func(s *scene) { s.handle(cti.CallerGone{Call: "r", Cause: 1}) }, cti.DialNoNumber},
		"forbidden":         {func(s *scene) { s.handle(cti.CallerGone{Call: "r", Cause: 21, Status: 403}) }, cti.DialRefused},
		"timed out by them": {func(s *scene) { s.handle(cti.CallerGone{Call: "r", Cause: 18, Status: 408}) }, cti.DialNoAnswer},
		"nobody answers":    {func(s *scene) { s.wait(45 * time.Second) }, cti.DialNoAnswer},
		"cancelled":         {func(s *scene) { s.handle(cti.RevisitCancelled{Call: "r"}) }, cti.DialCancelled},
		"hung up":           {func(s *scene) { picksUp(s); s.handle(cti.CallerGone{Call: "r", Cause: 16}) }, cti.EndedByCitizen},
		"lost":              {func(s *scene) { picksUp(s); s.handle(cti.CallerGone{Call: "r", Cause: 16, Status: 481}) }, cti.ConnectionLost},
		"cancelled late":    {func(s *scene) { picksUp(s); s.handle(cti.RevisitCancelled{Call: "r"}) }, ""},
		"another's cancel":  {func(s *scene) { s.handle(cti.RevisitCancelled{Call: "x"}) }, ""},
		"a ring that ended": {func(s *scene) { picksUp(s); s.wait(45 * time.Second) }, ""},
		"too long":          {func(s *scene) { picksUp(s); s.pressIn("r", "0"); s.wait(5 * time.Hour) }, cti.EndedBySystem},
	} {
		s := asking(t)
		s.handle(askSolved)
		before := s.row()
		c.then(s)
		if r := s.row(); r.EndReason != c.want || r.Revision < before.Revision && c.want != "" {
			t.Errorf("%s: ends as %q, want %q", name, r.EndReason, c.want)
		}
	}
}

// TestKeyZeroOfARevisit: the recording notice is heard once, in the queue, and the agent sees
// what the call is about.
func TestKeyZeroOfARevisit(t *testing.T) {
	t.Parallel()
	s := asking(t)
	s.agent("A", ivr.Cantonese)
	s.handle(askSolved)
	s.handle(cti.CitizenAnswered{Call: "r"})
	s.pressIn("r", "0")
	if d := s.shown["A"]; d.State != cti.Offered || d.Call.Ticket != "202611230001" || s.heard["r"].ID != "recording" {
		t.Fatalf("the agent is %s with %+v, the citizen hears %s", d.State, d.Call, s.heard["r"].ID)
	}
	s.silent("r")
	s.talks("A", "r")
	for _, c := range s.last {
		if a, ok := c.(cti.Announce); ok && (len(a.Prompts) != 1 || a.Prompts[0].ID != "agent_no") {
			t.Errorf("both hear %+v", a.Prompts)
		}
	}
	s.handle(cti.HangUpRequested{Agent: "A", Call: "r"})
	if r := s.row(); r.EndReason != cti.EndedByAgent || r.Agent != "A" || r.AnsweredAt.IsZero() {
		t.Errorf("ends as %+v", r)
	}
}

// TestWhoPressesZeroWaitsInTurn, and is told how many are ahead.
func TestWhoPressesZeroWaitsInTurn(t *testing.T) {
	t.Parallel()
	s := asking(t)
	settings := s.engine.Settings()
	settings.Times.Announce = 30 * time.Second
	s.handle(cti.SettingsChanged{Settings: settings})
	ask := askSolved
	ask.Language = ivr.Mandarin
	s.handle(ask)
	s.handle(cti.CitizenAnswered{Call: "r"})
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	s.handle(cti.DigitPressed{Call: "r", Digit: "0"})
	if r := s.row(); !r.ArrivedAt.Equal(s.now) || r.Trunk != "trunk" || r.Queue != "general" || r.Agent != "" {
		t.Errorf("the row is %+v", r)
	}
	if p := s.announced("r"); p.ID != "queue_pos_soon" && p.ID != "queue_pos" || p.Args["n"] != "1" {
		t.Errorf("hears %+v, want one ahead", p)
	}
}

// TestARestartDuringARevisit: who rings goes on ringing, who is asked hears the question again;
// what was never dialled, or is gone, ends.
func TestARestartDuringARevisit(t *testing.T) {
	t.Parallel()
	there := func(l cti.LiveChannel) cti.TelephonyRestored {
		l.Call = "r"
		return cti.TelephonyRestored{Live: []cti.LiveChannel{l}}
	}
	for name, c := range map[string]struct {
		answered bool
		found    cti.TelephonyRestored
		want     cti.EndReason
		heard    string
	}{
		"it rings":        {false, there(cti.LiveChannel{}), "", ""},
		"picked up":       {false, there(cti.LiveChannel{Answered: true}), "", "revisit_q2"},
		"never dialled":   {false, there(cti.LiveChannel{NotDialled: true}), cti.DialFailed, ""},
		"under way":       {false, cti.TelephonyRestored{Busy: []cti.CallID{"r"}}, "", ""},
		"gone":            {false, cti.TelephonyRestored{}, cti.EndUnknown, ""},
		"asked":           {true, there(cti.LiveChannel{Answered: true}), "", "revisit_q2"},
		"gone when asked": {true, cti.TelephonyRestored{}, cti.EndUnknown, ""},
	} {
		s := asking(t)
		s.handle(askSolved)
		if c.answered {
			s.handle(cti.CitizenAnswered{Call: "r"})
		}
		s.restart()
		s.handle(cti.Started{})
		delete(s.heard, "r")
		s.handle(c.found)
		if r := s.row(); r.EndReason != c.want || s.heard["r"].ID != c.heard {
			t.Errorf("%s: ends as %q, hears %q; want %q, %q", name, r.EndReason, s.heard["r"].ID, c.want, c.heard)
		}
		hungUp := slices.Contains(s.last, cti.Command(cti.HangUp{Call: "r", Cause: 16}))
		if want := name == "never dialled" || name == "gone"; hungUp != want {
			t.Errorf("%s: hung up %v", name, hungUp)
		}
	}
}

// TestARevisitSpeaksForTheCitizensCity: the citizen sees their centre's number and hears the name of the
// line that they called once; of one who never called, that of the centre. Key 0 leads to its agents.
func TestARevisitSpeaksForTheCitizensCity(t *testing.T) {
	t.Parallel()
	s := asking(t)
	settings := s.engine.Settings()
	line := func(name string) ivr.Line {
		return ivr.Line{Name: map[ivr.Language]string{ivr.Cantonese: name}, Queues: map[string]string{"general": "business"}}
	}
	settings.Numbers = append(slices.Clone(settings.Numbers), cti.InboundRoute{Number: "12315", Flow: "m", Line: line("望海市場監管"), Offer: 7 * time.Second})
	settings.CallerIDs = map[string]string{"W": "07578812345"}
	settings.UnitLines = map[string]ivr.Line{"W": line("望海市")}
	s.handle(cti.SettingsChanged{Settings: settings})
	for name, c := range map[string]struct{ called, unit, id, hears, queue string }{
		"called the line":             {"12315", "W", "07578812345", "望海市場監管", "business"},
		"called it with keys":         {"1231511", "W", "07578812345", "望海市場監管", "business"},
		"wrote":                       {"", "W", "07578812345", "望海市", "business"},
		"called what is ours no more": {"99999", "W", "07578812345", "望海市", "business"},
		"called the main number":      {s.engine.Settings().Numbers[0].Number, "", "", "", "general"},
		"of the first city":           {"", "Y", "", "", "general"},
		"asked by an older entry":     {"", "", "", "", "general"},
	} {
		ask := askSolved
		ask.Call, ask.Called, ask.Unit = cti.CallID(name), c.called, c.unit
		s.handle(ask)
		want := ring
		want.Call, want.CallerID = ask.Call, c.id
		if !slices.Contains(s.last, cti.Command(want)) {
			t.Errorf("%s: %#v, want to see %q", name, s.last, c.id)
		}
		s.handle(cti.CitizenAnswered{Call: ask.Call})
		if got := s.heard[ask.Call].Args["line"]; got != c.hears {
			t.Errorf("%s: hears the name %q, want %q", name, got, c.hears)
		}
		s.pressIn(ask.Call, "0")
		if got := s.row().Queue; string(got) != c.queue {
			t.Errorf("%s: 0 leads to queue %s, want %s", name, got, c.queue)
		}
	}
}
