package speech

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"hotline12345/internal/speech/sound"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
)

// fileOf makes the pieces of a prompt and remembers the file as good.
func (s *Store) fileOf(ctx context.Context, set *spoken.Set, p ivr.Prompt, pieces []spoken.Piece) (string, error) {
	name, err := s.make(ctx, set, s.cfg.Engines, pieces)
	if err == nil {
		s.good.put(p, name)
	}
	return name, err
}

// part is a piece with its engine and the words that the engine is given.
type part struct {
	engine   Engine
	language spoken.Language
	words    string
}

// nameOf returns the name of the file of pieces, and what each engine is given.
func nameOf(set *spoken.Set, engines Engines, pieces []spoken.Piece) (string, []part, error) {
	parts := make([]part, len(pieces))
	sum := sha256.New()
	fmt.Fprintln(sum, revision)
	for i, p := range pieces {
		parts[i] = part{engines.of(p.Language.ID), p.Language, p.Text}
		if parts[i].engine.NeedsReadings() {
			var err error
			if parts[i].words, err = set.Read(p.Language, p.Text); err != nil {
				return "", nil, err
			}
		}
		fmt.Fprintf(sum, "%s\n%s\n", parts[i].engine.Name(p.Language), parts[i].words)
	}
	return hex.EncodeToString(sum.Sum(nil)[:16]), parts, nil
}

// Has reports whether a prompt's sound is there already. One that is not is made when it is
// played, if the engine speaks.
func (s *Store) Has(p ivr.Prompt) bool {
	script := s.script.Load()
	p = used(script.set, p)
	if name := script.recording(p, s.cfg.City); name != "" && s.has(name) {
		return true
	}
	pieces, err := script.set.Sentence(s.withCity(p))
	if err != nil {
		return false
	}
	name, _, err := nameOf(script.set, s.cfg.Engines, pieces)
	return err == nil && s.has(name)
}

// make makes the sound of pieces if it is not there, and returns its name.
func (s *Store) make(ctx context.Context, set *spoken.Set, engines Engines, pieces []spoken.Piece) (string, error) {
	name, parts, err := nameOf(set, engines, pieces)
	if err != nil {
		return "", err
	}
	if s.has(name) {
		return name, nil
	}
	// Several callers may want it at once; it is spoken once, and not given up
	// because the first of them hangs up.
	_, err, _ = s.flight.Do(name, func() (any, error) {
		return nil, s.speak(context.WithoutCancel(ctx), name, parts)
	})
	return name, err
}

// speak has the parts spoken one after another and writes them as one file.
func (s *Store) speak(ctx context.Context, name string, parts []part) error {
	var all []byte
	for _, p := range parts {
		samples, err := s.states.speak(ctx, p)
		if err != nil {
			return err
		}
		all = append(all, sound.Encode(samples)...)
	}
	if err := s.write(name, all); err != nil {
		return err
	}
	if s.made.Add(1)%sweepEvery == 0 {
		return s.Sweep()
	}
	return nil
}
