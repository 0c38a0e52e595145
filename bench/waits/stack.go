package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"hotline12345/internal/devstack"
)

// stack is what `cmd/dev run -ephemeral -json` says when all is up.
type stack struct {
	Page     string `json:"page"`
	Password string `json:"password"`
	Number   string `json:"number"`
	SIP      string `json:"sip"`
	Log      string `json:"log"`

	cmd *exec.Cmd
}

func startStack(ctx context.Context) (*stack, error) {
	project, err := devstack.Project()
	if err != nil {
		return nil, err
	}
	dev := filepath.Join(project, "bin", "dev")
	build := exec.CommandContext(ctx, "go", "build", "-o", dev, "./cmd/dev")
	build.Dir, build.Stderr = project, os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("build cmd/dev: %w", err)
	}
	s := &stack{cmd: exec.Command(dev, "run", "-ephemeral", "-json")}
	s.cmd.Dir, s.cmd.Stderr = project, os.Stderr
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // it stops when we say so, not at Ctrl-C
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the hotline: %w", err)
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, s)
	}
	if err != nil {
		_ = s.stop()
		return nil, fmt.Errorf("start the hotline: %w", err)
	}
	return s, nil
}

func (s *stack) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop the hotline: %w", err)
	}
	return s.cmd.Wait()
}
