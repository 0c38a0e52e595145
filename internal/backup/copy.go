package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// copier copies a folder of the installation into a backup. A file that has not changed since the
// last backup is linked to that backup's copy, so that years of recordings are
// written once.
type copier struct {
	from, into string
	folder     string          // in the backup, where what is copied stands
	former     map[string]File // of the backup before, by path
	formerDir  string
	taken      map[string]File
}

// tree copies what stands below a folder of it. What disappears meanwhile was
// delivered or pruned, and is passed over.
func (c *copier) tree(below string) error {
	return filepath.WalkDir(filepath.Join(c.from, below), func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(c.from, name)
		if err != nil || leftOut(rel) || !d.Type().IsRegular() {
			return err
		}
		err = c.file(rel)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

// leftOut reports whether a file belongs to the running process and to nothing else.
func leftOut(rel string) bool {
	base := filepath.Base(rel)
	return strings.HasSuffix(base, ".lock") || rel == "lock" || base == restoringFile || strings.HasSuffix(base, ".tmp")
}

// file copies or links one file.
func (c *copier) file(rel string) error {
	source, err := os.Open(filepath.Join(c.from, rel))
	if err != nil {
		return err
	}
	defer source.Close()
	info, err := source.Stat()
	if err != nil {
		return err
	}
	path := c.folder + "/" + filepath.ToSlash(rel)
	target := filepath.Join(c.into, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return err
	}
	f := File{Path: path, Size: info.Size(), Mode: info.Mode().Perm(), ModTime: info.ModTime().UTC()}
	if before, ok := c.former[path]; ok && before.Size == f.Size && before.ModTime.Equal(f.ModTime) {
		if os.Link(filepath.Join(c.formerDir, filepath.FromSlash(path)), target) == nil {
			f.SHA256 = before.SHA256
			c.taken[path] = f
			return nil
		}
	}
	reader := io.LimitReader(source, info.Size()) // it may grow meanwhile
	if strings.HasSuffix(rel, ".jsonl") {
		if reader, err = wholeLines(reader); err != nil {
			return err
		}
	}
	if f.Size, f.SHA256, err = write(target, reader); err != nil {
		return fmt.Errorf("copy %s: %w", rel, err)
	}
	c.taken[path] = f
	return nil
}

// wholeLines leaves out the line that is being written.
func wholeLines(r io.Reader) (io.Reader, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return bytes.NewReader(raw[:bytes.LastIndexByte(raw, '\n')+1]), nil
}

// write writes a new file, readable by its owner only, and makes sure that it is on the disk.
func write(name string, r io.Reader) (size int64, sum string, err error) {
	_ = os.Remove(name) // of an earlier pass; it may be a link to the backup before
	file, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, "", err
	}
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(file, h), r)
	return size, hex.EncodeToString(h.Sum(nil)), errors.Join(err, file.Sync(), file.Close())
}

func writeFile(name string, data []byte) error {
	_, _, err := write(name, bytes.NewReader(data))
	return err
}
