package retention

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Deletion is what stays of something that was deleted.
type Deletion struct {
	At    time.Time `json:"at"`
	Class Class     `json:"class"`
	// Item is a call, or a day such as 2026-11-23.
	Item string `json:"item"`
	// Count is how many rows or files went, Bytes how much room the files took.
	Count int   `json:"count"`
	Bytes int64 `json:"bytes,omitempty"`
	// Sum is the SHA-256 of all that went, in hex and in its order.
	Sum string `json:"sum"`
	// Files are the files of a recording, Spans the entries of a day of the journal.
	Files []DeletedFile `json:"files,omitempty"`
	Spans []JournalSpan `json:"spans,omitempty"`
	// Previous is the SHA-256 of the sum before this one, in hex; empty in the first.
	Previous string `json:"previous"`
}

// DeletedFile is a file that was deleted.
type DeletedFile struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
	Sum   string `json:"sum"` // SHA-256, in hex
}

// JournalSpan are the entries of one journal, by their numbers.
type JournalSpan struct {
	Journal string `json:"journal"`
	First   uint64 `json:"first"`
	Last    uint64 `json:"last"`
}

// Signed is a deletion as it is stored: its text, byte for byte, and the signature of that
// (Ed25519, RFC 8032).
type Signed struct {
	Text      []byte
	Signature []byte
}

// Sign writes a deletion that follows a former one; nil in the first.
func Sign(d Deletion, former []byte, key ed25519.PrivateKey) (Signed, error) {
	if former != nil {
		d.Previous = sumOf(former)
	}
	text, err := json.Marshal(d)
	if err != nil {
		return Signed{}, fmt.Errorf("write what was deleted: %w", err)
	}
	return Signed{Text: text, Signature: ed25519.Sign(key, text)}, nil
}

// What is wrong with the record of deletions.
var (
	ErrForged = errors.New("its signature is not that of this installation")
	ErrBroken = errors.New("it does not follow the one before it: one is missing or was changed")
)

// Check reads all deletions in their order, and returns an error that names the first one
// that was not written so.
func Check(list []Signed, key ed25519.PublicKey) ([]Deletion, error) {
	out := make([]Deletion, 0, len(list))
	previous := ""
	for i, s := range list {
		var d Deletion
		switch err := json.Unmarshal(s.Text, &d); {
		case !ed25519.Verify(key, s.Text, s.Signature):
			return out, fmt.Errorf("deletion %d: %w", i+1, ErrForged)
		case err != nil:
			return out, fmt.Errorf("deletion %d: %w", i+1, err)
		case d.Previous != previous:
			return out, fmt.Errorf("deletion %d (%s %s): %w", i+1, d.Class, d.Item, ErrBroken)
		}
		previous = sumOf(s.Text)
		out = append(out, d)
	}
	return out, nil
}

// SumOfFiles returns the sum of a deletion's files: of their names and sums, in their order.
func SumOfFiles(files []DeletedFile) string {
	var all []byte
	for _, f := range files {
		all = fmt.Appendf(all, "%d:%s%s", len(f.Name), f.Name, f.Sum)
	}
	return sumOf(all)
}

func sumOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// Gaps returns the entries that should be there of the journals whose days were deleted, and
// are not: those between what was deleted and what is left, and within what is left.
func Gaps(deleted []Deletion, left []JournalSpan) []JournalSpan {
	covered := map[string][]JournalSpan{}
	for _, d := range deleted {
		for _, s := range d.Spans {
			covered[s.Journal] = append(covered[s.Journal], s)
		}
	}
	for _, s := range left {
		covered[s.Journal] = append(covered[s.Journal], s)
	}
	var gaps []JournalSpan
	for _, journal := range sortedKeys(covered) {
		gaps = append(gaps, holes(covered[journal])...)
	}
	return gaps
}
