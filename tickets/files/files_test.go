package files

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
)

func office(t *testing.T, main string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("[Content_Types].xml")
	must(t, err)
	_, err = io.WriteString(w, `<Types><Override PartName="/x" ContentType="`+main+`"/></Types>`)
	must(t, err)
	must(t, z.Close())
	return out.String()
}

func TestTypesAreFoundFromTheContent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		content string
		want    tickets.FileType
	}{
		{"\xff\xd8\xff\xe0 JFIF", tickets.JPEG}, {"\x89PNG\r\n\x1a\n.", tickets.PNG}, {"RIFF\x04\x00\x00\x00WEBPVP8 ", tickets.WebP},
		{"%PDF-1.7", tickets.PDF}, {"II*\x00", tickets.TIFF}, {"MM\x00*", tickets.TIFF}, {"来信：路灯不亮\r\n", tickets.Text},
		{"\xc2\xb7\xb5\xc6\xb2\xbb\xc1\xc1", tickets.Text}, {"<html><script>", tickets.Text},
		{office(t, officeTypes[tickets.DOCX]), tickets.DOCX}, {office(t, officeTypes[tickets.XLSX]), tickets.XLSX},
		{office(t, "application/vnd.ms-word.document.macroEnabled.main+xml"), ""}, {"PK\x03\x04broken", ""},
		{"MZ\x90\x00", ""}, {"\xd0\xcf\x11\xe0old word", ""}, {"RIFF\x04\x00\x00\x00WAVE", ""}, {"\x00\x00\x00 ftypheic", ""},
		{"\n%PDF-1.7\n%%EOF", tickets.PDF}, {"\xef\xbb\xbf%PDF-1.4 %%EOF\n", tickets.PDF}, {strings.Repeat("X-Mail: a\n", 90) + "%PDF-2.0 \x00 %%EOF", tickets.PDF},
		{"a text about %PDF-1.7", tickets.Text}, {strings.Repeat("a", 1100) + "%PDF-1.7 \x00 %%EOF", ""},
		{"GIF89a....", tickets.GIF}, {"\x00\x00\x00 ftypmif1", ""}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ""}, {ofd(t, "OFD.xml"), tickets.OFD}, {ofd(t, "other.xml"), ""},
		{"\xff\xfe\xff", ""}, {"text\x00", ""},
	} {
		got, err := TypeOf(strings.NewReader(c.content), int64(len(c.content)))
		if got != c.want || (err != nil) != (c.want == "") || err != nil && !errors.Is(err, tickets.ErrFileType) {
			t.Errorf("%.20q is %q, %v; want %q", c.content, got, err, c.want)
		}
	}
}

func TestAContentIsKeptOnce(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	text := "路灯不亮"
	var c tickets.Content
	for range 2 {
		var err error
		c, err = f.Put(t.Context(), strings.NewReader(text))
		must(t, err)
	}
	if got := names(t, dir); len(got) != 1 || filepath.Base(got[0]) != c.Sum || c.Size != int64(len(text)) {
		t.Fatalf("%+v is kept as %v", c, got)
	}
	in, err := f.Content(c.Sum)
	must(t, err)
	defer in.Close()
	if got, _ := io.ReadAll(in); string(got) != text {
		t.Errorf("read back: %q", got)
	}
	for _, sum := range []string{"", "../../etc/passwd", strings.Repeat("0", 64)} {
		if _, err := f.Content(sum); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("content %q: %v", sum, err)
		}
	}
}

