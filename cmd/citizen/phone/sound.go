package phone

import (
	"encoding/binary"
	"math"

	"hotline12345/internal/alaw"
)

// Power is the share of a sound's energy at one frequency in hertz, 0 to 1, by
// Goertzel's algorithm over 100 ms windows; the best window counts, so that a tone
// is found in a longer sound.
func Power(sound []byte, hertz float64) float64 {
	const window = alaw.SampleRate / 10
	best := 0.0
	for from := 0; from+window <= len(sound); from += window / 2 {
		best = max(best, windowPower(sound[from:from+window], hertz))
	}
	return best
}

func windowPower(b []byte, hertz float64) float64 {
	k := 2 * math.Cos(2*math.Pi*hertz/alaw.SampleRate)
	var s1, s2, energy float64
	for _, c := range b {
		v := float64(alaw.Decode(c))
		energy += v * v
		s1, s2 = v+k*s1-s2, s1
	}
	if energy < float64(len(b))*loud*loud/4 {
		return 0 // too quiet to be anything
	}
	return (s1*s1 + s2*s2 - k*s1*s2) * 2 / (energy * float64(len(b)))
}

// WAV wraps A-law in a mono WAV file.
func WAV(sound []byte) []byte {
	b := []byte("RIFF")
	u32 := func(v int) { b = binary.LittleEndian.AppendUint32(b, uint32(v)) }
	u16 := func(v int) { b = binary.LittleEndian.AppendUint16(b, uint16(v)) }
	u32(50 - 8 + 8 + len(sound))
	b = append(b, "WAVEfmt "...)
	u32(18)
	u16(6) // A-law
	u16(1)
	u32(alaw.SampleRate)
	u32(alaw.SampleRate)
	u16(1)
	u16(8)
	u16(0)
	b = append(b, "fact"...)
	u32(4)
	u32(len(sound))
	b = append(b, "data"...)
	u32(len(sound))
	return append(b, sound...)
}
