package prompts

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

var (
	keyForm  = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	argument = regexp.MustCompile(`\{(\w+)\}`)
)

// Arguments returns the values that a text says, sorted.
func (f Forms) Arguments() []string {
	found := map[string]bool{}
	for _, text := range f {
		for _, a := range argument.FindAllStringSubmatch(text, -1) {
			found[a[1]] = true
		}
	}
	return slices.AppendSeq([]string{}, slices.Values(slices.Sorted(maps.Keys(found))))
}

// Save changes a prompt's text. rev is the version that the form was filled in against; Forms
// that are empty bring the shipped text back, and take an own prompt away. The sound is made
// before the text is heard. Errors: Invalid, Stale, ErrForbidden, ErrUnavailable.
func (s *Service) Save(ctx context.Context, by Editor, v PromptVersion, rev int) (PromptEntry, error) {
	for form, text := range v.Forms {
		v.Forms[form] = strings.TrimSpace(text)
	}
	if now := s.Entry(v.Key, v.Language); by.Writes && now.Rev > rev && maps.Equal(now.Forms, v.Forms) {
		return now, nil // sent again
	}
	return s.change(ctx, by, v.Key, v.Language, rev, nil, func(now PromptVersion) (PromptVersion, error) {
		now.Forms = v.Forms
		if len(v.Forms) == 0 {
			return now, s.mayGo(now)
		}
		if wrong := s.cfg.Sounds.Check(now); len(wrong) > 0 {
			return now, &errs.Invalid{Fields: wrong}
		}
		return now, nil
	})
}

// mayGo refuses to take away a prompt that callers hear and that was not shipped.
func (s *Service) mayGo(v PromptVersion) error {
	if len(s.cfg.Sounds.Texts(v.Language)[v.Key]) == 0 && len(s.cfg.Uses()[v.Key]) > 0 && v.Recording == nil {
		return &errs.Invalid{Fields: []errs.FieldError{{Field: "forms", Code: errs.CodeInUse}}}
	}
	return nil
}

// change adds a version to a prompt: it is checked, its sounds are made, it is stored, and then
// heard.
func (s *Service) change(ctx context.Context, by Editor, key string, l ivr.Language, rev int, sound []byte, how func(PromptVersion) (PromptVersion, error)) (PromptEntry, error) {
	if !by.Writes {
		return PromptEntry{}, fmt.Errorf("change prompt %s: %w", key, errs.ErrForbidden)
	}
	if wrong := s.checkName(key, l); len(wrong) > 0 {
		return PromptEntry{}, &errs.Invalid{Fields: wrong}
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	s.mu.Lock()
	now, loaded := s.versions[id{key, l}], s.loaded
	s.mu.Unlock()
	if !loaded {
		return PromptEntry{}, fmt.Errorf("change prompt %s: %w", key, errs.ErrUnavailable)
	}
	if now.Rev != rev {
		return PromptEntry{}, &Stale{s.Entry(key, l)}
	}
	now.Key, now.Language, now.Rev, now.By, now.At = key, l, rev+1, by.Author, s.cfg.Breaker.Now()
	now.Addr = by.From
	v, err := how(now)
	if err != nil {
		return PromptEntry{}, err
	}
	script := s.script(&v)
	if err := s.cfg.Sounds.Prepare(ctx, script, v); err != nil {
		return PromptEntry{}, fmt.Errorf("make the sounds of prompt %s: %w", key, errors.Join(ErrNotSpoken, err))
	}
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) error { return s.cfg.Store.SavePrompt(ctx, v, sound) })
	if errors.Is(err, errs.ErrConflict) { // another service changed it
		if err := s.load(ctx); err != nil {
			return PromptEntry{}, err
		}
		return PromptEntry{}, &Stale{s.Entry(key, l)}
	}
	if err != nil {
		return PromptEntry{}, err
	}
	s.mu.Lock()
	s.versions[id{key, l}] = v
	s.mu.Unlock()
	return s.Entry(key, l), s.cfg.Sounds.Use(script)
}

// ErrNotSpoken: no engine speaks the text, so callers would hear the old one.
var ErrNotSpoken = errors.New("the text cannot be spoken now")

func (s *Service) checkName(key string, l ivr.Language) (wrong []errs.FieldError) {
	if !keyForm.MatchString(key) {
		wrong = append(wrong, errs.FieldError{Field: "key", Code: errs.CodeInvalid})
	}
	if !slices.ContainsFunc(s.Languages(), func(known PromptLanguage) bool { return known.ID == l }) {
		wrong = append(wrong, errs.FieldError{Field: "language", Code: errs.CodeUnknown})
	}
	return wrong
}
