// Package speech turns prompts into sound files: the words of internal/speech/spoken, an engine,
// a level that is the same for all prompts, A-law. Files are named for their content and made
// once. A caller hears something in any case: the recording, the words, an older file of the
// same prompt, or what is left of the sentence.
package speech

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"hotline12345/internal/disk"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
)

// revision is part of every file name; raise it when the same words sound
// different.
const revision = "4"

// Config is what a store is made of; the zero value speaks the shipped prompts with espeak-ng.
type Config struct {
	// City is the city's name as prompts say it.
	City City
	// Own is a folder with the city's own languages, texts and readings, file by file over those
	// of ivr.Prompts; it need not exist.
	Own string
	// State is a folder for what the store remembers: the city's changes, and which sounds are
	// good; empty: that of the sounds.
	State string
	// Engines speak; nil: espeak-ng.
	Engines Engines
	// Patience is how long an engine may take for one sentence; 0: 5 s.
	Patience time.Duration
	// Bound is how many bytes of sound are kept that were made for a value; 0: 256 MB.
	Bound int64
	// Report is told of what callers hear worse than they should.
	Report func(msg string, err error)
	// Now is the clock; nil: the real one.
	Now func() time.Time
}

// City is a city's name.
type City struct {
	// Names by language; a language without has that of "".
	Names map[ivr.Language]string
	// Reading is how the Mandarin voice says it, "qing1 chuan1 shi4"; empty: as usual.
	Reading string
}

func (c City) name(l ivr.Language) string {
	if n, ok := c.Names[l]; ok {
		return n
	}
	return c.Names[""]
}

// Store makes sound files and keeps them.
type Store struct {
	dir     string
	cfg     Config
	shipped *spoken.Set
	script  atomic.Pointer[live]
	states  *engineStates
	good    *goodFiles
	flight  singleflight.Group
	cache   sync.Map // name -> A-law
	faults  faultLog
	made    atomic.Int64
	sweep   sync.Mutex
}

// Open returns a store over a folder of A-law files. What a city changed of the prompts is read
// from the folder of its state, as the store keeps it there for times without a database.
func Open(dir string, cfg Config) (*Store, error) {
	if cfg.State == "" {
		cfg.State = dir
	}
	for _, folder := range []string{dir, cfg.State} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, fmt.Errorf("open sounds: %w", err)
		}
	}
	cfg.complete()
	set, err := cfg.load()
	if err != nil {
		return nil, err
	}
	if cfg.City.Reading != "" && cfg.City.name(ivr.Mandarin) != "" {
		set, err = set.With(spoken.Changes{Readings: map[ivr.Language]map[string]string{
			ivr.Mandarin: {cfg.City.name(ivr.Mandarin): cfg.City.Reading}}})
		if err != nil {
			return nil, err
		}
	}
	s := &Store{dir: dir, cfg: cfg, shipped: set, states: newEngineStates(cfg), faults: faultLog{report: cfg.Report}}
	s.good = openGoodFiles(filepath.Join(cfg.State, "good.json"))
	s.script.Store(&live{set: set})
	if err := s.restoreScript(); err != nil {
		cfg.Report("the city's changes of the prompts cannot be read; the shipped ones are said until the database answers", err)
	}
	return s, nil
}

// load reads the prompts. Where the city's own cannot be read, callers hear the shipped ones.
func (c *Config) load() (*spoken.Set, error) {
	shipped, err := fs.Sub(ivr.Prompts, "prompts")
	if err != nil {
		return nil, fmt.Errorf("open prompts: %w", err)
	}
	if c.Own != "" {
		set, err := spoken.Load(spoken.Overlay{First: os.DirFS(c.Own), Second: shipped})
		if err == nil {
			return set, nil
		}
		c.Report("the prompts in "+c.Own+" cannot be used; the shipped ones are said", err)
	}
	return spoken.Load(shipped)
}

