package prompts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hotline12345/internal/errs"
)

// Readings returns the readings that came with the program and those that the city changed, by
// language and word.
func (s *Service) Readings() []WordReading {
	list := []WordReading{}
	shipped := s.cfg.Sounds.Readings()
	s.mu.Lock()
	defer s.mu.Unlock()
	for l, words := range shipped {
		for word, reading := range words {
			if _, changed := s.readings[readingID{l, word}]; !changed {
				list = append(list, WordReading{Language: l, Word: word, Reading: reading, Shipped: reading})
			}
		}
	}
	for _, r := range s.readings {
		r.Shipped = shipped[r.Language][r.Word]
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b WordReading) int {
		return strings.Compare(string(a.Language)+a.Word, string(b.Language)+b.Word)
	})
	return list
}

const longestWord = 20 // characters

// SaveReading says how a word is read. rev is the one that the form was filled in against, 0
// for a word that is new. Errors: Invalid, ErrConflict, ErrForbidden, ErrUnavailable.
func (s *Service) SaveReading(ctx context.Context, by Editor, r WordReading, rev int) (WordReading, error) {
	if !by.Writes {
		return r, fmt.Errorf("change a reading: %w", errs.ErrForbidden)
	}
	if wrong := s.checkReading(&r); len(wrong) > 0 {
		return r, &errs.Invalid{Fields: wrong}
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	key := readingID{r.Language, r.Word}
	s.mu.Lock()
	now, loaded := s.readings[key], s.loaded
	s.mu.Unlock()
	if !loaded {
		return r, fmt.Errorf("change a reading: %w", errs.ErrUnavailable)
	}
	if now.Rev != rev {
		return now, fmt.Errorf("change the reading of %s: %w", r.Word, errs.ErrConflict)
	}
	script := s.script(nil)
	put(script.Readings, r.Language, r.Word, r.Reading)
	if err := s.cfg.Sounds.PrepareReading(ctx, script, r); err != nil {
		return r, fmt.Errorf("make the sounds with %s: %w", r.Word, errors.Join(ErrNotSpoken, err))
	}
	r.Rev, r.By, r.At, r.Addr = rev+1, by.Author, s.cfg.Breaker.Now(), by.From
	err := s.cfg.Breaker.Do(ctx, func(ctx context.Context) error { return s.cfg.Store.SavePromptReading(ctx, r) })
	if errors.Is(err, errs.ErrConflict) { // another service changed it: the next form is filled in against that
		return r, errors.Join(err, s.load(ctx))
	}
	if err != nil {
		return r, err
	}
	s.mu.Lock()
	s.readings[key] = r
	s.mu.Unlock()
	return r, s.cfg.Sounds.Use(script)
}

// checkReading returns what is wrong with a reading, without the space around it.
func (s *Service) checkReading(r *WordReading) []errs.FieldError {
	r.Word, r.Reading = strings.TrimSpace(r.Word), strings.TrimSpace(r.Reading)
	var wrong []errs.FieldError
	switch n := len([]rune(r.Word)); {
	case n == 0:
		wrong = append(wrong, errs.FieldError{Field: "word", Code: errs.CodeRequired})
	case n > longestWord:
		wrong = append(wrong, errs.FieldError{Field: "word", Code: errs.CodeTooLong})
	}
	if !slices.ContainsFunc(s.Languages(), func(known PromptLanguage) bool { return known.ID == r.Language }) {
		wrong = append(wrong, errs.FieldError{Field: "language", Code: errs.CodeUnknown})
	} else if r.Reading != "" && !s.cfg.Sounds.Reads(*r) {
		wrong = append(wrong, errs.FieldError{Field: "reading", Code: errs.CodeInvalid})
	}
	return wrong
}
