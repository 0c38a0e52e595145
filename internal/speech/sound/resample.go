package sound

import (
	"math"

	"hotline12345/internal/alaw"
)

// taps is the half width of the filter, in output samples.
const taps = 16

// Resample brings a sound to 8 kHz with a windowed-sinc low-pass at 3.6 kHz, so
// that nothing folds back into the telephone band.
func Resample(s Sound) []float64 {
	in := s.Samples
	step := float64(s.Rate) / alaw.SampleRate
	cut := 0.9 / max(step, 1) // of the input's half rate
	width := taps * max(step, 1)
	out := make([]float64, int(float64(len(in))/step))
	for i := range out {
		centre := float64(i) * step
		var sum, weight float64
		for k := max(int(centre-width)+1, 0); k < min(int(centre+width)+1, len(in)); k++ {
			x := float64(k) - centre
			w := sinc(x*cut) * (0.5 + 0.5*math.Cos(math.Pi*x/width))
			sum += w * in[k]
			weight += w
		}
		if weight != 0 {
			out[i] = sum / weight
		}
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}
