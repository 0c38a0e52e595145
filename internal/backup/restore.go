package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// restoringFile stands in a data folder that is not filled yet; it names the backup.
const restoringFile = "restoring"

// Target is an empty installation.
type Target struct {
	DatabaseURL string
	DataDir     string
	// MessagesDir gets what callers left that had not become tickets; the service takes it in.
	MessagesDir string
	// RecordingDir gets the messages of menus that had not.
	RecordingDir string
	// Occupied reports whether the database has tables already.
	Occupied func(context.Context) (bool, error)
	// Report is told each step; nil: nobody.
	Report func(step string)
}

func (t Target) report(format string, args ...any) {
	if t.Report != nil {
		t.Report(fmt.Sprintf(format, args...))
	}
}

// Errors of Restore; nothing was changed.
var (
	ErrDataThere     = errors.New("the data folder is not empty: a restore never writes over what is there; move it away, or set HOTLINE_DATA_DIR to an empty folder")
	ErrDatabaseThere = errors.New("the database has tables already: a restore never writes over what is there; make an empty one, and set HOTLINE_DATABASE_URL to it")
)

// Restore fills an empty database and an empty data folder from a backup, after it has
// read and compared all of it. One that was broken off is run again.
func Restore(ctx context.Context, t Target, dir string) (Manifest, error) {
	t.report("comparing %s with its checksums", dir)
	m, err := Verify(dir)
	if err != nil {
		return m, err
	}
	if err := t.free(ctx, dir); err != nil {
		return m, err
	}
	if err := os.MkdirAll(t.DataDir, 0o700); err != nil {
		return m, fmt.Errorf("restore: %w", err)
	}
	mark := filepath.Join(t.DataDir, restoringFile)
	if err := writeFile(mark, []byte(dir)); err != nil {
		return m, fmt.Errorf("restore: %w", err)
	}
	t.report("data folder: %d files, %d MB", len(m.Files), m.size()>>20)
	for _, f := range m.Files {
		if err := t.file(dir, f); err != nil {
			return m, fmt.Errorf("restore %s: %w; make room and run it again", f.Path, err)
		}
	}
	t.report("database")
	if err := load(ctx, t.DatabaseURL, filepath.Join(dir, databaseFile)); err != nil {
		return m, fmt.Errorf("restore the database: %w", err)
	}
	if err := os.Remove(mark); err != nil {
		return m, fmt.Errorf("restore: %w", err)
	}
	return m, nil
}

// free reports an error unless both places are empty, or an earlier try with the same
// backup left off here.
func (t Target) free(ctx context.Context, dir string) error {
	occupied, err := t.Occupied(ctx)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if occupied {
		return ErrDatabaseThere
	}
	begun, err := os.ReadFile(filepath.Join(t.DataDir, restoringFile))
	if err == nil && string(begun) == dir {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("restore: %w", err)
	}
	free, err := empty(t.DataDir)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if !free {
		return ErrDataThere
	}
	return nil
}

// file copies one file of the data folder or of what callers left, with its time and mode:
// reading the journal and pruning it go by them.
func (t Target) file(dir string, f File) error {
	into := t.DataDir
	rel, ok := strings.CutPrefix(f.Path, dataFolder+"/")
	for folder, left := range leftIn(t.MessagesDir, t.RecordingDir) {
		if in, is := strings.CutPrefix(f.Path, folder+"/"); is {
			into, rel, ok = left, in, true
		}
	}
	if !ok {
		return nil
	}
	source, err := os.Open(filepath.Join(dir, filepath.FromSlash(f.Path)))
	if err != nil {
		return err
	}
	defer source.Close()
	target := filepath.Join(into, filepath.FromSlash(rel))
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return err
	}
	if _, _, err := write(target, source); err != nil {
		return err
	}
	return errors.Join(os.Chmod(target, f.Mode), os.Chtimes(target, f.ModTime, f.ModTime))
}

// Unfinished returns the backup from which a data folder is still being filled; "" when
// it is whole.
func Unfinished(dataDir string) string {
	raw, err := os.ReadFile(filepath.Join(dataDir, restoringFile))
	if err != nil {
		return ""
	}
	return string(bytes.TrimSpace(raw))
}
