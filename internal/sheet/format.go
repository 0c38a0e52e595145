package sheet

import (
	"bytes"
	"fmt"
	"unicode/utf16"

	"hotline12345/tickets/importing"
)

// format is how a file is to be read.
type format int

const (
	textFile format = iota
	workbookFile
	htmlFile
)

// marks are the beginnings of files that are no tables.
var marks = []struct {
	begin, name string
	err         error
}{
	{"\x09\x08\x10\x00", "BIFF", importing.ErrOldFormat}, {"\x09\x08\x08\x00", "BIFF", importing.ErrOldFormat}, {"\x09\x04\x06\x00", "BIFF", importing.ErrOldFormat},
	{"\x09\x02\x06\x00", "BIFF", importing.ErrOldFormat}, {"\x09\x00\x04\x00", "BIFF", importing.ErrOldFormat}, {"MIME-Version:", "MHTML", importing.ErrOldFormat},
	{"Rar!", "RAR", importing.ErrArchive}, {"7z\xbc\xaf\x27\x1c", "7z", importing.ErrArchive}, {"\x1f\x8b", "gzip", importing.ErrArchive}, {"BZh", "bzip2", importing.ErrArchive},
	{"\xfd7zXZ", "xz", importing.ErrArchive}, {"PK\x05\x06", "an empty archive", importing.ErrArchive},
	{"%PDF", "PDF", importing.ErrNoTable}, {"{\\rtf", "RTF", importing.ErrNoTable}, {"\x89PNG", "PNG", importing.ErrNoTable}, {"\xff\xd8\xff", "JPEG", importing.ErrNoTable},
	{"GIF8", "GIF", importing.ErrNoTable}, {"BM\x00", "a picture", importing.ErrNoTable}, {"RIFF", "RIFF", importing.ErrNoTable}, {"II*\x00", "TIFF", importing.ErrNoTable},
	{"MM\x00*", "TIFF", importing.ErrNoTable}, {"MZ", "a program", importing.ErrNoTable}, {"SQLite format 3", "SQLite", importing.ErrNoTable},
}

// inOLE are the streams of compound files (MS-CFB) and what each says of the file.
var inOLE = []struct {
	stream string
	err    error
}{
	{"EncryptedPackage", importing.ErrEncrypted}, {"DataSpaces", importing.ErrEncrypted}, {"WordDocument", importing.ErrNoTable}, {"PowerPoint Document", importing.ErrNoTable},
	{"__properties_version1.0", importing.ErrNoTable}, {"Workbook", importing.ErrOldFormat}, {"Book", importing.ErrOldFormat},
}

// formatOf looks at what a file begins with: names are often wrong.
func formatOf(file []byte) (format, error) {
	if len(bytes.Trim(file, "\x00 \t\r\n\x1a\xef\xbb\xbf\xff\xfe")) == 0 {
		return textFile, importing.ErrEmptyFile
	}
	if bytes.HasPrefix(file, []byte("PK\x03\x04")) {
		return workbookFile, nil
	}
	if bytes.HasPrefix(file, []byte("\xd0\xcf\x11\xe0")) {
		for _, x := range inOLE {
			if bytes.Contains(file, wide(x.stream)) {
				return textFile, fmt.Errorf("%w: it has a stream %s", x.err, x.stream)
			}
		}
		return textFile, importing.ErrOldFormat
	}
	for _, m := range marks {
		if bytes.HasPrefix(file, []byte(m.begin)) {
			return textFile, fmt.Errorf("%w: %s", m.err, m.name)
		}
	}
	head := bytes.ToLower(file[:min(len(file), 4096)])
	head = bytes.TrimLeft(bytes.ReplaceAll(head, []byte{0}, nil), "\xef\xbb\xbf\xff\xfe \t\r\n")
	switch {
	case isJSON(head):
		return textFile, fmt.Errorf("%w: JSON", importing.ErrNoTable)
	case !bytes.HasPrefix(head, []byte("<")):
		return textFile, nil
	case bytes.Contains(head, []byte("urn:schemas-microsoft-com:office:spreadsheet")):
		return textFile, fmt.Errorf("%w: an XML spreadsheet of 2003", importing.ErrOldFormat)
	case bytes.Contains(head, []byte("opendocument")):
		return textFile, importing.ErrOpenDocument
	case bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<table")) || bytes.Contains(head, []byte("<!doctype html")) || bytes.Contains(head, []byte("<style")) || bytes.Contains(head, []byte("<meta")):
		return htmlFile, nil
	case bytes.HasPrefix(head, []byte("<?xml")):
		return textFile, fmt.Errorf("%w: XML", importing.ErrNoTable)
	}
	return textFile, nil
}

// isJSON reports whether a text begins as a list or an object of JSON does (RFC 8259).
func isJSON(head []byte) bool {
	begin := bytes.TrimLeft(head, "[ \t\r\n")
	return bytes.HasPrefix(begin, []byte("{")) && bytes.HasPrefix(bytes.TrimLeft(begin[1:], " \t\r\n"), []byte(`"`))
}

// wide returns ASCII in UTF-16, as directories of compound files have it.
func wide(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}
