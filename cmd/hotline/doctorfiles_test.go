package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotline12345/internal/app"
	"hotline12345/internal/document"
	"hotline12345/internal/status"
)

func TestAFullDiskIsTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		free uint64
		ill  bool
		said string
	}{
		"much": {57_600_000 * 1000, false, "about 1000 hours"},
		"less": {status.LeastFree - 1, true, "5.0 GB free: about 93 hours"},
		"none": {0, true, "0.0 GB free: about 0 hours"},
	} {
		f := space("/srv", c.free)
		said := f.detail
		if f.err != nil {
			said = f.err.Error()
		}
		if (f.err != nil) != c.ill || !strings.Contains(said, c.said) || f.advice == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// TestEachMissingFontIsNamed: one that is there is enough for a document, and the
// others are reported all the same.
func TestEachMissingFontIsNamed(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken.ttf")
	if err := os.WriteFile(broken, []byte("no font"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := checkFonts(app.Settings{Fonts: []string{document.DefaultFonts()[0], "/nowhere.ttf"}, TitleFont: broken})
	if f.err == nil || !strings.Contains(f.err.Error(), "/nowhere.ttf") || !strings.Contains(f.err.Error(), "broken.ttf") ||
		strings.Contains(f.err.Error(), "none can be used") {
		t.Errorf("two of three are missing: %v", f.err)
	}
	if f := checkFonts(app.Settings{Fonts: []string{broken}}); f.err == nil || !strings.Contains(f.err.Error(), "none can be used") {
		t.Errorf("none is there: %v", f.err)
	}
	if f := checkFonts(app.Settings{Fonts: document.DefaultFonts()[:1]}); f.err != nil {
		t.Errorf("one is there: %v", f.err)
	}
}

func TestTheNearestFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if got := nearest(filepath.Join(dir, "a", "b")); got != dir {
		t.Errorf("nearest to a folder that is not there yet: %s", got)
	}
}
