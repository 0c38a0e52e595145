package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
)

// watch starts the watchdog of an installation.
func (in *installation) watch() {
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
}

// dialTo dials a number and the keys behind it.
func (in *installation) dialTo(ctx context.Context, number string) *phone.Call {
	in.t.Helper()
	c, err := phone.Dial(ctx, phone.Options{To: number, From: "13800138000", Peer: in.sip, Speak: phone.Tone(1000)})
	if err != nil {
		in.t.Fatal(err)
	}
	in.t.Cleanup(func() { _ = c.HangUp() })
	return c
}

// handed counts the calls that the fallback has taken, by its notes.
func (in *installation) handed() int {
	in.t.Helper()
	found, err := filepath.Glob(filepath.Join(in.phones.MessagesDir, "*.note"))
	if err != nil {
		in.t.Fatal(err)
	}
	n := 0
	for _, name := range found {
		if raw, err := os.ReadFile(name); err == nil && strings.Contains(string(raw), "entered yes") {
			n++
		}
	}
	return n
}

// TestNobodyIsLostToADeadService kills the service, and in another installation freezes it,
// with a citizen in the menu, in line and in a talk. Nobody hears nothing for 5 s, all
// are with the fallback within 25 s, and a new call does not enter a frozen service.
func TestNobodyIsLostToADeadService(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGSTOP} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			in := install(t)
			in.run("prompts")
			in.start()
			in.watch()
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			agent := signIn(ctx, t, in)
			defer agent.Close()
			say(ctx, t, agent, map[string]any{"type": "ready"})
			talk := in.dial(ctx)
			call, _, err := agent.Offered(ctx, time.Now())
			if err != nil {
				t.Fatal(err)
			}
			say(ctx, t, agent, map[string]any{"type": "accept", "call": call})
			bothHear(ctx, t, agent, talk)
			calls := map[string]*phone.Call{"talk": talk, "line": in.dial(ctx), "menu": in.dialTo(ctx, "12345")}
			for where, c := range calls {
				if err := c.Until(ctx, "sound in the "+where, func() bool { return !c.FirstSound().IsZero() }); err != nil {
					t.Fatal(err)
				}
			}
			died := time.Now()
			if err := in.running.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if signal == syscall.SIGSTOP {
				defer func() { _ = in.running.Process.Signal(syscall.SIGCONT) }()
			}
			err = talk.Until(ctx, "the fallback takes all", func() bool { return in.handed() == len(calls) })
			if err != nil {
				t.Fatalf("%v; it took %d of %d", err, in.handed(), len(calls))
			}
			took := time.Since(died)
			t.Logf("handed over after %v", took)
			if took > 25*time.Second || took < 15*time.Second {
				t.Errorf("all were handed over after %v, want about 20 s", took)
			}
			for where, c := range calls {
				t.Logf("%s: longest gap %v", where, c.LongestGap())
				if gap := c.LongestGap(); gap > 5*time.Second {
					t.Errorf("%s: nothing was heard for %v", where, gap)
				}
			}
			dialled := time.Now()
			fresh := in.dialTo(ctx, "12345")
			if waited := time.Since(dialled); waited > 5*time.Second {
				t.Errorf("a new call was answered after %v", waited)
			}
			if err := fresh.Until(ctx, "the fallback", func() bool { return !fresh.FirstSound().IsZero() }); err != nil {
				t.Error(err)
			}
		})
	}
}
