package sound_test

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"hotline12345/internal/alaw"
	"hotline12345/internal/speech/sound"
)

// sine is a tone of 1 kHz with an amplitude of full scale.
func sine(seconds, amplitude float64, rate int) []float64 {
	out := make([]float64, int(seconds*float64(rate)))
	for i := range out {
		out[i] = 32767 * amplitude * math.Sin(2*math.Pi*1000*float64(i)/float64(rate))
	}
	return out
}

// TestActiveLevel: a sine of known level, alone and with as much silence, has the
// same active level though its mean differs by 3 dB.
func TestActiveLevel(t *testing.T) {
	t.Parallel()
	tone := sine(4, 0.1*math.Sqrt2, alaw.SampleRate) // -20 dBov
	alone := sound.ActiveLevel(tone)
	paused := sound.ActiveLevel(append(append([]float64{}, tone...), make([]float64, len(tone))...))
	if math.Abs(alone+20) > 0.5 || math.Abs(paused-alone) > 0.5 {
		t.Errorf("alone %.2f dBov, with a pause %.2f, want -20", alone, paused)
	}
	if level := sound.ActiveLevel(make([]float64, 8000)); !math.IsInf(level, -1) {
		t.Errorf("silence has %.1f dBov", level)
	}
}

// wav is a file of one format, with each channel the same.
func wav(format, bits, channels, rate int, samples []float64) []byte {
	out := []byte("RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00")
	out = binary.LittleEndian.AppendUint16(out, uint16(format))
	out = binary.LittleEndian.AppendUint16(out, uint16(channels))
	out = binary.LittleEndian.AppendUint32(out, uint32(rate))
	out = binary.LittleEndian.AppendUint32(out, uint32(rate*channels*bits/8))
	out = binary.LittleEndian.AppendUint16(out, uint16(channels*bits/8))
	out = binary.LittleEndian.AppendUint16(out, uint16(bits))
	out = append(out, "LIST\x03\x00\x00\x00abc\x00data\xff\xff\xff\xff"...) // a chunk of odd length; an open length
	for _, s := range samples {
		for range channels {
			switch {
			case format == 3:
				out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(s/32768)))
			case format == 6:
				out = append(out, alaw.Encode(int16(s)))
			case bits == 8:
				out = append(out, byte(s/256+128))
			case bits == 16:
				out = binary.LittleEndian.AppendUint16(out, uint16(int16(s)))
			case bits == 24:
				v := int32(s * 256)
				out = append(out, byte(v), byte(v>>8), byte(v>>16))
			case bits == 32:
				out = binary.LittleEndian.AppendUint32(out, uint32(int32(s*65536)))
			}
		}
	}
	return out
}

func TestWAVOfEveryFormat(t *testing.T) {
	t.Parallel()
	for _, f := range [][3]int{{1, 8, 1}, {1, 16, 1}, {1, 16, 2}, {1, 24, 2}, {1, 32, 1}, {3, 32, 2}, {6, 8, 1}} {
		for _, rate := range []int{8000, 11025, 96000} {
			s, err := sound.ReadWAV(wav(f[0], f[1], f[2], rate, sine(1, 0.1*math.Sqrt2, rate)))
			if err != nil || s.Rate != rate || math.Abs(s.Seconds()-1) > 0.01 {
				t.Fatalf("%v at %d: %d Hz, %.2f s (%v)", f, rate, s.Rate, s.Seconds(), err)
			}
			if level := sound.ActiveLevel(sound.Resample(s)); math.Abs(level+20) > 0.6 {
				t.Errorf("%v at %d: %.1f dBov, want -20", f, rate, level)
			}
		}
	}
	again, err := sound.ReadWAV(sound.WAV(sound.Encode(sine(1, 0.5, 8000))))
	if err != nil || len(again.Samples) != 8000 {
		t.Errorf("what was written is read as %d samples (%v)", len(again.Samples), err)
	}
}

func TestWhatIsNoWAV(t *testing.T) {
	t.Parallel()
	good := wav(1, 16, 1, 8000, sine(0.1, 0.5, 8000))
	for _, raw := range [][]byte{nil, []byte("RIFF"), []byte("<html>not audio at all</html>"), []byte("ID3\x04aaaaaaaaaaaa")} {
		if _, err := sound.ReadWAV(raw); !errors.Is(err, sound.ErrNotWAV) {
			t.Errorf("%q: %v", raw, err)
		}
	}
	for n := 12; n < 60; n++ { // cut off anywhere: never a panic
		_, _ = sound.ReadWAV(good[:n])
	}
	for name, raw := range map[string][]byte{"no channels": wav(1, 16, 0, 8000, nil), "ADPCM": wav(2, 4, 1, 8000, nil), "1 Hz": wav(1, 16, 1, 1, nil)} {
		if _, err := sound.ReadWAV(raw); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}
