package db

import (
	"strings"
	"time"
)

// Text returns s as PostgreSQL can keep it: NUL and bytes that are no UTF-8 become
// U+FFFD.
func Text(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\ufffd"), "\ufffd")
}

// Moment returns the value to store for a time: NULL for one that has not come,
// which is Go's zero time.
func Moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// TimeOf returns a stored time in UTC, and Go's zero time for NULL. It is the
// opposite of Moment.
func TimeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
