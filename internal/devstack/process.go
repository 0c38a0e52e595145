package devstack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// Process is a child in a process group of its own. It is signalled to end when this
// process dies, in whatever way.
type Process struct {
	cmd   *exec.Cmd
	quit  syscall.Signal
	log   string
	ended chan struct{}
	err   error // of Wait; valid once ended is closed
	once  sync.Once
}

// StartProcess starts cmd, which ends on the signal quit; log gets its output.
func StartProcess(cmd *exec.Cmd, quit syscall.Signal, log string) (*Process, error) {
	f, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	defer f.Close() // the child has its own
	cmd.Stdout, cmd.Stderr = f, f
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true // Ctrl-C in a terminal reaches us alone
	cmd.SysProcAttr.Pdeathsig = quit
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Process{cmd: cmd, quit: quit, log: log, ended: make(chan struct{})}
	go func() {
		p.err = cmd.Wait()
		close(p.ended)
	}()
	return p, nil
}

// WaitUntil polls ready until it is true, the process ends or time is up.
func (p *Process) WaitUntil(ctx context.Context, limit time.Duration, ready func(context.Context) bool) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-p.ended:
			return errors.Join(errors.New("it ended at once"), p.err)
		case <-ctx.Done():
			return fmt.Errorf("it was not ready within %s: %w", limit, ctx.Err())
		case <-tick.C:
			if ready(ctx) {
				return nil
			}
		}
	}
}

// Stop asks the process to end, and kills its whole group when it does not
// within limit. It reports whether asking was enough.
func (p *Process) Stop(limit time.Duration) bool {
	willing := true
	p.once.Do(func() {
		_ = p.cmd.Process.Signal(p.quit)
		select {
		case <-p.ended:
		case <-time.After(limit):
			willing = false
		}
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) // what it may have left
	})
	<-p.ended
	return willing
}

// End ends the process by a signal that it cannot prepare for.
func (p *Process) End(sig syscall.Signal) {
	p.once.Do(func() {
		_ = p.cmd.Process.Signal(sig)
		<-p.ended
	})
	<-p.ended
}

// Output is the end of the process's log.
func (p *Process) Output() string {
	raw, _ := os.ReadFile(p.log)
	return string(tail(raw))
}

// Done is closed when the process has ended.
func (p *Process) Done() <-chan struct{} { return p.ended }

// PID is the process's number.
func (p *Process) PID() int { return p.cmd.Process.Pid }
