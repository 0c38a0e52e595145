package sealed

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir, secret string, at time.Time) *Shelf {
	t.Helper()
	s, err := Open(dir, secret, at)
	must(t, err)
	return s
}

func has(s *Shelf, key, want string) bool {
	got, _, found := s.Get(key)
	return found == (want != "") && string(got) == want
}

func TestValuesAreThereAfterARestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sessions")
	s := open(t, dir, "secret", now)
	must(t, s.Put("session a", []byte("one"), now.Add(time.Hour)))
	must(t, s.Put("session a", []byte("two"), now.Add(time.Hour)))
	must(t, s.Put("session b", []byte("x"), now.Add(time.Minute)))
	must(t, s.Put("account a", []byte("y"), now.Add(time.Hour)))
	must(t, s.Remove("account a"))
	must(t, s.Remove("account none"))
	s = open(t, dir, "secret", now.Add(2*time.Minute))
	if !has(s, "session a", "two") || !has(s, "session b", "") || !has(s, "account a", "") {
		t.Errorf("kept: %v", s.All(""))
	}
	if all := s.All("session "); len(all) != 1 || string(all["a"]) != "two" {
		t.Errorf("sessions: %q", all)
	}
	must(t, s.Clear())
	if s = open(t, dir, "secret", now); len(s.All("")) > 0 {
		t.Errorf("left after all was to be forgotten: %v", s.All(""))
	}
	must(t, s.Put("session a", []byte("two"), now.Add(time.Hour)))
	must(t, s.Expire(now.Add(2*time.Hour)))
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("%d files are left, want the key alone (error %v)", len(files), err)
	}
}

// TestNobodyElseReadsOrMakesAValue: the files say nothing, belong to their owner, and
// open with both keys alone, in their own place, as they were written.
func TestNobodyElseReadsOrMakesAValue(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, "secret", now)
	must(t, s.Put("session a", []byte("who is signed in"), now.Add(time.Hour)))
	files, err := filepath.Glob(filepath.Join(dir, "*"+ext))
	must(t, err)
	raw, err := os.ReadFile(files[0])
	must(t, err)
	for _, text := range []string{"session", "who is signed in", "2026"} {
		if bytes.Contains(raw, []byte(text)) {
			t.Errorf("the file says %q", text)
		}
	}
	for _, name := range []string{files[0], filepath.Join(dir, keyFile)} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, error %v", name, info.Mode(), err)
		}
	}
	for name, spoil := range map[string]func(dir, file string) string{
		"another secret": func(string, string) string { return "other" },
		"another key": func(dir, _ string) string {
			must(t, os.Remove(filepath.Join(dir, keyFile)))
			return "secret"
		},
		"another place": func(_, file string) string {
			must(t, os.Rename(file, filepath.Join(filepath.Dir(file), "00"+ext)))
			return "secret"
		},
		"one bit": func(_, file string) string {
			spoiled := bytes.Clone(raw)
			spoiled[len(raw)/2] ^= 1
			must(t, os.WriteFile(file, spoiled, 0o600))
			return "secret"
		},
		"torn": func(_, file string) string {
			must(t, os.WriteFile(file, raw[:5], 0o600))
			return "secret"
		},
	} {
		copied := t.TempDir()
		must(t, os.CopyFS(copied, os.DirFS(dir)))
		secret := spoil(copied, filepath.Join(copied, filepath.Base(files[0])))
		s := open(t, copied, secret, now)
		if _, _, found := s.Get("session a"); found {
			t.Errorf("%s: it opens", name)
		}
		must(t, s.Put("session b", []byte("next"), now.Add(time.Hour)))
		if s = open(t, copied, secret, now); !has(s, "session b", "next") {
			t.Errorf("%s: nothing is kept afterwards", name)
		}
	}
}

// TestWhatTheDiskDoesNotTakeIsGone: a former value would be an old truth.
func TestWhatTheDiskDoesNotTakeIsGone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sessions")
	s := open(t, dir, "", now)
	must(t, s.Put("account a", []byte("old"), now.Add(time.Hour)))
	must(t, os.RemoveAll(dir))
	if err := s.Put("account a", []byte("new"), now.Add(time.Hour)); err == nil {
		t.Fatal("a value without a folder is kept")
	}
	if _, _, found := s.Get("account a"); found {
		t.Error("the old value is still there")
	}
}

func TestNothingIsKeptWithoutAShelf(t *testing.T) {
	var s *Shelf
	must(t, s.Put("a", []byte("x"), now))
	must(t, s.Remove("a"))
	must(t, s.Expire(now))
	if _, _, found := s.Get("a"); found || len(s.All("")) > 0 {
		t.Error("it keeps something")
	}
}
