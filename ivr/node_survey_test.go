package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

func survey() ivr.Survey {
	return ivr.Survey{
		Question: "service", Prompts: []string{"rate"}, Answers: 5, InputTimeout: 4 * time.Second, Thanks: []string{"thanks"}, Next: "bye",
	}
}

// asked is a caller who is asked the question.
func asked(t *testing.T, n ivr.Survey) *caller {
	t.Helper()
	return calls(t, ivr.Nodes{"start": n, "line": line, "bye": bye}, ivr.Arrival{}, now, play(ivr.Mandarin, "rate"))
}

func TestASurveyTakesItsAnswers(t *testing.T) {
	t.Parallel()
	for key, score := range map[string]int{"1": 1, "3": 3, "5": 5} {
		c := asked(t, survey())
		c.on(key, ivr.StopPrompt{}, ivr.Rate{Question: "service", Score: score}, play(ivr.Mandarin, "thanks"))
		c.on("2") // the first answer counts
		c.on(promptsEnd{}, play(ivr.Mandarin, "goodbye"))
	}
	for _, key := range []string{"0", "6", "*", "#", "A"} {
		asked(t, survey()).on(key, ivr.StopPrompt{}, play(ivr.Mandarin, "invalid", "rate"))
	}
	n := survey()
	n.Thanks = nil
	asked(t, n).on("4", ivr.StopPrompt{}, ivr.Rate{Question: "service", Score: 4}, play(ivr.Mandarin, "goodbye"))
}

func TestWhoDoesNotAnswerIsLetGo(t *testing.T) {
	t.Parallel()
	c := asked(t, survey())
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on(timeout{}, play(ivr.Mandarin, "timeout", "rate"))
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on(timeout{}, play(ivr.Mandarin, "goodbye"))
}

// TestASurveyThatAsksOnce lets who says nothing go, and helps who presses a wrong key.
func TestASurveyThatAsksOnce(t *testing.T) {
	t.Parallel()
	n := survey()
	n.Once = true
	c := asked(t, n)
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on(timeout{}, play(ivr.Mandarin, "goodbye"))
	c = asked(t, n)
	c.on("9", ivr.StopPrompt{}, play(ivr.Mandarin, "invalid", "rate"))
	c.on("4", ivr.StopPrompt{}, ivr.Rate{Question: "service", Score: 4}, play(ivr.Mandarin, "thanks"))
}

func TestFaultsOfASurvey(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Survey{}, "question missing", "prompts missing", "answers out_of_range", "input_timeout missing", "next missing")
	n := survey()
	for answers, want := range map[int][]string{1: {"answers out_of_range"}, 2: nil, 9: nil, 10: {"answers out_of_range"}} {
		n.Answers = answers
		wantFaults(t, n, want...)
	}
	n.Answers, n.Next = 5, "x"
	wantFaults(t, n, " circle")
}

// TestAfterATalk the caller goes on at an entry, in their language; the keys of the
// menus behind them mean nothing any more.
func TestAfterATalk(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "start", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntrySurvey: "rate"}, Nodes: ivr.Nodes{
		"start": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"7": "line"}, InputTimeout: 1, Fallback: "line"},
		"line":  line, "bye": bye, "rate": survey(),
	}}
	s, _ := ivr.Start(&f, ivr.Arrival{Language: ivr.English, Keys: "71"}, now)
	if acts := s.Enter(now, ivr.EntryRevisit); acts != nil || s.Node != "line" {
		t.Errorf("an entry that the flow has not leads to %+v at %s", acts, s.Node)
	}
	wantActions(t, "the survey", s.Enter(now, ivr.EntrySurvey), play(ivr.English, "rate"))
	wantActions(t, "again", s.Enter(now, ivr.EntrySurvey), ivr.StopPrompt{}, play(ivr.English, "rate"))
	wantActions(t, "7", s.Press(now, "7"), ivr.StopPrompt{}, play(ivr.English, "invalid", "rate"))
	if s.TypeAhead != "" || s.Menu != "" {
		t.Errorf("session %+v", s)
	}
	var none ivr.Session
	if acts := none.Enter(now, ivr.EntrySurvey); acts != nil {
		t.Errorf("a call without a flow is led to %+v", acts)
	}
}
