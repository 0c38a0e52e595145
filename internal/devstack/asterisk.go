package devstack

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	asteriskconfig "hotline12345/asterisk-config"
	"hotline12345/internal/music"
)

// AsteriskOptions choose an instance's ports; 0 means any free one.
type AsteriskOptions struct {
	Name      string // of the instance; its folder keeps between starts
	ARIPort   int
	AMIPort   int
	SIPPort   int
	TrunkPort int // where outgoing calls go: a SIP peer on the loopback interface
	RTPStart  int // 1,000 ports from here
	Progress  Progress
	Duty      []string
	// Match are the addresses that calls come from; empty = 127.0.0.1.
	Match []string
	// SharedSounds uses one folder of prompts for all instances, which works
	// because the files are named for their content.
	SharedSounds bool
}

// Asterisk is a running private instance.
type Asterisk struct {
	ARIURL, User, Password string
	// AMIAddr is the watchdog's second way in, with a password of its own.
	AMIAddr, AMIPassword string
	SIPAddr              string // host:port of the trunk side
	TrunkPort            int
	// SoundsDir is where prompts are written; AsteriskSoundsDir is the same
	// folder as Asterisk sees it.
	SoundsDir, AsteriskSoundsDir string
	MusicDir                     string
	// MessagesDir is where the dialplan's fallback leaves callers' messages.
	MessagesDir string

	process *Process
	command []string
	console []string // asks the running instance; a console command comes behind it
	log     string
	dir     string
}

// StartAsterisk starts a private Asterisk and waits until ARI answers.
func StartAsterisk(ctx context.Context, o AsteriskOptions) (*Asterisk, error) {
	root, err := asteriskRoot(ctx, o.Progress)
	if err != nil {
		return nil, err
	}
	if err := o.fill(); err != nil {
		return nil, err
	}
	base := "/var/lib/hotline" // as Asterisk sees it
	if root == "/" {
		dev, err := Dir()
		if err != nil {
			return nil, err
		}
		base = filepath.Join(dev, "asterisk")
	}
	a, settings := o.plan(root, base)
	if err := a.makeFolders(root, settings.Folders()); err != nil {
		return nil, err
	}
	if err := asteriskconfig.Render(filepath.Join(a.dir, "etc"), settings); err != nil {
		return nil, err
	}
	a.command = []string{"asterisk", "-f", "-C", settings.Dir + "/etc/asterisk.conf"}
	a.console = []string{"asterisk", "-C", settings.Dir + "/etc/asterisk.conf", "-rx"}
	if root != "/" {
		a.command = append([]string{"chroot", root}, a.command...)
		a.console = append([]string{"chroot", root}, a.console...)
	}
	// What it records is for its owner alone.
	a.command = append([]string{"sh", "-c", `umask 077; exec "$@"`, "sh"}, a.command...)
	return a, a.start(ctx)
}

// plan holds where everything of the instance is, for us and for Asterisk.
func (o AsteriskOptions) plan(root, base string) (*Asterisk, asteriskconfig.Settings) {
	inside := filepath.Join(base, o.Name)
	sounds := filepath.Join(inside, "sounds")
	if o.SharedSounds {
		sounds = filepath.Join(base, "sounds")
	}
	outside := filepath.Join(root, inside)
	a := &Asterisk{
		ARIURL: fmt.Sprintf("http://127.0.0.1:%d/ari", o.ARIPort), User: "hotline", Password: rand.Text(),
		AMIAddr: fmt.Sprintf("127.0.0.1:%d", o.AMIPort), AMIPassword: rand.Text(),
		SIPAddr: fmt.Sprintf("127.0.0.1:%d", o.SIPPort), TrunkPort: o.TrunkPort,
		SoundsDir: filepath.Join(root, sounds), AsteriskSoundsDir: sounds,
		MusicDir: filepath.Join(outside, "moh"), MessagesDir: filepath.Join(outside, "spool/messages"),
		log: filepath.Join(outside, "log/messages"), dir: outside,
	}
	return a, asteriskconfig.Settings{
		Dir: inside, SystemName: "a", MaxCalls: 1000,
		ARIPort: o.ARIPort, ARIUser: a.User, ARIPassword: a.Password,
		AMIPort: o.AMIPort, AMIPassword: a.AMIPassword,
		SIPAddr: a.SIPAddr, RTPStart: o.RTPStart, RTPEnd: o.RTPStart + 999,
		SoundsDir: sounds, MusicDir: filepath.Join(inside, "moh"), CallerID: "12345", UserAgent: "SIP",
		Trunks: []asteriskconfig.Trunk{{Name: "trunk", Host: "127.0.0.1", Port: o.TrunkPort, Match: o.Match}},
		Duty:   o.Duty,
	}
}

