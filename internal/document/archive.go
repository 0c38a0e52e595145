package document

import (
	"archive/zip"
	"compress/flate"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"hotline12345/tickets/papers"
)

// Sums is the name of the list of checksums in an archive.
const Sums = "SHA256SUMS"

// zipEpoch is the time of all files: the same files make the same archive. It is
// the first that a ZIP can hold.
var zipEpoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Archive packs files as a ZIP, in their order, and after them SHA256SUMS as
// sha256sum -c reads it. The same files make the same bytes.
func (f *Fonts) Archive(w io.Writer, files []papers.File) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.DefaultCompression)
	})
	var sums strings.Builder
	seen := map[string]bool{Sums: true}
	for _, file := range files {
		if !plain(file.Name) || seen[file.Name] {
			return fmt.Errorf("archive: bad or repeated file name %q", file.Name)
		}
		seen[file.Name] = true
		sum, err := pack(z, file)
		if err != nil {
			return fmt.Errorf("archive %s: %w", file.Name, err)
		}
		fmt.Fprintf(&sums, "%x  %s\n", sum, file.Name)
	}
	entry, err := z.CreateHeader(&zip.FileHeader{Name: Sums, Method: zip.Deflate, Modified: zipEpoch})
	if err == nil {
		_, err = io.WriteString(entry, sums.String())
	}
	if err != nil {
		return fmt.Errorf("archive checksums: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("end archive: %w", err)
	}
	return nil
}

// pack copies one file and returns its SHA-256.
func pack(z *zip.Writer, file papers.File) (sum []byte, err error) {
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	method := zip.Deflate
	if ext := path.Ext(file.Name); slices.Contains([]string{".pdf", ".wav", ".jpg", ".jpeg", ".png", ".webp", ".docx", ".xlsx"}, ext) {
		method = zip.Store // it hardly shrinks
	}
	out, err := z.CreateHeader(&zip.FileHeader{Name: file.Name, Method: method, Modified: zipEpoch})
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(out, h), in); err != nil {
		return nil, err
	}
	return h.Sum(nil), nil
}

// plain reports whether a name unpacks below the folder and stands in a list of
// checksums as it is.
func plain(name string) bool {
	return fs.ValidPath(name) && name != "." && !strings.ContainsAny(name, "\\\n\r:") && path.Clean(name) == name
}
