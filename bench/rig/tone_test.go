package rig

import (
	"testing"

	"hotline12345/cmd/citizen/phone"
)

func TestTonesAreTold(t *testing.T) {
	if sound := phone.Tone(AgentTone)(); !ToneIn(sound, AgentTone) || ToneIn(sound, CitizenTone) {
		t.Error("the agent's tone is taken for another")
	}
	if ToneIn(make([]byte, 0), AgentTone) {
		t.Error("nothing is taken for a tone")
	}
}
