package speech

import (
	"context"
	"fmt"
	"os"
	"strings"

	"hotline12345/internal/alaw"
	"hotline12345/internal/locale"
	"hotline12345/internal/speech/sound"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

// Listen implements prompts.Sounds.
func (e Editor) Listen(ctx context.Context, p ivr.Prompt, forms prompts.Forms) (prompts.Heard, error) {
	set := e.Set()
	if len(forms) > 0 {
		var err error
		if set, err = set.With(spoken.Changes{Texts: map[ivr.Language]map[string]locale.Message{p.Language: {p.ID: messageOf(forms)}}}); err != nil {
			return prompts.Heard{}, err
		}
	}
	full := e.withCity(used(set, p))
	pieces, err := set.Sentence(full)
	var name string
	if recorded := e.script.Load().recording(full, e.cfg.City); len(forms) == 0 && recorded != "" && e.has(recorded) {
		name, err = recorded, nil
	} else if err == nil {
		name, err = e.make(ctx, set, e.cfg.Engines, pieces)
	}
	if err != nil {
		return prompts.Heard{}, err
	}
	coded, err := os.ReadFile(e.path(name))
	if err != nil {
		return prompts.Heard{}, fmt.Errorf("listen to prompt %s: %w", p.ID, err)
	}
	samples := make([]float64, len(coded))
	for i, c := range coded {
		samples[i] = float64(alaw.Decode(c))
	}
	return prompts.Heard{WAV: sound.WAV(coded), Words: textOf(pieces), Seconds: float64(len(coded)) / alaw.SampleRate,
		Level: sound.ActiveLevel(samples)}, nil
}

func textOf(pieces []spoken.Piece) string {
	list := make([]string, len(pieces))
	for i, p := range pieces {
		list[i] = p.Text
	}
	return strings.Join(list, " ")
}
