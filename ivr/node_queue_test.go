package ivr_test

import (
	"testing"

	"hotline12345/ivr"
)

func TestQueueIsLeftByItsKeys(t *testing.T) {
	t.Parallel()
	s, _ := start(oneMenu, "2")
	before := s
	wantActions(t, "a key without a meaning", s.Press(now, "7"))
	wantActions(t, "the key that led here", s.Press(now, "2"))
	wantActions(t, "a silence", s.InputTimedOut(now))
	if s != before {
		t.Errorf("they changed the session to %+v", s)
	}
	wantActions(t, "key *", s.Press(now, "*"), ivr.LeaveQueue{}, play(ivr.Mandarin, "menu"))
}

func TestQueueTakesTypeAhead(t *testing.T) {
	t.Parallel()
	s, acts := start(oneMenu, "2*1")
	wantActions(t, "dialled 2*1", acts, play(ivr.English, "goodbye"))
	if s.Keys != "2*1" {
		t.Errorf("keys %q, want all three", s.Keys)
	}
}

func TestQueueSpeaksItsOwnLanguage(t *testing.T) {
	t.Parallel()
	s, acts := start(ivr.Nodes{"start": ivr.Queue{Language: ivr.Cantonese, Prompts: []string{"to_agent"}, Queue: "general"}}, "")
	wantActions(t, "on entry", acts, ivr.EnterQueue{Queue: "general", Prompts: prompts(ivr.Cantonese, "to_agent")})
	s.Playing = true // a queue's prompts end without the session
	wantActions(t, "the end of prompts", s.PromptsEnded(now))
}
