package speech

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os/exec"

	"hotline12345/ivr"
)

// Voice speaks a sentence. espeak-ng is one; recorded speakers or a better
// synthesiser can take its place.
type Voice interface {
	// Speak returns 16-bit mono samples and their rate in hertz.
	Speak(ctx context.Context, l ivr.Language, words string) (samples []int16, rate int, err error)
	// Name changes when the voice sounds different; it is part of file names.
	Name(l ivr.Language) string
}

// Espeak speaks with espeak-ng.
type Espeak struct{}

// voices by language: Mandarin must be fed tone-numbered pinyin (voice cmn
// misreads characters), Cantonese reads its written form. Speed in words a minute.
var voices = map[ivr.Language]struct {
	voice, speed string
}{
	ivr.Mandarin:  {"cmn-latn-pinyin", "200"},
	ivr.Cantonese: {"yue", "190"},
	ivr.English:   {"en-gb", "165"},
}

// Name implements Voice.
func (Espeak) Name(l ivr.Language) string {
	return "espeak-ng/" + voices[l].voice + "/" + voices[l].speed
}

// Speak implements Voice.
func (Espeak) Speak(ctx context.Context, l ivr.Language, words string) ([]int16, int, error) {
	v, ok := voices[l]
	if !ok {
		return nil, 0, fmt.Errorf("no voice for language %q", l)
	}
	cmd := exec.CommandContext(ctx, "espeak-ng", "-v", v.voice, "-s", v.speed, "--stdin", "--stdout")
	cmd.Stdin = bytes.NewReader([]byte(words))
	var faults bytes.Buffer
	cmd.Stderr = &faults
	wav, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, 0, errors.New("espeak-ng is not installed, so no prompt can be spoken: apt-get install espeak-ng")
	}
	if err != nil {
		return nil, 0, fmt.Errorf("espeak-ng, voice %s: %w: %s", v.voice, err, faults.String())
	}
	return samplesOf(wav)
}

// samplesOf reads espeak-ng's WAV, whose length fields it leaves open.
func samplesOf(wav []byte) ([]int16, int, error) {
	i := bytes.Index(wav, []byte("data"))
	if i < 0 || len(wav) < 44 {
		return nil, 0, errors.New("espeak-ng gave no sound; is the voice installed?")
	}
	rate := int(binary.LittleEndian.Uint32(wav[24:]))
	data := wav[i+8:]
	samples := make([]int16, len(data)/2)
	for k := range samples {
		samples[k] = int16(binary.LittleEndian.Uint16(data[2*k:]))
	}
	return samples, rate, nil
}
