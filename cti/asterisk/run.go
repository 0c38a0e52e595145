package asterisk

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/ownership"
	"hotline12345/internal/trouble"
)

// ErrReplaced is returned by Run when another service owns the application: this one
// must stop commanding at once.
var ErrReplaced = ownership.ErrLost

// errTaken means that another websocket has taken the application.
var errTaken = errors.New("another websocket has taken the ARI application")

const (
	pingEvery = 5 * time.Second
	pingLimit = 5 * time.Second
	backOff   = 250 * time.Millisecond // doubled up to maxBackOff, with jitter
	maxBack   = 4 * time.Second
	maxEvent  = 4 << 20 // bytes of one event
)

// Run connects, reconnects and reads events until ctx ends or another service owns the
// application. It takes the application back from a program that does not own it.
func (c *Client) Run(ctx context.Context) error {
	defer c.http.CloseIdleConnections()
	defer close(c.over)
	go c.tellBeats(ctx)
	wait, logged := backOff, false
	for {
		begun := time.Now()
		connected, err := c.session(ctx)
		taken := errors.Is(err, errTaken)
		if taken && ctx.Err() == nil {
			err = errors.Join(err, c.cfg.Owner.Replaced(ctx))
		}
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, ErrReplaced):
			c.stop()
			return trouble.New(trouble.ARITaken, "", err)
		}
		if connected {
			c.emit(cti.TelephonyLost{})
			c.cfg.Meter.Reconnected()
			logged = false
			if !errors.Is(err, errStrained) {
				wait = backOff
			}
		}
		c.away.note(err)
		if !logged {
			c.cfg.Log.Warn("no connection to Asterisk, trying again", zap.Error(err), zap.String("do", trouble.Advice(err, "hotline doctor tells more")))
			logged = true
		}
		if taken && time.Since(begun) > backOff {
			continue // no call may come while a stranger listens
		}
		jitter := rand.N(wait / 2) //nolint:gosec // G404: spreads attempts, guards nothing
		select {
		case <-time.After(wait/2 + jitter):
		case <-ctx.Done():
			return nil
		}
		wait = min(2*wait, maxBack)
	}
}

// stop makes Execute do nothing from now on and breaks off what is being done.
func (c *Client) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopped = true
	clear(c.work)
	c.abandon()
}

// session is one websocket connection, from its opening to its end.
func (c *Client) session(ctx context.Context) (connected bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := c.cfg.Owner.MayOpen(ctx); err != nil {
		return false, err
	}
	if err := c.probe(ctx); err != nil {
		return false, err
	}
	before, err := c.inApplication(ctx)
	if err != nil {
		return false, err
	}
	c.tellBeat(ctx) // before a call can find us connected with the beat of the last service
	ws, err := c.open(ctx)
	if err != nil {
		return false, err
	}
	defer func() { _ = ws.CloseNow() }() // it is over either way
	q := newQueue()
	ended := make(chan error, 2)
	go func() { ended <- read(ctx, ws, q) }()
	if err := c.confirm(ctx, q); err != nil {
		return false, err
	}
	live, err := c.reconcile(ctx, ws, q, before)
	if err != nil {
		return false, err
	}
	c.cfg.Log.Info("connected to Asterisk", zap.Int("live_channels", len(live)))
	c.emit(cti.TelephonyRestored{Live: live, Busy: slices.Sorted(maps.Keys(c.busy()))})
	if err := c.handleAll(q); err != nil {
		return true, err
	}
	go func() { ended <- c.keepAlive(ctx, ws) }()
	go c.compareAlways(ctx, ws)
	for {
		select {
		case <-q.notify:
			if err := c.handleAll(q); err != nil {
				return true, err
			}
		case <-c.strain.found:
			return true, errors.Join(c.handleAll(q), errStrained)
		case err := <-ended:
			return true, errors.Join(c.handleAll(q), err)
		}
	}
}

func (c *Client) handleAll(q *queue) error {
	for _, raw := range q.take() {
		if err := c.handle(raw); err != nil {
			return err
		}
	}
	return nil
}

// open opens the websocket. The password goes in a header: addresses are logged.
func (c *Client) open(ctx context.Context) (*websocket.Conn, error) {
	u := "ws" + strings.TrimPrefix(c.cfg.URL, "http") + "/events?" + url.Values{
		"app": {Application}, "subscribeAll": {"false"},
	}.Encode()
	ctx, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	auth := base64.StdEncoding.EncodeToString([]byte(c.cfg.User + ":" + c.cfg.Password))
	ws, resp, err := websocket.Dial(ctx, u, &websocket.DialOptions{
		HTTPClient: c.http, HTTPHeader: http.Header{"Authorization": {"Basic " + auth}},
	})
	if err != nil {
		return nil, fmt.Errorf("open ARI websocket: %w", c.notOpened(resp, err))
	}
	ws.SetReadLimit(maxEvent)
	return ws, nil
}

// read moves events from the websocket to the queue and does nothing else.
func read(ctx context.Context, ws *websocket.Conn, q *queue) error {
	for {
		_, raw, err := ws.Read(ctx)
		if err != nil {
			return fmt.Errorf("read ARI websocket: %w", err)
		}
		q.put(raw)
	}
}

// keepAlive notices a connection that is dead, or deaf, without having been closed.
func (c *Client) keepAlive(ctx context.Context, ws *websocket.Conn) error {
	tick := time.NewTicker(time.Duration(c.pingEvery.Load()))
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := errors.Join(ping(ctx, ws), c.hear(ctx)); err != nil {
				return err
			}
		case <-ctx.Done():
			return nil
		}
	}
}

func ping(ctx context.Context, ws *websocket.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, pingLimit)
	defer cancel()
	if err := ws.Ping(ctx); err != nil {
		return fmt.Errorf("ping Asterisk: %w", err)
	}
	return nil
}