func TestNothingIsKeptOfABrokenUpload(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	gone, leave := context.WithCancel(t.Context())
	leave()
	for _, c := range []struct {
		ctx  context.Context
		r    io.Reader
		want error
	}{
		{t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
		{t.Context(), strings.NewReader(""), tickets.ErrFileEmpty}, {t.Context(), strings.NewReader("MZ\x00"), tickets.ErrFileType},
		{t.Context(), bytes.NewReader(make([]byte, tickets.MaxFileSize+1)), tickets.ErrFileTooLarge},
		{gone, strings.NewReader("text"), context.Canceled},
	} {
		if _, err := f.Put(c.ctx, c.r); !errors.Is(err, c.want) {
			t.Errorf("error %v, want %v", err, c.want)
		}
	}
	if got := names(t, dir); len(got) > 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestAFullDiskIsSaid(t *testing.T) {
	t.Parallel()
	device, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	must(t, err)
	defer device.Close()
	if _, _, err := copyInto(device, strings.NewReader("text")); !errors.Is(err, tickets.ErrDiskFull) {
		t.Errorf("error %v, want %v", err, tickets.ErrDiskFull)
	}
}

func TestHalfUploadsOfACrashAreRemoved(t *testing.T) {
	t.Parallel()
	_, dir := open(t)
	must(t, os.WriteFile(filepath.Join(dir, ".tmp-1"), []byte("half"), 0o600))
	_, err := Open(dir)
	must(t, err)
	if got := names(t, dir); len(got) > 0 {
		t.Errorf("left behind: %v", got)
	}
}

// known are the contents that belong to tickets; asking calls it.
type known struct {
	sums   []string
	err    error
	asking func()
}

func (k known) Attached(_ context.Context, sums []string) ([]string, error) {
	if k.asking != nil {
		k.asking()
	}
	return k.sums, k.err
}

func TestSweeping(t *testing.T) {
	t.Parallel()
	f, dir := open(t)
	put := func(text string) string {
		c, err := f.Put(t.Context(), strings.NewReader(text))
		must(t, err)
		return c.Sum
	}
	kept, left, young, again := put("kept"), put("left"), put("young"), put("again")
	now := time.Now()
	for _, sum := range []string{kept, left, again} {
		must(t, os.Chtimes(f.path(sum), now, now.Add(-2*keepUnnamed)))
	}
	n, err := f.Sweep(t.Context(), known{err: errs.ErrUnavailable}, now)
	if !errors.Is(err, errs.ErrUnavailable) || n != 0 || len(names(t, dir)) != 4 {
		t.Fatalf("while the tickets cannot be asked: %d, %v", n, err)
	}
	// one is uploaded again while the tickets are asked: its ticket comes next
	n, err = f.Sweep(t.Context(), known{sums: []string{kept}, asking: func() { put("again") }}, now)
	must(t, err)
	var there []string
	for _, name := range names(t, dir) {
		there = append(there, filepath.Base(name))
	}
	want := []string{kept, young, again}
	slices.Sort(want)
	slices.Sort(there)
	if n != 1 || !slices.Equal(there, want) {
		t.Errorf("%d swept; there is %v, want %v without %s", n, there, want, left)
	}
}

func open(t *testing.T) (*Folder, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "files")
	f, err := Open(dir)
	must(t, err)
	return f, dir
}

// names are all files of a folder.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, name)
		}
		return err
	}))
	return list
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ofd is a package with one part.
func ofd(t *testing.T, part string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	_, err := z.Create(part)
	must(t, err)
	must(t, z.Close())
	return out.String()
}

func TestWhatIsRefusedIsNamed(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]error{"\x00\x00\x00 ftypheic": tickets.ErrHEIC, "\x00\x00\x00\x1cftypavif": tickets.ErrAVIF, "\x00\x00\x00\x1cftypavis\x00\x00\x00\x00": tickets.ErrAVIF,
		"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf": tickets.ErrAVIF, "\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf": tickets.ErrHEIC, "\x00\x00\x00\x14ftypmif1\x00\x00\x00\x00mif1avif": tickets.ErrHEIC,
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": tickets.ErrOldOffice} {
		if _, err := TypeOf(strings.NewReader(content), int64(len(content))); !errors.Is(err, want) || !errors.Is(err, tickets.ErrFileType) {
			t.Errorf("%q: %v", content, err)
		}
	}
}
