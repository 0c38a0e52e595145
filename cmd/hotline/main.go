// Command hotline is the service: it decides calls, relays the agents' voices,
// serves the pages and keeps the register. Its components are joined in internal/app;
// here are the commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"hotline12345/internal/app"
	"hotline12345/internal/redact"
	"hotline12345/internal/trouble"
)

// command is one thing that the program can do.
type command struct {
	name, help string
	run        func(ctx context.Context, s app.Settings, args []string, out io.Writer) error
}

func commands() []command {
	return []command{
		{"serve", "run the service until SIGTERM", app.Serve},
		{"watchdog", "[FILE]: stand in for a service that is dead, until SIGTERM; FILE is written while it can watch", standGuard},
		{"setup", "make a real city: first administrator, name and number, certificate, public address", setup},
		{"migrate", "bring the database to this version's schema", migrate},
		{"seed", "load the demo city 云湾市 (may be repeated)", seed},
		{"prompts", "make all sound files of the prompts", prompts},
		{"health", "ask the running service on this machine whether it is well", health},
		{"doctor", "check every part and say what to do", doctor},
		{"backup", "[-keep N] DIR: copy database, data folder and settings into a new folder below DIR, while calls go on", makeBackup},
		{"verify", "BACKUP: compare a backup with its checksums", verifyBackup},
		{"restore", "BACKUP: fill an empty database and an empty data folder from it", restoreBackup},
		{"retention", "[-verify]: what the next night deletes because its time is over; or check what was deleted and what is left", showRetention},
		{"replay", "DIR: run a journal again and print each decision", replay},
		{"openapi", "print the description of the HTTP interface", openAPI},
		{"asterisk-config", "DIR: write Asterisk's configuration", asteriskConfig},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "hotline:", said(os.Args[1:], err))
		os.Exit(1)
	}
}

// said returns an error as a person reads it. What serve says at its end is kept in a log, in
// which no citizen's number belongs.
func said(args []string, err error) string {
	text := trouble.Explain(err)
	if len(args) > 0 && args[0] == "serve" {
		text = redact.Numbers(text)
	}
	return text
}

// errUsage is returned for a command line that makes no sense.
var errUsage = errors.New("unknown command; see: hotline help")

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(out)
		return nil
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		s, err := app.ReadSettings()
		if err != nil {
			return err
		}
		return c.run(ctx, s, args[1:], out)
	}
	return fmt.Errorf("%q: %w", args[0], errUsage)
}

func usage(out io.Writer) {
	fmt.Fprintln(out, "hotline COMMAND")
	for _, c := range commands() {
		fmt.Fprintf(out, "  %-16s %s\n", c.name, c.help)
	}
	fmt.Fprintln(out, "Settings are environment variables; README.md lists them.")
}
