package ivr_test

import (
	"testing"

	"hotline12345/ivr"
)

func TestGoodbyeTakesNoInput(t *testing.T) {
	t.Parallel()
	s, acts := start(ivr.Nodes{"start": oneMenu["bye"]}, "")
	wantActions(t, "on entry", acts, play(ivr.English, "goodbye"))
	before := s
	wantActions(t, "a key", s.Press(now, "1"))
	if s != before {
		t.Errorf("a key changed the session to %+v", s)
	}
	s.Playing = false
	wantActions(t, "a silence", s.InputTimedOut(now))
}
