package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"hotline12345/internal/devstack"
)

// build makes the pages, when their sources have changed, and then the service,
// which carries them. It returns the program's path.
func build(ctx context.Context, show *report) (string, error) {
	project, err := devstack.Project()
	if err != nil {
		return "", err
	}
	if err := buildPages(ctx, project, show); err != nil {
		return "", err
	}
	program := filepath.Join(project, "bin", "hotline")
	return program, show.step("building bin/hotline", func() error {
		return quietly(ctx, project, "go", "build", "-o", program, "./cmd/hotline")
	})
}

// installNPM fetches the packages that package-lock.json names.
func installNPM(ctx context.Context, project string, show *report) error {
	web, dev := filepath.Join(project, "agent-web"), filepath.Join(project, ".dev")
	if err := os.MkdirAll(dev, 0o755); err != nil {
		return fmt.Errorf("make .dev: %w", err)
	}
	unlock, err := devstack.Lock(filepath.Join(dev, "npm.lock"))
	if err != nil {
		return err
	}
	defer unlock()
	return once(filepath.Join(dev, "npm.sum"), filepath.Join(web, "node_modules", ".package-lock.json"), []string{
		filepath.Join(web, "package.json"), filepath.Join(web, "package-lock.json"),
	}, func() error {
		return show.step("npm ci in agent-web", func() error { return quietly(ctx, web, "npm", "ci", "--no-audit", "--no-fund") })
	})
}

func buildPages(ctx context.Context, project string, show *report) error {
	if err := installNPM(ctx, project, show); err != nil {
		return err
	}
	web, dev := filepath.Join(project, "agent-web"), filepath.Join(project, ".dev")
	unlock, err := devstack.Lock(filepath.Join(dev, "pages.lock"))
	if err != nil {
		return err
	}
	defer unlock()
	sources, err := pageSources(web)
	if err != nil {
		return err
	}
	return once(filepath.Join(dev, "pages.sum"), filepath.Join(web, "dist", "index.html"), sources, func() error {
		return show.step("building the pages", func() error { return quietly(ctx, web, "npm", "run", "build") })
	})
}

// pageSources lists the files that the pages are built from.
func pageSources(web string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(web, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{"node_modules", "dist", "e2e"}, d.Name()) {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the pages' sources: %w", err)
	}
	return files, nil
}

// once runs f unless the sources are as they were when f last succeeded and its
// result still exists; stamp remembers their sum.
func once(stamp, result string, sources []string, f func() error) error {
	sum, err := sumOf(sources)
	if err != nil {
		return err
	}
	old, err := os.ReadFile(stamp)
	if _, gone := os.Stat(result); err == nil && string(old) == sum && gone == nil {
		return nil
	}
	if err := f(); err != nil {
		return err
	}
	if err := os.WriteFile(stamp, []byte(sum), 0o644); err != nil {
		return fmt.Errorf("remember what was built: %w", err)
	}
	return nil
}

func sumOf(files []string) (string, error) {
	h := sha256.New()
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("read what to build: %w", err)
		}
		fmt.Fprintf(h, "%s %d\n", path, len(raw))
		h.Write(raw)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// quietly runs a program in a folder and shows its output only when it fails.
func quietly(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("%s is not installed (Go 1.26 and Node 20 or newer with npm are needed): %w", name, err)
	}
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}
