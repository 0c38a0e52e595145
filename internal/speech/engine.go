package speech

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"unicode"

	"hotline12345/internal/speech/sound"
	"hotline12345/internal/speech/spoken"
)

// Engine makes sound of words.
type Engine interface {
	// Speak speaks words in a language. They are in the language's readings (pinyin) or, where
	// NeedsReadings says no, in characters with numbers in words.
	Speak(ctx context.Context, l spoken.Language, words string) (sound.Sound, error)
	NeedsReadings() bool
	// Name changes when the same words sound otherwise; it is part of file names.
	Name(l spoken.Language) string
}

// Espeak speaks with espeak-ng. Mandarin must be given in tone-numbered pinyin, as the voice
// of characters misreads them before 1.52; Cantonese reads its written form.
type Espeak struct{}

// Name implements Engine.
func (Espeak) Name(l spoken.Language) string {
	return "espeak-ng/" + l.Voice + "/" + strconv.Itoa(l.Speed)
}

// NeedsReadings implements Engine.
func (Espeak) NeedsReadings() bool { return true }

// knows reports whether a voice of characters knows all of them. One that it does not know it
// spells as a "letter" of some number, or drops; each that it knows has a tone.
func knows(words, phonemes string) bool {
	characters := 0
	for _, r := range words {
		if unicode.Is(unicode.Han, r) {
			characters++
		}
	}
	tones := 0
	for _, r := range phonemes {
		if r >= '1' && r <= '9' {
			tones++
		}
	}
	return characters == 0 || tones >= characters && !strings.Contains(phonemes, "l'e1t@")
}

// Speak implements Engine. A character that the voice does not know is ErrUnknownCharacter.
func (Espeak) Speak(ctx context.Context, l spoken.Language, words string) (sound.Sound, error) {
	if l.Voice == "" {
		return sound.Sound{}, fmt.Errorf("language %q has no voice of espeak-ng", l.ID)
	}
	phonemes, err := os.CreateTemp("", "phonemes")
	if err != nil {
		return sound.Sound{}, fmt.Errorf("espeak-ng: %w", err)
	}
	_ = phonemes.Close()
	defer os.Remove(phonemes.Name())
	cmd := exec.CommandContext(ctx, "espeak-ng", "-v", l.Voice, "-s", strconv.Itoa(l.Speed), "--stdin", "--stdout", "-x", "--phonout="+phonemes.Name())
	wav, err := run(cmd, words)
	if errors.Is(err, exec.ErrNotFound) {
		return sound.Sound{}, errors.New("espeak-ng is not installed, so no prompt can be spoken: apt-get install espeak-ng")
	}
	if err != nil {
		return sound.Sound{}, fmt.Errorf("espeak-ng, voice %s: %w", l.Voice, err)
	}
	if said, err := os.ReadFile(phonemes.Name()); err == nil && !knows(words, string(said)) {
		return sound.Sound{}, fmt.Errorf("espeak-ng, voice %s: %w in %q", l.Voice, ErrUnknownCharacter, words)
	}
	return readWAV(wav)
}

// ErrUnknownCharacter is for words with a character that a voice does not know.
var ErrUnknownCharacter = errors.New("the voice does not know a character")

// run gives a program words on its standard input and returns what it writes.
func run(cmd *exec.Cmd, words string) ([]byte, error) {
	cmd.Stdin = strings.NewReader(words)
	var faults bytes.Buffer
	cmd.Stderr = &faults
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, strings.TrimSpace(faults.String()))
	}
	return out, nil
}

func readWAV(wav []byte) (sound.Sound, error) {
	s, err := sound.ReadWAV(wav)
	if err != nil {
		return s, fmt.Errorf("the engine gave no sound: %w", err)
	}
	return s, nil
}
