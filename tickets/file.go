package tickets

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hotline12345/internal/text"
	"hotline12345/tickets/org"
)

// Content is what was kept of an upload, before a ticket has it.
type Content struct {
	Sum  string // SHA-256 in lower-case hex
	Size int64  // bytes
	Type FileType
}

// Why a content is not kept.
var (
	// ErrFileTooLarge: the file is larger than MaxFileSize.
	ErrFileTooLarge = errors.New("file too large")
	// ErrFileEmpty: the file has no content.
	ErrFileEmpty = errors.New("file is empty")
	// ErrFileType: the file is of no type that a ticket takes.
	ErrFileType = errors.New("type of file not taken")
	// ErrHEIC: a telephone's own form of a photo, which browsers do not show. ErrAVIF: a
	// picture as websites have it, which many programs do not open. ErrOldOffice: a document
	// of Office before 2007 or of WPS, which may carry programs. All are ErrFileType, and
	// their senders can be told what to do.
	ErrHEIC      = fmt.Errorf("HEIC: %w", ErrFileType)
	ErrAVIF      = fmt.Errorf("AVIF: %w", ErrFileType)
	ErrOldOffice = fmt.Errorf("old office document: %w", ErrFileType)
	// ErrDiskFull: the disk has no room, or takes nothing; nothing was kept.
	ErrDiskFull = errors.New("disk is full or cannot be written")
)

const (
	// MaxFileSize bounds one file, in bytes.
	MaxFileSize = 20 << 20
	// MaxFiles bounds the files of a ticket; withdrawn ones do not count.
	MaxFiles = 50
	// maxFileName is what every system takes in a name, with room for a number
	// before it; in bytes.
	maxFileName = 200
)

// File is a document of a ticket: a photo of the place (S100), a scanned letter (S029,
// S095), a meeting's material (S107). Its content is kept under its sum.
type File struct {
	// Seq is the entry that added it; it names the file within its ticket.
	Seq  int      `json:"seq"`
	Kind FileKind `json:"kind"`
	Name string   `json:"name,omitempty"`
	Type FileType `json:"type,omitempty"`
	Size int64    `json:"size,omitempty"` // bytes
	// Sum is the SHA-256 of the content in lower-case hex.
	Sum string     `json:"sum,omitempty"`
	By  org.Person `json:"by"`
	At  time.Time  `json:"at"`
	// Unit is the handling unit that added it to its assignment.
	Unit string `json:"unit,omitempty"`
	// Withdrawn: it was added by mistake; it stays on record, and is not served.
	Withdrawn *Withdrawal `json:"withdrawn,omitempty"`
	// Withheld: it may name the citizen, whose identity is protected from this reader.
	Withheld bool `json:"withheld,omitempty"`
}

// Withdrawal says who took a file back, when and why.
type Withdrawal struct {
	By   org.Person `json:"by"`
	At   time.Time  `json:"at"`
	Note string     `json:"note"`
}

// FileKind is what a file is in the matter.
type FileKind string

// The kinds.
const (
	Photo         FileKind = "photo"         // 现场照片
	CitizenLetter FileKind = "letter"        // 来信
	Meeting       FileKind = "meeting"       // 会议材料
	UnitDocument  FileKind = "unit_document" // 单位材料
	OtherFile     FileKind = "other"
)

// FileKinds returns all kinds.
func FileKinds() []FileKind {
	return []FileKind{Photo, CitizenLetter, Meeting, UnitDocument, OtherFile}
}

// FileType is the media type of a file (RFC 6838), found from its content.
type FileType string

// The types that a ticket takes.
const (
	JPEG FileType = "image/jpeg"
	PNG  FileType = "image/png"
	WebP FileType = "image/webp"
	TIFF FileType = "image/tiff"
	GIF  FileType = "image/gif"
	PDF  FileType = "application/pdf"
	DOCX FileType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX FileType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	OFD  FileType = "application/ofd" // 版式文档, GB/T 33190
	Text FileType = "text/plain"
)

// endings are the file name endings of each type, the usual one first.
var endings = map[FileType][]string{JPEG: {".jpg", ".jpeg", ".jpe", ".jfif"}, PNG: {".png"}, WebP: {".webp"}, TIFF: {".tif", ".tiff"}, GIF: {".gif"}, OFD: {".ofd"},
	PDF: {".pdf"}, DOCX: {".docx"}, XLSX: {".xlsx"}, Text: {".txt", ".csv", ".md", ".log"}}

// Inline reports whether browsers show a type; others are only saved.
func (t FileType) Inline() bool { return slices.Contains([]FileType{JPEG, PNG, WebP, GIF, PDF}, t) }

// FileName returns a name that every system takes: without a folder, without signs that
// turn or hide the rest of it, with the ending of what the file is.
func FileName(name string, t FileType) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(c rune) rune {
		switch {
		case unicode.Is(unicode.C, c), text.Invisible(c), c == utf8.RuneError:
			return -1
		case strings.ContainsRune(`<>:"|?*/`, c):
			return '_'
		}
		return c
	}, name)
	name = strings.TrimFunc(name, func(c rune) bool { return unicode.IsSpace(c) || c == '.' })
	if name == "" {
		name = "file"
	}
	ending := path.Ext(name)
	if list := endings[t]; len(list) > 0 && !slices.Contains(list, strings.ToLower(ending)) {
		name, ending = name+list[0], list[0]
	}
	stem := strings.TrimSuffix(name, ending)
	for len(stem)+len(ending) > maxFileName {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	return stem + ending
}

// File returns the file that an entry added.
func (t Ticket) File(seq int) (File, bool) {
	i := slices.IndexFunc(t.Files, func(f File) bool { return f.Seq == seq })
	if i < 0 {
		return File{}, false
	}
	return t.Files[i], true
}

// filesLeft returns how many more files the ticket takes.
func (t Ticket) filesLeft() int {
	n := MaxFiles
	for _, f := range t.Files {
		if f.Withdrawn == nil {
			n--
		}
	}
	return n
}
