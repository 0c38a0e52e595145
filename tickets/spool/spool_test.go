package spool_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func keys(t *testing.T, f *spool.Folder) []string {
	t.Helper()
	all, err := f.All()
	must(t, err)
	var keys []string
	for _, p := range all {
		keys = append(keys, p.Key)
	}
	slices.Sort(keys)
	return keys
}

func TestParcelsSurviveAndAreReplaced(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "spool")
	f, err := spool.Open(dir)
	must(t, err)
	d := tickets.Draft{Call: "1.1", Rev: 1, Register: tickets.Register{Content: "一"}}
	must(t, f.Put(service.Parcel{Key: "1.1", Draft: &d}))
	d.Rev, d.Content = 2, "一二"
	must(t, f.Put(service.Parcel{Key: "1.1", Draft: &d}))
	for _, key := range []string{"..", "../../etc/passwd", "a/b", "look x", ""} {
		must(t, f.Put(service.Parcel{Key: key}))
	}
	f, err = spool.Open(dir) // after a restart
	must(t, err)
	if got, want := keys(t, f), []string{"", "..", "../../etc/passwd", "1.1", "a/b", "look x"}; !slices.Equal(got, want) {
		t.Fatalf("keys %q, want %q", got, want)
	}
	all, err := f.All()
	must(t, err)
	for _, p := range all {
		if p.Key == "1.1" && (p.Draft.Rev != 2 || p.Draft.Content != "一二") {
			t.Errorf("the newer draft was not kept: %+v", p.Draft)
		}
	}
	for _, key := range []string{"..", "../../etc/passwd", "a/b", "", "never there"} {
		must(t, f.Remove(key))
	}
	must(t, f.SetAside("look x"))
	if got := keys(t, f); !slices.Equal(got, []string{"1.1"}) {
		t.Errorf("keys after removal %q", got)
	}
	aside, err := os.ReadDir(filepath.Join(dir, "rejected"))
	must(t, err)
	if len(aside) != 1 {
		t.Errorf("%d files set aside, want 1", len(aside))
	}
}

func TestHalfAWriteIsNotAParcel(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := spool.Open(dir)
	must(t, err)
	half := filepath.Join(dir, ".tmp-123")
	must(t, os.WriteFile(half, []byte(`{"key":"1.`), 0o600))
	f, err := spool.Open(dir)
	must(t, err)
	if got := keys(t, f); len(got) != 0 {
		t.Errorf("keys %q, want none", got)
	}
	if _, err := os.Stat(half); !os.IsNotExist(err) {
		t.Errorf("the half write is still there: %v", err)
	}
}

// TestADamagedParcelIsSaid, set aside for a person, and holds up no other.
func TestADamagedParcelIsSaid(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]string{"no JSON": "not JSON", "empty": "", "zeros": "\x00\x00\x00\x00", "torn": `{"key":"x","dra`, "another kind": `[1,2]`} {
		dir := t.TempDir()
		f, err := spool.Open(dir)
		must(t, err)
		must(t, f.Put(service.Parcel{Key: "1.1"}))
		must(t, os.WriteFile(filepath.Join(dir, "parcel-0.json"), []byte(damage), 0o600))
		must(t, f.Put(service.Parcel{Key: "1.2"}))
		all, err := f.All()
		if err == nil || !strings.Contains(err.Error(), "parcel-0.json") || len(all) != 2 {
			t.Errorf("%s: %d parcels, error %v, want two and an error that names the file", name, len(all), err)
		}
		aside, err := os.ReadFile(filepath.Join(dir, "rejected", "parcel-0.json"))
		if err != nil || string(aside) != damage {
			t.Errorf("%s: set aside %q, error %v", name, aside, err)
		}
		if got := keys(t, f); len(got) != 2 {
			t.Errorf("%s: keys %q at the next look", name, got)
		}
	}
}

// TestADamagedCounterBeginsAnew: no ticket waits for a person who mends it.
func TestADamagedCounterBeginsAnew(t *testing.T) {
	t.Parallel()
	for _, damage := range []string{"", "null", "\x00\x00\x00", `{"2611`, `[]`, `{"261123":"7"}`, `{"261123":1000000}`, `{"261123":-1}`, `{"x":1}`} {
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, "counter.json"), []byte(damage), 0o600))
		c, err := spool.OpenCounter(dir)
		if err == nil || c == nil || !c.Fresh() {
			t.Fatalf("%q: counter %+v, error %v", damage, c, err)
		}
		must(t, c.AtLeast("261123", 7))
		if n, err := c.Next("261123"); n != 8 || err != nil {
			t.Errorf("%q: number %d, error %v", damage, n, err)
		}
		if aside, err := os.ReadFile(filepath.Join(dir, "counter.json.damaged")); err != nil || string(aside) != damage {
			t.Errorf("%q: set aside %q, error %v", damage, aside, err)
		}
		c, err = spool.OpenCounter(dir)
		must(t, err)
		if n, err := c.Next("261123"); n != 9 || err != nil || c.Fresh() {
			t.Errorf("%q: number %d after a restart, error %v", damage, n, err)
		}
	}
}

func TestTheCounterNeverRepeats(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, err := spool.OpenCounter(dir)
	must(t, err)
	if !c.Fresh() {
		t.Error("a new counter is not fresh")
	}
	seen := map[int]bool{}
	var mu sync.Mutex
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for range 25 {
				n, err := c.Next("261123")
				mu.Lock()
				if err != nil || seen[n] {
					t.Errorf("number %d, error %v", n, err)
				}
				seen[n] = true
				mu.Unlock()
			}
		})
	}
	work.Wait()
	c, err = spool.OpenCounter(dir)
	must(t, err)
	next := func(day string, want int) {
		t.Helper()
		if n, err := c.Next(day); err != nil || n != want {
			t.Errorf("next of %s: %d, error %v; want %d", day, n, err, want)
		}
	}
	next("261123", 101) // after a restart
	next("261124", 1)   // a new day
	next("261123", 102) // the clock was set back
	must(t, c.AtLeast("261124", 40))
	must(t, c.AtLeast("261124", 7))
	next("261124", 41)
	if c.Fresh() {
		t.Error("a counter with a file is fresh")
	}
	for day := range 20 {
		next("2702"+string(rune('0'+day/10))+string(rune('0'+day%10)), 1)
	}
	next("270219", 2)
}
