package org

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Undertaking is a person's signature below the words by which they undertake to keep
// citizens' data confidential (M79).
type Undertaking struct {
	By      Person
	Version string // of the words
	Words   string
	Addr    string
	At      time.Time
}

// UndertakingVersion names the words of an undertaking: other words are another version,
// which everybody signs anew.
func UndertakingVersion(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:8])
}
