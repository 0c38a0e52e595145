package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
)

// fault is one test of faults, and what came of it.
type fault struct {
	Package string // its folder below the project
	Test    string
	Says    string // its name in words, and the first sentence of its comment
	// Result is "pass" or "fail"; empty: it did not come to an end.
	Result   string
	Seconds  float64
	Measured []string
	logged   []string
}

// marks are what makes a file of tests one of faults.
var marks = [][]byte{[]byte("HOTLINE_CHAOS"), []byte("chaosLong("), []byte("\n//hotline:faults\n")}

// find returns the tests of faults below a folder, by package, then by file.
func find(project string) (faults []fault, err error) {
	sources := os.DirFS(project)
	err = fs.WalkDir(sources, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(base, "_test.go"):
			return nil
		}
		text, err := fs.ReadFile(sources, name)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(marks, func(mark []byte) bool { return bytes.Contains(text, mark) }) {
			return nil
		}
		found, err := tests(name, text)
		for _, f := range found {
			f.Package = path.Dir(name)
			faults = append(faults, f)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for tests of faults: %w", err)
	}
	slices.SortStableFunc(faults, func(a, b fault) int { return strings.Compare(a.Package, b.Package) })
	return faults, nil
}

// tests returns the tests of one file.
func tests(name string, text []byte) (found []fault, err error) {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv != nil || !strings.HasPrefix(f.Name.Name, "Test") || f.Name.Name == "TestMain" {
			continue
		}
		says := (&doc.Package{}).Synopsis(strings.TrimPrefix(f.Doc.Text(), f.Name.Name))
		says = strings.TrimLeft(says, ": ")
		if says = strings.TrimSuffix(says, "."); says != "" {
			says = ": " + says
		}
		found = append(found, fault{Test: f.Name.Name, Says: words(strings.TrimPrefix(f.Name.Name, "Test")) + says})
	}
	return found, nil
}

// capitals are where the words of a name begin.
var capitals = regexp.MustCompile(`([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])`)

// words returns a name of a test as words: AFullDisk is "A full disk".
func words(name string) string {
	parts := strings.Fields(capitals.ReplaceAllString(capitals.ReplaceAllString(name, "$1$3 $2$4"), "$1$3 $2$4"))
	for i, part := range parts {
		if i > 0 && (len(part) == 1 || part != strings.ToUpper(part)) {
			parts[i] = strings.ToLower(part)
		}
	}
	return strings.Join(parts, " ")
}

// packages returns the packages of faults, each once.
func packages(faults []fault) (list []string) {
	for _, f := range faults {
		if p := path.Clean(f.Package); !slices.Contains(list, p) {
			list = append(list, p)
		}
	}
	return list
}
