package main

//hotline:faults

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/internal/devstack"
)

// installation is a service on real systems that can be killed and started again.
type installation struct {
	t       *testing.T
	program string
	env     []string
	page    string
	sip     netip.AddrPort
	dir     string
	phones  *devstack.Asterisk
	store   string // the database's address
	running *exec.Cmd
	log     bytes.Buffer
}

// install makes an installation with the demo city.
func install(t *testing.T) *installation {
	t.Helper()
	in := place(t)
	in.run("migrate")
	in.run("seed")
	return in
}

// place makes an installation whose database and data folder are empty.
func place(t *testing.T) *installation {
	t.Helper()
	a := devstack.TestAsterisk(t)
	in := &installation{t: t, dir: t.TempDir(), program: filepath.Join(t.TempDir(), "hotline"), sip: netip.MustParseAddrPort(a.SIPAddr),
		phones: a, store: devstack.TestPostgres(t)}
	if out, err := exec.Command("go", "build", "-o", in.program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	in.page = "http://127.0.0.1:" + port(t)
	in.env = append(os.Environ(),
		"HOTLINE_HTTP_ADDR="+strings.TrimPrefix(in.page, "http://"), "HOTLINE_DATABASE_URL="+in.store,
		"HOTLINE_ARI_URL="+a.ARIURL, "HOTLINE_ARI_USER="+a.User, "HOTLINE_ARI_PASSWORD="+a.Password,
		"HOTLINE_AMI_ADDR="+a.AMIAddr, "HOTLINE_AMI_PASSWORD="+a.AMIPassword, "HOTLINE_MESSAGES_DIR="+a.MessagesDir,
		"HOTLINE_DATA_DIR="+in.dir, "HOTLINE_SOUNDS_DIR="+a.SoundsDir, "HOTLINE_ASTERISK_SOUNDS_DIR="+a.AsteriskSoundsDir,
		"HOTLINE_RELAY_ADDR=127.0.0.1:"+port(t), "HOTLINE_MEDIA_ADDR=127.0.0.1:"+port(t))
	t.Cleanup(func() {
		if in.running != nil {
			in.stop(syscall.SIGTERM)
		}
		if t.Failed() {
			t.Logf("the service's log:\n%s", &in.log)
		}
	})
	return in
}

// insecure asks installations whose certificate is their own.
var insecure = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}

func port(t *testing.T) string {
	t.Helper()
	p, err := devstack.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(p)
}

func (in *installation) command(args ...string) *exec.Cmd {
	cmd := exec.Command(in.program, args...)
	cmd.Env = in.env
	return cmd
}

// run runs a command that has to succeed, and returns what it prints.
func (in *installation) run(args ...string) string {
	in.t.Helper()
	out, err := in.command(args...).CombinedOutput()
	if err != nil {
		in.t.Fatalf("%s: %v\n%s", args[0], err, out)
	}
	return string(out)
}

// launch starts the service and does not wait.
func (in *installation) launch() {
	in.t.Helper()
	in.running = in.command("serve")
	in.running.Stdout, in.running.Stderr = &in.log, &in.log
	if err := in.running.Start(); err != nil {
		in.t.Fatal(err)
	}
}

// start starts the service and waits until it is well.
func (in *installation) start() {
	in.t.Helper()
	in.launch()
	ctx, cancel := context.WithTimeout(in.t.Context(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, in.page+"/api/health", nil)
		if err != nil {
			in.t.Fatal(err)
		}
		if resp, err := insecure.RoundTrip(req); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			in.t.Fatal("the service does not become well")
		}
	}
}

func (in *installation) stop(signal syscall.Signal) {
	in.t.Helper()
	if err := in.running.Process.Signal(signal); err != nil {
		in.t.Fatal(err)
	}
	_ = in.running.Wait() // killed: an error is what we want
	in.running = nil
}

func (in *installation) dial(ctx context.Context) *phone.Call {
	in.t.Helper()
	c, err := phone.Dial(ctx, phone.Options{To: "1234511", From: "13800138000", Peer: in.sip, Speak: phone.Tone(1000)})
	if err != nil {
		in.t.Fatal(err)
	}
	in.t.Cleanup(func() { _ = c.HangUp() })
	return c
}

