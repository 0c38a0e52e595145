package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	asteriskconfig "hotline12345/asterisk-config"
	"hotline12345/internal/app"
	"hotline12345/internal/music"
)

// asteriskConfig writes the configuration of an Asterisk that runs beside the
// service: the files into DIR, the music and the folders that it reads.
func asteriskConfig(_ context.Context, s app.Settings, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("asterisk-config takes one folder, Asterisk's etc")
	}
	a, err := app.ReadAsteriskSettings()
	if err != nil {
		return err
	}
	c, err := a.Config(s)
	if err != nil {
		return err
	}
	if err := asteriskconfig.Render(args[0], c); err != nil {
		return err
	}
	for _, dir := range append(c.Folders(), a.MusicDir, c.SoundsDir) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("make Asterisk's folders: %w", err)
		}
	}
	if err := music.Write(a.MusicDir); err != nil {
		return err
	}
	fmt.Fprintf(out, "Asterisk's configuration is in %s\n", args[0])
	return nil
}
