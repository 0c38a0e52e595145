package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"hotline12345/internal/devstack"
)

// settings is the environment of cmd/hotline.
func (s *stack) settings() []string {
	return append(os.Environ(),
		fmt.Sprintf("HOTLINE_HTTP_ADDR=%s:%d", browsersAddress(), s.ports.HTTP),
		"HOTLINE_DATABASE_URL="+s.postgres.URL("hotline"),
		"HOTLINE_ARI_URL="+s.asterisk.ARIURL,
		"HOTLINE_ARI_USER="+s.asterisk.User,
		"HOTLINE_ARI_PASSWORD="+s.asterisk.Password,
		"HOTLINE_AMI_ADDR="+s.asterisk.AMIAddr,
		"HOTLINE_AMI_PASSWORD="+s.asterisk.AMIPassword,
		"HOTLINE_MESSAGES_DIR="+s.asterisk.MessagesDir,
		"HOTLINE_DATA_DIR="+s.dir,
		"HOTLINE_SOUNDS_DIR="+s.asterisk.SoundsDir,
		"HOTLINE_ASTERISK_SOUNDS_DIR="+s.asterisk.AsteriskSoundsDir,
		fmt.Sprintf("HOTLINE_RELAY_ADDR=127.0.0.1:%d", s.ports.Relay),
		fmt.Sprintf("HOTLINE_MEDIA_ADDR=%s:%d", browsersAddress(), s.ports.Media),
		"HOTLINE_TRUNK=trunk",
		"HOTLINE_CITY=云湾市", "HOTLINE_CITY_TRADITIONAL=雲灣市", "HOTLINE_CITY_ENGLISH=Yunwan City",
	)
}

// command runs one of the service's subcommands to its end.
func (s *stack) command(ctx context.Context, name string) error {
	cmd := exec.CommandContext(ctx, s.program, name)
	cmd.Env = s.env
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

// progressEvery keeps a terminal, and a log of CI, readable.
const progressEvery = 2 * time.Second

// lineOrReturn splits at \n and at \r, with which a program writes over its line.
func lineOrReturn(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexAny(data, "\r\n"); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// shown is command for one that prints its progress, which is passed on.
func (s *stack) shown(ctx context.Context, show *report, name string) error {
	cmd := exec.CommandContext(ctx, s.program, name)
	cmd.Env = s.env
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		return err
	}
	last, shown := "", time.Now()
	lines := bufio.NewScanner(out)
	for lines.Split(lineOrReturn); lines.Scan(); {
		last = lines.Text()
		if time.Since(shown) >= progressEvery {
			show.say(last)
			shown = time.Now()
		}
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("%w: %s", err, last)
	}
	return nil
}

func (s *stack) logFile() string { return filepath.Join(s.dir, "hotline.log") }

// serve starts the service and waits until it calls itself healthy.
func (s *stack) serve(ctx context.Context) error {
	cmd := exec.Command(s.program, "serve")
	cmd.Env = s.env
	p, err := devstack.StartProcess(cmd, syscall.SIGTERM, s.logFile())
	if err != nil {
		return err
	}
	s.hotline = p
	if err := p.WaitUntil(ctx, 30*time.Second, s.healthy); err != nil {
		return fmt.Errorf("%w\n%s", err, p.Output())
	}
	return nil
}

// watch starts the watchdog, which outlives the service.
func (s *stack) watch() (err error) {
	cmd := exec.Command(s.program, "watchdog")
	cmd.Env = s.env
	s.watchdog, err = devstack.StartProcess(cmd, syscall.SIGTERM, filepath.Join(s.dir, "watchdog.log"))
	return err
}

func (s *stack) healthy(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.page()+"/api/health", nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

func (s *stack) page() string { return fmt.Sprintf("http://%s:%d", browsersAddress(), s.ports.HTTP) }
