package main

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/internal/alaw"
)

// sounds are a second each, in samples of 20 ms.
func second(hertz float64) []byte {
	if hertz == 0 {
		return bytes.Repeat([]byte{alaw.Silence}, alaw.SampleRate)
	}
	var b []byte
	speak := phone.Tone(hertz)
	for len(b) < alaw.SampleRate {
		b = append(b, speak()...)
	}
	return b
}

func TestAnEarTellsWhatChanges(t *testing.T) {
	t.Parallel()
	e := ear{hertz: 440}
	at := time.Unix(0, 0)
	var heard []byte
	var loud time.Time
	var said []string
	for _, hertz := range []float64{0, 900, 440, 0, 440, 900, -1, 440} { // -1: nothing comes
		sound := second(max(hertz, 0))
		for i := 0; i < len(sound); i += 160 {
			at = at.Add(20 * time.Millisecond)
			if hertz >= 0 {
				heard = append(heard, sound[i:min(i+160, len(sound))]...)
			}
			if hertz > 0 {
				loud = at
			}
			if now := e.listen(at, heard, loud); now != "" {
				said = append(said, now)
			}
		}
	}
	want := []string{"tone", "quiet", "tone", "sound", "quiet", "tone"}
	if !slices.Equal(said, want) {
		t.Errorf("%v, want %v", said, want)
	}
}
