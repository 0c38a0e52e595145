package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"hotline12345/cmd/citizen/phone"
)

// busyHere is SIP's code of a busy telephone.
const busyHere = 486

// answer waits for calls and answers them until it is interrupted.
func answer(ctx context.Context, args []string, out io.Writer) error {
	f := flag.NewFlagSet("citizen answer", flag.ContinueOnError)
	f.SetOutput(out)
	listen := f.String("listen", "127.0.0.1:5070", "where the hotline's trunk sends its calls")
	after := f.Duration("after", time.Second, "ring so long")
	busy := f.Bool("busy", false, "be busy")
	tone := f.Float64("tone", 0, "speak a tone of this frequency in Hz")
	key := f.String("press", "", "press this key every second, whatever is asked")
	asJSON := f.Bool("json", false, "say what happens as lines of JSON")
	if err := f.Parse(args); err != nil {
		return err
	}
	addr, err := phone.ParseListen(*listen)
	if err != nil {
		return err
	}
	b := phone.Behaviour{Listen: addr, After: *after}
	if *busy {
		b.Code = busyHere
	}
	if *tone > 0 {
		b.Speak = phone.Tone(*tone)
	}
	ring, err := phone.Wait(ctx, b)
	if err != nil {
		return err
	}
	defer ring.Close()
	r, begun := reporter{out: out, json: *asJSON}, time.Now()
	r.say("listening", 0, addr.String())
	for {
		select {
		case c := <-ring.Calls:
			r.say("answered", time.Since(begun), fmt.Sprintf("%s calls %s", c.From, c.To))
			if *key != "" {
				go press(ctx, c, *key)
			}
			go func() {
				<-c.Ended()
				r.say("ended", time.Since(begun), "")
			}()
		case <-ctx.Done():
			return nil
		}
	}
}

// press presses a key every second until the hotline hangs up.
func press(ctx context.Context, c *phone.Called, key string) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			c.Press(key)
		case <-c.Ended():
			return
		case <-ctx.Done():
			return
		}
	}
}
