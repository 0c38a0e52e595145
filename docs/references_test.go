package docs_test

import (
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	quoted = regexp.MustCompile("`([^`\n]+)`")
	link   = regexp.MustCompile(`\]\(([^)#: ]+)(?:#[^)]*)?\)`)
	// likePath is a path of the repository; * and <x> stand for any part of a name.
	likePath = regexp.MustCompile(`^(cmd|ivr|cti|tickets|internal|agent-web|asterisk-config|bench|docs)/[\w.<>*/-]+$`)
	// likeName is a Go name with its package: cti.Engine, tickets.Request.Seen.
	likeName = regexp.MustCompile(`^([a-z]\w*)\.([A-Za-z]\w*)(?:\.([A-Za-z]\w*))?(?:\(\))?$`)
	anyPart  = regexp.MustCompile(`<\w+>`)
)

// pages are the documents that people read.
func pages(t *testing.T) []string {
	t.Helper()
	return slices.DeleteFunc(files(t, ".md"), func(name string) bool {
		return strings.Contains(name, "/") && !strings.HasPrefix(name, "docs/")
	})
}

// TestPathsInTheDocumentsExist: a file or folder that a page names in backticks is
// there, and so is what its links lead to.
func TestPathsInTheDocumentsExist(t *testing.T) {
	checked := 0
	for _, page := range pages(t) {
		text := read(t, page)
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			if !likePath.MatchString(m[1]) {
				continue
			}
			checked++
			pattern := anyPart.ReplaceAllString(strings.TrimSuffix(m[1], "/"), "*")
			found, err := filepath.Glob(filepath.Join(root, pattern))
			must(t, err)
			if len(found) == 0 {
				t.Errorf("%s names %s, which does not exist", page, m[1])
			}
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			checked++
			if _, err := os.Stat(filepath.Join(root, path.Dir(page), m[1])); err != nil {
				t.Errorf("%s leads to %s, which does not exist", page, m[1])
			}
		}
	}
	if checked < 50 {
		t.Errorf("only %d paths were found in the documents", checked)
	}
}

// TestNamesInTheDocumentsExist: a Go name that a page gives with its package is in
// that package.
func TestNamesInTheDocumentsExist(t *testing.T) {
	have, checked := declared(t), 0
	for _, page := range pages(t) {
		for _, m := range quoted.FindAllStringSubmatch(read(t, page), -1) {
			n := likeName.FindStringSubmatch(m[1])
			if n == nil || have[n[1]] == nil {
				continue // no package of ours: app.use(...), index.html
			}
			if n[2] == "go" || n[2] == "md" || m[1] == "webhook.test" {
				continue // a file's name; the name of a message
			}
			checked++
			name := strings.TrimSuffix(n[2]+"."+n[3], ".")
			if !have[n[1]][name] {
				t.Errorf("%s names %s, which does not exist", page, m[1])
			}
		}
	}
	if checked < 30 {
		t.Errorf("only %d Go names were found in the documents", checked)
	}
}

// declared are the names of each package, by the last part of its path: functions,
// types, constants, variables, methods and fields ("Request.Seen").
func declared(t *testing.T) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
	for _, file := range files(t, ".go") {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		dir := path.Dir(file)
		pkg := path.Base(dir)
		if all[pkg] == nil {
			all[pkg] = map[string]bool{}
		}
		if all[pkg][dir+" "] {
			continue // the folder was read
		}
		all[pkg][dir+" "] = true
		for _, f := range parsed(t, dir) {
			for _, decl := range f.Decls {
				declare(decl, all[pkg])
			}
		}
	}
	return all
}

func declare(decl ast.Decl, names map[string]bool) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		names[funcName(d)] = true
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names[n.Name] = true
				}
			case *ast.TypeSpec:
				names[s.Name.Name] = true
				members(s, names)
			}
		}
	}
}

// members notes the fields of a struct and the methods of an interface.
func members(s *ast.TypeSpec, names map[string]bool) {
	var fields *ast.FieldList
	switch t := s.Type.(type) {
	case *ast.StructType:
		fields = t.Fields
	case *ast.InterfaceType:
		fields = t.Methods
	default:
		return
	}
	for _, f := range fields.List {
		for _, n := range f.Names {
			names[s.Name.Name+"."+n.Name] = true
		}
	}
}
