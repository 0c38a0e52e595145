package asterisk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/CyCoreSystems/ari/v5"
)

// errUnheard means that Asterisk holds a websocket open and tells it nothing. It happens
// when a new websocket takes the application at the moment at which Asterisk takes down the
// last one: it forgets the new one with the old, and calls would find nobody.
var errUnheard = errors.New("asterisk tells nothing to a connection that it holds open")

const (
	// echoName is the user event that the service sends to itself.
	echoName = "hotline-echo"
	// echoFirst is how late a new connection's first echo may be, echoLate a later one: an
	// Asterisk under load tells everything late, and a new connection would not help it.
	echoFirst = 5 * time.Second
	echoLate  = 10 * time.Second
)

// askEcho has Asterisk send an event to our application, and returns what tells it from
// others.
func (c *Client) askEcho(ctx context.Context) (nonce string, err error) {
	nonce = rand.Text()
	err = c.request(ctx, http.MethodPost, "/events/user/"+echoName, url.Values{"application": {Application}},
		map[string]any{"variables": map[string]string{"nonce": nonce}}, nil)
	if code(err) == http.StatusNotFound { // not even the application is there
		err = errUnheard
	}
	if err != nil {
		return "", fmt.Errorf("ask for an echo: %w", err)
	}
	return nonce, nil
}

// echoIn returns the nonce of our own event, "" for any other event.
func echoIn(ev *ari.ChannelUserevent) string {
	said, _ := ev.Userevent.(map[string]any)
	nonce, _ := said["nonce"].(string)
	if ev.Eventname != echoName {
		return ""
	}
	return nonce
}

// confirm waits until an event has come the whole way into q, which is not emptied
// meanwhile.
func (c *Client) confirm(ctx context.Context, q *queue) error {
	nonce, err := c.askEcho(ctx)
	if err != nil {
		return err
	}
	limit := time.NewTimer(time.Duration(c.echoFirst.Load()))
	defer limit.Stop()
	for seen := 0; ; {
		events := q.peek()
		for _, raw := range events[seen:] {
			if ev, err := ari.DecodeEvent(raw); err == nil {
				if u, is := ev.(*ari.ChannelUserevent); is && echoIn(u) == nonce {
					return nil
				}
			}
		}
		seen = len(events)
		select {
		case <-q.notify:
		case <-limit.C:
			return errUnheard
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// hear returns an error when events do not come any more. An Asterisk that refuses to send
// one is looked after elsewhere (strain).
func (c *Client) hear(ctx context.Context) error {
	nonce, err := c.askEcho(ctx)
	if err != nil {
		if errors.Is(err, errUnheard) {
			return err
		}
		return nil
	}
	limit := time.NewTimer(time.Duration(c.echoLate.Load()))
	defer limit.Stop()
	for {
		select {
		case heard := <-c.echoes:
			if heard == nonce {
				return nil
			}
		case <-limit.C:
			return errUnheard
		case <-ctx.Done():
			return nil
		}
	}
}

// noteEcho hands an echo to who waits for it.
func (c *Client) noteEcho(nonce string) {
	select {
	case c.echoes <- nonce:
	default: // nobody waits for one so old
	}
}