// fill chooses what was left open.
func (o *AsteriskOptions) fill() error {
	if len(o.Match) == 0 {
		o.Match = []string{"127.0.0.1"}
	}
	for _, port := range []*int{&o.ARIPort, &o.AMIPort, &o.SIPPort, &o.TrunkPort} {
		if *port != 0 {
			continue
		}
		var err error
		if *port, err = FreePort(); err != nil {
			return err
		}
	}
	if o.RTPStart == 0 {
		// Away from the ephemeral ports. Two instances may meet on the same
		// thousand: each port is taken only when it is free.
		o.RTPStart = 10000 + o.SIPPort%20*1000
	}
	return nil
}

func (a *Asterisk) makeFolders(root string, folders []string) error {
	dirs := []string{a.SoundsDir, a.MusicDir}
	for _, inside := range folders {
		dirs = append(dirs, filepath.Join(root, inside))
	}
	for _, dir := range dirs {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("make Asterisk's folders: %w", err)
		}
	}
	return music.Write(a.MusicDir)
}

func (a *Asterisk) start(ctx context.Context) error {
	cmd := exec.Command(a.command[0], a.command[1:]...)
	cmd.Env = append(os.Environ(), "MALLOC_ARENA_MAX=2", "LANG=C.UTF-8")
	p, err := StartProcess(cmd, syscall.SIGTERM, filepath.Join(a.dir, "log/console"))
	if err != nil {
		return fmt.Errorf("start Asterisk: %w", err)
	}
	a.process = p
	if err := p.WaitUntil(ctx, 30*time.Second, a.answers); err != nil {
		a.Stop()
		return fmt.Errorf("start Asterisk: %w\n%s\n%s", err, p.Output(), a.Log())
	}
	return nil
}

// answers reports whether ARI answers, which it does once all modules are loaded.
func (a *Asterisk) answers(ctx context.Context) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.ARIURL+"/asterisk/info?only=status", nil)
	if err != nil {
		return false
	}
	req.SetBasicAuth(a.User, a.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// Console has the running Asterisk carry out a command of its console, "core show
// channels", and returns what it prints.
func (a *Asterisk) Console(ctx context.Context, command string) (string, error) {
	words := append(slices.Clone(a.console), command)
	out, err := exec.CommandContext(ctx, words[0], words[1:]...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("the console of Asterisk: %s: %w\n%s", command, err, out)
	}
	return string(out), nil
}

// Stop ends Asterisk and everything that it started.
func (a *Asterisk) Stop() {
	if a.process != nil {
		a.process.Stop(5 * time.Second)
	}
}

// Restart starts a stopped Asterisk again, with the same ports and password.
func (a *Asterisk) Restart(ctx context.Context) error { return a.start(ctx) }

// Done is closed when Asterisk has ended.
func (a *Asterisk) Done() <-chan struct{} { return a.process.ended }

// Remove deletes the instance's folder.
func (a *Asterisk) Remove() { _ = os.RemoveAll(a.dir) }

// Log returns the end of Asterisk's log, for a test that failed.
func (a *Asterisk) Log() string {
	raw, _ := os.ReadFile(a.log)
	return string(tail(raw))
}

// Logs are the files that Asterisk writes lines into: its log and its console.
func (a *Asterisk) Logs() []string { return []string{a.log, filepath.Join(a.dir, "log/console")} }

// PID is the number of Asterisk's process.
func (a *Asterisk) PID() int { return a.process.PID() }
