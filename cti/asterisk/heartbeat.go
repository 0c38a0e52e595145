package asterisk

import (
	"context"
	"time"
)

// heartbeatVariable is the global variable that the dialplan looks at before it gives a
// call to the service: the service's clock in seconds, a hyphen, and a text that is new
// with each beat.
const heartbeatVariable = "HEARTBEAT"

// beatLimit bounds the request that tells a beat: a later one is on its way.
const beatLimit = time.Second

// Beat gives the dialplan a new sign of life; it returns at once. The text begins with
// the seconds since 1970 and a hyphen.
func (c *Client) Beat(text string) {
	c.beat.Store(&text)
	select {
	case c.beats <- struct{}{}:
	default: // the one before is being told; the newest is told next
	}
}

// tellBeats passes beats on to Asterisk until ctx ends or the application is another's.
func (c *Client) tellBeats(ctx context.Context) {
	for {
		select {
		case <-c.beats:
			c.tellBeat(ctx)
		case <-c.commands.Done():
			return
		case <-ctx.Done():
			return
		}
	}
}

// tellBeat tells the newest beat, if there is one. A service that cannot command has no
// beat: calls go to the fallback, and the watchdog takes those that are inside. What fails
// is not reported: without Asterisk there is nothing to tell, and the connection's own
// failure is logged.
func (c *Client) tellBeat(ctx context.Context) {
	text := c.beat.Load()
	if text == nil || c.commands.Err() != nil || c.strain.strained() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, beatLimit)
	defer cancel()
	err := c.setVariable(ctx, heartbeatVariable, *text)
	c.strain.noteBeat(err)
}
