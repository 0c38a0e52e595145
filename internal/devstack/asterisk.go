package devstack

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	asteriskconfig "hotline12345/asterisk-config"
)

// AsteriskOptions choose an instance's ports; 0 means any free one.
type AsteriskOptions struct {
	Name      string // of the instance; its folder keeps between starts
	ARIPort   int
	SIPPort   int
	TrunkPort int // where outgoing calls go: a SIP peer on the loopback interface
	RTPStart  int // 200 ports from here
	Progress  Progress
	Duty      []string
}

// Asterisk is a running private instance.
type Asterisk struct {
	ARIURL, User, Password string
	SIPAddr                string // host:port of the trunk side
	TrunkPort              int
	// SoundsDir is where prompts are written; AsteriskSoundsDir is the same
	// folder as Asterisk sees it.
	SoundsDir, AsteriskSoundsDir string
	MusicDir                     string
	MessagesDir                  string

	cmd  *exec.Cmd
	done chan error
	log  string
	dir  string
}

// StartAsterisk starts a private Asterisk and waits until ARI answers.
func StartAsterisk(ctx context.Context, o AsteriskOptions) (*Asterisk, error) {
	root, err := asteriskRoot(ctx, o.Progress)
	if err != nil {
		return nil, err
	}
	if err := o.ports(); err != nil {
		return nil, err
	}
	inside := "/var/lib/hotline/" + o.Name
	if root == "/" {
		dev, err := Dir()
		if err != nil {
			return nil, err
		}
		inside = filepath.Join(dev, "asterisk", o.Name)
	}
	outside := filepath.Join(root, inside)
	a := &Asterisk{
		ARIURL: fmt.Sprintf("http://127.0.0.1:%d/ari", o.ARIPort), User: "hotline", Password: rand.Text(),
		SIPAddr: fmt.Sprintf("127.0.0.1:%d", o.SIPPort), TrunkPort: o.TrunkPort,
		SoundsDir: filepath.Join(outside, "sounds"), AsteriskSoundsDir: filepath.Join(inside, "sounds"),
		MusicDir: filepath.Join(outside, "moh"), MessagesDir: filepath.Join(outside, "spool/messages"),
		log: filepath.Join(outside, "log/messages"), dir: outside,
	}
	for _, dir := range []string{"etc", "db", "spool/messages", "spool/recording", "run", "log", "cache", "sounds", "moh"} {
		if err := os.MkdirAll(filepath.Join(outside, dir), 0o755); err != nil {
			return nil, fmt.Errorf("make Asterisk's folders: %w", err)
		}
	}
	err = asteriskconfig.Render(filepath.Join(outside, "etc"), asteriskconfig.Settings{
		Dir: inside, SystemName: "a", MaxCalls: 1000,
		ARIPort: o.ARIPort, ARIUser: a.User, ARIPassword: a.Password,
		SIPAddr: a.SIPAddr, RTPStart: o.RTPStart, RTPEnd: o.RTPStart + 999,
		SoundsDir: a.AsteriskSoundsDir, MusicDir: filepath.Join(inside, "moh"), CallerID: "12345",
		Trunks: []asteriskconfig.Trunk{{Name: "trunk", Host: "127.0.0.1", Port: o.TrunkPort, Match: []string{"127.0.0.1"}}},
		Duty:   o.Duty,
	})
	if err != nil {
		return nil, err
	}
	return a, a.start(ctx, root, inside)
}

// ports fills in the ports that were left open.
func (o *AsteriskOptions) ports() error {
	for _, p := range []struct {
		port *int
		free func() (int, error)
	}{{&o.ARIPort, FreeTCP}, {&o.SIPPort, FreeUDP}, {&o.TrunkPort, FreeUDP}} {
		if *p.port != 0 {
			continue
		}
		port, err := p.free()
		if err != nil {
			return err
		}
		*p.port = port
	}
	if o.RTPStart == 0 {
		// Each instance its own thousand, away from the ephemeral ports.
		o.RTPStart = 10000 + o.SIPPort%20*1000
	}
	return nil
}

func (a *Asterisk) start(ctx context.Context, root, inside string) error {
	args := []string{"asterisk", "-f", "-C", inside + "/etc/asterisk.conf"}
	if root != "/" {
		args = append([]string{"chroot", root}, args...)
	}
	var out bytes.Buffer
	a.cmd = exec.Command(args[0], args[1:]...)
	a.cmd.Stdout, a.cmd.Stderr = &out, &out
	a.cmd.Env = append(os.Environ(), "MALLOC_ARENA_MAX=2", "LANG=C.UTF-8")
	a.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := a.cmd.Start(); err != nil {
		return fmt.Errorf("start Asterisk: %w", err)
	}
	a.done = make(chan error, 1)
	go func() { a.done <- a.cmd.Wait() }()
	if err := a.waitReady(ctx); err != nil {
		a.Stop()
		log, _ := os.ReadFile(a.log)
		return fmt.Errorf("start Asterisk: %w\n%s%s", err, tail(out.Bytes()), tail(log))
	}
	return nil
}

// waitReady polls ARI until it answers with its modules loaded.
func (a *Asterisk) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-a.done:
			a.done <- err
			return fmt.Errorf("it ended at once: %w", errors.Join(err, errors.New("see its log")))
		case <-ctx.Done():
			return errors.New("ARI did not answer within 30 s")
		case <-tick.C:
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.ARIURL+"/asterisk/info?only=status", nil)
		if err != nil {
			return err
		}
		req.SetBasicAuth(a.User, a.Password)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			continue
		}
		_ = resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return nil
		}
	}
}

// Stop ends Asterisk and everything that it started.
func (a *Asterisk) Stop() {
	if a.cmd == nil || a.cmd.Process == nil {
		return
	}
	_ = syscall.Kill(-a.cmd.Process.Pid, syscall.SIGTERM)
	select {
	case err := <-a.done:
		a.done <- err
	case <-time.After(5 * time.Second):
	}
	_ = syscall.Kill(-a.cmd.Process.Pid, syscall.SIGKILL)
}

// Remove deletes the instance's folder.
func (a *Asterisk) Remove() { _ = os.RemoveAll(a.dir) }

// Log returns the end of Asterisk's log, for a test that failed.
func (a *Asterisk) Log() string {
	raw, _ := os.ReadFile(a.log)
	return string(tail(raw))
}
