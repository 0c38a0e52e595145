package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// contract is the description of the interface, as somebody reads it who knows nothing else
// of the program: a validator of another maker holds every answer against it.
type contract struct {
	doc   map[string]any
	paths map[string]map[string]any // by path, then method in small letters

	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

const contractURL = "openapi.json"

// theContract is read once for all tests.
var theContract = sync.OnceValues(func() (*contract, error) {
	raw, err := OpenAPI()
	if err != nil {
		return nil, err
	}
	c := &contract{paths: map[string]map[string]any{}, compiler: jsonschema.NewCompiler(), compiled: map[string]*jsonschema.Schema{}}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		return nil, err
	}
	c.doc = doc.(map[string]any)
	for path, item := range c.doc["paths"].(map[string]any) {
		c.paths[path] = item.(map[string]any)
	}
	c.compiler.AssertFormat()
	return c, c.compiler.AddResource(contractURL, doc)
})

// operation finds the operation that answers a request; "" if the description has none.
func (c *contract) operation(method, path string) (pointer string, op map[string]any) {
	best, parts := "", strings.Split(path, "/")
	for template := range c.paths {
		if matches(strings.Split(template, "/"), parts) && (best == "" || strings.Count(template, "{") < strings.Count(best, "{")) {
			best = template
		}
	}
	op, _ = c.paths[best][strings.ToLower(method)].(map[string]any)
	escaped := strings.NewReplacer("~", "~0", "/", "~1").Replace(best)
	return fmt.Sprintf("#/paths/%s/%s/responses", escaped, strings.ToLower(method)), op
}

func matches(template, parts []string) bool {
	if len(template) != len(parts) {
		return false
	}
	for i, t := range template {
		if t != parts[i] && !strings.HasPrefix(t, "{") {
			return false
		}
	}
	return true
}

// check returns what an answer has that the description does not say. What is no part of
// the described interface (pages, the desk's socket) has no description.
func (c *contract) check(method, path string, status int, header http.Header, body []byte) error {
	path, _, _ = strings.Cut(path, "?")
	pointer, op := c.operation(method, path)
	if op == nil || method == http.MethodHead {
		return nil
	}
	responses := op["responses"].(map[string]any)
	answer, key := responses[fmt.Sprint(status)], fmt.Sprint(status)
	if answer == nil && status >= 400 {
		answer, key = responses["default"], "default"
	}
	if answer == nil {
		return fmt.Errorf("status %d is not described", status)
	}
	content, _ := answer.(map[string]any)["content"].(map[string]any)
	kind, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	if len(content) == 0 {
		if len(body) > 0 {
			return fmt.Errorf("an answer of %d bytes where none is described", len(body))
		}
		return nil
	}
	media, ok := content[kind].(map[string]any)
	if !ok && content["application/octet-stream"] != nil {
		return nil // a file of the type that was found in it
	}
	if !ok {
		return fmt.Errorf("an answer of type %q, which is not described", kind)
	}
	if media["schema"] == nil || !strings.HasSuffix(kind, "json") {
		return nil
	}
	return c.validate(pointer+"/"+key+"/content/"+strings.ReplaceAll(kind, "/", "~1")+"/schema", body)
}

func (c *contract) validate(pointer string, body []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.compiled[pointer]
	if s == nil {
		var err error
		if s, err = c.compiler.Compile(contractURL + pointer); err != nil {
			return err
		}
		c.compiled[pointer] = s
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// TestAnAnswerThatIsNotAsDescribedIsSeen: the judge itself is judged.
func TestAnAnswerThatIsNotAsDescribedIsSeen(t *testing.T) {
	t.Parallel()
	c, err := theContract()
	must(t, err)
	plain, problem := http.Header{"Content-Type": {"application/json"}}, http.Header{"Content-Type": {"application/problem+json"}}
	good, err := json.Marshal([]map[string]any{{"code": "Y", "name": "a", "level": 1}})
	must(t, err)
	for name, a := range map[string]struct {
		path   string
		status int
		header http.Header
		body   string
		wrong  bool
	}{
		"units":                     {"/api/units", 200, plain, string(good), false},
		"a number for a name":       {"/api/units", 200, plain, `[{"code":"Y","name":1,"level":1}]`, true},
		"a field that nobody knows": {"/api/units", 200, plain, `[{"code":"Y","name":"a","level":1,"colour":"red"}]`, true},
		"nothing for a list":        {"/api/units", 200, plain, `null`, true},
		"a status":                  {"/api/units", 201, plain, string(good), true},
		"a type":                    {"/api/units", 200, http.Header{"Content-Type": {"text/html"}}, string(good), true},
		"a problem":                 {"/api/units", 503, problem, `{"status":503,"code":"a","detail":"b"}`, false},
		"a problem without code":    {"/api/units", 503, problem, `{"status":503,"detail":"b"}`, true},
		"a time that is none":       {"/api/roster", 200, plain, `{"shifts":[],"gaps":[{"from":"today","until":"today"}],"now":[],"rev":""}`, true},
		"no part of the interface":  {"/agent", 200, plain, "x", false},
	} {
		if err := c.check("GET", a.path, a.status, a.header, []byte(a.body)); (err != nil) != a.wrong {
			t.Errorf("%s: %v", name, err)
		}
	}
}
