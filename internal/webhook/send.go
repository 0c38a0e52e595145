// Package webhook signs messages as Standard Webhooks asks
// (https://www.standardwebhooks.com) and posts them to receivers that an
// administrator named, never to this machine's own network by accident.
package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"hotline12345/tickets"
)

const (
	// defaultTimeout is how long a receiver may take for everything.
	defaultTimeout = 10 * time.Second
	// readAtMost bounds what is read of a reply; its content is not used.
	readAtMost = 64 << 10
	// headersAtMost bounds a reply's headers.
	headersAtMost = 16 << 10
)

// Config is what a sender needs; every field may be empty.
type Config struct {
	// Networks are inner networks that messages may go to.
	Networks []netip.Prefix
	Timeout  time.Duration // 0: 10 s
	Now      func() time.Time
}

// Sender posts messages.
type Sender struct {
	cfg    Config
	client *http.Client
}

// New makes a sender. It uses no proxy and follows no redirect: both would lead
// past the check of addresses.
func New(cfg Config) *Sender {
	if cfg.Timeout == 0 {
		cfg.Timeout = defaultTimeout
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Sender{cfg: cfg}
	dialer := &net.Dialer{Timeout: cfg.Timeout, Control: s.control}
	s.client = &http.Client{
		Timeout: cfg.Timeout,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: cfg.Timeout, MaxResponseHeaderBytes: headersAtMost,
			MaxIdleConns: 32, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return s
}

// Send posts a message. Only a status of 200 to 299 is a success; 410 is
// tickets.ErrReceiverGone. Errors are short and hold no secrets, so that
// an administrator can read them.
func (s *Sender) Send(ctx context.Context, n tickets.HookMessage) error {
	if err := s.CheckURL(n.URL); err != nil {
		return err
	}
	at := s.cfg.Now()
	signature, err := Sign(n.Secrets, n.ID, at, n.Body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, n.URL, bytes.NewReader(n.Body))
	if err != nil {
		return fmt.Errorf("%w: no URL", ErrAddress)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "hotline12345-webhook/1")
	req.Header.Set("webhook-id", n.ID)
	req.Header.Set("webhook-timestamp", strconv.FormatInt(at.Unix(), 10))
	req.Header.Set("webhook-signature", signature)
	resp, err := s.client.Do(req)
	if err != nil {
		return plain(err)
	}
	defer func() { _ = resp.Body.Close() }()
	_, _ = io.CopyN(io.Discard, resp.Body, readAtMost) // so that the connection serves again
	switch {
	case resp.StatusCode == http.StatusGone:
		return fmt.Errorf("HTTP 410: %w", tickets.ErrReceiverGone)
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return fmt.Errorf("HTTP %d: redirects are not followed; enter the final address", resp.StatusCode)
	case resp.StatusCode < 200 || resp.StatusCode >= 300:
		return fmt.Errorf("HTTP %d", resp.StatusCode)
	}
	return nil
}

// plain takes the address out of the error: it may carry a token.
func plain(err error) error {
	var u *url.Error
	if !errors.As(err, &u) {
		return err
	}
	if u.Timeout() {
		return errors.New("no answer in time")
	}
	return u.Err
}
