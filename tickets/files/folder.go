// Package files keeps the contents of tickets' files in a folder, each once under
// the SHA-256 of its bytes. What a content belongs to stands in the tickets.
package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"hotline12345/internal/disk"
	"hotline12345/tickets"
)

// Folder keeps contents as ab/abcd…: a crash leaves a content whole or not at all.
type Folder struct {
	dir string
	mu  sync.Mutex // a sweep never takes what Put has just made young

	drawing sync.Mutex // see Small
}

// Open opens or makes the folder.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open folder of files: %w", err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".tmp-*")) // the pattern is valid
	for _, name := range left {
		_ = os.Remove(name) // half an upload of a crash, which was never acknowledged
	}
	return &Folder{dir: dir}, nil
}

// Put reads a content to its end and keeps it; it returns when it is safe on disk.
// Where reading breaks off, nothing is kept. Errors: tickets.ErrFileTooLarge,
// ErrFileEmpty, ErrFileType, ErrDiskFull.
func (f *Folder) Put(ctx context.Context, r io.Reader) (c tickets.Content, err error) {
	tmp, err := os.CreateTemp(f.dir, ".tmp-*")
	if err != nil {
		return tickets.Content{}, fmt.Errorf("keep a file: %w", full(err))
	}
	defer func() {
		err = errors.Join(err, closed(tmp))
		if e := os.Remove(tmp.Name()); e != nil && !errors.Is(e, fs.ErrNotExist) { // renamed
			err = errors.Join(err, e)
		}
	}()
	c.Sum, c.Size, err = copyInto(tmp, r)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return tickets.Content{}, fmt.Errorf("keep a file: %w", err)
	}
	if c.Type, err = TypeOf(tmp, c.Size); err != nil {
		return tickets.Content{}, err
	}
	if err := errors.Join(tmp.Sync(), tmp.Chmod(0o400)); err != nil {
		return tickets.Content{}, fmt.Errorf("keep a file: %w", full(err))
	}
	return c, f.place(tmp.Name(), c.Sum)
}

// copyInto writes a content and returns its sum and size.
func copyInto(tmp io.Writer, r io.Reader) (sum string, size int64, err error) {
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(tmp, h), io.LimitReader(r, tickets.MaxFileSize+1))
	switch {
	case err != nil:
		return "", 0, full(err)
	case size > tickets.MaxFileSize:
		return "", 0, tickets.ErrFileTooLarge
	case size == 0:
		return "", 0, tickets.ErrFileEmpty
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// place gives a content its name. One that is there already is replaced by its
// equal, and is young again.
func (f *Folder) place(tmp, sum string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	name := f.path(sum)
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep a file: %w", full(err))
	}
	if err := os.Rename(tmp, name); err != nil {
		return fmt.Errorf("keep a file: %w", full(err))
	}
	return errors.Join(syncDir(dir), syncDir(f.dir))
}

// Content opens a content; fs.ErrNotExist where it is gone.
func (f *Folder) Content(sum string) (io.ReadSeekCloser, error) {
	if raw, err := hex.DecodeString(sum); err != nil || len(raw) != sha256.Size {
		return nil, fmt.Errorf("open file %q: %w", sum, fs.ErrNotExist)
	}
	file, err := os.Open(f.path(sum))
	if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
	}
	return file, nil
}

func (f *Folder) path(sum string) string { return filepath.Join(f.dir, sum[:2], sum) }

// full adds tickets.ErrDiskFull to an error that means a disk which takes nothing.
func full(err error) error {
	if disk.TakesNone(err) {
		return fmt.Errorf("%w: %w", tickets.ErrDiskFull, err)
	}
	return err
}

func closed(f *os.File) error {
	if err := f.Close(); err != nil {
		return fmt.Errorf("keep a file: %w", full(err))
	}
	return nil
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}
