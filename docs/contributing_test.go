package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// clocks are functions of package time that ask a clock or wait for one.
var clocks = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// TestRulesHaveNoClock: no clock, goroutine or channel in the packages that the
// picture calls rules; what they import is looked at in internal/app/layers_test.go.
func TestRulesHaveNoClock(t *testing.T) {
	all := ours(t)
	looked := 0
	for path, p := range all {
		if p.layer != rules {
			continue
		}
		for _, part := range append(slices.Clone(p.parts), "") {
			for name, file := range parsed(t, strings.TrimSuffix(path+"/"+part, "/")) {
				looked++
				ast.Inspect(file, func(n ast.Node) bool {
					if why := impure(n); why != "" {
						t.Errorf("%s has %s; rules are pure", name, why)
					}
					return true
				})
			}
		}
	}
	if looked < 80 {
		t.Errorf("only %d files of rules were looked at", looked)
	}
}

// impure says what in a piece of code is no business of rules; empty for nothing.
func impure(n ast.Node) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "a goroutine"
	case *ast.ChanType, *ast.SelectStmt:
		return "a channel"
	case *ast.SelectorExpr:
		if id, ok := n.X.(*ast.Ident); ok && id.Name == "time" && slices.Contains(clocks, n.Sel.Name) {
			return "time." + n.Sel.Name
		}
	}
	return ""
}

// TestTestsNeitherSleepNorSkip: a test that sleeps is slow or fails at times, one that
// is skipped protects nothing. In synctest's bubbles time is not real; rapid skips a
// step that cannot be made.
func TestTestsNeitherSleepNorSkip(t *testing.T) {
	looked := 0
	for _, name := range files(t, ".go") {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		looked++
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, name), nil, 0)
		must(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			s, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			switch {
			case s.Sel.Name == "Sleep" && !imports(file, "testing/synctest"),
				strings.HasPrefix(s.Sel.Name, "Skip") && !imports(file, "pgregory.net/rapid"):
				t.Errorf("%s calls %s", name, s.Sel.Name)
			}
			return true
		})
	}
	if looked < 200 {
		t.Errorf("only %d files of tests were found", looked)
	}
}

func imports(file *ast.File, path string) bool {
	return slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"`+path+`"` })
}
