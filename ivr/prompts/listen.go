package prompts

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

// Listen returns what a caller hears of a prompt with values; forms are those of an editor.
// Errors: Invalid, ErrNotFound, ErrNotSpoken.
func (s *Service) Listen(ctx context.Context, p ivr.Prompt, forms Forms) (Heard, error) {
	p = s.withSamples(p)
	if err := s.listenable(p, forms); err != nil {
		return Heard{}, err
	}
	heard, err := s.cfg.Sounds.Listen(ctx, p, forms)
	if err != nil {
		return heard, fmt.Errorf("listen to %s in %s: %w", p.ID, p.Language, errors.Join(ErrNotSpoken, err))
	}
	return heard, nil
}

// Words returns what is said with each of some values, with numbers in words, and speaks nothing.
// Errors: as Listen.
func (s *Service) Words(p ivr.Prompt, forms Forms, values []map[string]string) ([]string, error) {
	if err := s.listenable(p, forms); err != nil {
		return nil, err
	}
	list := make([]string, len(values))
	for i, args := range values {
		words, err := s.cfg.Sounds.Words(s.withSamples(ivr.Prompt{ID: p.ID, Language: p.Language, Args: args}), forms)
		if err != nil {
			return nil, errors.Join(&errs.Invalid{Fields: []errs.FieldError{{Field: "values", Code: errs.CodeInvalid}}}, err)
		}
		list[i] = words
	}
	return list, nil
}

// withSamples returns a prompt with values of their kind for those that are not given.
func (s *Service) withSamples(p ivr.Prompt) ivr.Prompt {
	given := p.Args
	p.Args = s.cfg.Sounds.Sample(p.ID, p.Language).Args
	maps.Copy(p.Args, given)
	return p
}

// listenable returns why nothing is said: forms that are wrong, or a prompt that is not there.
func (s *Service) listenable(p ivr.Prompt, forms Forms) error {
	if len(forms) > 0 {
		if wrong := s.cfg.Sounds.Check(PromptVersion{Key: p.ID, Language: p.Language, Forms: forms}); len(wrong) > 0 {
			return &errs.Invalid{Fields: wrong}
		}
	} else if e := s.Entry(p.ID, p.Language); len(e.Forms) == 0 && e.Recording == nil {
		return fmt.Errorf("listen to %s in %s: %w", p.ID, p.Language, errs.ErrNotFound)
	}
	return nil
}

// Say returns a word as it is said with a reading that is being edited. Errors: Invalid,
// ErrNotSpoken.
func (s *Service) Say(ctx context.Context, r WordReading) (Heard, error) {
	if wrong := s.checkReading(&r); len(wrong) > 0 {
		return Heard{}, &errs.Invalid{Fields: wrong}
	}
	heard, err := s.cfg.Sounds.Say(ctx, r)
	if err != nil {
		return heard, fmt.Errorf("say %s: %w", r.Word, errors.Join(ErrNotSpoken, err))
	}
	return heard, nil
}

// NoteHeard keeps that somebody listened to a version of a prompt. One that is not there any
// more is no error: another has changed it, and it will be listened to again. Errors:
// ErrForbidden, ErrUnavailable.
func (s *Service) NoteHeard(ctx context.Context, by Editor, key string, l ivr.Language, rev int) error {
	if !by.Writes {
		return fmt.Errorf("note that prompt %s was heard: %w", key, errs.ErrForbidden)
	}
	of := heardID{id{key, l}, rev}
	s.mu.Lock()
	now, done := s.versions[of.id], s.heard[of]
	s.mu.Unlock()
	if done || now.Rev != rev || rev == 0 {
		return nil
	}
	h := HeardVersion{Key: key, Language: l, Rev: rev, By: by.Author, At: s.cfg.Breaker.Now()}
	if err := s.cfg.Breaker.Do(ctx, func(ctx context.Context) error { return s.cfg.Store.SavePromptHeard(ctx, h) }); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard[of] = true
	return nil
}
