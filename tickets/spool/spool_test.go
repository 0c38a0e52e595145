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

func TestADamagedParcelIsSaid(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f, err := spool.Open(dir)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "parcel-x.json"), []byte("not JSON"), 0o600))
	if _, err := f.All(); err == nil || !strings.Contains(err.Error(), "parcel-x.json") {
		t.Errorf("error %v, want one that names the file", err)
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
