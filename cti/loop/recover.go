package loop

import (
	"errors"
	"fmt"
	"math"
	"os"

	"hotline12345/cti"
)

// Recover rebuilds the engine as it was: the newest snapshot that can be read,
// then the entries after it. It returns the number of the last entry.
func (f *Files) Recover() (*cti.Engine, uint64, error) {
	engine, seq, err := f.lastSnapshot()
	if err != nil {
		return nil, 0, err
	}
	err = f.Read(seq, func(e Entry) error {
		engine.Handle(e.At, e.Event)
		seq = e.Seq
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("recover from journal: %w", err)
	}
	return engine, seq, nil
}

// lastSnapshot restores the newest readable snapshot; without one the whole
// journal is replayed on a new engine.
func (f *Files) lastSnapshot() (*cti.Engine, uint64, error) {
	return f.lastSnapshotBefore(math.MaxUint64)
}

func (f *Files) lastSnapshotBefore(end uint64) (*cti.Engine, uint64, error) {
	seqs, err := f.list(snapshotExt)
	if err != nil {
		return nil, 0, err
	}
	for i := len(seqs) - 1; i >= 0; i-- {
		if seqs[i] >= end {
			continue
		}
		raw, err := os.ReadFile(f.path(seqs[i], snapshotExt))
		if err != nil {
			return nil, 0, fmt.Errorf("read snapshot: %w", err)
		}
		engine, err := cti.Restore(raw)
		if err == nil {
			return engine, seqs[i], nil
		}
		if newer := new(cti.NewerJournalError); errors.As(err, &newer) {
			return nil, 0, err // an older snapshot would lose what came after it
		}
	}
	return cti.New(), 0, nil
}
