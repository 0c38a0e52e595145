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

// All reads every parcel, also those of an earlier version. A file that cannot be read is an error: someone must
// look at it.
func (f *Folder) All() ([]service.Parcel, error) {
	names, err := os.ReadDir(f.dir)
	if err != nil {
		return nil, fmt.Errorf("list spool: %w", err)
	}
	var all []service.Parcel
	for _, n := range names {
		if n.IsDir() || !strings.HasPrefix(n.Name(), "parcel-") {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(f.dir, n.Name()))
		if err != nil {
			return nil, fmt.Errorf("read spool: %w", err)
		}
		p, err := decodeParcel(raw)
		if err != nil {
			return nil, fmt.Errorf("read spool file %s: %w", n.Name(), err)
		}
		all = append(all, p)
	}
	return all, nil
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
func (f *Folder) SetAside(key string) error {
	from := f.path(key)
	if err := os.Rename(from, filepath.Join(f.dir, rejected, filepath.Base(from))); err != nil {
		return fmt.Errorf("set aside from spool: %w", err)
	}
	return errors.Join(disk.SyncDir(f.dir), disk.SyncDir(filepath.Join(f.dir, rejected)))
}

func (f *Folder) path(key string) string {
	return filepath.Join(f.dir, "parcel-"+url.PathEscape(key)+ext)
}
