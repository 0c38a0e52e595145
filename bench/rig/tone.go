package rig

import (
	"math"

	"hotline12345/internal/alaw"
)

// The tones, in hertz, identify who is heard.
const (
	CitizenTone = 1000
	AgentTone   = 440
)

// ToneIn reports whether a packet is mostly one frequency, in hertz (Goertzel).
func ToneIn(sound []byte, hertz float64) bool {
	k := 2 * math.Cos(2*math.Pi*hertz/alaw.SampleRate)
	var s1, s2, energy float64
	for _, code := range sound {
		v := float64(alaw.Decode(code))
		energy += v * v
		s1, s2 = v+k*s1-s2, s1
	}
	const quiet = 200 * 200 // mean square below which it is silence
	if energy < quiet*float64(len(sound)) {
		return false
	}
	return (s1*s1+s2*s2-k*s1*s2)*2/(energy*float64(len(sound))) > 0.5
}
