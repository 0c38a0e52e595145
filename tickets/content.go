package tickets

import "errors"

// Content is what was kept of an upload, before a ticket has it.
type Content struct {
	Sum  string // SHA-256 in lower-case hex
	Size int64  // bytes
	Type FileType
}

// Why a content is not kept.
var (
	// ErrFileTooLarge: over MaxFileSize.
	ErrFileTooLarge = errors.New("file too large")
	// ErrFileEmpty: there is nothing in it.
	ErrFileEmpty = errors.New("file is empty")
	// ErrFileType: it is none of the types that a ticket takes.
	ErrFileType = errors.New("type of file not taken")
	// ErrDiskFull: the disk has no room; nothing was kept.
	ErrDiskFull = errors.New("disk is full")
)
