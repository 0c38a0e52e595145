package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Format is the form of the manifest; a restore refuses a newer one.
const Format = 1

const (
	manifestFile = "manifest.json"
	databaseFile = "database.dump"
	settingsFile = "settings.env"
	dataFolder   = "data"
	// messagesFolder and recordingFolder hold what callers left; backups before these were kept
	// have none.
	messagesFolder  = "messages"
	recordingFolder = "recording"
)

// Manifest lists what a backup holds. It is written last: a folder without one is not
// a backup.
type Manifest struct {
	Format int       `json:"format"`
	MadeAt time.Time `json:"made_at"`
	// Schema is the version of the database's tables.
	Schema int32 `json:"schema"`
	// Files are all others of the backup, in the order of their paths.
	Files []File `json:"files"`
}

// File is one file of a backup.
type File struct {
	Path    string      `json:"path"` // in the backup, with slashes: "data/journal/id"
	Size    int64       `json:"size"` // bytes
	Mode    fs.FileMode `json:"mode"`
	ModTime time.Time   `json:"mod_time"`
	SHA256  string      `json:"sha256"` // hexadecimal
}

// ErrDamaged is returned for a backup whose files are not those that were written.
var ErrDamaged = errors.New("the backup is damaged: restore an older one, and find out what happened to this one's disk")

// ReadManifest reads the manifest of a backup.
func ReadManifest(dir string) (m Manifest, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%s is no backup, or one that was not finished: it has no %s", dir, manifestFile)
	}
	if err == nil {
		err = json.Unmarshal(raw, &m)
	}
	if err != nil {
		return m, fmt.Errorf("read %s: %w: %w", manifestFile, err, ErrDamaged)
	}
	if m.Format != Format {
		return m, fmt.Errorf("the backup has form %d, this program reads %d: use the program that made it", m.Format, Format)
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return m, fmt.Errorf("the backup names a file outside itself, %q: %w", f.Path, ErrDamaged)
		}
	}
	return m, nil
}

func (m Manifest) write(dir string) error {
	raw, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return writeFile(filepath.Join(dir, manifestFile), append(raw, '\n'))
}

// Verify reads every file of a backup and compares it with the manifest. The error
// names each file that is missing or different.
func Verify(dir string) (Manifest, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return m, err
	}
	var faults []error
	for _, f := range m.Files {
		sum, size, err := sumOf(filepath.Join(dir, filepath.FromSlash(f.Path)))
		switch {
		case err != nil:
			faults = append(faults, err)
		case size != f.Size:
			faults = append(faults, fmt.Errorf("%s has %d bytes, not %d", f.Path, size, f.Size))
		case sum != f.SHA256:
			faults = append(faults, fmt.Errorf("%s has other content than when it was written", f.Path))
		}
	}
	if len(faults) > 0 {
		return m, fmt.Errorf("%w\n%w", ErrDamaged, errors.Join(faults...))
	}
	return m, nil
}

func sumOf(name string) (sum string, size int64, err error) {
	file, err := os.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer file.Close()
	h := sha256.New()
	size, err = io.Copy(h, file)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// size is the sum of the files' sizes in bytes.
func (m Manifest) size() (n int64) {
	for _, f := range m.Files {
		n += f.Size
	}
	return n
}
