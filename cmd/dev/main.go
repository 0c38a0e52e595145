// Command dev is the workshop of the project: it fetches and starts all parts of
// a hotline on this machine (make run), installs what the tests need, and tidies
// up. The service itself is cmd/hotline.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"hotline12345/internal/devstack"
)

const usage = `go run ./cmd/dev COMMAND
  run [-json] [-ephemeral] [-keep DIR] [-duty N@trunk,...]
           start everything and stay until Ctrl-C
           -ephemeral  free ports and a state of its own, removed at the end
           -keep       before that, copies all logs and the journal into a folder
           -json       one line of JSON with all addresses when all is up
  npm      npm ci in agent-web, when package-lock.json has changed
  pages    npm, then the pages, when their sources have changed
  build    pages, then bin/hotline
  tools    install what make test needs, when it is missing
  lint     the checks of .golangci.yml; installs golangci-lint when it is missing
  fuzz [-time 60s] [WORD...]
           run every fuzz test for a time, or those whose names have a word
  stop     stop what the tests left running, remove what killed runs left
`

func main() {
	// When go run or a test's launcher is killed, we end in good order too.
	dieWithParent()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := command(ctx, os.Args[1:]); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string) error {
	if len(args) == 0 {
		args = []string{"help"}
	}
	show := newReport(os.Stderr)
	switch args[0] {
	case "run":
		flags := flag.NewFlagSet("run", flag.ContinueOnError)
		var o options
		flags.BoolVar(&o.json, "json", false, "print one line of JSON when all is up")
		flags.BoolVar(&o.ephemeral, "ephemeral", false, "free ports and a state of its own")
		flags.StringVar(&o.keep, "keep", "", "at the end copy all logs and the journal into this folder")
		flags.StringVar(&o.duty, "duty", "", "telephones that ring when the service is away, as number@trunk,...")
		if err := flags.Parse(args[1:]); err != nil {
			return err
		}
		return run(ctx, o, show)
	case "npm":
		return withProject(func(project string) error { return installNPM(ctx, project, show) })
	case "pages":
		return withProject(func(project string) error { return buildPages(ctx, project, show) })
	case "build":
		_, err := build(ctx, show)
		return err
	case "tools":
		return show.step("what the tests need", func() error { return devstack.Prepare(ctx, show.say) })
	case "lint":
		return lint(ctx, args[1:], show)
	case "fuzz":
		return withProject(func(project string) error { return fuzz(ctx, project, args[1:], show) })
	case "stop":
		return devstack.Sweep(ctx)
	default:
		fmt.Fprint(os.Stderr, usage)
		if args[0] == "help" {
			return nil
		}
		return fmt.Errorf("unknown command %q", args[0])
	}
}

func withProject(f func(project string) error) error {
	project, err := devstack.Project()
	if err != nil {
		return err
	}
	return f(project)
}

// dieWithParent has SIGTERM sent to us when the process that started us ends.
func dieWithParent() {
	const prSetPdeathsig = 1
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, prSetPdeathsig, uintptr(syscall.SIGTERM), 0)
}
