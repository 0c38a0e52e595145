// Package files keeps the contents of tickets' files in a folder, each once under
// the SHA-256 of its bytes. What a content belongs to stands in the tickets.
package files
