package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/bench/rig"
	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/internal/alaw"
	"hotline12345/internal/metrics"
)

// handed counts the calls of the service that the fallback has taken, by its notes.
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

// scene is an installation with citizens in every state of a call, by its name.
type scene struct {
	*installation
	calls  map[string]*phone.Call
	talker *rig.Agent // who talks to the citizen "talk"
}

// newScene brings citizens into a talk, on hold, to a telephone that rings, into line and
// into the menu, and more of the last two until there are n.
func newScene(ctx context.Context, t *testing.T, in *installation, n int) *scene {
	t.Helper()
	s := &scene{installation: in, calls: map[string]*phone.Call{}}
	for i, where := range []string{"talk", "hold", "ringing"} {
		a := in.agent(ctx, fmt.Sprint(1001+i))
		say(ctx, t, a, map[string]any{"type": "ready"})
		s.calls[where] = in.dial(ctx)
		call, _, err := a.Offered(ctx, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if where == "ringing" {
			break
		}
		say(ctx, t, a, map[string]any{"type": "accept", "call": call})
		bothHear(ctx, t, a, s.calls[where])
		if where == "talk" {
			s.talker = a
			continue
		}
		say(ctx, t, a, map[string]any{"type": "hold", "call": call})
		if err := a.Until(ctx, "the hold", func(d cti.Desk) bool { return d.Call != nil && d.Call.Phase == cti.PhaseHeld }); err != nil {
			t.Fatal(err)
		}
	}
	for i := len(s.calls); i < n; i++ {
		if i%2 == 0 {
			s.calls[fmt.Sprint("menu ", i)] = in.dialTo(ctx, "12345")
		} else {
			s.calls[fmt.Sprint("line ", i)] = in.dial(ctx)
		}
	}
	for where, c := range s.calls {
		if err := c.Until(ctx, "sound in the "+where, func() bool { return !c.FirstSound().IsZero() }); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// allHanded waits until the fallback has everybody, who died at a moment, and checks that it
// came in time, that nobody heard nothing for 5 s, and that nothing of ours is left.
func (s *scene) allHanded(ctx context.Context, died time.Time, deadAfter time.Duration) {
	t := s.t
	t.Helper()
	if err := s.calls["talk"].Until(ctx, "the fallback takes all", func() bool { return s.handed() == len(s.calls) }); err != nil {
		t.Fatalf("%v; it took %d of %d", err, s.handed(), len(s.calls))
	}
	took := time.Since(died)
	if took > deadAfter+5*time.Second || took < deadAfter-2*time.Second {
		t.Errorf("all were handed over after %v, want about %v", took, deadAfter)
	}
	longest := time.Duration(0)
	for where, c := range s.calls {
		gap := c.LongestGap()
		if longest = max(longest, gap); gap > 5*time.Second {
			t.Errorf("%s: nothing was heard for %v", where, gap)
		}
	}
	measured(t, "%d calls, all handed over after %.1f s, longest silence %.1f s", len(s.calls), took.Seconds(), longest.Seconds())
	eventually(ctx, t, "agents' legs and bridges are removed", func() bool { return len(s.remains(ctx)) == 0 })
}

// deadAfter is the watchdog's limit: that of service in the long form.
func deadAfter() time.Duration {
	if chaosLong() {
		return 20 * time.Second
	}
	return 5 * time.Second
}

// death is one way in which a service dies.
type death struct {
	signal   syscall.Signal
	hangs    bool // ARI, for the watchdog
	noAMI    bool
	dogs     int // watchdogs
	citizens int
}

// TestNobodyIsLostToADeadService: the service is frozen for a moment with citizens in every
// state of a call: who heard it hears music, which it takes away when it goes on. Then it is
// killed, or frozen for good, while ARI hangs, or without AMI, or under two watchdogs: nobody
// hears nothing for 5 s, all are with the fallback within 25 s, and no new call enters a dead
// service.
func TestNobodyIsLostToADeadService(t *testing.T) {
	t.Parallel() // it mostly waits
	deaths := map[string]death{"killed, ARI hangs": {signal: syscall.SIGKILL, hangs: true, dogs: 2, citizens: 5}}
	if chaosLong() {
		deaths = map[string]death{
			"killed, 30 calls":    {signal: syscall.SIGKILL, dogs: 1, citizens: 30},
			"frozen, 30 calls":    {signal: syscall.SIGSTOP, dogs: 1, citizens: 30},
			"killed, ARI hangs":   {signal: syscall.SIGKILL, hangs: true, dogs: 1, citizens: 10},
			"frozen, ARI hangs":   {signal: syscall.SIGSTOP, hangs: true, dogs: 2, citizens: 10},
			"killed, without AMI": {signal: syscall.SIGKILL, noAMI: true, dogs: 2, citizens: 10},
			"frozen, without AMI": {signal: syscall.SIGSTOP, noAMI: true, dogs: 1, citizens: 10},
		}
		t.Run("killed and started again, 30 calls", killedAndStarted)
		t.Run("cannot be sure", func(t *testing.T) { t.Parallel(); cannotBeSure(t) })
	}
	for name, d := range deaths {
		t.Run(name, func(t *testing.T) { t.Parallel(); d.happens(t) })
	}
}

func (d death) happens(t *testing.T) {
	in := install(t)
	in.run("prompts")
	in.start()
	ari, err := url.Parse(in.phones.ARIURL)
	if err != nil {
		t.Fatal(err)
	}
	way := newRelay(t, ari.Host)
	ari.Host = way.addr
	settings := []string{"HOTLINE_ARI_URL=" + ari.String(), "HOTLINE_DEAD_AFTER=" + deadAfter().String()}
	if d.noAMI {
		settings = append(settings, "HOTLINE_AMI_PASSWORD=")
	}
	for range d.dogs {
		in.with(settings...).watch()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	s := newScene(ctx, t, in, d.citizens)
	in.isWatched(ctx)
	s.freezesForAMoment(ctx)
	way.hung.Store(d.hangs)
	died := time.Now()
	if d.signal == syscall.SIGKILL {
		in.stop(d.signal)
	} else {
		in.freeze()
	}
	s.allHanded(ctx, died, deadAfter())
	dialled := time.Now()
	fresh := in.dialTo(ctx, "12345")
	if waited := time.Since(dialled); waited > 5*time.Second {
		t.Errorf("a new call was answered after %v", waited)
	}
	if err := fresh.Until(ctx, "the fallback", func() bool { return !fresh.FirstSound().IsZero() }); err != nil {
		t.Error(err)
	}
}

// isWatched waits until the watchdog has told the service twice that it watches.
func (in *installation) isWatched(ctx context.Context) {
	in.t.Helper()
	c := asterisk.New(asterisk.Config{URL: in.phones.ARIURL, User: in.phones.User, Password: in.phones.Password, Meter: metrics.New().ARI(), Log: zap.NewNop()}, func(cti.Event) {})
	said := map[string]bool{}
	eventually(ctx, in.t, "a watchdog that says that it watches", func() bool {
		text, err := c.Watched(ctx)
		if err != nil {
			in.t.Fatal(err)
		}
		if text != "" {
			said[text] = true
		}
		return len(said) > 1
	})
}

// freezesForAMoment stops the service until the watchdog's music is heard in the talk.
func (s *scene) freezesForAMoment(ctx context.Context) {
	t, talk := s.t, s.calls["talk"]
	t.Helper()
	if err := s.running.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	stopped := time.Now()
	err := talk.Until(ctx, "music in the talk", func() bool { return talk.LastSound().After(stopped.Add(2 * time.Second)) })
	if e := s.running.Process.Signal(syscall.SIGCONT); err != nil || e != nil {
		t.Fatal(err, e)
	}
	if err := talk.Until(ctx, "the agent again, without music", func() bool { return hearsNow(talk) }); err != nil {
		t.Fatal(err)
	}
	measured(t, "frozen for a moment: silence of %.1f s in the talk", talk.LongestGap().Seconds())
	for where, c := range s.calls {
		select {
		case <-c.Ended():
			t.Fatalf("%s: the call is over", where)
		default:
		}
	}
	if n := s.handed(); n > 0 {
		t.Fatalf("%d calls were handed over by a moment", n)
	}
}

// killedAndStarted kills the service with 30 calls and starts it at once, three agents talking
// or ringing: nobody is lost, and 95 of 100 hear nothing for 3 s at most.
func killedAndStarted(t *testing.T) {
	in := install(t)
	in.run("prompts")
	in.start()
	in.watch()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	s := newScene(ctx, t, in, 30)
	from := map[string]int{}
	for where, c := range s.calls {
		from[where] = len(c.Heard())
	}
	in.stop(syscall.SIGKILL)
	in.start()
	talker := in.agent(ctx, "1001")
	bothHear(ctx, t, talker, s.calls["talk"])
	since := time.Now()
	if err := s.calls["talk"].Until(ctx, "five seconds after it", func() bool { return time.Since(since) > 5*time.Second }); err != nil {
		t.Fatal(err)
	}
	var silences []time.Duration
	for where, c := range s.calls {
		select {
		case <-c.Ended():
			t.Errorf("%s: the call is lost", where)
		default:
		}
		silences = append(silences, longestSilence(c.Heard()[from[where]:]))
	}
	measured(t, "%d calls, silence p95 %.1f s, longest %.1f s", len(silences), p95(silences).Seconds(), slices.Max(silences).Seconds())
	if p := p95(silences); p > 3*time.Second {
		t.Errorf("95 of 100 heard nothing for up to %v, want 3 s at most", p)
	}
	if n := in.handed(); n > 0 {
		t.Errorf("%d calls were handed to the fallback by a start", n)
	}
}

// longestSilence returns the longest stretch of a sound in which nothing is heard, in steps of
// 100 ms.
func longestSilence(sound []byte) time.Duration {
	const window = alaw.SampleRate / 10
	longest, n := 0, 0
	for ; len(sound) >= window; sound = sound[window:] {
		sum := 0
		for _, code := range sound[:window] {
			sum += max(int(alaw.Decode(code)), -int(alaw.Decode(code)))
		}
		if n++; sum/window > 50 {
			n = 0
		}
		longest = max(longest, n)
	}
	return time.Duration(longest) * 100 * time.Millisecond
}

// cannotBeSure removes the heartbeat's file, while the service lives: nobody is handed over.
func cannotBeSure(t *testing.T) {
	in := install(t)
	in.run("prompts")
	in.start()
	limit := 5 * time.Second
	in.with("HOTLINE_DEAD_AFTER=" + limit.String()).watch()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := in.dial(ctx)
	eventually(ctx, t, "one is in line", func() bool { return in.waiting(ctx) == 1 })
	if err := os.Remove(filepath.Join(in.dir, "heartbeat")); err != nil {
		t.Fatal(err)
	}
	since := time.Now()
	if err := c.Until(ctx, "more than the limit", func() bool { return time.Since(since) > limit+2*time.Second }); err != nil {
		t.Fatal(err)
	}
	if in.handed() > 0 || in.inStasis(ctx) != 1 {
		t.Errorf("%d calls were handed over from a service that lives", in.handed())
	}
	status, _ := in.health(ctx)
	if status != http.StatusOK {
		t.Errorf("health says %d", status)
	}
}
