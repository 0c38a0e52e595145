package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// keepLogs copies what all parts logged, and the service's journal, into a folder before a run
// that is made once is removed: tests look whether a log tells too much.
func (s *stack) keepLogs(into string) error {
	if into == "" {
		return nil
	}
	logs := []string{s.logFile()}
	if s.asterisk != nil {
		logs = append(logs, s.asterisk.Logs()...)
	}
	if s.postgres != nil {
		logs = append(logs, s.postgres.LogFile())
	}
	err := os.MkdirAll(into, 0o700)
	for _, name := range logs {
		err = errors.Join(err, copyInto(into, name))
	}
	entries, _ := filepath.Glob(filepath.Join(s.dir, "journal", "*"))
	if len(entries) > 0 {
		err = errors.Join(err, os.MkdirAll(filepath.Join(into, "journal"), 0o700))
	}
	for _, name := range entries {
		err = errors.Join(err, copyInto(filepath.Join(into, "journal"), name))
	}
	if err != nil {
		return fmt.Errorf("keep the logs: %w", err)
	}
	return nil
}

// copyInto copies a file into a folder; one that was never made is left out.
func copyInto(dir, name string) error {
	raw, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, filepath.Base(name)), raw, 0o600) //nolint:gosec // G703: a folder that the developer names
}
