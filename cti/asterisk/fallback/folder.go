package fallback

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/alaw"
)

const (
	noteExt, soundExt = ".note", ".alaw"
	// takenExt marks a note that was taken over: only removing its files is left.
	takenExt = ".taken"
	// aside is the folder for broken notes.
	aside = "broken"
	// maxNote and maxSound bound what is read, in bytes: a call in the fallback ends after
	// 10 minutes.
	maxNote, maxSound = 64 << 10, 12 * 60 * alaw.SampleRate
)

// calls returns the ids that the names of files bear: of notes, and of messages whose note
// was lost.
func calls(names []string) []string {
	var list []string
	for _, name := range names {
		for _, ext := range []string{noteExt, soundExt} {
			call, ok := strings.CutSuffix(name, ext)
			if ok && call != "" && !slices.Contains(list, call) && !slices.Contains(names, call+takenExt) {
				list = append(list, call)
			}
		}
	}
	return list
}

// left is what the fallback left of one call.
type left struct {
	note    note
	broken  bool
	changed time.Time // when one of the files was written to last
	sound   []byte
}

// read reads a call's files; a missing one is empty.
func (i *Importer) read(call string) (l left, err error) {
	text, noted, err := i.file(call+noteExt, maxNote)
	if err != nil {
		return l, err
	}
	var spoken time.Time
	if l.sound, spoken, err = i.file(call+soundExt, maxSound); err != nil {
		return l, err
	}
	if l.changed = noted; spoken.After(noted) {
		l.changed = spoken
	}
	l.note, err = parse(string(text))
	l.broken = err != nil
	return l, nil
}

func (i *Importer) file(name string, limit int64) (content []byte, changed time.Time, err error) {
	f, err := os.Open(filepath.Join(i.cfg.Dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, time.Time{}, nil
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, time.Time{}, err
	}
	content, err = io.ReadAll(io.LimitReader(f, limit))
	return content, info.ModTime(), err
}

// remove removes the files of a call that was taken over, its mark last.
func (i *Importer) remove(call string) error {
	for _, ext := range []string{soundExt, takenExt} {
		if err := os.Remove(i.path(call + ext)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// setAside keeps files of a call for a person.
func (i *Importer) setAside(call string, exts ...string) error {
	if err := os.MkdirAll(i.path(aside), 0o700); err != nil {
		return err
	}
	for _, ext := range exts {
		err := os.Rename(i.path(call+ext), i.path(filepath.Join(aside, call+ext)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (i *Importer) path(name string) string { return filepath.Join(i.cfg.Dir, name) }

// Waiting counts the calls that a folder of the fallback holds, and the broken notes, without
// taking anything over: while no service runs.
func Waiting(dir string) (waiting, broken int, err error) {
	found, err := os.ReadDir(dir)
	if err != nil {
		return 0, 0, fmt.Errorf("read the folder of the fallback (HOTLINE_MESSAGES_DIR): %w", err)
	}
	names := make([]string, len(found))
	for n, f := range found {
		names[n] = f.Name()
	}
	left, err := filepath.Glob(filepath.Join(dir, aside, "*"+noteExt))
	return len(calls(names)), len(left), err
}
