// Package disk writes files that are there whole or not at all, and tells a disk that
// takes nothing from other faults.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Half begins the name of a file that is being written. One that a crash has left was
// never acknowledged and may be removed.
const Half = ".tmp-"

// Replace makes a file of these bytes. A crash or a power cut leaves the old content or
// the new, never a half: they are written beside it and synced, and the file is renamed.
func Replace(name string, data []byte, mode fs.FileMode) error {
	return ReplaceWith(name, mode, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// ReplaceWith is Replace for what write writes.
func ReplaceWith(name string, mode fs.FileMode, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), Half+"*")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(name), err)
	}
	err = errors.Join(write(tmp), tmp.Chmod(mode), tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(name), errors.Join(err, os.Remove(tmp.Name())))
	}
	return SyncDir(filepath.Dir(name))
}

// SyncDir makes the names in a folder safe from a power cut.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

// RemoveHalves removes what a crash has left of files in a folder.
func RemoveHalves(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, Half+"*")) // the pattern is right
	for _, name := range left {
		_ = os.Remove(name)
	}
}

// TakesNone reports whether an error means a disk that is full, over its quota,
// read-only or broken.
func TakesNone(err error) bool {
	for _, e := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EIO} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
