package files

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"

	"hotline12345/tickets"
)

// marks are what contents begin with.
var marks = []struct {
	begins string
	t      tickets.FileType
}{
	{"\xff\xd8\xff", tickets.JPEG}, {"\x89PNG\r\n\x1a\n", tickets.PNG}, {"%PDF-", tickets.PDF},
	{"GIF87a", tickets.GIF}, {"GIF89a", tickets.GIF},
	{"II*\x00", tickets.TIFF}, {"MM\x00*", tickets.TIFF}, {"II+\x00", tickets.TIFF}, {"MM\x00+", tickets.TIFF},
}

// TypeOf returns the type of a content, whatever its name says. tickets.ErrFileType: a
// ticket does not take it.
func TypeOf(r io.ReaderAt, size int64) (tickets.FileType, error) {
	head := make([]byte, min(size, 16))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	for _, m := range marks {
		if bytes.HasPrefix(head, []byte(m.begins)) {
			return m.t, nil
		}
	}
	switch {
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return tickets.WebP, nil
	case len(head) >= 12 && string(head[4:8]) == "ftyp" && slices.Contains(heifBrands, string(head[8:12])):
		return "", heifType(r, size)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "", tickets.ErrOldOffice
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return officeType(r, size)
	}
	if late, err := latePDF(r, size); late || err != nil {
		return tickets.PDF, err
	}
	return textType(r, size)
}

// heifType tells AVIF from HEIC. Some programs write either under the brand of the container
// (mif1, msf1), and name what is inside among the compatible brands.
func heifType(r io.ReaderAt, size int64) error {
	box := make([]byte, min(size, 256))
	if _, err := r.ReadAt(box, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if n := int(binary.BigEndian.Uint32(box)); n >= 12 && n < len(box) {
		box = box[:n]
	}
	for brand := range slices.Chunk(box[8:], 4) {
		if b := string(brand); b == "avif" || b == "avis" {
			return tickets.ErrAVIF
		}
	}
	return tickets.ErrHEIC
}

// heifBrands are the major brands of pictures that telephones write as HEIC, HEIF or AVIF
// (ISO/IEC 23008-12, annex B).
var heifBrands = []string{"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"}

// latePDF reports whether a PDF begins after something else, as mail gateways and scanners
// leave it: readers find its mark within the first 1024 bytes (ISO 32000-1, annex H, note
// 13), and its end in the last ones.
func latePDF(r io.ReaderAt, size int64) (bool, error) {
	const window = 1024
	part := make([]byte, min(size, window))
	if _, err := r.ReadAt(part, 0); err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	if !pdfMark.Match(part) {
		return false, nil
	}
	if _, err := r.ReadAt(part, size-int64(len(part))); err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	return bytes.Contains(part, []byte("%%EOF")), nil
}

var pdfMark = regexp.MustCompile(`%PDF-[12]\.[0-9]`)

// officeTypes are told apart by the content type of the package's main part (ECMA-376,
// part 2). Documents with macros have another, and are not taken.
var officeTypes = map[tickets.FileType]string{
	tickets.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
	tickets.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}

func officeType(r io.ReaderAt, size int64) (tickets.FileType, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return "", tickets.ErrFileType
	}
	if slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, "OFD.xml") }) {
		return tickets.OFD, nil // GB/T 33190-2016, 7.1
	}
	in, err := z.Open("[Content_Types].xml")
	if err != nil {
		return "", tickets.ErrFileType
	}
	defer in.Close()
	list, err := io.ReadAll(io.LimitReader(in, 1<<20))
	if err != nil {
		return "", tickets.ErrFileType
	}
	for t, main := range officeTypes {
		if bytes.Contains(list, []byte(`"`+main+`"`)) {
			return t, nil
		}
	}
	return "", tickets.ErrFileType
}

// textType takes text in UTF-8, or in GB18030 as older programs write it.
func textType(r io.ReaderAt, size int64) (tickets.FileType, error) {
	for _, t := range []transform.Transformer{encoding.UTF8Validator, simplifiedchinese.GB18030.NewDecoder()} {
		text, err := isText(transform.NewReader(io.NewSectionReader(r, 0, size), t))
		if err != nil && !errors.Is(err, encoding.ErrInvalidUTF8) {
			return "", err
		}
		if text {
			return tickets.Text, nil
		}
	}
	return "", tickets.ErrFileType
}

// isText reports whether a content has only signs that texts have.
func isText(r io.Reader) (bool, error) {
	for in := bufio.NewReader(r); ; {
		c, _, err := in.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		case c < ' ' && !strings.ContainsRune("\n\r\t\f", c), c == 0x7f, c == utf8.RuneError:
			return false, nil
		}
	}
}
