package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// target is one fuzz test.
type target struct{ dir, name string }

var fuzzTest = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f \*testing\.F\)`)

// fuzz runs the fuzz tests, each for a time: all of the project, or those whose names contain
// one of the words.
func fuzz(ctx context.Context, project string, args []string, show *report) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	each := flags.Duration("time", time.Minute, "how long each runs")
	if err := flags.Parse(args); err != nil {
		return err
	}
	targets, err := fuzzTargets(project)
	if err != nil {
		return err
	}
	var failed []error
	for _, t := range targets {
		if !wanted(t.name, flags.Args()) {
			continue
		}
		err := show.step(fmt.Sprintf("%s in %s, %s", t.name, t.dir, *each), func() error {
			cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", each.String(), ".")
			cmd.Dir = t.dir
			out, err := cmd.CombinedOutput()
			if err != nil {
				return fmt.Errorf("%w\n%s", err, out)
			}
			return nil
		})
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", t.name, err))
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return errors.Join(failed...)
}

func wanted(name string, words []string) bool {
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return len(words) == 0
}

// fuzzTargets finds the fuzz tests below a folder.
func fuzzTargets(root string) (list []target, err error) {
	tree := os.DirFS(root)
	err = fs.WalkDir(tree, ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != "." && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, "_test.go"):
			return nil
		}
		raw, err := fs.ReadFile(tree, file)
		for _, m := range fuzzTest.FindAllSubmatch(raw, -1) {
			list = append(list, target{filepath.Join(root, filepath.Dir(file)), string(m[1])})
		}
		return err
	})
	return list, err
}
