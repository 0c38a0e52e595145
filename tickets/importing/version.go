package importing

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets/org"
)

// AnyRev as the version that was seen replaces whatever stands there.
const AnyRev = "*"

// Rev returns the version of a mapping: a digest of what it says, "" where it says nothing.
func (m Mapping) Rev() string {
	if len(m.Columns) == 0 && len(m.Words) == 0 {
		return ""
	}
	h := sha256.New()
	say := func(of string, words map[string]string) {
		for _, k := range slices.Sorted(maps.Keys(words)) {
			_, _ = fmt.Fprintf(h, "%q %q %q\n", of, k, words[k]) // a hash takes all
		}
	}
	say("", m.Columns)
	for _, field := range slices.Sorted(maps.Keys(m.Words)) {
		say(field, m.Words[field])
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Rev returns the version of a word: a digest of what it means, "" where there is none.
func (w OwnWord) Rev() string {
	if w.Value == "" {
		return ""
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q", w.List, w.Key(), w.Value))
	return hex.EncodeToString(sum[:8])
}

// Stale is the error for a mapping or a word that was made up against one which has changed
// since: what it would overwrite is another's work. It is an errs.ErrConflict.
type Stale struct {
	// One of these is what stands there; none: nothing does any more.
	Mapping *Mapping
	Word    *OwnWord
	// Rev is its version; By and At tell who made it so.
	Rev string
	By  *org.Person
	At  time.Time
}

// Error implements error.
func (*Stale) Error() string { return "the words of imports were changed meanwhile" }

// Unwrap makes it a conflict.
func (*Stale) Unwrap() error { return errs.ErrConflict }

// Replaces reports whether what was made up against the version seen may take the place of now,
// or is what stands there already.
func Replaces(seen, now, next string) bool { return seen == AnyRev || seen == now || next == now }
