package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
)

// chaosLong reports whether faults are tried in their long form (make chaos): with the true
// times of service, and as many calls as a busy hour has.
func chaosLong() bool { return os.Getenv("HOTLINE_CHAOS") == "long" }

// measured notes a measure for the summary of make chaos, which prints these lines.
func measured(t *testing.T, format string, args ...any) {
	t.Helper()
	t.Logf("measured: "+format, args...)
}

// p95 returns the time that 95 of 100 do not exceed.
func p95(list []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[(len(sorted)*95+99)/100-1]
}

// with returns an installation with other settings and the same everything else.
func (in *installation) with(env ...string) *installation {
	other := &installation{t: in.t, program: in.program, page: in.page, sip: in.sip, dir: in.dir, phones: in.phones, store: in.store}
	other.env = append(slices.Clone(in.env), env...)
	return other
}

// watch starts a watchdog of the installation, and returns it.
func (in *installation) watch() *exec.Cmd {
	in.t.Helper()
	cmd := in.command("watchdog")
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		in.t.Fatal(err)
	}
	in.t.Cleanup(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			in.t.Error(err)
		}
		_ = cmd.Wait() // ended by our signal
		if in.t.Failed() {
			in.t.Logf("the watchdog's log:\n%s", &log)
		}
	})
	return cmd
}

// freeze stops the service's process, and goes on with it at the end.
func (in *installation) freeze() {
	in.t.Helper()
	if err := in.running.Process.Signal(syscall.SIGSTOP); err != nil {
		in.t.Fatal(err)
	}
	service := in.running.Process
	in.t.Cleanup(func() { _ = service.Signal(syscall.SIGCONT) })
}

// dialTo dials a number and the keys behind it.
func (in *installation) dialTo(ctx context.Context, number string) *phone.Call {
	in.t.Helper()
	c, err := phone.Dial(ctx, phone.Options{To: number, From: "13800138000", Peer: in.sip, Speak: phone.Tone(rig.CitizenTone)})
	if err != nil {
		in.t.Fatal(err)
	}
	in.t.Cleanup(func() { _ = c.HangUp() })
	return c
}

// agent signs an agent in, with a headset that speaks.
func (in *installation) agent(ctx context.Context, login string) *rig.Agent {
	in.t.Helper()
	a, err := rig.SignIn(ctx, &rig.Stack{Page: in.page, Password: "demo-12345"}, login)
	if err != nil {
		in.t.Fatal(err)
	}
	speak, quiet := context.WithCancel(context.Background())
	in.t.Cleanup(func() { quiet(); a.Close() })
	go a.Headset.Speak(speak)
	return a
}

// hearsNow reports whether the newest half second is an agent's tone and nothing else.
func hearsNow(c *phone.Call) bool {
	heard := c.Heard()
	if len(heard) < 4000 {
		return false
	}
	for last := heard[len(heard)-4000:]; len(last) >= 800; last = last[800:] {
		if phone.Power(last[:800], rig.AgentTone) < 0.9 {
			return false
		}
	}
	return true
}

// relay is a TCP relay that can be told to hang: connections stand, and nothing moves.
type relay struct {
	addr   string
	hung   atomic.Bool
	opened chan struct{} // closed at the end of the test
}

// newRelay relays to an address, "127.0.0.1:8088".
func newRelay(t *testing.T, to string) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{addr: l.Addr().String(), opened: make(chan struct{})}
	var working sync.WaitGroup
	t.Cleanup(func() {
		close(r.opened)
		_ = l.Close()
		working.Wait()
	})
	working.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			working.Go(func() { r.serve(in, to) })
		}
	})
	return r
}

func (r *relay) serve(in net.Conn, to string) {
	defer in.Close()
	out, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer out.Close()
	done := make(chan struct{}, 2)
	pass := func(to io.Writer, from io.Reader) {
		defer func() { done <- struct{}{} }()
		for b := make([]byte, 32<<10); ; {
			n, err := from.Read(b)
			if r.hung.Load() {
				<-r.opened
			}
			if _, e := to.Write(b[:n]); err != nil || e != nil {
				return
			}
		}
	}
	go pass(out, in)
	go pass(in, out)
	select {
	case <-done:
	case <-r.opened:
	}
}

// browser is a page that somebody signed in to.
type browser struct {
	t    *testing.T
	page string
	http http.Client
}

// browse signs in.
func (in *installation) browse(login string) *browser {
	in.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		in.t.Fatal(err)
	}
	b := &browser{t: in.t, page: in.page, http: http.Client{Jar: jar}}
	body, err := json.Marshal(map[string]string{"login": login, "password": "demo-12345"})
	if err != nil {
		in.t.Fatal(err)
	}
	resp, err := b.http.Post(in.page+"/api/session", "application/json", bytes.NewReader(body))
	if err != nil {
		in.t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		in.t.Fatalf("sign in as %s: %s", login, resp.Status)
	}
	return b
}

// get returns what an address answers with.
func (b *browser) get(path string) []byte {
	b.t.Helper()
	resp, err := b.http.Get(b.page + path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %s %v\n%s", path, resp.Status, err, raw)
	}
	return raw
}

// channels returns the ids of Asterisk's channels and bridges that hold for a service: legs
// of agents, and bridges of talks.
func (in *installation) remains(ctx context.Context) (ids []string) {
	in.t.Helper()
	var channels, bridges []struct{ ID string }
	in.ari(ctx, http.MethodGet, "/channels", &channels)
	in.ari(ctx, http.MethodGet, "/bridges", &bridges)
	for _, c := range append(channels, bridges...) {
		if strings.Contains(c.ID, "~") {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// counted returns a metric's value, by its name with labels.
func (in *installation) counted(ctx context.Context, name string) (n float64) {
	in.t.Helper()
	for line := range strings.Lines(in.metrics(ctx)) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			if _, err := fmt.Sscan(value, &n); err != nil {
				in.t.Fatal(err)
			}
			return n
		}
	}
	in.t.Fatalf("no metric %s", name)
	return 0
}
