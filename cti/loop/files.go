package loop

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"
)

// Files is the journal on disk: segments NNNN.jsonl, each named for its first
// entry, and snapshots NNNN.snapshot, each named for the last entry it holds.
// Every entry is one write, so a kill of the process loses none; Run syncs them in
// groups, so a power cut loses at most the last 50 ms. What the disk does not take is
// held in memory until it does.
type Files struct {
	// Log says what is damaged; nil is silence. Damaged, if set, is called for each.
	Log     *zap.Logger
	Damaged func(Damage)
	// Keep is how long segments and snapshots stay after they were shipped, so that a
	// database which was put back to an earlier day is caught up.
	Keep time.Duration

	dir  string
	base string // the journal of entries that name none
	id   string // the journal of entries that are appended now: a new one each time
	disk disk

	mu      sync.Mutex
	segment file
	live    uint64 // the segment's number; 0 = none
	size    int64  // of the segment, behind its last whole line
	last    []byte // the last entry, without the one that it repeats
	lastSeq uint64
	first   uint64 // the first number of this journal; 0 is not known yet
	background
	memory

	saying   sync.Mutex
	said     State
	spots    map[spot]bool
	doubting bool
	perFile  map[string]int
}

// OpenFiles opens or makes the journal folder. What is appended is a journal of its own,
// whose numbers go on: a folder that was put back to an earlier day never claims numbers
// that a database has already. A folder that cannot be used does not
// keep calls from being taken: entries are then held in memory.
func OpenFiles(dir string) (*Files, error) {
	f := opened(dir)
	f.fault = os.MkdirAll(dir, 0o700)
	raw, err := os.ReadFile(filepath.Join(dir, "id"))
	f.base = strings.TrimSpace(string(raw))
	f.id = newID()
	if !validID(f.base) {
		if err == nil {
			f.damagedFile("id", errors.New("it is no id; a new one is made"))
		}
		f.base = f.id
		if err := os.WriteFile(filepath.Join(dir, "id"), []byte(f.base), 0o600); err != nil {
			f.fault = err
		}
	}
	return f, nil
}

func opened(dir string) *Files {
	return &Files{dir: dir, disk: osDisk{}, spots: map[spot]bool{}, perFile: map[string]int{}}
}

func newID() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return hex.EncodeToString(b)
}

// validID reports whether s can name a journal: letters and digits, not too many.
func validID(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_") == ""
}

// ID names the journal that is written now, among all that a database has seen.
func (f *Files) ID() string { return f.id }

// Append writes one entry in one system call. An error means that the disk did not take
// it and that it is held in memory; it is written when the disk takes it again.
func (f *Files) Append(e Entry) error {
	if e.Journal == "" {
		e.Journal = f.id
	}
	object, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("journal entry %d: %w", e.Seq, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.first == 0 {
		f.first = e.Seq
	}
	raw := f.line(e.Seq, object)
	if !f.running && time.Since(f.tried) >= retryDisk {
		f.writeHeld()
	}
	if len(f.held) == 0 {
		err = f.write(e.Seq, raw)
	} else {
		err = f.fault
	}
	if err != nil {
		f.hold(e.Seq, raw, err)
		return fmt.Errorf("write journal; the entry is held in memory: %w", err)
	}
	return nil
}

// line returns the line of an entry: it repeats the entry before, and has a checksum.
func (f *Files) line(seq uint64, object []byte) []byte {
	line := make([]byte, 0, len(object)+len(f.last)+2*sealSize)
	line = append(line, object...)
	if f.lastSeq+1 == seq && f.last != nil {
		line = append(line[:len(line)-1], `,"before":`...)
		line = append(append(line, f.last...), '}')
	}
	f.last, f.lastSeq = object, seq
	return append(seal(line), '\n')
}

// write adds whole lines to the segment, all or none; the first one is entry seq.
func (f *Files) write(seq uint64, data []byte) error {
	if f.segment == nil {
		if err := f.begin(seq); err != nil {
			return err
		}
	}
	n, err := f.segment.Write(data)
	if err == nil {
		f.size += int64(n)
		f.wrote()
		return nil
	}
	if n > 0 && f.segment.Truncate(f.size) != nil { // half a line; a new segment is begun
		f.log().Error("half a line of the journal stays", zap.String("file", filepath.Base(f.path(f.live, segmentExt))))
	}
	f.endSegment()
	return err
}

// begin opens a segment. One of this name that is there already has nothing that could
// be read, or it would not be the next.
func (f *Files) begin(seq uint64) error {
	name := f.path(seq, segmentExt)
	file, err := f.disk.open(name, os.O_CREATE|os.O_APPEND|os.O_RDWR)
	if errors.Is(err, fs.ErrNotExist) && os.Mkdir(f.dir, 0o700) == nil {
		file, err = f.disk.open(name, os.O_CREATE|os.O_APPEND|os.O_RDWR)
	}
	if err != nil {
		return err
	}
	f.segment, f.live, f.size = file, seq, 0
	info, err := os.Stat(name)
	if err == nil && info.Size() > 0 { // a crash may have left half a line
		_, err = file.Write([]byte("\n"))
		f.size = info.Size() + 1
	}
	if err != nil {
		f.endSegment()
	}
	return err
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
		seq, err := strconv.ParseUint(base, 10, 64)
		if ok && err == nil && n.Name() == filepath.Base(f.path(seq, ext)) {
			seqs = append(seqs, seq)
		}
	}
	slices.Sort(seqs)
	return seqs, nil
}

// Read calls each for every entry after seq, in order. What cannot be read is said,
// counted and stepped over.
func (f *Files) Read(after uint64, each func(Entry) error) error {
	segments, err := f.list(segmentExt)
	if err != nil {
		f.damagedFile(".", err)
		return nil
	}
	last := after
	for i, first := range segments {
		next := uint64(0)
		if i+1 < len(segments) {
			if next = segments[i+1]; next <= after+1 {
				continue // all of it is older
			}
		}
		places := f.index(first, next)
		err := f.entries(first, behind(places, after), func(e Entry) error { return f.step(&last, e, each) })
		if err != nil {
			return err
		}
	}
	return nil
}

// behind returns the places of the entries after seq.
func behind(places []place, seq uint64) []place {
	n, _ := slices.BinarySearchFunc(places, seq+1, func(p place, seq uint64) int { return cmp.Compare(p.seq, seq) })
	return places[n:]
}

// step calls each for an entry that is behind the last one, and first for the one before
// it, if that could not be read: the line repeats it.
func (f *Files) step(last *uint64, e Entry, each func(Entry) error) error {
	if e.Seq <= *last {
		return nil
	}
	if e.Seq == *last+2 && e.before != nil {
		if before, err := decodeStrange(e.before); err == nil && before.Seq == *last+1 {
			f.restored(before.Seq)
			if err := each(before); err != nil {
				return err
			}
		}
	}
	*last = e.Seq
	return each(e)
}
