package fallback

import "hotline12345/internal/alaw"

const (
	// stretch is what is judged at once: a tenth of a second.
	stretch = alaw.SampleRate / 10
	// audible is the mean level of 16 bits above which a stretch is heard: half of what
	// Asterisk's Record takes for silence.
	audible = 128
	// spoken is how many audible stretches are more than a click.
	spoken = 4
)

// heard reports whether somebody may have spoken: who only breathed or hung up at once left
// no message. In doubt it was one.
func heard(sound []byte) bool {
	n := 0
	for ; len(sound) >= stretch; sound = sound[stretch:] {
		sum := 0
		for _, code := range sound[:stretch] {
			sum += max(int(alaw.Decode(code)), -int(alaw.Decode(code)))
		}
		if sum/stretch >= audible {
			n++
		}
	}
	return n >= spoken
}
