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
	set, full, pieces, err := e.sentence(p, forms)
	if len(forms) > 0 {
		if err != nil {
			return prompts.Heard{}, err
		}
		return e.speakNow(ctx, set, pieces)
	}
	name, err := e.File(ctx, p)
	if err != nil {
		return prompts.Heard{}, err
	}
	heard, err := e.heard(name, pieces)
	recorded := e.script.Load().recording(full, e.cfg.City)
	if wanted, _, wrong := nameOf(set, e.cfg.Engines, pieces); name != recorded && (wrong != nil || name != wanted) {
		heard.Instead = true
	}
	return heard, err
}

// sentence returns what is said of a prompt, with the forms of an editor if there are any.
func (e Editor) sentence(p ivr.Prompt, forms prompts.Forms) (*spoken.Set, ivr.Prompt, []spoken.Piece, error) {
	set := e.Set()
	if len(forms) > 0 {
		var err error
		if set, err = set.With(spoken.Changes{Texts: map[ivr.Language]map[string]locale.Message{p.Language: {p.ID: messageOf(forms)}}}); err != nil {
			return nil, p, nil, err
		}
	}
	full := e.withCity(used(set, p))
	pieces, err := set.Sentence(full)
	return set, full, pieces, err
}

// Words implements prompts.Sounds.
func (e Editor) Words(p ivr.Prompt, forms prompts.Forms) (string, error) {
	_, _, pieces, err := e.sentence(p, forms)
	return textOf(pieces), err
}

// Say implements prompts.Sounds.
func (e Editor) Say(ctx context.Context, r prompts.WordReading) (prompts.Heard, error) {
	set, err := e.Set().With(spoken.Changes{Readings: map[ivr.Language]map[string]string{r.Language: {r.Word: r.Reading}}})
	if err != nil {
		return prompts.Heard{}, err
	}
	l, _ := set.Language(r.Language)
	return e.speakNow(ctx, set, []spoken.Piece{{Language: l, Text: r.Word}})
}

// speakNow has the engine speak pieces that are being edited.
func (e Editor) speakNow(ctx context.Context, set *spoken.Set, pieces []spoken.Piece) (prompts.Heard, error) {
	name, err := e.make(ctx, set, e.cfg.Engines, pieces)
	if err != nil {
		return prompts.Heard{}, err
	}
	return e.heard(name, pieces)
}

// heard returns the sound of a file, and what is said in it.
func (e Editor) heard(name string, pieces []spoken.Piece) (prompts.Heard, error) {
	coded, err := os.ReadFile(e.path(name))
	if err != nil {
		return prompts.Heard{}, fmt.Errorf("listen to a prompt: %w", err)
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
