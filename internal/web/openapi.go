package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"hotline12345/internal/web/httpapi"
)

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
		httpapi.WriteProblem(w, r, s.api.ProblemOf(r.Context(), err))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(raw) // the caller may be gone
}

// aboutInterface is the first that a reader of the description learns.
const aboutInterface = `The interface of the hotline's pages and of other systems. Times are RFC 3339. A refusal is
a problem (RFC 9457) with a code that does not change; docs/errors.md has them all. What can be
changed has a version (rev, ETag): a change brings the version that was read, and where it is
another by now the answer is 409 with what stands there. The same request sent again is made
once.`

// complete adds what huma does not know, once all operations are there.
func (s *Server) complete() {
	s.describeHealth()
	delete(s.api.OpenAPI().Components.Schemas.Map(), "HiddenText") // of a field that is in no answer
	s.api.Complete(strings.ReplaceAll(aboutInterface, "\n", " "), "the administrators of this hotline")
}

// describeHealth adds what huma does not serve: health needs no session.
func (s *Server) describeHealth() {
	doc := s.api.OpenAPI()
	body := map[string]*huma.MediaType{"application/json": {
		Schema: doc.Components.Schemas.Schema(reflect.TypeFor[Health](), true, ""),
	}}
	doc.AddOperation(&huma.Operation{
		Method: http.MethodGet, Path: "/api/health", OperationID: "get-health", Summary: "The state of every part",
		Description: "Answers anyone, without a session.",
		Responses: map[string]*huma.Response{
			"200": {Description: "Calls can be taken", Content: body},
			"503": {Description: "Calls cannot be taken", Content: body},
			"default": {Description: "Error", Content: map[string]*huma.MediaType{httpapi.ProblemType: {
				Schema: doc.Components.Schemas.Schema(reflect.TypeFor[httpapi.Problem](), true, "")}}},
		},
	})
}
