package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// source is one package whose rules are broken.
type source struct {
	path  string // below the module: "tickets/org"
	dir   string
	name  string
	files []string
	rapid bool // its tests draw random cases
}

// list returns the packages that match a goal's pattern and one of the others,
// if there are others.
func list(ctx context.Context, goal string, others []string) ([]source, error) {
	found, err := goList(ctx, goal)
	if err != nil {
		return nil, err
	}
	if len(others) > 0 {
		wanted, err := goList(ctx, others...)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(p goPackage) bool {
			return !slices.ContainsFunc(wanted, func(w goPackage) bool { return w.ImportPath == p.ImportPath })
		})
	}
	var out []source
	for _, p := range found {
		path := strings.TrimPrefix(p.ImportPath, p.Module.Path+"/")
		tests := slices.Concat(p.TestImports, p.XTestImports)
		if len(tests) == 0 {
			continue
		}
		out = append(out, source{path, p.Dir, p.Name, p.GoFiles, slices.Contains(tests, "pgregory.net/rapid")})
	}
	return out, nil
}

// goPackage is what we need of go list's answer.
type goPackage struct {
	ImportPath, Dir, Name              string
	Module                             struct{ Path string }
	GoFiles, TestImports, XTestImports []string
}

func goList(ctx context.Context, patterns ...string) ([]goPackage, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"list", "-json"}, patterns...)...)
	var fault bytes.Buffer
	cmd.Stderr = &fault
	raw, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w\n%s", patterns, err, &fault)
	}
	var all []goPackage
	for dec := json.NewDecoder(bytes.NewReader(raw)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list %s: %w", patterns, err)
		}
		all = append(all, p)
	}
}
