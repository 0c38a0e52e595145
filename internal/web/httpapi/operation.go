package httpapi

import (
	"maps"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/tickets"
)

// LongReplyLimit is how long a caller may take to read a recording or an archive.
const LongReplyLimit = time.Hour

// CallPath names a call in an address.
type CallPath struct {
	Call string `path:"call" maxLength:"128"`
}

// TicketPath names a ticket in an address.
type TicketPath struct {
	Number tickets.Number `path:"number" maxLength:"32"`
}

// Binary describes a reply that is a file of one of some media types.
func Binary(mediaTypes ...string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		content := map[string]*huma.MediaType{}
		for _, t := range mediaTypes {
			maps.Copy(content, binaryContent(t))
		}
		o.Responses = map[string]*huma.Response{"200": {Description: "A file", Content: content}}
	}
}

// Sound describes a reply that is a recording, whole or a range of it.
func Sound(o *huma.Operation) {
	o.Responses = map[string]*huma.Response{
		"200": {Description: "Stereo A-law: citizen left, agent right", Content: binaryContent("audio/wav")},
		"206": {Description: "The range that was asked for", Content: binaryContent("audio/wav")},
		"416": {Description: "There is no such range", Content: map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: huma.TypeString}}}},
	}
}

// BinaryBody describes a request whose body is a file of any type.
func BinaryBody(description string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.RequestBody = &huma.RequestBody{Required: true, Description: description, Content: binaryContent("application/octet-stream")}
	}
}

func binaryContent(mediaType string) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{mediaType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
}

// NotNil returns an empty list for none, as JSON knows the difference.
func NotNil[V any](list []V) []V {
	if list == nil {
		return []V{}
	}
	return list
}