func (c *Config) complete() {
	if c.Patience == 0 {
		c.Patience = leastPatience
	}
	if c.Bound == 0 {
		c.Bound = 256 << 20
	}
	if c.Report == nil {
		c.Report = func(string, error) {}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
}

// neutral is said where nothing of a sentence can be.
const neutral = "please_hold"

// File makes a prompt's sound if it is not there and returns its name, without folder and
// ending. An error means that a caller hears nothing.
func (s *Store) File(ctx context.Context, p ivr.Prompt) (string, error) {
	script := s.script.Load()
	key, fixed := fixedKey(p)
	if name, ok := script.names.Load(key); fixed && ok && s.has(name.(string)) {
		return name.(string), nil
	}
	p = used(script.set, p)
	name := script.recording(p, s.cfg.City)
	if name == "" || !s.has(name) {
		return s.say(ctx, script, p, key, fixed)
	}
	if fixed {
		script.names.Store(key, name)
	}
	return name, nil
}

// say returns the file of a prompt that was not recorded.
func (s *Store) say(ctx context.Context, script *live, p ivr.Prompt, key string, fixed bool) (string, error) {
	full := s.withCity(p)
	pieces, err := script.set.Sentence(full)
	if err == nil {
		name, spokenErr := s.fileOf(ctx, script.set, full, pieces)
		if spokenErr == nil {
			if fixed {
				script.names.Store(key, name)
			}
			return name, nil
		}
		err = spokenErr
	}
	name, instead := s.instead(ctx, script.set, full, err)
	if name == "" {
		s.faults.note(p, "a prompt cannot be said; the caller hears nothing", err)
		return "", fmt.Errorf("prompt %s in %s: %w", p.ID, p.Language, err)
	}
	s.faults.note(p, instead, err)
	return name, nil
}

// instead returns what is said of a prompt that cannot be said as it is, and how.
func (s *Store) instead(ctx context.Context, set *spoken.Set, p ivr.Prompt, err error) (name, how string) {
	if name := s.good.of(p); name != "" && s.has(name) {
		return name, "the last good sound of a prompt is played"
	}
	if pieces, err := set.Sentence(p); err == nil {
		if name, err := s.make(ctx, set, Engines{}, pieces); err == nil {
			return name, "a prompt is spoken by espeak-ng, as the speech engine fails"
		}
	}
	if errors.Is(err, ErrUnknownCharacter) {
		p = set.WithoutNames(p)
	}
	var wrong *spoken.ArgumentError
	var character *spoken.UnreadableError
	if errors.As(err, &wrong) || errors.As(err, &character) || errors.Is(err, ErrUnknownCharacter) {
		if pieces := set.Remainder(p); len(pieces) > 0 {
			if name, err := s.make(ctx, set, s.cfg.Engines, pieces); err == nil {
				return name, "a prompt is said without a value that cannot be said"
			}
		}
	}
	hold := ivr.Prompt{ID: neutral, Language: p.Language}
	if p.ID == neutral {
		return "", ""
	}
	return s.holding(ctx, set, hold), "a prompt cannot be said; the caller is asked to hold"
}

// holding returns the file of the neutral prompt, "" if it cannot be said either.
func (s *Store) holding(ctx context.Context, set *spoken.Set, hold ivr.Prompt) string {
	pieces, err := set.Sentence(hold)
	if err == nil {
		if name, err := s.fileOf(ctx, set, hold, pieces); err == nil {
			return name
		}
	}
	if name := s.good.of(hold); name != "" && s.has(name) {
		return name
	}
	if err == nil {
		if name, err := s.make(ctx, set, Engines{}, pieces); err == nil { // by espeak-ng
			return name
		}
	}
	return ""
}

// Alaw returns a prompt's sound itself.
func (s *Store) Alaw(ctx context.Context, p ivr.Prompt) ([]byte, error) {
	name, err := s.File(ctx, p)
	if err != nil {
		return nil, err
	}
	if b, ok := s.cache.Load(name); ok {
		return b.([]byte), nil
	}
	b, err := os.ReadFile(s.path(name))
	if err != nil {
		return nil, fmt.Errorf("prompt %s: %w", p.ID, err)
	}
	if goodKey(p) != "" || p.ID == "agent_no" { // bounded: not the ticket numbers
		s.cache.Store(name, b)
	}
	return b, nil
}

// withCity adds the city's name to a prompt's values.
func (s *Store) withCity(p ivr.Prompt) ivr.Prompt {
	city := s.cfg.City.name(p.Language)
	if own := p.Args["city"] + p.Args["city@"+string(p.Language)]; own != "" || city == "" {
		return p
	}
	args := make(map[string]string, len(p.Args)+1)
	for k, v := range p.Args {
		args[k] = v
	}
	args["city"] = city
	p.Args = args
	return p
}

// write puts a file there whole or not at all; Asterisk may read it as another user.
func (s *Store) write(name string, data []byte) error {
	if err := disk.Replace(s.path(name), data, 0o644); err != nil {
		return fmt.Errorf("write sound: %w", err)
	}
	return nil
}

// has reports whether a file is there. That it is used is seen by its time, to some minutes.
func (s *Store) has(name string) bool {
	info, err := os.Stat(s.path(name))
	if err != nil {
		return false
	}
	if now := s.cfg.Now(); now.Sub(info.ModTime()) > inUse/6 {
		_ = os.Chtimes(s.path(name), now, now)
	}
	return true
}

func (s *Store) path(name string) string { return filepath.Join(s.dir, name+".alaw") }

// Pinyin returns Chinese characters as the Mandarin voice reads them: "qing1 chuan1 shi4". A
// character with several readings gets its usual one, which in a name may be wrong.
func Pinyin(chinese string) string { return spoken.PinyinOf(chinese) }
