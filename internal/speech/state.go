package speech

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"hotline12345/internal/speech/sound"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

// EngineState is how the engine of a language does.
type EngineState = prompts.EngineState

// pauseAfterFault is how long an engine that failed is not asked again, so that callers do not
// wait for it one after another.
const pauseAfterFault = 5 * time.Second

// leastPatience is how long espeak-ng may take on a machine that is busy.
const leastPatience = 5 * time.Second

// engineStates asks the engines and remembers how they do.
type engineStates struct {
	cfg Config

	mu     sync.Mutex
	states map[engineKey]*EngineState
}

type engineKey struct {
	language ivr.Language
	engine   string
}

func newEngineStates(cfg Config) *engineStates {
	return &engineStates{cfg: cfg, states: map[engineKey]*EngineState{}}
}

// speak has an engine speak. While it fails it is asked again every few seconds only.
// The samples are 8 kHz and at the level of all prompts.
func (e *engineStates) speak(ctx context.Context, p part) ([]float64, error) {
	key := engineKey{p.language.ID, p.engine.Name(p.language)}
	patience := e.cfg.Patience
	if _, last := p.engine.(Espeak); last { // nobody speaks if it does not
		patience = max(patience, leastPatience)
	} else if err := e.spare(key); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, patience, fmt.Errorf("the speech engine took longer than %v", patience))
	defer cancel()
	made, err := p.engine.Speak(ctx, p.language, p.words)
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	var samples []float64
	if err == nil {
		if samples = sound.AtLevel(sound.Trim(sound.Resample(made))); math.IsInf(sound.ActiveLevel(samples), -1) {
			err = fmt.Errorf("the engine said nothing for %q", p.words)
		}
	}
	e.note(key, p.language.Name, err)
	return samples, err
}

// spare returns the last fault of an engine that failed just before.
func (e *engineStates) spare(key engineKey) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.states[key]
	if s == nil || !s.Failing || e.cfg.Now().Sub(s.Asked) >= pauseAfterFault {
		return nil
	}
	s.Spared++
	return fmt.Errorf("the speech engine failed %v ago: %s", e.cfg.Now().Sub(s.Asked).Round(time.Second), s.Fault)
}

// note remembers what came of a sentence, and reports when an engine begins or ends to fail. A
// character that a voice does not know is no fault of the engine.
func (e *engineStates) note(key engineKey, language string, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.cfg.Now()
	s := e.states[key]
	if s == nil {
		s = &EngineState{Language: key.language, Engine: key.engine}
		e.states[key] = s
	}
	s.Asked = now
	switch failing := err != nil && !isUnknownCharacter(err); {
	case failing && !s.Failing:
		s.Failing, s.Since, s.Until, s.Fault, s.Spared = true, now, time.Time{}, err.Error(), 0
		e.cfg.Report("the speech engine of "+language+" fails; the last good sounds are played", err)
	case failing:
		s.Fault = err.Error()
	case s.Failing:
		s.Failing, s.Until = false, now
		e.cfg.Report("the speech engine of "+language+" works again", nil)
	}
}

// Engines returns how the engine of each language does.
func (s *Store) Engines() []EngineState {
	s.states.mu.Lock()
	defer s.states.mu.Unlock()
	var list []EngineState
	for _, l := range s.shipped.Languages() {
		key := engineKey{l.ID, s.cfg.Engines.of(l.ID).Name(l)}
		if known := s.states.states[key]; known != nil {
			list = append(list, *known)
			continue
		}
		list = append(list, EngineState{Language: l.ID, Engine: key.engine})
	}
	return list
}

// Try has a language's engine speak now, whatever is there already.
func (s *Store) Try(ctx context.Context, id ivr.Language) error {
	set := s.Set()
	l, ok := set.Language(id)
	if !ok {
		return fmt.Errorf("no language %q", id)
	}
	pieces, err := set.Sentence(ivr.Prompt{ID: neutral, Language: id})
	if err != nil {
		return err
	}
	p := part{s.cfg.Engines.of(id), l, pieces[0].Text}
	if p.engine.NeedsReadings() {
		if p.words, err = set.Read(l, p.words); err != nil {
			return err
		}
	}
	_, err = s.states.speak(ctx, p)
	return err
}
