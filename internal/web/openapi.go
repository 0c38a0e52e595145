package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

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
			"default": {Description: "Error", Content: map[string]*huma.MediaType{httpapi.ProblemType: {
				Schema: doc.Components.Schemas.Schema(reflect.TypeFor[httpapi.Problem](), true, "")}}},
		},
	})
}
