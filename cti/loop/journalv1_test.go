package loop_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hotline12345/cti"
	"hotline12345/cti/loop"
)

// journalV1 opens a copy of a journal that version 1 wrote: two segments with every
// kind of entry, and a snapshot between them.
func journalV1(t *testing.T) (*loop.Files, string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/journal-v1")); err != nil {
		t.Fatal(err)
	}
	return openFiles(t, dir), dir
}

func openFiles(t *testing.T, dir string) *loop.Files {
	t.Helper()
	files, err := loop.OpenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// decidedAnew are the entries of that journal that are decided otherwise since Asterisk is
// asked before a leg that is late is given up, and after each command that failed. In entry 42
// a decline of what is not offered any more was refused; it changes nothing now.
var decidedAnew = []string{"42", "52", "88", "89", "91", "97", "98", "100", "104"}

func TestAJournalOfVersion1DecidesTheSame(t *testing.T) {
	t.Parallel()
	files, _ := journalV1(t)
	var out bytes.Buffer
	if _, err := loop.Replay(files, &out); err != nil {
		t.Fatal(err)
	}
	if got := differing(out.String()); !slices.Equal(got, decidedAnew) {
		t.Errorf("the entries %v differ, want %v:\n%s", got, decidedAnew, &out)
	}
	if entries := bytes.Count(out.Bytes(), []byte(" > {")); entries != 105 {
		t.Errorf("%d entries replayed, want all 105", entries)
	}
}

// differing returns the numbers of the entries whose decisions a replay marks.
func differing(replay string) (numbers []string) {
	entry := ""
	for line := range strings.Lines(replay) {
		if number, _, ok := strings.Cut(line, " "); ok && number != "" {
			entry = number
		}
		if strings.Contains(line, "    - recorded") || strings.Contains(line, "    + now") {
			numbers = append(numbers, entry)
		}
	}
	return slices.Compact(numbers)
}

// TestAJournalOfVersion1RecoversToTheSameState: through its snapshot, and from its
// first entry without one.
func TestAJournalOfVersion1RecoversToTheSameState(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/journal-v1-state.json")
	if err != nil {
		t.Fatal(err)
	}
	want, err := cti.Restore(raw)
	if err != nil {
		t.Fatal(err)
	}
	for name, prepare := range map[string]func(*testing.T, string){
		"snapshot": func(*testing.T, string) {}, "entries alone": removeSnapshots,
	} {
		files, dir := journalV1(t)
		prepare(t, dir)
		got, seq, err := files.Recover()
		if err != nil || seq != 105 {
			t.Fatalf("%s: recovered to entry %d, err %v, want 105", name, seq, err)
		}
		// A snapshot of version 1 does not say when a call was last seen, nor which menu it has passed.
		x, y := added.ReplaceAllString(state(t, got), ""), added.ReplaceAllString(state(t, want), "")
		if name == "entries alone" { // an agent who was offline finds the reason again; who wrote the snapshot forgot it
			y = strings.Replace(y, `"state":"not_ready","reason":"signed_in"`, `"state":"not_ready","reason":"missed_offer"`, 1)
		}
		if x != y {
			t.Errorf("%s: the states differ:\n%s\n%s", name, x, y)
		}
	}
}

var added = regexp.MustCompile(`,"(seen_at|menu)":"[^"]*"`)

func state(t *testing.T, e *cti.Engine) string {
	t.Helper()
	raw, err := e.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestWhatANewerVersionWroteIsSteppedOver: it is said what to do, and the service starts.
// The files stay as they are, for the newer version.
func TestWhatANewerVersionWroteIsSteppedOver(t *testing.T) {
	t.Parallel()
	for name, file := range map[string][2]string{
		"entry":    {"0000000000000106.jsonl", `{"seq":106,"at":"2026-11-23T02:00:00Z","event":{"v":6,"type":"CallTransferred","data":{}}}` + "\n"},
		"snapshot": {"0000000000000105.snapshot", `{"version":6}`},
	} {
		_, dir := journalV1(t)
		if err := os.WriteFile(filepath.Join(dir, file[0]), []byte(file[1]), 0o600); err != nil {
			t.Fatal(err)
		}
		before := contents(t, dir)
		files := openFiles(t, dir)
		_, seq, err := files.Recover()
		if err != nil || seq != 105 {
			t.Errorf("newer %s: recovered to entry %d, error %v; want 105", name, seq, err)
		}
		s := files.State()
		if s.Damaged != 1 || !strings.Contains(s.Last, file[0]) || !strings.Contains(s.Last, "start the newer version") {
			t.Errorf("newer %s: %d damages, %q; want one that says what to do", name, s.Damaged, s.Last)
		}
		if contents(t, dir) != before {
			t.Errorf("newer %s: the folder was changed", name)
		}
	}
}

// contents returns names and contents of all files of a folder.
func contents(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(dir, name))
		all.WriteString(name + "\n" + string(raw))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
