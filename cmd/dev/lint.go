package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"hotline12345/internal/devstack"
)

// lintVersion is the golangci-lint that .golangci.yml is written for.
const lintVersion = "v2.15.0"

// lint runs golangci-lint over the packages in args, all without any.
func lint(ctx context.Context, args []string, show *report) error {
	project, err := devstack.Project()
	if err != nil {
		return err
	}
	program, err := installLint(ctx, project, show)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"./..."}
	}
	//nolint:gosec // G702: who may run this may run anything
	cmd := exec.CommandContext(ctx, program, append([]string{"run"}, args...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = project, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("golangci-lint: %w", err)
	}
	return nil
}

// installLint builds golangci-lint once for a machine; it returns the program's
// path. The Go that it is built with must know the language of our sources, so
// another Go means another build.
func installLint(ctx context.Context, project string, show *report) (string, error) {
	dir := filepath.Join(project, ".dev", "bin", "golangci-lint-"+lintVersion+"-"+runtime.Version())
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("make .dev/bin: %w", err)
	}
	unlock, err := devstack.Lock(filepath.Join(project, ".dev", "lint.lock"))
	if err != nil {
		return "", err
	}
	defer unlock()
	program := filepath.Join(dir, "golangci-lint")
	if _, err := os.Stat(program); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return program, err
	}
	return program, show.step("building golangci-lint "+lintVersion, func() error {
		return quietly(ctx, project, "env", "GOBIN="+dir, "GOFLAGS=",
			"go", "install", "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@"+lintVersion)
	})
}
