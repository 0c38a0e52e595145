package web

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the description of the interface anew")

const described = "../../agent-web/src/api/openapi.json"

// TestDescriptionIsFresh: the pages' types are made of the committed description.
func TestDescriptionIsFresh(t *testing.T) {
	t.Parallel()
	got, err := OpenAPI()
	must(t, err)
	if *update {
		must(t, os.WriteFile(described, got, 0o644))
	}
	want, err := os.ReadFile(described)
	must(t, err)
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale; run: go test ./internal/web -update && (cd agent-web && npm run types)", described)
	}
}

func TestDescriptionIsServed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	got := o.browser(t).do("GET", "/api/openapi.json", "").want(200, "")
	for _, want := range []string{`"openapi":"3.1`, "application/problem+json", "audio/wav", "/api/health"} {
		if !strings.Contains(string(got.body), want) {
			t.Errorf("the description lacks %s", want)
		}
	}
	for _, never := range []string{"PasswordHash", "password_hash"} {
		if strings.Contains(string(got.body), never) {
			t.Errorf("the description tells of %s", never)
		}
	}
}
