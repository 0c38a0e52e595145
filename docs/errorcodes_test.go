package docs_test

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// problemCodes are the codes of the problems that a package of the web edge makes:
// the second argument of NewProblem(status, code, detail).
func problemCodes(t *testing.T, pkg string) []string {
	t.Helper()
	var codes []string
	for _, file := range parsed(t, pkg) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 3 {
				return true
			}
			name := ""
			switch fun := call.Fun.(type) {
			case *ast.Ident:
				name = fun.Name
			case *ast.SelectorExpr:
				name = fun.Sel.Name
			}
			if strings.EqualFold(name, "problem") || name == "NewProblem" {
				codes = append(codes, literal(call.Args[1])...)
			}
			return true
		})
	}
	return codes
}

func literal(e ast.Expr) []string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return nil
	}
	return []string{s}
}

// constants are the values of a package's constants of a type.
func constants(t *testing.T, pkg, of string) []string {
	t.Helper()
	var values []string
	for _, file := range parsed(t, pkg) {
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.CONST {
				continue
			}
			for _, spec := range d.Specs {
				s := spec.(*ast.ValueSpec)
				if id, ok := s.Type.(*ast.Ident); ok && id.Name == of {
					for _, v := range s.Values {
						values = append(values, literal(v)...)
					}
				}
			}
		}
	}
	return values
}

// texts are the sentences of the pages in a language by their keys, below some folders.
func texts(t *testing.T, language string, below ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	var walk func(prefix string, tree map[string]any)
	walk = func(prefix string, tree map[string]any) {
		for k, v := range tree {
			switch v := v.(type) {
			case string:
				found[prefix+k] = v
			case map[string]any:
				walk(prefix+k+".", v)
			}
		}
	}
	for _, name := range files(t, ".json") {
		if path.Base(name) == language+".json" && slices.ContainsFunc(below, func(folder string) bool { return strings.HasPrefix(name, folder) }) {
			var tree map[string]any
			must(t, json.Unmarshal([]byte(read(t, name)), &tree))
			walk("", tree)
		}
	}
	return found
}

// TestEachErrorHasItsWords: a code that the interface answers with is a sentence in
// each language of the pages.
func TestEachErrorHasItsWords(t *testing.T) {
	codes := map[string]bool{}
	packages := map[string]bool{}
	for _, name := range files(t, ".go") {
		pkg := path.Dir(name)
		if packages[pkg] || pkg != "internal/web" && !strings.HasPrefix(pkg, "internal/web/") {
			continue
		}
		packages[pkg] = true
		for _, c := range problemCodes(t, pkg) {
			codes[c] = true
		}
	}
	delete(codes, "gone") // the caller went away: nobody reads it
	for _, c := range slices.Concat(constants(t, "tickets", "IllegalCode"), constants(t, "cti", "Refusal")) {
		codes[c] = true
	}
	if len(codes) < 80 {
		t.Errorf("only %d codes were found", len(codes))
	}
	for _, language := range []string{"zh-CN", "zh-HK", "en"} {
		have := texts(t, language, "agent-web/src/")
		for _, c := range slices.Sorted(maps.Keys(codes)) {
			if have["error."+c] == "" {
				t.Errorf("the pages have no error.%s in %s", c, language)
			}
		}
	}
}

// TestARefusedMoveHasItsWordsWhereTicketsAreMoved: a page that moves tickets fetches the
// texts of these folders, and no others for it.
func TestARefusedMoveHasItsWordsWhereTicketsAreMoved(t *testing.T) {
	codes := constants(t, "tickets", "IllegalCode")
	if len(codes) < 40 {
		t.Errorf("only %d codes were found", len(codes))
	}
	for _, language := range []string{"zh-CN", "zh-HK", "en"} {
		have := texts(t, language, "agent-web/src/locales/", "agent-web/src/features/tickets/", "agent-web/src/features/session/",
			"agent-web/src/features/files/") // where files are added and withdrawn
		for _, c := range codes {
			if have["error."+c] == "" {
				t.Errorf("a page that moves tickets has no error.%s in %s", c, language)
			}
		}
	}
}
