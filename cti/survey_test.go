package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// surveyed has a talk of agent A with call 1, in a flow that ends with two questions.
func surveyed(t *testing.T, nodes ivr.Nodes) *scene {
	t.Helper()
	settings := settingsOf(ivr.Nodes{
		"start":   ivr.Queue{Language: ivr.Mandarin, Queue: "general"},
		"service": ivr.Survey{Question: "service", Prompts: []string{"survey_call"}, Answers: 5, InputTimeout: 5 * time.Second, Next: "solved"},
		"solved":  ivr.Survey{Question: "solved", Prompts: []string{"revisit_q2"}, Answers: 3, InputTimeout: 5 * time.Second, Thanks: []string{"thanks"}, Next: "bye"},
		"bye":     ivr.Goodbye{Prompts: []string{"goodbye"}},
	})
	f := settings.Flows["m"]
	f.Entries = map[ivr.Entry]ivr.NodeID{ivr.EntrySurvey: "service"}
	for id, n := range nodes {
		f.Nodes[id] = n
	}
	settings.Flows["m"] = f
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: settings})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	s.silent("1")
	s.talks("A", "1")
	return s
}

// row returns the last row of a call among the commands of the last event.
func (s *scene) row() (r cti.CallRecord) {
	for _, c := range s.last {
		if save, ok := c.(cti.SaveCall); ok {
			r = save.Record
		}
	}
	return r
}

func scores(r cti.CallRecord) (list []int) {
	for _, rating := range r.Ratings {
		list = append(list, rating.Score)
	}
	return list
}

// TestAfterATalkTheCitizenIsAsked: the agent goes on with the register at once; each
// answer is kept as it is given, over a restart too, and the call ends as the agent's.
func TestAfterATalkTheCitizenIsAsked(t *testing.T) {
	t.Parallel()
	for _, held := range []bool{false, true} {
		s := surveyed(t, nil)
		if held {
			s.handle(cti.HoldRequested{Agent: "A", Call: "1"})
			s.silent("1")
		}
		s.handle(cti.HangUpRequested{Agent: "A", Call: "1"})
		if d := s.shown["A"]; d.State != cti.WrapUp || s.heard["1"].ID != "survey_call" {
			t.Fatalf("the agent is %s, the citizen hears %s; want the register and the survey", d.State, s.heard["1"].ID)
		}
		if slices.ContainsFunc(s.last, func(c cti.Command) bool { _, is := c.(cti.HangUp); return is }) {
			t.Fatal("the citizen is hung up on")
		}
		leaves := slices.Index(s.last, cti.Command(cti.HoldCaller{Call: "1"}))
		goes := slices.IndexFunc(s.last, func(c cti.Command) bool { _, is := c.(cti.CloseAgentLeg); return is })
		if inTime := leaves >= 0 && leaves < goes; inTime == held {
			t.Errorf("held %v: the citizen leaves the bridge with command %d, it goes with %d", held, leaves, goes)
		}
		if r := s.row(); r.Legs[0].To.IsZero() || !r.EndedAt.IsZero() {
			t.Errorf("the talk ends at %v, the call at %v", r.Legs[0].To, r.EndedAt)
		}
		s.restart()
		s.press("2")
		if got := scores(s.row()); !slices.Equal(got, []int{2}) {
			t.Fatalf("kept %v, want the answer 2", got)
		}
		s.handle(cti.WrapUpFinished{Agent: "A", Disposition: cti.DispositionAnswered})
		s.restart()
		s.silent("1")
		s.press("9") // no answer of this question
		s.press("1")
		if r := s.row(); !slices.Equal(scores(r), []int{2, 1}) || r.Ratings[1].Question != "solved" || r.Disposition != cti.DispositionAnswered {
			t.Fatalf("kept %+v, %s", r.Ratings, r.Disposition)
		}
		s.handle(cti.PlaybackEnded{Call: "1", Playback: s.played["1"]})
		s.handle(cti.PlaybackEnded{Call: "1", Playback: s.played["1"]})
		if r := s.row(); r.EndReason != cti.EndedByAgent || r.EndedAt.IsZero() {
			t.Errorf("the call ends as %s", r.EndReason)
		}
	}
}

// TestWhoHangsUpInTheSurveyHasGivenNoAnswer, but those before; it is no call that was
// abandoned.
func TestWhoHangsUpInTheSurveyHasGivenNoAnswer(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string][]int{"": nil, "3": {3}, "0": nil} {
		s := surveyed(t, nil)
		s.handle(cti.HangUpRequested{Agent: "A", Call: "1"})
		s.press(keys)
		s.handle(cti.CallerGone{Call: "1", Cause: 16})
		if r := s.row(); !slices.Equal(scores(r), want) || r.EndReason != cti.EndedByAgent {
			t.Errorf("after %q: %v, ended as %s", keys, scores(r), r.EndReason)
		}
		if s.handle(cti.WrapUpFinished{Agent: "A"}); s.shown["A"].State != cti.Available {
			t.Errorf("the agent is %s", s.shown["A"].State)
		}
	}
}

// TestWhoIsNotAsked: where the flow has no survey, where nobody talked, whom we called,
// and who hung up themselves.
func TestWhoIsNotAsked(t *testing.T) {
	t.Parallel()
	asked := func(s *scene) bool { return s.heard["1"].ID == "survey_call" }
	s := surveyed(t, nil)
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	if r := s.row(); asked(s) || r.EndReason != cti.EndedByCitizen {
		t.Errorf("who hung up is asked, %s", r.EndReason)
	}
	s = surveyed(t, nil)
	s.handle(cti.HeadsetLost{Agent: "A"}) // the agent drops
	s.wait(time.Minute)
	if asked(s) || s.row().EndReason != "" {
		t.Error("who lost their agent is asked")
	}
	s = newScene(t) // its flow has none
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	s.handle(cti.HangUpRequested{Agent: "A", Call: "1"})
	if r := s.row(); asked(s) || r.EndReason != cti.EndedByAgent {
		t.Errorf("a flow without a survey asks, %s", r.EndReason)
	}
	s = surveyed(t, nil)
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	s.handle(cti.WrapUpFinished{Agent: "A"})
	s.wait(time.Minute) // for the recording
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	s.handle(cti.OfferAccepted{Agent: "A", Call: "1"})
	s.handle(cti.HangUpRequested{Agent: "A", Call: "1"}) // before anybody spoke
	if r := s.row(); asked(s) || r.EndReason != cti.EndedByAgent {
		t.Errorf("who talked to nobody is asked, %s", r.EndReason)
	}
}

// TestASurveyThatLeadsIntoAQueueEndsTheCall: the agent has not written the register yet.
func TestASurveyThatLeadsIntoAQueueEndsTheCall(t *testing.T) {
	t.Parallel()
	s := surveyed(t, ivr.Nodes{"bye": ivr.Queue{Queue: "general"}})
	s.handle(cti.HangUpRequested{Agent: "A", Call: "1"})
	s.press("1")
	s.press("1")
	s.handle(cti.PlaybackEnded{Call: "1", Playback: s.played["1"]})
	if r := s.row(); r.EndReason != cti.EndedByAgent || len(r.Ratings) != 2 {
		t.Errorf("ended as %q with %v", r.EndReason, r.Ratings)
	}
	if s.handle(cti.WrapUpFinished{Agent: "A"}); s.shown["A"].State != cti.Available {
		t.Errorf("the agent is %s", s.shown["A"].State)
	}
}
