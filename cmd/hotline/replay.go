package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"hotline12345/cti/loop"
	"hotline12345/internal/app"
)

// replay prints what the engine decides today on a journal of any day.
func replay(_ context.Context, s app.Settings, args []string, out io.Writer) error {
	dir := s.JournalDir()
	switch len(args) {
	case 0:
	case 1:
		dir = args[0]
	default:
		return errors.New("replay takes one folder, the journal's")
	}
	files, err := loop.OpenFiles(dir)
	if err != nil {
		return err
	}
	differing, err := loop.Replay(files, out)
	if err != nil {
		return err
	}
	if differing > 0 {
		return fmt.Errorf("%d entries are decided differently now: the rules or the program have changed since", differing)
	}
	return nil
}
