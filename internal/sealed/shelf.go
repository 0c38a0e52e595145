// Package sealed keeps small values on this machine's disk that nobody else may read or
// make: each in a file of its own, sealed with AES-256-GCM. The key is derived from a
// random one in the folder, for its owner alone, and a secret from outside it: a copy of
// the folder opens nothing. What cannot be opened counts as not there.
package sealed

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"hotline12345/internal/disk"
)

const (
	keyFile = "key"
	keySize = 32
	ext     = ".sealed"
)

// Shelf is a folder of sealed values. Its methods may be called at once, and on nil,
// which keeps nothing.
type Shelf struct {
	dir  string
	seal cipher.AEAD
	name []byte // key of file names, which say nothing of the values' keys

	mu   sync.Mutex
	kept map[string]value
}

// value is the content of a file.
type value struct {
	Key   string    `json:"key"`
	Value []byte    `json:"value"`
	Until time.Time `json:"until"`
}

// Open opens or makes the folder, and forgets what has expired. secret may be empty. With
// another secret than before nothing of then can be opened.
func Open(dir, secret string, now time.Time) (*Shelf, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open sealed folder: %w", err)
	}
	disk.RemoveHalves(dir)
	key, err := keyOf(filepath.Join(dir, keyFile))
	if err != nil {
		return nil, err
	}
	key = append(key, secret...)
	s := &Shelf{dir: dir, kept: map[string]value{}}
	if s.name, err = hkdf.Key(sha256.New, key, nil, "hotline sealed names 1", keySize); err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	sealing, err := hkdf.Key(sha256.New, key, nil, "hotline sealed values 1", keySize)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	block, err := aes.NewCipher(sealing)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	if s.seal, err = cipher.NewGCMWithRandomNonce(block); err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	return s, s.read(now)
}

// keyOf reads the folder's key, or makes it.
func keyOf(name string) ([]byte, error) {
	key, err := os.ReadFile(name)
	if err == nil && len(key) == keySize {
		return key, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the key: %w", err)
	}
	key = make([]byte, keySize)
	_, _ = rand.Read(key) // never fails
	if err := disk.Replace(name, key, 0o600); err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	return key, nil
}

func (s *Shelf) read(now time.Time) error {
	files, err := os.ReadDir(s.dir)
	if err != nil {
		return fmt.Errorf("read sealed folder: %w", err)
	}
	for _, f := range files {
		name := f.Name()
		if !strings.HasSuffix(name, ext) {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(s.dir, name))
		if err != nil {
			continue
		}
		v, err := s.open(name, raw)
		if err != nil || !v.Until.After(now) {
			_ = os.Remove(filepath.Join(s.dir, name)) // of another key, torn, or over
			continue
		}
		s.kept[v.Key] = v
	}
	return nil
}

func (s *Shelf) open(name string, raw []byte) (v value, err error) {
	plain, err := s.seal.Open(nil, nil, raw, []byte(name))
	if err == nil {
		err = json.Unmarshal(plain, &v)
	}
	if err == nil && s.file(v.Key) != name {
		err = errors.New("it is another one's file")
	}
	return v, err
}

// file returns the name of a value's file.
func (s *Shelf) file(key string) string {
	h := hmac.New(sha256.New, s.name)
	_, _ = h.Write([]byte(key)) // never fails
	return hex.EncodeToString(h.Sum(nil)[:16]) + ext
}

// Put keeps a value until a time; it returns when it is safe on disk. Where the disk
// does not take it, a former value is gone too.
func (s *Shelf) Put(key string, data []byte, until time.Time) error {
	if s == nil {
		return nil
	}
	v := value{Key: key, Value: data, Until: until}
	plain, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("seal a value: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	name := s.file(key)
	closed := s.seal.Seal(nil, nil, plain, []byte(name)) //nolint:gosec // G407: this AEAD makes its nonces itself
	if err := disk.Replace(filepath.Join(s.dir, name), closed, 0o600); err != nil {
		return errors.Join(fmt.Errorf("keep a sealed value: %w", err), s.remove(key))
	}
	s.kept[key] = v
	return nil
}

// Get returns a value and until when it is kept.
func (s *Shelf) Get(key string) (data []byte, until time.Time, found bool) {
	if s == nil {
		return nil, time.Time{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	v, found := s.kept[key]
	return v.Value, v.Until, found
}

// All returns the values whose keys begin so, by the rest of their keys.
func (s *Shelf) All(prefix string) map[string][]byte {
	all := map[string][]byte{}
	if s == nil {
		return all
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, v := range s.kept {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			all[rest] = v.Value
		}
	}
	return all
}

// Remove forgets a value; one that is not there is no error.
func (s *Shelf) Remove(key string) error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.remove(key)
}

func (s *Shelf) remove(key string) error {
	delete(s.kept, key)
	if err := os.Remove(filepath.Join(s.dir, s.file(key))); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget a sealed value: %w", err)
	}
	return nil
}

// Clear forgets everything.
func (s *Shelf) Clear() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var failed error
	for key := range s.kept {
		failed = errors.Join(failed, s.remove(key))
	}
	return failed
}

// Expire forgets what is over.
func (s *Shelf) Expire(now time.Time) error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var failed error
	for key, v := range s.kept {
		if !v.Until.After(now) {
			failed = errors.Join(failed, s.remove(key))
		}
	}
	return failed
}
