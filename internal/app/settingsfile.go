package app

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"

	"hotline12345/internal/disk"
)

// SettingsFile is where hotline setup writes settings, in the data folder: lines such
// as HOTLINE_NUMBER=12345. A variable of the environment goes before it.
const SettingsFile = "settings.env"

// defaultDataDir is HOTLINE_DATA_DIR's default, in which the file lies.
const defaultDataDir = "data"

// parse fills a struct of settings.
func parse(settings any) error {
	given := env.ToMap(os.Environ())
	dir := given["HOTLINE_DATA_DIR"]
	if dir == "" {
		dir = defaultDataDir
	}
	written, err := ReadSettingsFile(dir)
	if err != nil {
		return err
	}
	for name, value := range given {
		if value != "" || written[name] == "" {
			written[name] = value
		}
	}
	if err := env.ParseWithOptions(settings, env.Options{Environment: written}); err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	return nil
}

// ReadSettingsFile returns the settings that a data folder has, none if it has none.
func ReadSettingsFile(dataDir string) (map[string]string, error) {
	name := filepath.Join(dataDir, SettingsFile)
	raw, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	settings := map[string]string{}
	n := 0
	for line := range strings.Lines(string(raw)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || !strings.HasPrefix(key, "HOTLINE_") {
			return nil, fmt.Errorf("%s, line %d: want HOTLINE_NAME=value", name, n)
		}
		settings[key] = value
	}
	return settings, nil
}

// WriteSettingsFile adds settings to those of a data folder; an empty value takes one away.
func WriteSettingsFile(dataDir string, changed map[string]string) error {
	settings, err := ReadSettingsFile(dataDir)
	if err != nil {
		return err
	}
	maps.Copy(settings, changed)
	out := "# Written by hotline setup. A variable of the environment goes before what stands here.\n"
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		if strings.ContainsAny(settings[name], "\r\n") {
			return fmt.Errorf("write settings: %s has a line break", name)
		}
		if settings[name] != "" {
			out += name + "=" + settings[name] + "\n"
		}
	}
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	if err := disk.Replace(filepath.Join(dataDir, SettingsFile), []byte(out), 0o600); err != nil {
		return fmt.Errorf("write settings: %w", err)
	}
	return nil
}
