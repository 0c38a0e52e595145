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
	if s.Rate <= 0 {
		return nil
	}
	common := gcd(s.Rate, alaw.SampleRate)
	period := alaw.SampleRate / common // output samples after which the filter repeats itself
	filters := make([]filter, min(period, len(s.Samples)))
	for j := range filters {
		filters[j] = newFilter(j, s.Rate)
	}
	out := make([]float64, len(s.Samples)*alaw.SampleRate/s.Rate)
	for i := range out {
		f := filters[i%period]
		out[i] = f.at(s.Samples, f.first+i/period*(s.Rate/common))
	}
	return out
}

// filter has the weights of the input samples from first on that make one output sample.
type filter struct {
	first   int
	weights []float64
}

func newFilter(output, rate int) filter {
	step := float64(rate) / alaw.SampleRate
	cut := 0.9 / max(step, 1) // of the input's half rate
	width := taps * max(step, 1)
	centre := float64(output) * step
	f := filter{first: int(math.Floor(centre-width)) + 1}
	for k := f.first; float64(k) < centre+width; k++ {
		x := float64(k) - centre
		f.weights = append(f.weights, sinc(x*cut)*(0.5+0.5*math.Cos(math.Pi*x/width)))
	}
	return f
}

// at returns the weighted mean of the samples from first on; beyond the ends there are none.
func (f filter) at(samples []float64, first int) float64 {
	var sum, weight float64
	for i, w := range f.weights[max(0, min(-first, len(f.weights))):] {
		k := max(first, 0) + i
		if k >= len(samples) {
			break
		}
		sum += w * samples[k]
		weight += w
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}
