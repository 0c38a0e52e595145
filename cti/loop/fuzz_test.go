package loop

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// FuzzLinesOfTheJournal: whatever stands in a line, reading it ends; what is found lies within
// the line, and an entry that is read is read again from what is written of it.
func FuzzLinesOfTheJournal(f *testing.F) {
	old, err := os.ReadFile("testdata/journal-v1-kinds.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	for i, line := range bytes.Split(old, []byte("\n")) {
		f.Add(line)
		f.Add([]byte(`{"seq":` + string(rune('1'+i%9)) + `,"at":"2026-11-23T01:00:00Z","event":` + string(line) + `}`))
	}
	f.Add([]byte(`{"seq":7,"at":"2026-11-23T01:00:00Z","event":{"v":3,"type":"Ticked","data":{}},"commands":[]}`))
	f.Add([]byte("\x00\x00\x00"))
	f.Add([]byte(`{"seq":7,{"seq":8,`))
	f.Fuzz(func(t *testing.T, line []byte) {
		if found, err := inspect(line); err == nil && (found.start < 0 || found.length < 0 || found.start+found.length > len(line)) {
			t.Fatalf("found %+v in %d bytes", found, len(line))
		}
		e, err := ReadEntry(line)
		if err != nil {
			return
		}
		raw, err := json.Marshal(e)
		if err != nil {
			return // what an older version wrote may have no form of now
		}
		back, err := ReadEntry(raw)
		if err != nil || back.Seq != e.Seq || !back.At.Equal(e.At) || len(back.Commands) != len(e.Commands) {
			t.Fatalf("%s is read back as %+v: %v", raw, back, err)
		}
	})
}
