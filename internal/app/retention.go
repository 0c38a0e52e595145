package app

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.uber.org/zap"

	"hotline12345/internal/disk"
	"hotline12345/tickets/retention"
	"hotline12345/tickets/retention/nightly"
)

// Periods returns how many months each class of data is kept.
func (s Settings) Periods() retention.Periods {
	return retention.Periods{
		retention.Recordings: s.KeepRecordings, retention.ComplaintRecordings: s.KeepComplaintRecordings,
		retention.Journal: s.KeepJournal, retention.AccessLog: s.KeepAccessLog,
	}
}

// checkPeriods refuses months that are none, and complaints that would go before the rest.
func (s Settings) checkPeriods() error {
	for name, months := range map[string]int{"HOTLINE_KEEP_RECORDINGS": s.KeepRecordings, "HOTLINE_KEEP_COMPLAINT_RECORDINGS": s.KeepComplaintRecordings,
		"HOTLINE_KEEP_JOURNAL": s.KeepJournal, "HOTLINE_KEEP_ACCESS_LOG": s.KeepAccessLog} {
		if months < 0 || months > 1200 {
			return fmt.Errorf("read settings: %s is %d: months, or 0 for ever", name, months)
		}
	}
	if long := s.KeepComplaintRecordings; long != 0 && (s.KeepRecordings == 0 || long < s.KeepRecordings) {
		return fmt.Errorf("read settings: HOTLINE_KEEP_COMPLAINT_RECORDINGS is %d: as many months as HOTLINE_KEEP_RECORDINGS or more, or 0 for ever", long)
	}
	return nil
}

// Retention returns what deletes data whose time is over, over a store of this
// installation.
func Retention(s Settings, store nightly.Store, log *zap.Logger) *nightly.Keeper {
	return nightly.New(nightly.Config{Store: store, Files: recordings{s.recordingsDir()}, Periods: s.Periods(),
		Key: func(mayMake bool) (ed25519.PrivateKey, error) {
			return retentionKey(s.keyFile("retention.key"), mayMake)
		},
		Now: ticketClock(s.TestClock, zap.NewNop()), Report: func(r retention.Night, err error) { reportNight(log, r, err) }})
}

// reportNight writes what a night did into the log.
func reportNight(log *zap.Logger, r retention.Night, err error) {
	if err != nil {
		log.Warn("nothing is deleted tonight; it is tried again", zap.Error(err))
		return
	}
	for _, p := range r.Parts {
		log.Info("what was kept long enough", zap.Bool("dry", r.Dry), zap.String("class", string(p.Class)), zap.Time("before", p.Before),
			zap.Int("items", p.Items), zap.Int("count", p.Count), zap.Int64("bytes", p.Bytes), zap.Int("held", p.Held))
	}
	if len(r.Failed) > 0 {
		log.Error("not everything could be deleted", zap.Strings("failed", r.Failed))
	}
}

// retentionKey reads the key that signs what was deleted, and makes it if it may: once. Who
// has no key of former deletions cannot check them.
func retentionKey(name string, mayMake bool) (ed25519.PrivateKey, error) {
	seed, err := keyOf(name, mayMake)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s. Nothing was deleted, checked or made: put the file back from a backup of the data folder (keys/retention.key) and try again; docs/operating.md says what to do if none has it",
			nightly.ErrNoKey, name)
	}
	if err != nil {
		return nil, err
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// keyOf reads a key of this installation, 32 bytes in hex, and makes it if there is none and
// it may; else the error is fs.ErrNotExist.
func keyOf(name string, mayMake bool) ([]byte, error) {
	raw, err := os.ReadFile(name)
	if mayMake && errors.Is(err, fs.ErrNotExist) {
		key := make([]byte, keySize)
		_, _ = rand.Read(key) // never fails
		raw = []byte(hex.EncodeToString(key))
		if err = os.MkdirAll(filepath.Dir(name), 0o700); err == nil {
			err = disk.Replace(name, append(raw, '\n'), 0o600)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("a key of this installation: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil || len(key) != keySize {
		return nil, fmt.Errorf("%s is no key: put the one back that the backup has", name)
	}
	return key, nil
}

// keySize is that of AES-256 and of an Ed25519 seed, in bytes.
const keySize = 32

func (s Settings) keyFile(name string) string { return filepath.Join(s.DataDir, "keys", name) }

// Look implements nightly.Files.
func (r recordings) Look(names []string) ([]retention.DeletedFile, error) {
	return r.each(names, func(name, path string) (retention.DeletedFile, error) {
		info, err := os.Stat(path)
		if err != nil {
			return retention.DeletedFile{}, err
		}
		return retention.DeletedFile{Name: name, Bytes: info.Size()}, nil
	})
}

// Describe implements nightly.Files.
func (r recordings) Describe(names []string) ([]retention.DeletedFile, error) {
	return r.each(names, describe)
}

// each describes those recordings that are there.
func (r recordings) each(names []string, describe func(name, path string) (retention.DeletedFile, error)) ([]retention.DeletedFile, error) {
	var found []retention.DeletedFile
	for _, name := range names {
		path, err := r.path(name)
		if err != nil {
			return nil, err
		}
		f, err := describe(name, path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, f)
	}
	return found, nil
}

func (r recordings) path(name string) (string, error) {
	if !filepath.IsLocal(name) {
		return "", fmt.Errorf("recording %q lies outside its folder", name)
	}
	return filepath.Join(r.dir, name), nil
}

func describe(name, path string) (retention.DeletedFile, error) {
	file, err := os.Open(path)
	if err != nil {
		return retention.DeletedFile{}, err
	}
	defer func() { _ = file.Close() }()
	sum := sha256.New()
	n, err := io.Copy(sum, file)
	return retention.DeletedFile{Name: name, Bytes: n, Sum: hex.EncodeToString(sum.Sum(nil))}, err
}

// Remove implements nightly.Files. The folder of a day goes with its last file.
func (r recordings) Remove(names []string) error {
	for _, name := range names {
		path, err := r.path(name)
		if err != nil {
			return err
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete a recording: %w", err)
		}
		dir := filepath.Dir(path)
		if dir == r.dir || os.Remove(dir) != nil { // not empty
			_ = disk.SyncDir(dir)
		}
	}
	return nil
}
