package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"hotline12345/internal/app"
	"hotline12345/internal/backup"
	"hotline12345/internal/postgres"
)

// makeBackup copies the installation; the service may run meanwhile.
func makeBackup(ctx context.Context, s app.Settings, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("backup", flag.ContinueOnError)
	flags.SetOutput(out)
	keep := flags.Int("keep", 0, "afterwards remove all but the newest N backups in DIR; 0 keeps all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 || *keep < 0 {
		return errors.New("want one folder for the backups: hotline backup [-keep N] DIR")
	}
	store, err := postgres.Open(ctx, s.DatabaseURL, postgres.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	schema, _, err := store.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	dir := flags.Arg(0)
	name, err := backup.Make(ctx, backup.Source{
		DatabaseURL: s.DatabaseURL, DataDir: s.DataDir, MessagesDir: s.MessagesDir, RecordingDir: s.RecordingDir(), Schema: schema,
		Settings: inForce(os.Environ()), Secrets: secretFiles(s), Report: steps(out),
	}, dir, time.Now())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "the backup is in %s\nIt holds personal data and passwords: keep it on an encrypted disk, and a copy in another house.\n", name)
	if *keep == 0 {
		return nil
	}
	removed, err := backup.Keep(dir, *keep)
	for _, old := range removed {
		fmt.Fprintln(out, "removed", old)
	}
	return err
}

// inForce returns our variables of an environment.
func inForce(environment []string) (ours []string) {
	for _, v := range environment {
		if strings.HasPrefix(v, "HOTLINE_") {
			ours = append(ours, v)
		}
	}
	return ours
}

func secretFiles(s app.Settings) (files []string) {
	for _, f := range []string{s.TLSCert, s.TLSKey} {
		if f != "" {
			files = append(files, f)
		}
	}
	return files
}

// steps prints what a long command does.
func steps(out io.Writer) func(string) {
	return func(step string) { fmt.Fprintln(out, step) }
}

// verifyBackup reads a whole backup.
func verifyBackup(_ context.Context, _ app.Settings, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("want one backup: hotline verify BACKUP")
	}
	m, err := backup.Verify(args[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "the backup of %s is whole: %d files\n", m.MadeAt.Local().Format(time.DateTime), len(m.Files))
	return nil
}

// restoreBackup puts a backup back; the service must not run.
func restoreBackup(ctx context.Context, s app.Settings, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("want one backup: hotline restore BACKUP")
	}
	store, err := postgres.Open(ctx, s.DatabaseURL, postgres.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	m, err := backup.Restore(ctx, backup.Target{
		DatabaseURL: s.DatabaseURL, DataDir: s.DataDir, MessagesDir: s.MessagesDir, RecordingDir: s.RecordingDir(), Occupied: store.Occupied, Report: steps(out),
	}, args[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "restored as it was at %s\nThe settings of then are in %s/settings.env. Next: hotline migrate, hotline doctor, hotline serve.\n"+
		"Messages to other systems that were due then go out when it serves.\n", m.MadeAt.Local().Format(time.DateTime), args[0])
	return nil
}
