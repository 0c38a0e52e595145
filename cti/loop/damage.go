package loop

import (
	"fmt"
	"path/filepath"

	"go.uber.org/zap"
)

// Damage is what could not be read of a journal, or was odd.
type Damage struct {
	File string // the name within the folder
	Line int    // counted from 1; 0 is the file as a whole
	Why  error
}

func (d Damage) String() string {
	if d.Line == 0 {
		return fmt.Sprintf("%s: %v", d.File, d.Why)
	}
	return fmt.Sprintf("%s line %d: %v", d.File, d.Line, d.Why)
}

// State is how the journal is; the counts are since the folder was opened.
type State struct {
	// Damaged counts lines and files that could not be read and were stepped over.
	Damaged uint64
	// Odd counts what was read though something was wrong with it: line ends of
	// another system, entries that stand twice or out of order.
	Odd uint64
	// Strange counts entries of another version of the service: time passed by them,
	// and the rest was kept for the database.
	Strange uint64
	// Missing counts entries that no file had. Restored counts those that were not in
	// their place and were found in the line behind or in the database.
	Missing, Restored uint64
	// Doubtful counts the entries behind a missing one that the engine was rebuilt
	// from at the start.
	Doubtful uint64
	// Last is the last damage.
	Last string

	// Held counts the entries that are in memory alone, because the disk takes none;
	// HeldBytes is their size. Dropped counts those that memory could not hold.
	Held, HeldBytes int
	Dropped         uint64
	// Fault is why the disk takes none now, or nil.
	Fault error
	// LateSyncs counts groups of entries that were safe from a power cut later than
	// they should be.
	LateSyncs uint64
}

// State returns how the journal is now.
func (f *Files) State() State {
	f.mu.Lock()
	held := State{Held: len(f.held), HeldBytes: f.heldBytes, Dropped: f.dropped, Fault: f.fault, LateSyncs: f.lateSyncs}
	f.mu.Unlock()
	f.saying.Lock()
	defer f.saying.Unlock()
	s := f.said
	s.Held, s.HeldBytes, s.Dropped, s.Fault, s.LateSyncs = held.Held, held.HeldBytes, held.Dropped, held.Fault, held.LateSyncs
	return s
}

// saidPerFile bounds the log lines about one file; all are counted.
const saidPerFile = 10

// spot is a place and what is wrong with it.
type spot struct {
	file string
	line int
	what string
}

func (f *Files) damaged(first uint64, line int, why error) {
	f.say(filepath.Base(f.path(first, segmentExt)), line, why, &f.said.Damaged, "a part of the journal cannot be read and is stepped over")
}

func (f *Files) damagedFile(name string, why error) {
	f.say(name, 0, why, &f.said.Damaged, "a file of the journal cannot be read and is stepped over")
}

func (f *Files) odd(first uint64, line int, why error) {
	f.say(filepath.Base(f.path(first, segmentExt)), line, why, &f.said.Odd, "a part of the journal is odd")
}

func (f *Files) strange(first uint64, line int, why error) {
	f.say(filepath.Base(f.path(first, segmentExt)), line, why, &f.said.Strange,
		"an entry of the journal is of another version of the service; its meaning is not known here")
}

// say logs and counts a damage once, however often the place is read.
func (f *Files) say(file string, line int, why error, count *uint64, msg string) {
	f.saying.Lock()
	defer f.saying.Unlock()
	at := spot{file, line, msg}
	if f.spots[at] {
		return
	}
	f.spots[at] = true
	*count++
	d := Damage{File: file, Line: line, Why: why}
	f.said.Last = d.String()
	if f.Damaged != nil {
		f.Damaged(d)
	}
	f.perFile[file]++
	switch n := f.perFile[file]; {
	case n < saidPerFile:
		f.log().Error(msg, zap.String("file", file), zap.Int("line", line), zap.Error(why))
	case n == saidPerFile:
		f.log().Error(msg+"; more of this file are counted only", zap.String("file", file), zap.Int("line", line), zap.Error(why))
	}
}

// gap says and counts entries that no file has, once.
func (f *Files) gap(after, before uint64) (missing uint64) {
	f.saying.Lock()
	defer f.saying.Unlock()
	missing = before - after - 1
	at := spot{line: int(after), what: "gap"}
	if f.spots[at] {
		return missing
	}
	f.spots[at] = true
	f.said.Missing += missing
	f.log().Error("entries of the journal are missing", zap.Uint64("after", after), zap.Uint64("before", before), zap.Uint64("entries", missing))
	return missing
}

// doubt says that the entries which are decided again from now on follow a missing one.
func (f *Files) doubt() {
	f.saying.Lock()
	defer f.saying.Unlock()
	f.doubting = true
}

// decided counts an entry that was decided again.
func (f *Files) decided() {
	f.saying.Lock()
	defer f.saying.Unlock()
	if f.doubting {
		f.said.Doubtful++
	}
}

// restored counts an entry that was not in its place and was found elsewhere, once.
func (f *Files) restored(seq uint64) {
	f.saying.Lock()
	defer f.saying.Unlock()
	if at := (spot{line: int(seq), what: "restored"}); !f.spots[at] {
		f.spots[at] = true
		f.said.Restored++
	}
}

func (f *Files) log() *zap.Logger {
	if f.Log == nil {
		return zap.NewNop()
	}
	return f.Log
}