// TestCallsSurviveTheService kills the service with callers in line, in every way,
// and starts it again: no caller is cut off, all still wait, and the
// journal leads to the same decisions.
func TestCallsSurviveTheService(t *testing.T) {
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var calls []*phone.Call
	for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM} {
		c := in.dial(ctx)
		if err := c.Until(ctx, "a first prompt", func() bool { return !c.FirstSound().IsZero() }); err != nil {
			t.Fatal(err)
		}
		calls = append(calls, c)
		in.stop(signal)
		in.start()
	}
	since := time.Now()
	for i, c := range calls {
		err := c.Until(ctx, "sound after the restarts", func() bool { return c.LastSound().After(since) })
		if err != nil {
			t.Errorf("call %d: %v", i, err)
		}
	}
	if got := in.waiting(ctx); got != 2 {
		t.Errorf("%d callers are in line after the restarts, want 2", got)
	}
	in.stop(syscall.SIGTERM)
	out, err := in.command("replay", filepath.Join(in.dir, "journal")).CombinedOutput()
	if err != nil {
		t.Errorf("replay: %v\n%s", err, out)
	}
}

// waiting asks the metrics how many callers wait, once the display has come.
func (in *installation) waiting(ctx context.Context) (n int) {
	in.t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, in.page+"/metrics", nil)
		if err != nil {
			in.t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			in.t.Fatal(err)
		}
		var body bytes.Buffer
		_, err = body.ReadFrom(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			in.t.Fatal(err)
		}
		for line := range strings.Lines(body.String()) {
			if _, err := fmt.Sscanf(line, `hotline_queue_waiting{queue="complaint"} %d`, &n); err == nil {
				return n
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			in.t.Fatal("the metrics do not show the queue")
		}
	}
}

// TestTheFallbackSpeaksWhenTheServiceIsDown: a citizen who dials meanwhile hears
// why, instead of nothing.
func TestTheFallbackSpeaksWhenTheServiceIsDown(t *testing.T) {
	in := install(t)
	if out, err := in.command("prompts").CombinedOutput(); err != nil {
		t.Fatalf("prompts: %v\n%s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	c := in.dial(ctx)
	if err := c.Until(ctx, "the fallback", func() bool { return !c.FirstSound().IsZero() }); err != nil {
		t.Fatal(err)
	}
}

// TestDoctor: every component is well in a fresh installation, and each missing one is
// named with what to do.
func TestDoctor(t *testing.T) {
	in := install(t)
	out, err := in.command("doctor").CombinedOutput()
	if err != nil || strings.Contains(string(out), "ILL") {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, c := range map[string]struct{ env, want string }{
		"no database": {"HOTLINE_DATABASE_URL=postgres://hotline@127.0.0.1:1/x", "start it (systemctl start postgresql"},
		"no Asterisk": {"HOTLINE_ARI_URL=http://127.0.0.1:1/ari", "start Asterisk"},
		"wrong user":  {"HOTLINE_ARI_PASSWORD=wrong", "compare HOTLINE_ARI_USER and HOTLINE_ARI_PASSWORD"},
		"no trunk":    {"HOTLINE_TRUNK=none", "compare HOTLINE_TRUNK"},
		"no voice":    {"PATH=", "apt-get install espeak-ng"},
		"bad address": {"HOTLINE_PUBLIC_IP=hotline.example", "HOTLINE_PUBLIC_IP"},
		"no TLS":      {"HOTLINE_HTTP_ADDR=0.0.0.0:8443", "HOTLINE_TLS_CERT"},
		"no fonts":    {"HOTLINE_FONTS=/nowhere.ttf", "apt-get install fonts-lxgw-wenkai"},
		"no folder":   {"HOTLINE_DATA_DIR=/proc/hotline", "make HOTLINE_DATA_DIR a folder"},
	} {
		cmd := in.command("doctor")
		cmd.Env = append(cmd.Env, c.env)
		if name == "no voice" {
			cmd.Env = append(cmd.Env, "HOTLINE_SOUNDS_DIR="+t.TempDir())
		}
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), c.want) {
			t.Errorf("%s: error %v, and no advice %q in\n%s", name, err, c.want, out)
		}
	}
}
