package loop_test

//hotline:faults

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"hotline12345/cti"
	"hotline12345/cti/loop"
)

// begun is when the calls of these journals begin.
var begun = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

// journalOf writes a journal of n calls, each of two entries, and returns its folder.
// The state before entry 1 is an empty engine.
func journalOf(t *testing.T, calls int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	files := openFiles(t, dir)
	engine := cti.New()
	seq := uint64(0)
	handle := func(ev cti.Event) {
		seq++
		at := begun.Add(time.Duration(seq) * time.Second)
		if err := files.Append(loop.Entry{Seq: seq, At: at, Event: ev, Commands: engine.Handle(at, ev)}); err != nil {
			t.Fatal(err)
		}
	}
	handle(cti.SettingsChanged{Settings: settings()})
	for n := range calls {
		call := cti.CallID(fmt.Sprint("1.", n))
		handle(cti.CallArrived{Call: call, Called: "12345"})
		handle(cti.CallerGone{Call: call, Cause: 16})
	}
	return dir
}

const (
	damagedCalls = 20
	damagedLast  = 1 + 2*damagedCalls
	segment1     = "0000000000000001.jsonl"
)

// rewrite changes the lines of the first segment; a line has no end.
func rewrite(t *testing.T, dir string, change func(lines [][]byte) []byte) {
	t.Helper()
	name := filepath.Join(dir, segment1)
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSuffix(raw, []byte("\n")), []byte("\n"))
	if err := os.WriteFile(name, change(lines), 0o600); err != nil {
		t.Fatal(err)
	}
}

func joined(lines [][]byte) []byte { return append(bytes.Join(lines, []byte("\n")), '\n') }

// TestADamagedLineCostsNoDecision: whatever happens to one line, the service starts, says
// where it is, and decides everything as before: the line behind repeats it.
func TestADamagedLineCostsNoDecision(t *testing.T) {
	t.Parallel()
	const at = 10 // counted from 0: line 11
	replace := func(by string) func(lines [][]byte) []byte {
		return func(lines [][]byte) []byte { lines[at] = []byte(by); return joined(lines) }
	}
	for name, c := range map[string]struct {
		change   func(lines [][]byte) []byte
		why      string
		restored uint64
		odd      bool
	}{
		"torn": {func(l [][]byte) []byte { l[at] = l[at][:len(l[at])/2]; return joined(l) }, "no whole JSON", 1, false},
		"bit":  {func(l [][]byte) []byte { l[at][40] ^= 1; return joined(l) }, "checksum", 1, false},
		"bit of a number": {func(l [][]byte) []byte {
			l[at] = bytes.Replace(l[at], []byte(`{"seq":11`), []byte(`{"seq":31`), 1)
			return joined(l)
		}, "checksum", 1, false},
		"zeros": {func(l [][]byte) []byte { l[at] = make([]byte, len(l[at])); return joined(l) }, "zeros", 1, false},
		"zeros that reach into the next line": {func(l [][]byte) []byte {
			l[at+1] = append(make([]byte, len(l[at])), l[at+1]...)
			return joined(append(l[:at], l[at+1:]...))
		}, "stood around", 1, true},
		"the next one behind half a line": {func(l [][]byte) []byte {
			l[at+1] = append(l[at][:30], l[at+1]...)
			return joined(append(l[:at], l[at+1:]...))
		}, "stood around", 1, true},
		"deleted":       {func(l [][]byte) []byte { return joined(append(l[:at], l[at+1:]...)) }, "", 1, false},
		"other JSON":    {replace(`{"seq":11,"at":"2026-11-23T01:00:11Z","event":{"v":3,"type":"Ticked","data":{}}}`), "no checksum", 1, false},
		"a number":      {replace(`5`), "unmarshal", 1, false},
		"null":          {replace(`null`), "no number", 1, false},
		"an array":      {replace(`[]`), "unmarshal", 1, false},
		"wrong kind":    {replace(`{"seq":"11"}`), "unmarshal", 1, false},
		"old and empty": {replace(`{"seq":11}`), "unexpected end", 1, false},
		"old and wild":  {replace(`{"seq":99999999999,"at":"2026-11-23T01:00:11Z","event":{"v":2,"type":"Ticked","data":{}}}`), "cannot be in this file", 1, false},
		"long":          {replace(strings.Repeat("x", 9<<20)), "longer than", 1, false},
		"twice":         {func(l [][]byte) []byte { l[at] = append(append(bytes.Clone(l[at]), '\n'), l[at]...); return joined(l) }, "read already", 0, true},
		"out of order":  {func(l [][]byte) []byte { l[at], l[at+1] = l[at+1], l[at]; return joined(l) }, "out of order", 0, true},
		"CR LF":         {func(l [][]byte) []byte { l[at] = append(l[at], '\r'); return joined(l) }, "stood around", 0, true},
		"no line end":   {func(l [][]byte) []byte { return bytes.TrimSuffix(joined(l), []byte("\n")) }, "", 0, false},
		"byte order mark": {func(l [][]byte) []byte {
			return append([]byte("\ufeff"), joined(l)...)
		}, "stood around", 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := journalOf(t, damagedCalls)
			_, want := recovered(t, dir)
			rewrite(t, dir, c.change)
			core, logged := observer.New(zap.InfoLevel)
			files := openFiles(t, dir)
			files.Log = zap.New(core)
			engine, seq, err := files.Recover()
			if err != nil || seq != damagedLast {
				t.Fatalf("recovered to entry %d, error %v; want %d", seq, err, damagedLast)
			}
			if got := state(t, engine); got != want {
				t.Errorf("the state differs:\n%s\n%s", got, want)
			}
			s := files.State()
			if s.Missing != 0 || s.Doubtful != 0 || s.Restored != c.restored || (s.Odd > 0) != c.odd || (s.Damaged > 0) != (c.why != "" && !c.odd) {
				t.Errorf("counted %+v", s)
			}
			if c.why != "" && (!strings.Contains(s.Last, segment1) || !strings.Contains(s.Last, c.why) || logged.Len() == 0) {
				t.Errorf("said %q in %d log lines, want %q", s.Last, logged.Len(), c.why)
			}
			if differing, err := loop.Replay(openFiles(t, dir), io.Discard); err != nil || differing != 0 {
				t.Errorf("%d decisions differ, error %v", differing, err)
			}
			shipped := shippedOf(t, dir)
			if len(shipped.seqs) != damagedLast || len(shipped.rows) != damagedCalls {
				t.Errorf("%d entries and %d rows are shipped, want %d and %d", len(shipped.seqs), len(shipped.rows), damagedLast, damagedCalls)
			}
		})
	}
}

func recovered(t *testing.T, dir string) (*loop.Files, string) {
	t.Helper()
	files := openFiles(t, dir)
	engine, _, err := files.Recover()
	if err != nil {
		t.Fatal(err)
	}
	return files, state(t, engine)
}

// shippedOf ships a folder into a store that has nothing.
func shippedOf(t *testing.T, dir string) *store {
	t.Helper()
	s := &store{rows: map[cti.CallID]int{}}
	tail := openFiles(t, dir).Tail(0)
	for {
		batch, err := tail.Next(7)
		if err != nil {
			t.Fatal(err)
		}
		if len(batch) == 0 {
			return s
		}
		var rows []cti.CallRecord
		for _, e := range batch {
			for _, c := range e.Commands {
				if save, ok := c.(cti.SaveCall); ok {
					rows = append(rows, save.Record)
				}
			}
		}
		if err := s.Ship(t.Context(), "", batch, rows); err != nil {
			t.Fatal(err)
		}
	}
}
