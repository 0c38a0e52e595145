package desk

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// source is what the Go source tells beyond the types themselves.
type source struct {
	docs   map[string]string   // comment of "desk.DeskMessage" and of "desk.DeskMessage.Seq"
	values map[string][]string // string constants of a type, in order
}

// readSource reads the packages in dirs.
func readSource(t *testing.T, dirs ...string) source {
	t.Helper()
	src := source{docs: map[string]string{}, values: map[string][]string{}}
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no Go files in %s: %v", dir, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range file.Decls {
				if g, ok := d.(*ast.GenDecl); ok {
					src.add(file.Name.Name+".", g)
				}
			}
		}
	}
	return src
}

func (s source) add(pkg string, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			doc := spec.Doc
			if doc == nil && !g.Lparen.IsValid() {
				doc = g.Doc
			}
			s.docs[pkg+spec.Name.Name] = strings.TrimSpace(doc.Text())
			if fields, ok := spec.Type.(*ast.StructType); ok {
				s.addFields(pkg+spec.Name.Name, fields)
			}
		case *ast.ValueSpec:
			s.addValues(spec)
		}
	}
}

func (s source) addFields(typ string, fields *ast.StructType) {
	for _, f := range fields.Fields.List {
		doc := f.Doc.Text()
		if doc == "" {
			doc = f.Comment.Text()
		}
		for _, n := range f.Names {
			s.docs[typ+"."+n.Name] = strings.TrimSpace(doc)
		}
	}
}

func (s source) addValues(spec *ast.ValueSpec) {
	typ, ok := spec.Type.(*ast.Ident)
	if !ok {
		return
	}
	for _, v := range spec.Values {
		if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value) // the parser accepted it
			s.values[typ.Name] = append(s.values[typ.Name], text)
		}
	}
}
