package files

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
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
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return officeType(r, size)
	}
	return textType(r, size)
}

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
