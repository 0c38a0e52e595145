package prompts

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

// PromptUse is where a prompt is heard.
type PromptUse struct {
	// Kind is "menu", "draft" for a menu that is being edited, or "calls" for what the hotline
	// itself says.
	Kind string `json:"kind"`
	// Name is the menu's, Node the place in it, Title what administrators call that, if they do.
	Name  string `json:"name,omitempty"`
	Node  string `json:"node,omitempty"`
	Title string `json:"title,omitempty"`
}

// Config is what the service works with.
type Config struct {
	Store   Store
	Sounds  Sounds
	Breaker *breaker.Breaker
	// Uses returns where each prompt is heard; nil: unknown.
	Uses func() map[string][]PromptUse
	// Report is told of what fails outside a request; nil: nobody is.
	Report func(msg string, err error)
}

// Service keeps the prompts.
type Service struct {
	cfg Config

	changing sync.Mutex // one change at a time
	mu       sync.Mutex
	loaded   bool
	versions map[id]PromptVersion
	readings map[readingID]WordReading
	heard    map[heardID]bool
}

type id struct {
	key      string
	language ivr.Language
}

type heardID struct {
	id
	rev int
}

type readingID struct {
	language ivr.Language
	word     string
}

// New returns the service; Load reads what was changed.
func New(cfg Config) *Service {
	if cfg.Uses == nil {
		cfg.Uses = func() map[string][]PromptUse { return nil }
	}
	if cfg.Report == nil {
		cfg.Report = func(string, error) {}
	}
	return &Service{cfg: cfg, versions: map[id]PromptVersion{}, readings: map[readingID]WordReading{}, heard: map[heardID]bool{}}
}

// retry is how long to wait for a database that is away.
const retry = 5 * time.Second

// Run reads what was changed as soon as the database is there. Until then callers hear what the
// sounds kept of the last time.
func (s *Service) Run(ctx context.Context) {
	for {
		err := s.Load(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		if !errors.Is(err, errs.ErrUnavailable) {
			s.cfg.Report("the city's prompts cannot be read; those of the last time are said", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(retry):
		}
	}
}

// Load reads all versions and makes them heard. Recordings that this machine does not have are
// fetched.
func (s *Service) Load(ctx context.Context) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	return s.load(ctx)
}

// load is Load for a caller who holds the lock of changes.
func (s *Service) load(ctx context.Context) error {
	var versions []PromptVersion
	var readings []WordReading
	var heard []HeardVersion
	err := s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) {
		if versions, err = s.cfg.Store.PromptVersions(ctx); err == nil {
			readings, err = s.cfg.Store.PromptReadings(ctx)
		}
		if err == nil {
			heard, err = s.cfg.Store.PromptsHeard(ctx)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, v := range versions {
		if err := s.fetch(ctx, v.Recording); err != nil {
			return fmt.Errorf("fetch the recording of %s in %s: %w", v.Key, v.Language, err)
		}
	}
	s.mu.Lock()
	s.versions, s.readings, s.heard = map[id]PromptVersion{}, map[readingID]WordReading{}, map[heardID]bool{}
	for _, h := range heard {
		s.heard[heardID{id{h.Key, h.Language}, h.Rev}] = true
	}
	for _, v := range versions {
		s.versions[id{v.Key, v.Language}] = v
	}
	for _, r := range readings {
		s.readings[readingID{r.Language, r.Word}] = r
	}
	s.loaded = true
	s.mu.Unlock()
	return s.cfg.Sounds.Use(s.script(nil))
}

func (s *Service) fetch(ctx context.Context, r *PromptRecording) error {
	if r == nil || s.cfg.Sounds.Has(r.Sum) {
		return nil
	}
	sound, err := s.cfg.Store.PromptSound(ctx, r.Sum)
	if err != nil {
		return err
	}
	_, err = s.cfg.Sounds.Keep(sound)
	return err
}

// script returns what is said, with one version in place of the one of now.
func (s *Service) script(with *PromptVersion) Script {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := Script{Texts: map[ivr.Language]map[string]Forms{}, Recordings: map[ivr.Language]map[string]string{}, Readings: map[ivr.Language]map[string]string{}}
	add := func(v PromptVersion) {
		if len(v.Forms) > 0 {
			put(out.Texts, v.Language, v.Key, v.Forms)
		}
		if v.Recording != nil {
			put(out.Recordings, v.Language, v.Key, v.Recording.Sum)
		}
	}
	for key, v := range s.versions {
		if with == nil || key != (id{with.Key, with.Language}) {
			add(v)
		}
	}
	if with != nil {
		add(*with)
	}
	for _, r := range s.readings {
		put(out.Readings, r.Language, r.Word, r.Reading)
	}
	return out
}

func put[V any](m map[ivr.Language]map[string]V, l ivr.Language, key string, v V) {
	if m[l] == nil {
		m[l] = map[string]V{}
	}
	m[l][key] = v
}

// History returns all that became of a prompt in a language, the latest first.
func (s *Service) History(ctx context.Context, key string, l ivr.Language) (list []PromptVersion, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) error {
		list, err = s.cfg.Store.PromptHistory(ctx, key, l)
		return err
	})
	return list, err
}

// Languages returns the languages that callers can hear.
func (s *Service) Languages() []PromptLanguage { return s.cfg.Sounds.Languages() }

// Engines returns how the speech engine of each language does.
func (s *Service) Engines() []EngineState { return s.cfg.Sounds.Engines() }

// Arguments are the values that texts may have.
func (s *Service) Arguments() []PromptArgument { return s.cfg.Sounds.Arguments() }
