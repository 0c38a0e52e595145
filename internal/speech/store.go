// Package speech turns prompts into sound files: words with their numbers as
// each language says them, a voice, a level that is the same for all prompts,
// A-law. Files are named for their content and made once.
package speech

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"

	"hotline12345/internal/disk"
	"hotline12345/internal/locale"
	"hotline12345/ivr"
)

// revision is part of every file name; raise it when the same words sound
// different.
const revision = "3"

// Store makes sound files and keeps them.
type Store struct {
	dir      string
	messages *locale.Messages
	voice    Voice
	city     City
	flight   singleflight.Group
	cache    sync.Map // name -> A-law
}

// City is the city's name as each voice is given it; empty where none is set.
type City map[ivr.Language]string

// Open returns a store over a folder of A-law files, in which prompts say the city's name.
func Open(dir string, voice Voice, city City) (*Store, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open sounds: %w", err)
	}
	files, err := fs.Sub(ivr.Prompts, "prompts")
	if err != nil {
		return nil, fmt.Errorf("open prompts: %w", err)
	}
	messages, err := locale.Load(files, "spoken")
	if err != nil {
		return nil, err
	}
	return &Store{dir: dir, messages: messages, voice: voice, city: city}, nil
}

// File makes a prompt's sound if it is not there and returns its name, without
// folder and ending.
func (s *Store) File(ctx context.Context, p ivr.Prompt) (string, error) {
	name, words, err := s.name(p)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(s.path(name)); err == nil {
		return name, nil
	}
	// Several callers may want it at once; it is spoken once, and not given up
	// because the first of them hangs up.
	_, err, _ = s.flight.Do(name, func() (any, error) {
		return nil, s.make(context.WithoutCancel(ctx), name, p.Language, words)
	})
	if err != nil {
		return "", fmt.Errorf("prompt %s in %s: %w", p.ID, p.Language, err)
	}
	return name, nil
}

// name returns the name of a prompt's file, and its words.
func (s *Store) name(p ivr.Prompt) (name, words string, err error) {
	words, err = spoken(s.messages, s.city, p)
	if err != nil {
		return "", "", fmt.Errorf("prompt %s: %w", p.ID, err)
	}
	sum := sha256.Sum256([]byte(revision + "\n" + s.voice.Name(p.Language) + "\n" + words))
	return hex.EncodeToString(sum[:16]), words, nil
}

// Has reports whether a prompt's sound is there already. One that is not is made when it is
// played, if the voice speaks.
func (s *Store) Has(p ivr.Prompt) bool {
	name, _, err := s.name(p)
	if err != nil {
		return false
	}
	_, err = os.Stat(s.path(name))
	return err == nil
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
	if len(p.Args) == 0 || p.ID == "agent_no" { // bounded: not the ticket numbers
		s.cache.Store(name, b)
	}
	return b, nil
}

func (s *Store) make(ctx context.Context, name string, l ivr.Language, words string) error {
	samples, rate, err := s.voice.Speak(ctx, l, words)
	if err != nil {
		return err
	}
	sound := atLevel(trim(resample(samples, rate)))
	if len(sound) == 0 {
		return fmt.Errorf("the voice said nothing for %q", words)
	}
	return s.write(name, encode(sound))
}

// write puts a file there whole or not at all; Asterisk may read it as another user.
func (s *Store) write(name string, data []byte) error {
	if err := disk.Replace(s.path(name), data, 0o644); err != nil {
		return fmt.Errorf("write sound: %w", err)
	}
	return nil
}

func (s *Store) path(name string) string { return filepath.Join(s.dir, name+".alaw") }

// Catalogue lists the prompts without arguments in every language, and the
// agents' announcements.
func (s *Store) Catalogue(agents []string) []ivr.Prompt {
	var all []ivr.Prompt
	for _, l := range []ivr.Language{ivr.Mandarin, ivr.Cantonese, ivr.English} {
		for _, id := range s.messages.Keys(string(l)) {
			p := ivr.Prompt{ID: id, Language: l}
			if _, err := spoken(s.messages, s.city, p); err == nil {
				all = append(all, p)
			}
		}
		for _, a := range agents {
			all = append(all, ivr.Prompt{ID: "agent_no", Language: l, Args: map[string]string{"id": a}})
		}
	}
	return all
}

// MakeAll makes prompts, several at a time, and reports its progress.
func (s *Store) MakeAll(ctx context.Context, prompts []ivr.Prompt, progress func(done, all int)) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	var mu sync.Mutex
	done := 0
	for _, p := range prompts {
		g.Go(func() error {
			_, err := s.File(ctx, p)
			mu.Lock()
			defer mu.Unlock()
			done++
			if progress != nil {
				progress(done, len(prompts))
			}
			return err
		})
	}
	return g.Wait()
}

// WriteFallback makes the two sounds that the dialplan plays by name when the
// service is away, each in all languages one after another.
func (s *Store) WriteFallback(ctx context.Context) error {
	for _, id := range []string{"fallback_down", "fallback_message"} {
		var all []byte
		for _, l := range []ivr.Language{ivr.Mandarin, ivr.Cantonese, ivr.English} {
			b, err := s.Alaw(ctx, ivr.Prompt{ID: id, Language: l})
			if err != nil {
				return err
			}
			all = append(all, b...)
		}
		if err := s.write(id, all); err != nil {
			return err
		}
	}
	return nil
}
