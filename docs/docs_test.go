// Package docs_test keeps the documents true: what they name exists, what the code
// cites is written down, and the pictures are drawn from the code
// (go test ./docs -update).
package docs_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated pictures and sections anew")

// root is the repository as seen from this folder.
const root = ".."

// skipped are folders that hold nothing of ours.
var skipped = []string{".git", ".dev", "node_modules", "dist", "data"}

// files lists the repository's files with one of the endings, as "cti/engine.go".
func files(t *testing.T, endings ...string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(skipped, d.Name()):
			return filepath.SkipDir
		case !d.IsDir() && slices.Contains(endings, filepath.Ext(path)):
			rel, err := filepath.Rel(root, path)
			found = append(found, filepath.ToSlash(rel))
			return err
		}
		return nil
	})
	must(t, err)
	if len(found) == 0 {
		t.Fatalf("no files end with %v", endings)
	}
	return found
}

// read returns the text of a file of the repository.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	must(t, err)
	return string(text)
}

// generated compares a file with what it should be, or writes it with -update.
func generated(t *testing.T, name, want string) {
	t.Helper()
	if *update {
		must(t, os.WriteFile(filepath.Join(root, name), []byte(want), 0o644))
	}
	if have, err := os.ReadFile(filepath.Join(root, name)); err != nil || string(have) != want {
		t.Errorf("%s is not what the code says: run go test ./docs -update", name)
	}
}

// between replaces what stands between two lines of a text.
func between(t *testing.T, text, first, last, want string) string {
	t.Helper()
	before, rest, ok := strings.Cut(text, first+"\n")
	_, after, closed := strings.Cut(rest, last+"\n")
	if !ok || !closed {
		t.Fatalf("no section between %q and %q", first, last)
	}
	return before + first + "\n" + want + last + "\n" + after
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
