package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"hotline12345/bench/rig"
	"hotline12345/internal/sipraw"
)

// payloadEvent is the payload type of keys that a caller offers.
const payloadEvent = 101

// keyMillis is how long a key is held.
const keyMillis = 100

// caller is a telephone without a SIP library behind it, so that what is measured is the
// other side.
type caller struct {
	party *sipraw.Party
	audio *sipraw.Audio
	call  *sipraw.Call
	to    netip.AddrPort // where the sound goes
	gone  chan struct{}  // closed when the other side hangs up

	mu    sync.Mutex
	want  float64        // hertz that are listened for, 0: nothing
	first chan time.Time // the first packet with them
	loud  chan struct{}  // closed when anything was heard
	once  sync.Once
}

// dial calls a number and waits until it is answered.
func dial(ctx context.Context, sip, from, number string) (*caller, error) {
	c := &caller{gone: make(chan struct{}), loud: make(chan struct{}), first: make(chan time.Time, 1)}
	var err error
	if c.party, err = sipraw.Open(sip); err != nil {
		return nil, err
	}
	if c.audio, err = sipraw.OpenAudio("127.0.0.1:0"); err != nil {
		c.party.Close()
		return nil, err
	}
	var bye sync.Once
	c.party.OnRequest(func(m sipraw.Message) {
		_ = c.party.SendTo(m.Reply(200, "OK", "1", ""), m.From) // a lost reply is asked for again
		if m.Method == "BYE" {
			bye.Do(func() { close(c.gone) })
		}
	})
	c.audio.OnSound(c.hear)
	c.call = c.party.NewCall(fmt.Sprintf("<sip:%s@127.0.0.1>", from), number)
	offer := fmt.Sprintf("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio %d RTP/AVP 8 %d\r\n"+
		"a=rtpmap:8 PCMA/8000\r\na=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-15\r\na=ptime:20\r\n",
		c.audio.Port(), payloadEvent, payloadEvent, payloadEvent)
	final, err := c.call.Invite(ctx, offer, "")
	if err == nil && final.Status != 200 {
		err = fmt.Errorf("%s is refused with %d", number, final.Status)
	}
	if err == nil {
		c.to, err = sipraw.AudioAddress(final.Body)
	}
	if err != nil {
		c.close()
		return nil, err
	}
	return c, nil
}

func (c *caller) close() {
	c.audio.Close()
	c.party.Close()
}

// hangUp ends the call, if the other side has not.
func (c *caller) hangUp(ctx context.Context) (err error) {
	select {
	case <-c.gone:
	default:
		err = c.call.HangUp(ctx)
	}
	c.close()
	return err
}

func (c *caller) hear(at time.Time, sound []byte) {
	c.once.Do(func() { close(c.loud) })
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.want == 0 || !rig.ToneIn(sound, c.want) {
		return
	}
	c.want = 0
	c.first <- at
}

// press holds a key ("1" to "9") down and returns when its end was said first: at the first
// packet with the end bit (RFC 4733, 2.5.1.4), which is repeated twice while a prompt may
// begin already. hertz is what is listened for from then on, 0: nothing.
func (c *caller) press(key byte, hertz float64) time.Time {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	begun := c.audio.Time()
	const steps = keyMillis / 20
	var end time.Time
	for i := 1; i <= steps+2; i++ {
		if i == steps {
			c.mu.Lock()
			c.want = hertz
			c.mu.Unlock()
			end = time.Now()
		}
		c.audio.Key(c.to, payloadEvent, key-'0', begun, uint16(min(i, steps)*160), i >= steps)
		<-tick.C
	}
	c.audio.Skip((steps + 2) * 160)
	return end
}

var errGone = errors.New("the other side has hung up")

// heard waits for the first packet of what is listened for.
func (c *caller) heard(ctx context.Context) (time.Time, error) {
	select {
	case at := <-c.first:
		return at, nil
	case <-c.gone:
		return time.Time{}, errGone
	case <-ctx.Done():
		return time.Time{}, fmt.Errorf("the next prompt: %w", ctx.Err())
	}
}

// pause waits, unless the call ends.
func (c *caller) pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-c.gone:
		return errGone
	case <-ctx.Done():
		return ctx.Err()
	}
}
