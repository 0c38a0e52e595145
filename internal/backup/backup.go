// Package backup copies a whole installation while calls go on, and puts it back: the
// database, the data folder (journal, recordings, spool, files of tickets, keys) and
// the settings. PostgreSQL's own programs dump and load the database.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Source is the installation.
type Source struct {
	DatabaseURL string
	DataDir     string
	// MessagesDir is where the telephone system leaves what callers said while the service
	// was dead; "" or a folder that is not there has none.
	MessagesDir string
	// RecordingDir is where it records messages that a menu asks for, until they are tickets; the
	// same of one that is not there.
	RecordingDir string
	// Schema is the version of the database's tables.
	Schema int32
	// Settings are the variables in force, "HOTLINE_LOG=info"; secrets are among them.
	Settings []string
	// Secrets are files outside the data folder that the settings name: the certificate
	// and its key. They are kept below secrets/ with their whole path.
	Secrets []string
	// Report is told each step; nil: nobody.
	Report func(step string)
}

func (s Source) report(format string, args ...any) {
	if s.Report != nil {
		s.Report(fmt.Sprintf(format, args...))
	}
}

// nameForm is a backup's name: the time in UTC when it was begun.
const nameForm = "2006-01-02T15-04-05Z"

const partialExt = ".partial"

// Make writes a backup into a new folder below dir, named for its time, and returns
// its path. Beside the newest, unchanged files take no room. Nobody but the owner can
// read it. A backup that fails leaves nothing.
//
// What is in the spool, and what callers left, may reach the database at any moment, so it
// is copied before the dump; all else afterwards: a row never names a file that the backup does not have, and
// entries of the journal that the dump does not have are shipped after a restore.
func Make(ctx context.Context, s Source, dir string, now time.Time) (string, error) {
	if err := s.outside(dir); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make a backup: %w", err)
	}
	unlock, err := lock(dir)
	if err != nil {
		return "", err
	}
	defer unlock()
	name := filepath.Join(dir, now.UTC().Format(nameForm))
	if _, err := os.Stat(name); err == nil {
		return "", fmt.Errorf("make a backup: %s is there already", name)
	}
	if err := removePartial(dir); err != nil {
		return "", err
	}
	partial := name + partialExt
	if err := s.fill(ctx, dir, partial, now); err != nil {
		return "", errors.Join(fmt.Errorf("make a backup: %w", err), os.RemoveAll(partial))
	}
	if err := os.Rename(partial, name); err != nil {
		return "", fmt.Errorf("make a backup: %w", err)
	}
	return name, nil
}

// outside reports an error for a place that the backup would copy into itself.
func (s Source) outside(dir string) error {
	data, err := filepath.Abs(s.DataDir)
	if err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	into, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	if rel, err := filepath.Rel(data, into); err == nil && filepath.IsLocal(rel) {
		return fmt.Errorf("make a backup: %s stands in the data folder that it would copy; best is another disk", dir)
	}
	return nil
}

func (s Source) fill(ctx context.Context, dir, into string, now time.Time) error {
	c := &copier{from: s.DataDir, folder: dataFolder, into: into, taken: map[string]File{}}
	if last, m, ok := newest(dir); ok {
		c.formerDir, c.former = last, byPath(m.Files)
	}
	if err := os.Mkdir(into, 0o700); err != nil {
		return err
	}
	if err := c.tree("spool"); err != nil {
		return err
	}
	for folder, from := range leftIn(s.MessagesDir, s.RecordingDir) {
		left := *c // it notes the same files
		left.from, left.folder = from, folder
		if err := left.tree("."); err != nil {
			return err
		}
	}
	s.report("database")
	if err := dump(ctx, s.DatabaseURL, filepath.Join(into, databaseFile)); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(into, settingsFile), []byte(strings.Join(s.Settings, "\n")+"\n")); err != nil {
		return err
	}
	s.report("data folder")
	if err := c.tree("."); err != nil {
		return err
	}
	own := []string{databaseFile, settingsFile}
	for _, name := range s.Secrets {
		full, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		kept := "secrets" + filepath.ToSlash(full)
		if err := copySecret(name, filepath.Join(into, kept)); err != nil {
			return err
		}
		own = append(own, kept)
	}
	for _, own := range own {
		f, err := describe(into, own)
		if err != nil {
			return err
		}
		c.taken[own] = f
	}
	m := Manifest{Format: Format, MadeAt: now.UTC(), Schema: s.Schema}
	for _, path := range slices.Sorted(maps.Keys(c.taken)) {
		m.Files = append(m.Files, c.taken[path])
	}
	s.report("%d files, %d MB", len(m.Files), m.size()>>20)
	return m.write(into)
}

// leftIn returns the folders of what callers left that are there to keep, by their names in a backup.
func leftIn(messages, recording string) map[string]string {
	dirs := map[string]string{messagesFolder: messages, recordingFolder: recording}
	maps.DeleteFunc(dirs, func(_, dir string) bool { return dir == "" })
	return dirs
}

func copySecret(from, to string) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	return writeFile(to, raw)
}

func describe(dir, name string) (File, error) {
	full := filepath.Join(dir, name)
	if err := os.Chmod(full, 0o600); err != nil {
		return File{}, err
	}
	info, err := os.Stat(full)
	if err != nil {
		return File{}, err
	}
	sum, size, err := sumOf(full)
	return File{Path: name, Size: size, Mode: info.Mode().Perm(), ModTime: info.ModTime().UTC(), SHA256: sum}, err
}

// List returns the paths of the finished backups below dir, the oldest first.
func List(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	var found []string
	for _, e := range entries {
		if _, err := time.Parse(nameForm, e.Name()); err == nil && e.IsDir() {
			found = append(found, filepath.Join(dir, e.Name()))
		}
	}
	return found, nil // ReadDir sorts, and the names sort by time
}

// Keep removes all but the newest n backups below dir, and returns what it removed.
func Keep(dir string, n int) ([]string, error) {
	all, err := List(dir)
	if err != nil || len(all) <= n {
		return nil, err
	}
	old := all[:len(all)-n]
	for _, name := range old {
		if err := os.RemoveAll(name); err != nil {
			return nil, fmt.Errorf("remove an old backup: %w", err)
		}
	}
	return old, nil
}

func newest(dir string) (string, Manifest, bool) {
	all, err := List(dir)
	if err != nil || len(all) == 0 {
		return "", Manifest{}, false
	}
	last := all[len(all)-1]
	m, err := ReadManifest(last)
	return last, m, err == nil
}

func byPath(files []File) map[string]File {
	m := map[string]File{}
	for _, f := range files {
		m[f.Path] = f
	}
	return m
}

// removePartial removes what an interrupted backup left.
func removePartial(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, "*"+partialExt))
	for _, name := range left {
		err = errors.Join(err, os.RemoveAll(name))
	}
	return err
}

// lock makes sure that one backup is made at a time.
func lock(dir string) (unlock func(), err error) {
	file, err := os.OpenFile(filepath.Join(dir, "backup.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the backups: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = file.Close() // nothing was written
		return nil, fmt.Errorf("another backup into %s is being made: %w", dir, err)
	}
	return func() {
		// Closing alone is not enough: a program that is being started holds a copy until it runs.
		_ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN)
		_ = file.Close()
	}, nil
}

// empty reports whether a folder has nothing in it, or is not there.
func empty(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	for _, e := range entries {
		if e.Name() != "lost+found" {
			return false, nil
		}
	}
	return true, err
}
