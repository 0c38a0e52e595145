package loop

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Files is the journal on disk: segments NNNN.jsonl, each named for its first
// entry, and snapshots NNNN.snapshot, each named for the last entry it holds.
// Every entry is one write, so a kill of the process loses none.
type Files struct {
	dir     string
	id      string
	mu      sync.Mutex
	segment *os.File
	broken  bool // the last write may have left half a line
}

// OpenFiles opens or makes the journal folder. ID names this journal in the
// database; it is made once.
func OpenFiles(dir string) (*Files, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	id, err := os.ReadFile(filepath.Join(dir, "id"))
	if errors.Is(err, fs.ErrNotExist) {
		b := make([]byte, 8)
		_, _ = rand.Read(b) // never fails (crypto/rand)
		id = []byte(hex.EncodeToString(b))
		err = os.WriteFile(filepath.Join(dir, "id"), id, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	return &Files{dir: dir, id: string(id)}, nil
}

// ID names this journal among all that a database has seen.
func (f *Files) ID() string { return f.id }

// Append writes one entry in one system call.
func (f *Files) Append(e Entry) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("journal entry %d: %w", e.Seq, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.segment == nil {
		if f.segment, err = f.open(e.Seq); err != nil {
			return err
		}
	}
	if f.broken {
		raw = append([]byte("\n"), raw...)
	}
	_, err = f.segment.Write(append(raw, '\n'))
	f.broken = err != nil
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return nil
}

func (f *Files) open(seq uint64) (*os.File, error) {
	file, err := os.OpenFile(f.path(seq, segmentExt), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open journal segment: %w", err)
	}
	info, err := file.Stat()
	f.broken = err == nil && info.Size() > 0 // a crash may have left half a line
	return file, err
}

// Snapshot writes the engine's state after entry seq and begins a new segment.
func (f *Files) Snapshot(seq uint64, state []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	tmp := f.path(seq, ".tmp")
	if err := writeSynced(tmp, state); err != nil {
		return fmt.Errorf("write snapshot: %w", err)
	}
	if err := os.Rename(tmp, f.path(seq, snapshotExt)); err != nil {
		return fmt.Errorf("write snapshot: %w", err)
	}
	if f.segment == nil {
		return nil
	}
	err := errors.Join(f.segment.Sync(), f.segment.Close())
	f.segment = nil
	return err
}

func writeSynced(name string, data []byte) error {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Sync(), file.Close())
}

const (
	segmentExt  = ".jsonl"
	snapshotExt = ".snapshot"
)

func (f *Files) path(seq uint64, ext string) string {
	return filepath.Join(f.dir, fmt.Sprintf("%016d%s", seq, ext))
}

// list returns the numbers in the names of the files with this ending, sorted.
func (f *Files) list(ext string) ([]uint64, error) {
	names, err := os.ReadDir(f.dir)
	if err != nil {
		return nil, fmt.Errorf("list journal: %w", err)
	}
	var seqs []uint64
	for _, n := range names {
		base, ok := strings.CutSuffix(n.Name(), ext)
		var seq uint64
		if _, err := fmt.Sscanf(base, "%d", &seq); ok && err == nil {
			seqs = append(seqs, seq)
		}
	}
	slices.Sort(seqs)
	return seqs, nil
}

// Read calls each for every entry after seq, in order. Half a line at the end
// of a segment (a crash, a full disk) is skipped: its commands never ran.
func (f *Files) Read(after uint64, each func(Entry) error) error {
	segments, err := f.list(segmentExt)
	if err != nil {
		return err
	}
	for i, first := range segments {
		if i+1 < len(segments) && segments[i+1] <= after+1 {
			continue // all of it is older
		}
		if err := f.readSegment(first, after, each); err != nil {
			return err
		}
	}
	return nil
}

func (f *Files) readSegment(first, after uint64, each func(Entry) error) error {
	file, err := os.Open(f.path(first, segmentExt))
	if err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	defer file.Close()
	r := bufio.NewReaderSize(file, 1<<16)
	for {
		raw, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read journal: %w", err)
		}
		if !json.Valid(raw) {
			continue
		}
		var e Entry
		if err := json.Unmarshal(raw, &e); err != nil {
			return err
		}
		if e.Seq <= after {
			continue
		}
		if err := each(e); err != nil {
			return err
		}
	}
}
