// Command citizen is a citizen's telephone on the command line. It dials a
// hotline, presses keys, speaks and listens, and prints what happened.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/signal"
	"strings"
	"time"

	"hotline12345/cmd/citizen/phone"
)

const usage = `citizen call --via 127.0.0.1:5060 [flags]
  dials 12345 and presses 1, 1; stays until one side hangs up:
    citizen call --via 127.0.0.1:5060 --from 13800138000 --keys 1,1
  speaks a tone, expects another one, and keeps what it heard:
    citizen call --via 127.0.0.1:5060 --keys 1,1 --tone 1000 --expect-tone 440 --record heard.wav
citizen answer --listen 127.0.0.1:5070 [--after 1s] [--busy] [--tone 600]
  is called by an agent, and answers
flags of call:`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "citizen:", err)
		os.Exit(1)
	}
}

// options of the command line.
type options struct {
	phone.Options
	via, keys, record string
	tone, expect      float64
	gap, hangUp       time.Duration
	json              bool
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "answer" {
		return answer(ctx, args[1:], out)
	}
	if len(args) == 0 || args[0] != "call" {
		fmt.Fprintln(out, usage)
		flags(&options{}, out).PrintDefaults()
		return nil
	}
	var o options
	if err := flags(&o, out).Parse(args[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return nil
		}
		return err
	}
	peer, err := netip.ParseAddrPort(o.via)
	if err != nil {
		return fmt.Errorf("--via %q: want an address and a port, 127.0.0.1:5060", o.via)
	}
	o.Peer = peer
	if o.tone > 0 {
		o.Speak = phone.Tone(o.tone)
	}
	return call(ctx, o, reporter{out: out, json: o.json})
}

func flags(o *options, out io.Writer) *flag.FlagSet {
	f := flag.NewFlagSet("citizen call", flag.ContinueOnError)
	f.SetOutput(out)
	f.StringVar(&o.via, "via", "127.0.0.1:5060", "address of the hotline's trunk side")
	f.StringVar(&o.To, "to", "12345", "number to dial")
	f.StringVar(&o.From, "from", "13800138000", "own number; empty is anonymous")
	f.StringVar(&o.keys, "keys", "", "keys to press, each when the prompt before it has begun: 1,1")
	f.DurationVar(&o.gap, "key-gap", time.Second, "time to listen before each key")
	f.Float64Var(&o.tone, "tone", 0, "speak a tone of this frequency in Hz")
	f.Float64Var(&o.expect, "expect-tone", 0, "fail unless a tone of this frequency is heard; says when it comes and goes")
	f.StringVar(&o.record, "record", "", "write what was heard to this WAV file")
	f.DurationVar(&o.hangUp, "hangup-after", 0, "hang up after this time; 0 = when the other side does")
	f.BoolVar(&o.json, "json", false, "say what happens as lines of JSON")
	f.BoolVar(&o.AllowRemote, "allow-remote", false, "dial a hotline on another machine")
	return f
}

// reporter prints what happens, for people or for programs.
type reporter struct {
	out  io.Writer
	json bool
}

func (r reporter) say(event string, since time.Duration, detail string) {
	if r.json {
		_ = json.NewEncoder(r.out).Encode(map[string]any{"event": event, "ms": since.Milliseconds(), "detail": detail})
		return
	}
	fmt.Fprintf(r.out, "%7.3f s  %-10s %s\n", since.Seconds(), event, detail)
}

func call(ctx context.Context, o options, r reporter) error {
	if o.hangUp > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.hangUp)
		defer cancel()
	}
	c, err := phone.Dial(ctx, o.Options)
	if err != nil {
		return err
	}
	r.say("answered", c.Answered.Sub(c.Invited), "")
	err = talk(ctx, c, o, r)
	_ = c.HangUp() // the other side may have been quicker
	r.say("ended", time.Since(c.Invited), "")
	return errors.Join(err, finish(c, o))
}

// talk presses the keys, then waits for the end.
func talk(ctx context.Context, c *phone.Call, o options, r reporter) error {
	for _, key := range strings.FieldsFunc(o.keys, func(r rune) bool { return r == ',' || r == ' ' }) {
		since := time.Now()
		err := c.Until(ctx, "wait for a prompt before key "+key, func() bool {
			return c.LastSound().After(since) && time.Since(since) >= o.gap
		})
		if err != nil {
			return err
		}
		c.Press(key)
		at, err := c.Pressed(ctx)
		if err != nil {
			return fmt.Errorf("press %s: %w", key, err)
		}
		r.say("pressed", at.Sub(c.Invited), key)
	}
	e := ear{hertz: o.expect}
	err := c.Until(ctx, "", func() bool {
		if o.expect == 0 {
			return false
		}
		if now := e.listen(time.Now(), c.Heard(), c.LastSound()); now != "" {
			r.say(now, time.Since(c.Invited), fmt.Sprintf("%.0f Hz awaited", o.expect))
		}
		return false
	})
	_ = err // the end of the call, or of our patience, is why we stop
	return nil
}

func finish(c *phone.Call, o options) error {
	heard := c.Heard()
	if o.record != "" {
		if err := os.WriteFile(o.record, phone.WAV(heard), 0o644); err != nil {
			return fmt.Errorf("write what was heard: %w", err)
		}
	}
	if o.expect > 0 && phone.Power(heard, o.expect) < 0.5 {
		return fmt.Errorf("a tone of %.0f Hz was not heard in %d s", o.expect, len(heard)/8000)
	}
	return nil
}
