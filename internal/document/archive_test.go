package document

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hotline12345/tickets/papers"
)

func inMemory(name, text string) papers.File {
	return papers.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

func TestArchiveIsAcceptedBySha256sum(t *testing.T) {
	t.Parallel()
	files := []papers.File{inMemory("ticket.json", "{}\n"), inMemory("papers/261123000001-1.pdf", "%PDF"), inMemory("recordings/1.1.wav", "RIFF")}
	var one, two bytes.Buffer
	must(t, (&Fonts{}).Archive(&one, files))
	must(t, (&Fonts{}).Archive(&two, files))
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the same files were packed differently")
	}
	dir := t.TempDir()
	unpack(t, dir, one.Bytes())
	check := func() error {
		cmd := exec.Command("sha256sum", "--strict", "-c", Sums)
		cmd.Dir = dir
		return cmd.Run()
	}
	if err := check(); err != nil {
		t.Errorf("sha256sum -c: %v", err)
	}
	must(t, os.WriteFile(filepath.Join(dir, "ticket.json"), []byte("changed"), 0o600))
	if check() == nil {
		t.Error("sha256sum accepts a changed file")
	}
}

func unpack(t *testing.T, dir string, data []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	must(t, os.CopyFS(dir, z))
}

func TestArchiveRefusesBadNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", ".", "../x", "/x", "a\nb", "a\\b", "a//b", Sums} {
		if err := (&Fonts{}).Archive(io.Discard, []papers.File{inMemory(name, "x")}); err == nil {
			t.Errorf("%q was packed", name)
		}
	}
	if err := (&Fonts{}).Archive(io.Discard, []papers.File{inMemory("a", "x"), inMemory("a", "y")}); err == nil {
		t.Error("two files of one name were packed")
	}
}
