// Package music makes the music that waits with a caller: slow chords of soft
// sine tones, computed here, so no one owns it and it needs no licence.
package music

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"hotline12345/internal/alaw"
)

// bar is one chord and the melody above it, as MIDI note numbers; 0 = rest.
type bar struct {
	chord  [3]int
	melody [4]int
}

// The tune moves in the pentatonic scale of C, which sounds at home anywhere,
// and ends where it begins, so that it can go round.
var tune = []bar{
	{[3]int{48, 55, 64}, [4]int{76, 79, 81, 79}},
	{[3]int{45, 52, 60}, [4]int{76, 74, 72, 0}},
	{[3]int{53, 57, 60}, [4]int{69, 72, 74, 72}},
	{[3]int{43, 50, 59}, [4]int{74, 76, 74, 0}},
	{[3]int{48, 55, 64}, [4]int{79, 81, 84, 81}},
	{[3]int{45, 52, 60}, [4]int{79, 76, 74, 76}},
	{[3]int{53, 57, 60}, [4]int{72, 74, 69, 0}},
	{[3]int{43, 50, 59}, [4]int{74, 72, 74, 0}},
}

const (
	beat      = alaw.SampleRate * 9 / 10 // samples: 67 beats a minute
	chordGain = 1400
	noteGain  = 2600
)

// Calm is the whole tune as headerless A-law, about half a minute.
func Calm() []byte {
	level := make([]float64, len(tune)*4*beat)
	for i, b := range tune {
		start := i * 4 * beat
		for _, n := range b.chord {
			tone(level, start, 5*beat, n, chordGain, 0.6)
		}
		for j, n := range b.melody {
			if n > 0 {
				tone(level, start+j*beat, 3*beat, n, noteGain, 0.01)
			}
		}
	}
	out := make([]byte, len(level))
	for i, v := range level {
		out[i] = alaw.Encode(int16(max(-32000, min(32000, v))))
	}
	return out
}

// tone adds one note: it rises in attack seconds and fades to nothing. What
// would sound past the end sounds at the beginning, as the tune goes round.
func tone(level []float64, start, length, note int, gain, attack float64) {
	hz := 440 * math.Pow(2, float64(note-69)/12)
	for i := range length {
		t := float64(i) / alaw.SampleRate
		shape := min(1, t/attack) * math.Pow(1-float64(i)/float64(length), 2)
		a := 2 * math.Pi * hz * t
		v := math.Sin(a) + 0.25*math.Sin(2*a)*math.Exp(-3*t)
		level[(start+i)%len(level)] += gain * shape * v
	}
}

// Write puts the music into a folder for Asterisk's musiconhold.conf, under a
// name made from its content, and removes what an earlier version left there.
func Write(dir string) error {
	sound := Calm()
	sum := sha256.Sum256(sound)
	name := "calm-" + hex.EncodeToString(sum[:6]) + ".alaw"
	old, err := filepath.Glob(filepath.Join(dir, "calm-*.alaw"))
	if err != nil {
		return fmt.Errorf("write music: %w", err)
	}
	found := false
	for _, path := range old {
		if filepath.Base(path) == name {
			found = true
		} else if err := os.Remove(path); err != nil {
			return fmt.Errorf("write music: %w", err)
		}
	}
	if found {
		return nil
	}
	// Asterisk must never see half a file.
	tmp := filepath.Join(dir, name+".new")
	if err := os.WriteFile(tmp, sound, 0o644); err != nil {
		return fmt.Errorf("write music: %w", err)
	}
	if err := os.Rename(tmp, filepath.Join(dir, name)); err != nil {
		return fmt.Errorf("write music: %w", err)
	}
	return nil
}
