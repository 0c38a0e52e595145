package loop

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"hotline12345/cti"
)

// withJournal adds to a snapshot the name of the journal that it belongs to.
func withJournal(state []byte, id string) []byte {
	body := bytes.TrimSuffix(bytes.TrimSpace(state), []byte("}"))
	comma := ","
	if len(body) <= 1 { // {}
		comma = ""
	}
	return fmt.Appendf(body, `%s"journal":%q}`, comma, id)
}

// writeSnapshot writes beside, syncs and renames: a crash leaves it whole or not at all.
func (f *Files) writeSnapshot(s *snapshotFile) error {
	tmp := f.path(s.seq, ".tmp")
	file, err := f.disk.open(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY)
	if err != nil {
		return fmt.Errorf("write snapshot: %w", err)
	}
	_, err = file.Write(s.state)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = f.disk.rename(tmp, f.path(s.seq, snapshotExt))
	}
	if err != nil {
		return fmt.Errorf("write snapshot: %w", errors.Join(err, os.Remove(tmp)))
	}
	_ = syncDir(f.dir) // without it a power cut leaves the snapshot before, which is right too
	return nil
}

// readSnapshot restores the engine from a snapshot, and the journal that it belongs to.
func (f *Files) readSnapshot(seq uint64) (engine *cti.Engine, journal string, err error) {
	defer func() {
		if p := recover(); p != nil { // a state that no engine has written
			engine, err = nil, fmt.Errorf("it makes no sense: %v", p)
		}
	}()
	raw, err := os.ReadFile(f.path(seq, snapshotExt))
	if err != nil {
		return nil, "", err
	}
	raw = bytes.TrimRight(raw, "\r\n")
	sealed, err := checkSeal(raw)
	if err != nil {
		return nil, "", err
	}
	var head struct {
		Version int    `json:"version"`
		Journal string `json:"journal"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, "", err
	}
	if !sealed && head.Version >= 3 && head.Version <= cti.JournalVersion {
		return nil, "", errNoChecksum
	}
	if head.Journal == "" {
		head.Journal = f.base
	}
	engine, err = cti.Restore(raw)
	return engine, head.Journal, err
}

// lastSnapshot restores the newest snapshot before entry end that can be read; without
// one it returns a new engine and 0. Those that cannot be read are said.
func (f *Files) lastSnapshot(end uint64) (*cti.Engine, uint64, string) {
	seqs, err := f.list(snapshotExt)
	if err != nil {
		f.damagedFile(".", err)
	}
	for i := len(seqs) - 1; i >= 0; i-- {
		if seqs[i] >= end {
			continue
		}
		engine, journal, err := f.readSnapshot(seqs[i])
		if err == nil {
			return engine, seqs[i], journal
		}
		f.damagedFile(filepath.Base(f.path(seqs[i], snapshotExt)), err)
	}
	return cti.New(), 0, f.base
}
