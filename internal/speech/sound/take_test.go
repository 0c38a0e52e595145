package sound_test

import (
	"errors"
	"math"
	"os"
	"slices"
	"testing"

	"hotline12345/internal/alaw"
	"hotline12345/internal/speech/sound"
)

// speech is like a person who speaks: a tone that swells and fades four times a second.
func speech(seconds, amplitude float64, rate int) []float64 {
	out := sine(seconds, amplitude, rate)
	for i := range out {
		out[i] *= 0.55 - 0.45*math.Cos(2*math.Pi*4*float64(i)/float64(rate))
	}
	return out
}

// TestRecordingsAreTaken: of any rate, channels and level, a recording is 8 kHz at -26 dBov, and
// without the silence at its ends.
func TestRecordingsAreTaken(t *testing.T) {
	t.Parallel()
	for _, rate := range []int{8000, 22050, 48000} {
		for _, amplitude := range []float64{0.01, 0.9} {
			quiet := make([]float64, rate*3/2)
			raw := wav(1, 16, 2, rate, slices.Concat(quiet, speech(2, amplitude, rate), quiet))
			got, err := sound.Take(raw)
			if err != nil {
				t.Errorf("%d Hz at %.2f: %v", rate, amplitude, err)
				continue
			}
			if math.Abs(got.Level-sound.Level) > sound.Tolerance || got.Seconds < 1.9 || got.Seconds > 2.3 || len(got.Alaw) != int(got.Seconds*alaw.SampleRate) {
				t.Errorf("%d Hz at %.2f: %.1f dBov, %.2f s", rate, amplitude, got.Level, got.Seconds)
			}
		}
	}
	raw, err := os.ReadFile("testdata/hold.mp3")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := sound.Take(raw); err != nil || math.Abs(got.Level-sound.Level) > sound.Tolerance || got.Seconds < 1 || got.Seconds > 3 {
		t.Errorf("an MP3 file: %.1f dBov, %.2f s (%v)", got.Level, got.Seconds, err)
	}
}

// clippedFrom is speech that is cut off from a second on for some time.
func clippedFrom(at, lasts float64) []float64 {
	const rate = 16000
	out := speech(5, 0.5, rate)
	for i := int(at * rate); i < int((at+lasts)*rate); i++ {
		out[i] = min(max(out[i]*20, -30000), 30000)
	}
	return out
}

func TestRecordingsAreRefused(t *testing.T) {
	t.Parallel()
	mp3, err := os.ReadFile("testdata/hold.mp3")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		raw    []byte
		reason sound.Reason
		second float64
	}{
		{"nothing", nil, sound.NotAudio, 0},
		{"a text", []byte("this is no sound, it is a letter to the hotline"), sound.NotAudio, 0},
		{"a program", []byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff"), sound.NotAudio, 0},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), sound.NotAudio, 0},
		{"AAC", []byte("\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00M4A mp42isom"), sound.NotM4A, 0},
		{"half an MP3", mp3[:300], sound.TooShort, 0},
		{"an MP3's name alone", []byte("ID3\x04\x00\x00\x00\x00\x00\x00"), sound.Damaged, 0},
		{"WAV of another coding", wav(2, 4, 1, 8000, nil), sound.Damaged, 0},
		{"an empty WAV", wav(1, 16, 1, 8000, nil), sound.Silent, 0},
		{"silence", wav(1, 16, 1, 8000, make([]float64, 16000)), sound.Silent, 0},
		{"noise of a line", wav(1, 16, 1, 8000, sine(2, 0.001, 8000)), sound.Silent, 0},
		{"a hole", wav(1, 16, 1, 8000, slices.Concat(speech(2, 0.3, 8000), make([]float64, 4*8000), speech(2, 0.3, 8000))), sound.Silent, 2},
		{"too loud", wav(1, 16, 1, 16000, clippedFrom(2.1, 0.4)), sound.Clipped, 2.1},
		{"too loud, then turned down", wav(1, 16, 1, 16000, clippedFrom(0, 5)), sound.Clipped, 0},
		{"two minutes and one second", wav(1, 8, 1, 8000, speech(121, 0.3, 8000)), sound.TooLong, 120},
		{"a click", wav(1, 16, 1, 8000, sine(0.02, 0.5, 8000)), sound.TooShort, 0.2},
	} {
		_, err := sound.Take(c.raw)
		var refused *sound.Refused
		if !errors.As(err, &refused) || refused.Reason != c.reason || math.Abs(refused.Second-c.second) > 0.25 {
			t.Errorf("%s: %v, want %s at %.1f s", c.name, err, c.reason, c.second)
		}
	}
	for n := range 30 { // cut off anywhere: refused or taken, never a panic
		_, _ = sound.Take(mp3[:min(n*113, len(mp3))])
		_, _ = sound.Take(slices.Concat(mp3[:200], mp3[min(200+n*109, len(mp3)):]))
	}
}
