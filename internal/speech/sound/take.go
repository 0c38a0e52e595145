package sound

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"hotline12345/internal/alaw"
)

// Reason is why a recording is not taken.
type Reason string

// The reasons.
const (
	NotAudio Reason = "not_audio" // no sound file of a known kind
	NotM4A   Reason = "m4a"       // AAC is not read here: save it as WAV or MP3
	Damaged  Reason = "damaged"   // it cannot be read to its end
	Silent   Reason = "silent"    // nothing is heard, or nothing for three seconds within it
	Clipped  Reason = "clipped"   // it was recorded too loud: its peaks are cut off
	TooLong  Reason = "too_long"
	TooShort Reason = "too_short"
)

// Refused is the error of a recording that is not taken; it says from which second on.
type Refused struct {
	Reason Reason
	Second float64
	// Seconds is how long the fault lasts; 0: unknown, or all of it.
	Seconds float64
	Err     error
}

func (e *Refused) Error() string {
	text := fmt.Sprintf("the recording is refused: %s at %.1f s", e.Reason, e.Second)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *Refused) Unwrap() error { return e.Err }

// Taken is a recording as callers will hear it.
type Taken struct {
	Alaw    []byte
	Seconds float64
	// Original is the level that it came with, Level the one that it has now, in dBov.
	Original, Level float64
}

// Limits of recordings.
const (
	longest  = 120.0 // seconds
	shortest = 0.3   // seconds of speech
	gap      = 3.0   // seconds of silence within it
	faintest = -55.0 // dBov; below it noise would be all that is heard
)

// Take reads a recording (WAV, MP3) of any rate, and brings it to 8 kHz and the level of all
// prompts, without the silence at its ends. The error is a Refused.
func Take(raw []byte) (Taken, error) {
	s, err := decode(raw)
	if err != nil {
		return Taken{}, err
	}
	if s.Seconds() > longest {
		return Taken{}, &Refused{Reason: TooLong, Second: longest}
	}
	if at, lasts := clipping(s); lasts > 0 {
		return Taken{}, &Refused{Reason: Clipped, Second: at, Seconds: lasts}
	}
	samples := Resample(s)
	t := Taken{Original: ActiveLevel(samples)}
	if math.IsInf(t.Original, -1) || t.Original < faintest {
		return Taken{}, &Refused{Reason: Silent, Seconds: s.Seconds()}
	}
	samples = AtLevel(samples)
	if at := silence(samples); at >= 0 {
		return Taken{}, &Refused{Reason: Silent, Second: at, Seconds: gap}
	}
	samples = AtLevel(Trim(samples))
	t.Seconds = float64(len(samples)) / alaw.SampleRate
	if t.Seconds < shortest {
		return Taken{}, &Refused{Reason: TooShort, Second: t.Seconds}
	}
	t.Alaw, t.Level = Encode(samples), ActiveLevel(samples)
	return t, nil
}

// decode reads a file by what it is, not by its name.
func decode(raw []byte) (Sound, error) {
	s, err := ReadWAV(raw)
	switch {
	case err == nil:
		return s, nil
	case !errors.Is(err, ErrNotWAV):
		return s, &Refused{Reason: Damaged, Err: err}
	case len(raw) > 12 && bytes.Equal(raw[4:8], []byte("ftyp")):
		return s, &Refused{Reason: NotM4A}
	case !isMP3(raw):
		return s, &Refused{Reason: NotAudio}
	}
	if s, err = readMP3(raw, longest+1); err != nil {
		return s, &Refused{Reason: Damaged, Err: err}
	}
	if len(s.Samples) == 0 {
		return s, &Refused{Reason: NotAudio}
	}
	return s, nil
}

// Clipping: peaks that are cut off are flat, four samples or more of one value near the
// loudest. One such place may be a click; from the third on it is heard.
const (
	flat       = 4
	flatPlaces = 3
)

// clipping returns where a sound is cut off first, and for how long; 0 for a clean one.
func clipping(s Sound) (at, lasts float64) {
	loudest := 0.0
	for _, v := range s.Samples {
		loudest = max(loudest, math.Abs(v))
	}
	places, first, last, run := 0, 0, 0, 1
	for i := 1; i < len(s.Samples); i++ {
		if math.Abs(s.Samples[i]-s.Samples[i-1]) < 1 && math.Abs(s.Samples[i]) > 0.95*loudest && loudest > 1000 {
			run++
		} else {
			run = 1
		}
		if run != flat {
			continue
		}
		if places++; places == 1 {
			first = i
		}
		last = i
	}
	if places < flatPlaces {
		return 0, 0
	}
	return float64(first) / float64(s.Rate), max(float64(last-first)/float64(s.Rate), 0.1)
}

// silence returns the second at which too long a silence begins within a levelled sound; -1
// for none.
func silence(samples []float64) float64 {
	const quiet = 100 // as Trim has it
	heard := -1       // the last sample that was
	for i, v := range samples {
		if math.Abs(v) < quiet {
			continue
		}
		if heard >= 0 && i-heard > gap*alaw.SampleRate {
			return float64(heard) / alaw.SampleRate
		}
		heard = i
	}
	return -1
}
