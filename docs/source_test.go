package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// parsed are the files of one package, without tests, by name: "cti/event.go".
func parsed(t *testing.T, pkg string) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(root, pkg, "*.go"))
	must(t, err)
	found := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		must(t, err)
		found[path.Join(pkg, filepath.Base(name))] = file
	}
	if len(found) == 0 {
		t.Errorf("no Go files in %s", pkg)
	}
	return found
}

// funcName is a function as the documents name it: "Engine.Handle", "parse".
func funcName(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	of := f.Recv.List[0].Type
	if star, ok := of.(*ast.StarExpr); ok {
		of = star.X
	}
	if generic, ok := of.(*ast.IndexExpr); ok {
		of = generic.X
	}
	if id, ok := of.(*ast.Ident); ok {
		return id.Name + "." + f.Name.Name
	}
	return f.Name.Name
}

// funcs are the functions of a package by name.
func funcs(t *testing.T, pkg string) map[string]*ast.FuncDecl {
	t.Helper()
	found := map[string]*ast.FuncDecl{}
	for _, file := range parsed(t, pkg) {
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok {
				found[funcName(f)] = f
			}
		}
	}
	return found
}

// kinds lists the types that a marker method makes one kind, in the order of their
// declaration: func (CallArrived) event() {}.
func kinds(t *testing.T, pkg, marker string) []string {
	t.Helper()
	var list []string
	files := parsed(t, pkg)
	for _, name := range sortedNames(files) {
		for _, decl := range files[name].Decls {
			f, ok := decl.(*ast.FuncDecl)
			if ok && f.Recv != nil && f.Name.Name == marker {
				of, _, _ := strings.Cut(funcName(f), ".")
				list = append(list, of)
			}
		}
	}
	if len(list) == 0 {
		t.Fatalf("%s has no type with the method %s", pkg, marker)
	}
	return list
}

// named lists which of some types of a package another package writes out, as
// literals (cti.DigitPressed{...}) or, with cases, as cases of a type switch.
func named(t *testing.T, in, of string, types []string, cases bool) []string {
	t.Helper()
	seen := map[string]bool{}
	note := func(e ast.Expr) {
		if s, ok := e.(*ast.SelectorExpr); ok {
			if id, ok := s.X.(*ast.Ident); ok && id.Name == of {
				seen[s.Sel.Name] = true
			}
		}
	}
	for _, file := range parsed(t, in) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CompositeLit:
				if !cases {
					note(n.Type)
				}
			case *ast.CaseClause:
				for _, e := range n.List {
					if cases {
						note(e)
					}
				}
			}
			return true
		})
	}
	return slices.DeleteFunc(slices.Clone(types), func(name string) bool { return !seen[name] })
}

func sortedNames(files map[string]*ast.File) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
