package httpapi

import "strings"

// IfMatch is the version of what a request changes, as its sender read it (RFC 9110, 13.1.1).
type IfMatch struct {
	IfMatch string `header:"If-Match" maxLength:"80" doc:"the version that was read, in the place of the body's rev; *: replace whatever stands there"`
}

// Seen returns the version that was read: that of the header, otherwise that of the body.
func (m IfMatch) Seen(body string) string {
	if m.IfMatch == "" {
		return body
	}
	return strings.Trim(strings.TrimPrefix(m.IfMatch, "W/"), `"`)
}
