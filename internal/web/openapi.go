package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"
)

// ourErrors makes huma speak of errors as we do; that is one setting for the
// whole program.
var ourErrors = sync.OnceFunc(func() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return unread(status, msg, errs...)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		p := unread(status, msg, errs...)
		p.Request = visitOf(ctx.Context()).id
		return p
	}
})

func apiConfig() huma.Config {
	ourErrors()
	c := huma.DefaultConfig("Hotline 12345", "1")
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks = nil // no $schema links in replies
	return c
}

// OpenAPI describes the interface as JSON (OpenAPI 3.1); the pages' types are
// generated from it.
func OpenAPI() ([]byte, error) {
	raw, err := New(Config{Log: zap.NewNop()}).api.OpenAPI().MarshalJSON()
	if err != nil {
		return nil, fmt.Errorf("describe the interface: %w", err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", " "); err != nil {
		return nil, fmt.Errorf("describe the interface: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func (s *Server) openAPI(w http.ResponseWriter, r *http.Request) {
	raw, err := s.api.OpenAPI().MarshalJSON()
	if err != nil {
		writeProblem(w, r, s.problemOf(r.Context(), err))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(raw) // the caller may be gone
}

// describeHealth adds what huma does not serve: health needs no session.
func (s *Server) describeHealth() {
	doc := s.api.OpenAPI()
	body := map[string]*huma.MediaType{"application/json": {
		Schema: doc.Components.Schemas.Schema(reflect.TypeFor[Health](), true, ""),
	}}
	doc.AddOperation(&huma.Operation{
		Method: http.MethodGet, Path: "/api/health", OperationID: "get-health", Summary: "The state of every part",
		Responses: map[string]*huma.Response{
			"200": {Description: "Calls can be taken", Content: body},
			"503": {Description: "Calls cannot be taken", Content: body},
		},
	})
}
