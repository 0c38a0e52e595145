package importing

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"testing"
)

// TestEveryFaultHasASentence: the pages have a sentence for every error of a table.
func TestEveryFaultHasASentence(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../agent-web/src/features/imports/locales/zh-CN.json") // the others have the same keys
	if err != nil {
		t.Fatal(err)
	}
	var said struct {
		Import struct {
			Kind, About map[string]string
			Fault       map[string]string
		}
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), "fault.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		if code, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value); err == nil { // not a number
			codes[code] = true
		}
		return true
	})
	if len(codes) < 30 {
		t.Fatalf("%d codes were found", len(codes))
	}
	for code := range codes {
		if said.Import.Fault[code] == "" {
			t.Errorf("no sentence for %q", code)
		}
	}
	for code := range said.Import.Fault {
		if !codes[code] {
			t.Errorf("a sentence for %q, which no table has", code)
		}
	}
	for _, k := range Kinds() {
		if said.Import.Kind[string(k)] == "" || said.Import.About[string(k)] == "" {
			t.Errorf("the page has no words for %s", k)
		}
	}
}

// TestWordsMeanOneThing: no word stands for two values, and every column's example
// is what its column takes.
func TestWordsMeanOneThing(t *testing.T) {
	t.Parallel()
	for _, l := range Lists() {
		seen := map[string]string{}
		for _, w := range l.Words {
			for _, n := range append(append([]string{w.Value}, w.Text[:]...), w.Also...) {
				if other, ok := seen[plain(n)]; ok && other != w.Value {
					t.Errorf("%s: %q means %s and %s", l.Name, n, other, w.Value)
				}
				seen[plain(n)] = w.Value
			}
		}
	}
	for _, k := range Kinds() {
		heads := map[string]string{}
		for _, c := range Columns(k) {
			for _, h := range append(append([]string{c.Field}, c.Head[:]...), c.Also...) {
				if other, ok := heads[plain(h)]; ok && other != c.Field {
					t.Errorf("%s: heading %q is %s and %s", k, h, other, c.Field)
				}
				heads[plain(h)] = c.Field
			}
			if l, ok := listOf(Lists(), c.List); ok && c.Example != "" {
				for _, s := range list(c.Example) {
					if _, known := builtIn[l.Name][plain(s)]; !known {
						t.Errorf("%s: the example %q is no word of %s", c.Field, s, l.Name)
					}
				}
			}
		}
	}
}
