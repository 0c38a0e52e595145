// Package sound has what prompts and recordings have in common: one level, one rate, one coding.
package sound

import (
	"math"

	"hotline12345/internal/alaw"
)

// Level is the active speech level of every prompt, in dBov; Tolerance is by how many dB one
// may differ.
const (
	Level     = -26.0
	Tolerance = 2.0
)

// Constants of ITU-T P.56, method B.
const (
	smoothing = 0.03 // seconds, of the two-pole envelope
	hangover  = 0.2  // seconds that speech counts as active after it
	margin    = 15.9 // dB between the level and the activity threshold
)

// ActiveLevel is the active speech level (ITU-T P.56, method B) of 16-bit
// samples in dBov: the level while a person speaks, without the pauses. It is
// -Inf for silence.
func ActiveLevel(samples []float64) float64 {
	const thresholds = 15
	g := math.Exp(-1 / (smoothing * alaw.SampleRate))
	hang := int(hangover * alaw.SampleRate)
	var p, q, square float64
	var active, idle [thresholds]int
	for j := range idle {
		idle[j] = hang
	}
	for _, s := range samples {
		s /= 32768
		square += s * s
		p = g*p + (1-g)*math.Abs(s)
		q = g*q + (1-g)*p
		for j := range thresholds {
			switch {
			case q >= math.Ldexp(1, j-thresholds):
				active[j]++
				idle[j] = 0
			case idle[j] < hang:
				active[j]++
				idle[j]++
			}
		}
	}
	return crossing(active[:], square)
}

// crossing finds where the level lies margin above its own threshold.
func crossing(active []int, square float64) float64 {
	level, before := math.Inf(-1), math.Inf(1)
	for j, n := range active {
		if n == 0 || square == 0 {
			break
		}
		a := 10 * math.Log10(square/float64(n))
		threshold := 20 * math.Log10(math.Ldexp(1, j-len(active)))
		delta := a - threshold
		if delta <= margin {
			if math.IsInf(before, 1) || before == delta {
				return a
			}
			part := (before - margin) / (before - delta) // linear between two thresholds
			return level + part*(a-level)
		}
		level, before = a, delta
	}
	return level
}

// AtLevel scales samples to the target level; peaks are kept inside the range.
func AtLevel(samples []float64) []float64 {
	level := ActiveLevel(samples)
	if math.IsInf(level, -1) {
		return samples
	}
	gain := math.Pow(10, (Level-level)/20)
	out := make([]float64, len(samples))
	for i, s := range samples {
		out[i] = min(max(s*gain, -32768), 32767)
	}
	return out
}

// Trim cuts the silence around the words, but for a breath before and after.
func Trim(samples []float64) []float64 {
	const (
		threshold = 100
		before    = alaw.SampleRate / 20
		after     = alaw.SampleRate * 15 / 100
	)
	first, last := 0, len(samples)-1
	for first < len(samples) && math.Abs(samples[first]) < threshold {
		first++
	}
	for last > first && math.Abs(samples[last]) < threshold {
		last--
	}
	return samples[max(first-before, 0):min(last+after, len(samples))]
}

// Encode returns samples as A-law.
func Encode(samples []float64) []byte {
	out := make([]byte, len(samples))
	for i, s := range samples {
		out[i] = alaw.Encode(int16(math.Round(s)))
	}
	return out
}
