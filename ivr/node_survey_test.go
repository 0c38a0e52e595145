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
		c.on(key, ivr.StopPrompt{}, ivr.Rate{Question: "service", Score: score, Of: 5}, play(ivr.Mandarin, "thanks"))
		c.on("2") // the first answer counts
		c.on(promptsEnd{}, play(ivr.Mandarin, "goodbye"))
	}
	for _, key := range []string{"0", "6", "*", "#", "A"} {
		asked(t, survey()).on(key, ivr.StopPrompt{}, play(ivr.Mandarin, "invalid", "rate"))
	}
	n := survey()
	n.Thanks = nil
	asked(t, n).on("4", ivr.StopPrompt{}, ivr.Rate{Question: "service", Score: 4, Of: 5}, play(ivr.Mandarin, "goodbye"))
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
	c.on("4", ivr.StopPrompt{}, ivr.Rate{Question: "service", Score: 4, Of: 5}, play(ivr.Mandarin, "thanks"))
}

func TestFaultsOfASurvey(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Survey{}, "question missing", "prompts missing", "answers out_of_range", "input_timeout missing", "next missing")
	n := survey()
	for answers, want := range map[int][]string{1: {"answers out_of_range"}, 2: nil, 9: nil, 10: {"answers out_of_range"}} {
		n.Answers = answers
		wantFaults(t, n, want...)
	}
	n.Answers = 2
	for key, want := range map[string][]string{"0": nil, "3": nil, "#": nil, "1": {"keys 1 key_twice"}, "2": {"keys 2 key_twice"}, "A": {"keys A not_a_key"}} {
		n.Keys = map[string]ivr.NodeID{key: "line"}
		wantFaults(t, n, want...)
	}
	n.Keys = map[string]ivr.NodeID{"2": "line", "1": "line"}
	wantFaults(t, n, "keys 1 key_twice", "keys 2 key_twice")
	n.Answers, n.Next, n.Keys = 5, "x", nil
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

// TestAKeyOfASurveyLeadsElsewhere at each moment; one pressed before the question was asked
// is no answer to it.
func TestAKeyOfASurveyLeadsElsewhere(t *testing.T) {
	t.Parallel()
	n := survey()
	n.Keys = map[string]ivr.NodeID{"0": "line"}
	toLine := ivr.EnterQueue{Queue: "general", Prompts: []ivr.Prompt{{ID: "to_agent", Language: ivr.Mandarin}}}
	asked(t, n).on("0", ivr.StopPrompt{}, toLine)
	c := asked(t, n)
	c.on("2", ivr.StopPrompt{}, ivr.Rate{Question: "service", Score: 2, Of: 5}, play(ivr.Mandarin, "thanks"))
	c.on("0", ivr.StopPrompt{}, toLine)
	nodes := ivr.Nodes{"start": ivr.Say{Prompts: []string{"open"}, Next: "ask"}, "ask": n, "line": line, "bye": bye}
	for keys, want := range map[string][]ivr.Action{"2": {play(ivr.Mandarin, "rate")}, "0": {toLine}, "20": {play(ivr.Mandarin, "rate")}} {
		c = calls(t, nodes, ivr.Arrival{}, now, play(ivr.Mandarin, "open"))
		for _, key := range keys {
			c.on(string(key))
		}
		c.on(promptsEnd{}, want...)
	}
}

// TestWhoIsSilentTwiceGoesToTheFallback, without the questions that follow.
func TestWhoIsSilentTwiceGoesToTheFallback(t *testing.T) {
	t.Parallel()
	n := survey()
	n.Next, n.Fallback = "more", "bye"
	for _, last := range []any{timeout{}, "9"} {
		c := calls(t, ivr.Nodes{"start": n, "more": survey(), "bye": bye}, ivr.Arrival{}, now, play(ivr.Mandarin, "rate"))
		c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
		c.on(timeout{}, play(ivr.Mandarin, "timeout", "rate"))
		c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
		c.on(last, play(ivr.Mandarin, "goodbye"))
	}
}
