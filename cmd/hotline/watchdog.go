package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"hotline12345/internal/app"
)

// standGuard watches over the service until SIGTERM. With a file, the file is written anew
// after each look that found a heartbeat to watch: a health check asks for its age.
func standGuard(ctx context.Context, s app.Settings, args []string, out io.Writer) error {
	if len(args) > 1 {
		return fmt.Errorf("watchdog takes at most one file: %w", errUsage)
	}
	fmt.Fprintf(out, "watching %s\n", s.HeartbeatFile())
	return app.Watch(ctx, s, func(sure bool) {
		if sure && len(args) == 1 {
			//nolint:gosec // G703: the operator names the file
			_ = os.WriteFile(args[0], []byte(time.Now().Format(time.RFC3339)+"\n"), 0o600) // its age is the message
		}
	})
}
