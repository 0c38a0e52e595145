// Package rig is what measurements of whole calls share: a hotline of its own and
// an agent, who does all that the agent's page does without drawing it.
package rig

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

// Stack is what `cmd/dev run -ephemeral -json` prints when all is up.
type Stack struct {
	Page     string `json:"page"`
	Password string `json:"password"`
	Number   string `json:"number"`
	SIP      string `json:"sip"`
	Log      string `json:"log"`

	ARI         string `json:"ari"`
	ARIUser     string `json:"ariUser"`
	ARIPassword string `json:"ariPassword"`
	HotlinePID  int    `json:"hotlinePid"`

	cmd *exec.Cmd
}

// Start starts a hotline of its own, as make run does, on free ports.
func Start(ctx context.Context) (*Stack, error) {
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
	s := &Stack{cmd: exec.Command(dev, "run", "-ephemeral", "-json")}
	s.cmd.Dir, s.cmd.Stderr = project, os.Stderr
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // it stops when it is told to, not at Ctrl-C
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
		_ = s.Stop()
		return nil, fmt.Errorf("start the hotline: %w", err)
	}
	return s, nil
}

// Stop stops everything and removes its state.
func (s *Stack) Stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop the hotline: %w", err)
	}
	return s.cmd.Wait()
}
