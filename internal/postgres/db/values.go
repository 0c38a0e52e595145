package db

import (
	"bytes"
	"encoding/json"
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

// JSONB makes JSON storable: PostgreSQL cannot keep the character NUL, which a
// telephone network or a page might send; it becomes U+FFFD.
func JSONB(raw []byte) json.RawMessage {
	nul := []byte(`\u0000`)
	if !bytes.Contains(raw, nul) {
		return raw
	}
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		switch {
		case bytes.HasPrefix(raw, nul):
			out, raw = append(out, `\ufffd`...), raw[len(nul):]
		case raw[0] == '\\' && len(raw) > 1:
			out, raw = append(out, raw[:2]...), raw[2:]
		default:
			out, raw = append(out, raw[0]), raw[1:]
		}
	}
	return out
}

// Encode returns the JSON of a value of ours, for a jsonb column.
func Encode(v any) (json.RawMessage, error) {
	raw, err := json.Marshal(v)
	return JSONB(raw), err
}
