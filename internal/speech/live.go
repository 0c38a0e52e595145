package speech

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"hotline12345/internal/disk"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
)

// Script is what a city changed of the shipped prompts.
type Script struct {
	spoken.Changes
	// Recordings by language and key: the names that Keep gave.
	Recordings map[ivr.Language]map[string]string `json:"recordings,omitempty"`
}

// live is what callers hear now. It is replaced as a whole.
type live struct {
	set    *spoken.Set
	script Script
	names  sync.Map // of what fixedKey returns -> file
}

// fixedKey returns what names a prompt that says no values but those of the line: there are few,
// so that their files are known without reading the sentence again.
func fixedKey(p ivr.Prompt) (string, bool) {
	var b strings.Builder
	b.WriteString(p.ID + "@" + string(p.Language))
	left := len(p.Args)
	for _, name := range []string{"city", "line", "slogan"} {
		for _, full := range []string{name, name + "@" + string(p.Language)} {
			value, ok := p.Args[full]
			if ok {
				left--
			}
			b.WriteString("\x00" + value)
		}
	}
	return b.String(), left == 0
}

// recording returns the file that was recorded for a prompt; none where it says a value that
// the recording cannot have: any but the city's own name.
func (l *live) recording(p ivr.Prompt, city City) string {
	for name, value := range p.Args {
		if plain, _, _ := strings.Cut(name, "@"); plain != "city" || value != city.name(p.Language) {
			return ""
		}
	}
	return l.script.Recordings[p.Language][p.ID]
}

// lineVariant ends the key of the sentence that a line with a name of its own says in the place of
// another one: welcome_short_line of welcome_short, which has the city's name alone.
const lineVariant = "_line"

// forLine returns the key of what is said of a prompt to the callers of its line. A text that says the
// line's name already needs no other.
func forLine(set *spoken.Set, p ivr.Prompt) string {
	own := p.ID + lineVariant
	if p.Args["line"]+p.Args["line@"+string(p.Language)] == "" || len(set.Message(p.Language, own)) == 0 ||
		slices.Contains(set.Message(p.Language, p.ID).Arguments(), "line") {
		return p.ID
	}
	return own
}

// used returns a prompt as its line says it, with those values alone that its text says.
func used(set *spoken.Set, p ivr.Prompt) ivr.Prompt {
	p.ID = forLine(set, p)
	says := set.Message(p.Language, p.ID).Arguments()
	var args map[string]string
	for name, value := range p.Args {
		if plain, _, _ := strings.Cut(name, "@"); slices.Contains(says, plain) {
			if args == nil {
				args = map[string]string{}
			}
			args[name] = value
		}
	}
	p.Args = args
	return p
}

// Use makes a script the one that callers hear from the next prompt on, and keeps a copy for
// starts without a database.
func (s *Store) Use(script Script) error {
	set, err := s.shipped.With(script.Changes)
	if err != nil {
		return fmt.Errorf("use the changed prompts: %w", err)
	}
	s.script.Store(&live{set: set, script: script})
	raw, err := json.MarshalIndent(script, "", " ")
	if err == nil {
		err = disk.Replace(s.scriptFile(), raw, 0o644)
	}
	if err != nil {
		return fmt.Errorf("keep a copy of the prompts: %w", err)
	}
	return nil
}

func (s *Store) scriptFile() string { return filepath.Join(s.cfg.State, "script.json") }

func (s *Store) restoreScript() error {
	raw, err := os.ReadFile(s.scriptFile())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var script Script
	if err == nil {
		err = json.Unmarshal(raw, &script)
	}
	if err != nil {
		return err
	}
	set, err := s.shipped.With(script.Changes)
	if err == nil {
		s.script.Store(&live{set: set, script: script})
	}
	return err
}

// Set returns what is said now; Shipped what is said where a city changed nothing.
func (s *Store) Set() *spoken.Set { return s.script.Load().set }

// Shipped returns the prompts without the city's changes.
func (s *Store) Shipped() *spoken.Set { return s.shipped }

// Languages returns all languages, in the order in which callers are offered them.
func (s *Store) Languages() []ivr.Language {
	var list []ivr.Language
	for _, l := range s.shipped.Languages() {
		list = append(list, l.ID)
	}
	return list
}

// Catalogue lists the prompts without values in every language, and the agents' announcements.
func (s *Store) Catalogue(agents []string) []ivr.Prompt {
	set := s.Set()
	var all []ivr.Prompt
	for _, l := range set.Languages() {
		for _, id := range set.Keys(l.ID) {
			if spoken.IsFragment(id) || slices.ContainsFunc(set.Message(l.ID, id).Arguments(), func(a string) bool { kind, _ := set.Argument(a); return !kind.Optional }) {
				continue
			}
			all = append(all, ivr.Prompt{ID: id, Language: l.ID})
		}
		for _, a := range agents {
			all = append(all, ivr.Prompt{ID: "agent_no", Language: l.ID, Args: map[string]string{"id": a}})
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

// fallbackPrompts are those of the dialplan.
var fallbackPrompts = []string{"fallback_down", "fallback_message"}

// WriteFallback makes the two sounds that the dialplan plays by name when the
// service is away, each in all languages one after another.
func (s *Store) WriteFallback(ctx context.Context) error {
	for _, id := range fallbackPrompts {
		var all []byte
		for _, l := range s.Languages() {
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
