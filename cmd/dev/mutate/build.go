package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
)

// program is a package's tests with all its faults built in.
type program struct {
	path    string
	faults  []fault
	dropped int // faults that the compiler refused
}

// build makes the program in dir. Faults that do not compile are dropped.
func build(ctx context.Context, p source, dir string) (program, error) {
	fset := token.NewFileSet()
	files := make([]*ast.File, len(p.files))
	texts := make([][]byte, len(p.files))
	for i, name := range p.files {
		raw, err := os.ReadFile(filepath.Join(p.dir, name))
		if err != nil {
			return program{}, err
		}
		if files[i], err = parser.ParseFile(fset, filepath.Join(p.dir, name), raw, parser.ParseComments); err != nil {
			return program{}, err
		}
		texts[i] = raw
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := config.Check(p.path, fset, files, info)
	if err != nil {
		return program{}, fmt.Errorf("check types: %w", err)
	}
	out := program{path: filepath.Join(dir, "tests")}
	skip := map[string]bool{}
	for range 20 {
		out.faults = nil
		next := 0
		overlay := map[string]string{filepath.Join(p.dir, "mutant_support.go"): filepath.Join(dir, "support.go")}
		if err := os.WriteFile(filepath.Join(dir, "support.go"), fmt.Appendf(nil, support, p.name), 0o600); err != nil {
			return out, err
		}
		for i, f := range files {
			e := &edits{
				path: path.Join(p.path, p.files[i]), fset: fset, source: texts[i], next: &next, skip: skip,
				before: map[int]string{}, after: map[int]string{},
			}
			ast.Walk(&breaker{edits: e, info: info, pkg: pkg, imports: importNames(f, pkg), conditions: map[ast.Expr]bool{}}, f)
			to := filepath.Join(dir, p.files[i])
			if err := os.WriteFile(to, e.text(), 0o600); err != nil {
				return out, err
			}
			overlay[filepath.Join(p.dir, p.files[i])] = to
			out.faults = append(out.faults, e.faults...)
		}
		complaints, err := compile(ctx, p, dir, overlay, out.path)
		if err == nil || len(complaints) == 0 {
			return out, err
		}
		dropped := len(skip)
		for _, f := range out.faults {
			if complaints[path.Base(f.file)+":"+strconv.Itoa(f.line)] {
				skip[f.String()] = true
			}
		}
		if out.dropped = len(skip); out.dropped == dropped {
			return out, err
		}
	}
	return out, fmt.Errorf("the faults do not compile")
}

func importNames(f *ast.File, pkg *types.Package) map[string]string {
	names := map[string]string{}
	for _, spec := range f.Imports {
		where, _ := strconv.Unquote(spec.Path.Value)
		for _, imported := range pkg.Imports() {
			if imported.Path() == where {
				names[where] = imported.Name()
			}
		}
		if spec.Name != nil {
			names[where] = spec.Name.Name
		}
	}
	return names
}

var complaint = regexp.MustCompile(`(?m)([\w.-]+\.go):(\d+):\d+: `)

// compile builds the test program; it returns the lines that do not compile.
func compile(ctx context.Context, p source, dir string, overlay map[string]string, to string) (map[string]bool, error) {
	raw, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		return nil, err
	}
	name := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(name, raw, 0o600); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-gcflags=-e", "-overlay", name, "-o", to, ".")
	cmd.Dir = p.dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		lines := map[string]bool{}
		for _, m := range complaint.FindAllStringSubmatch(out.String(), -1) {
			lines[m[1]+":"+m[2]] = true
		}
		return lines, fmt.Errorf("go test -c: %w\n%s", err, &out)
	}
	return nil, nil
}
