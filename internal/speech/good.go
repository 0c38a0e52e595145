package speech

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"hotline12345/internal/disk"
	"hotline12345/ivr"
)

// goodFiles remembers which file each prompt was last: an older text is better than silence.
type goodFiles struct {
	file string

	mu    sync.Mutex
	names map[string]string // prompt without values -> file
}

// openGoodFiles reads what is remembered. A file that cannot be read is begun anew.
func openGoodFiles(file string) *goodFiles {
	g := &goodFiles{file: file, names: map[string]string{}}
	if raw, err := os.ReadFile(file); err == nil {
		_ = json.Unmarshal(raw, &g.names)
	}
	return g
}

// goodKey is what a prompt is remembered by. One with values is not: its file is there by its
// content, or was never made.
func goodKey(p ivr.Prompt) string {
	for name := range p.Args {
		if plain, _, _ := strings.Cut(name, "@"); plain != "city" {
			return ""
		}
	}
	return p.ID + "@" + string(p.Language)
}

func (g *goodFiles) of(p ivr.Prompt) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.names[goodKey(p)]
}

func (g *goodFiles) put(p ivr.Prompt, name string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	key := goodKey(p)
	if key == "" || g.names[key] == name {
		return
	}
	g.names[key] = name
	g.write()
}

// write keeps what is remembered; that it cannot is no reason to leave a caller without sound.
func (g *goodFiles) write() {
	if raw, err := json.MarshalIndent(g.names, "", " "); err == nil {
		_ = disk.Replace(g.file, raw, 0o644)
	}
}

// retain forgets the files that are gone, and returns the rest.
func (g *goodFiles) retain(there map[string]bool) map[string]bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := len(g.names)
	maps.DeleteFunc(g.names, func(_, name string) bool { return !there[name] })
	if len(g.names) != n {
		g.write()
	}
	keep := map[string]bool{}
	for _, name := range g.names {
		keep[name] = true
	}
	return keep
}

const (
	// sweepEvery is after how many new files the folder is looked through.
	sweepEvery = 256
	// inUse is how long a file stays that was used: it may be playing.
	inUse = time.Hour
)

// Sweep removes sounds that were made for a value, the longest unused first, until they are
// within the bound. Prompts without values, recordings and what was used within the hour stay.
func (s *Store) Sweep() error {
	s.sweep.Lock()
	defer s.sweep.Unlock()
	files, err := s.soundFiles()
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, f := range files {
		there[f.name] = true
	}
	keep := s.good.retain(there)
	for _, recorded := range s.script.Load().script.Recordings {
		for _, name := range recorded {
			keep[name] = true
		}
	}
	var total int64
	for _, f := range files {
		if !keep[f.name] {
			total += f.size
		}
	}
	slices.SortFunc(files, func(a, b soundFile) int { return a.used.Compare(b.used) })
	for _, f := range files {
		if total <= s.cfg.Bound {
			break
		}
		if !keep[f.name] && s.cfg.Now().Sub(f.used) > inUse && os.Remove(s.path(f.name)) == nil {
			total -= f.size
		}
	}
	return nil
}

type soundFile struct {
	name string
	size int64
	used time.Time
}

// soundFiles lists the files that are named for their content; the dialplan's have names of
// their own.
func (s *Store) soundFiles() ([]soundFile, error) {
	var list []soundFile
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".alaw")
		if !ok || len(name) != 32 {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // removed meanwhile
		}
		list = append(list, soundFile{name, info.Size(), info.ModTime()})
	}
	return list, nil
}
