// Package spool keeps what the register must not lose on this machine's disk,
// while the database is away: a folder of parcels, and the counter of ticket
// numbers.
package spool

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"hotline12345/internal/disk"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

// writeFile replaces a file; a disk that takes nothing is tickets.ErrDiskFull.
func writeFile(name string, data []byte) error {
	err := disk.Replace(name, data, 0o600)
	if disk.TakesNone(err) {
		return fmt.Errorf("%w: %w", tickets.ErrDiskFull, err)
	}
	return err
}

const (
	ext      = ".json"
	rejected = "rejected" // what the database refused, for a person to look at
)

// Folder is a service.Spool: one file per parcel, named for its key.
type Folder struct{ dir string }

// Open opens or makes the folder.
func Open(dir string) (*Folder, error) {
	if err := os.MkdirAll(filepath.Join(dir, rejected), 0o700); err != nil {
		return nil, fmt.Errorf("open spool: %w", err)
	}
	disk.RemoveHalves(dir)
	return &Folder{dir: dir}, nil
}

// Put writes the parcel; it returns when it is safe on disk.
func (f *Folder) Put(p service.Parcel) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("spool %s: %w", p.Key, err)
	}
	return writeFile(f.path(p.Key), raw)
}

// All returns every parcel that can be read, also those of an earlier version. A damaged
// file holds up no other: it is set aside for a person, and the error names it.
func (f *Folder) All() (all []service.Parcel, err error) {
	names, err := os.ReadDir(f.dir)
	if err != nil {
		return nil, fmt.Errorf("list spool: %w", err)
	}
	var unread []error
	for _, n := range names {
		if n.IsDir() || !strings.HasPrefix(n.Name(), "parcel-") {
			continue
		}
		p, err := f.read(n.Name())
		if err != nil {
			unread = append(unread, err)
			continue
		}
		all = append(all, p)
	}
	return all, errors.Join(unread...)
}

// read reads a parcel. A file that the disk does not give stays: it may do so later.
func (f *Folder) read(name string) (service.Parcel, error) {
	raw, err := os.ReadFile(filepath.Join(f.dir, name))
	if err != nil {
		return service.Parcel{}, fmt.Errorf("read spool: %w", err)
	}
	p, err := decodeParcel(raw)
	if err != nil {
		err = fmt.Errorf("spool file %s is damaged and was set aside in %s: %w", name, filepath.Join(f.dir, rejected), err)
		return p, errors.Join(err, f.aside(name))
	}
	return p, nil
}

// Remove deletes a parcel; one that is not there is no error.
func (f *Folder) Remove(key string) error {
	err := os.Remove(f.path(key))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove from spool: %w", err)
	}
	return nil
}

// SetAside moves a parcel to the folder of the rejected.
func (f *Folder) SetAside(key string) error { return f.aside(filepath.Base(f.path(key))) }

func (f *Folder) aside(name string) error {
	if err := os.Rename(filepath.Join(f.dir, name), filepath.Join(f.dir, rejected, name)); err != nil {
		return fmt.Errorf("set aside from spool: %w", err)
	}
	return errors.Join(disk.SyncDir(f.dir), disk.SyncDir(filepath.Join(f.dir, rejected)))
}

func (f *Folder) path(key string) string {
	return filepath.Join(f.dir, "parcel-"+url.PathEscape(key)+ext)
}
