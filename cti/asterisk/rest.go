package asterisk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/redact"
	"hotline12345/internal/trouble"
)

// requestLimit bounds one request: an Asterisk that answers later is in trouble.
const requestLimit = 5 * time.Second

// idleLimit is how long a connection may be idle. It is below Asterisk's own limit
// (session_keep_alive in http.conf): a request must not meet a connection that Asterisk
// is just closing.
const idleLimit = 10 * time.Second

// maxReply bounds what is read of a reply.
const maxReply = 8 << 20

// StatusError is a refusal by Asterisk, with its own words.
type StatusError struct {
	Code int
	Text string
}

func (e *StatusError) Error() string { return fmt.Sprintf("asterisk answered %d: %s", e.Code, e.Text) }

// gone reports whether a refusal only means that the channel has just hung up,
// which is expected everywhere: 404 not found, 409 not in a fitting state, 412
// and 422 not (any more) in our application. A bridge answers 400 for a channel
// that does not exist.
func gone(err error) bool {
	var s *StatusError
	if !errors.As(err, &s) {
		return false
	}
	switch s.Code {
	case http.StatusBadRequest:
		return s.Text == "Channel not found"
	case http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed, http.StatusUnprocessableEntity:
		return true
	}
	return false
}

// code returns the status of a refusal, 0 for any other error or none.
func code(err error) int {
	var s *StatusError
	if errors.As(err, &s) {
		return s.Code
	}
	return 0
}

func newHTTPClient() *http.Client {
	return &http.Client{
		Timeout: requestLimit,
		Transport: &http.Transport{
			DialContext:         (&net.Dialer{Timeout: 2 * time.Second}).DialContext,
			MaxIdleConns:        64,
			MaxIdleConnsPerHost: 64, // one call after another must not open new connections
			IdleConnTimeout:     idleLimit,
		},
	}
}

// request sends one request; body and reply may be nil.
func (c *Client) request(ctx context.Context, method, path string, query url.Values, body, reply any) error {
	var reader io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
		reader = bytes.NewReader(raw)
	}
	u := c.cfg.URL + path
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, method, u, reader)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, trouble.New(trouble.ARIAddress, c.cfg.URL, withoutURL(err)))
	}
	req.SetBasicAuth(c.cfg.User, c.cfg.Password)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	begun := time.Now()
	err = c.exchange(req, reply)
	c.cfg.Meter.Request(time.Since(begun), err != nil && !gone(err))
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, c.told(err))
	}
	return nil
}

func (c *Client) exchange(req *http.Request, reply any) error {
	resp, err := c.http.Do(req) //nolint:gosec // G704: the address is a setting, the path is of our own ids
	if err != nil {
		return withoutURL(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxReply)) // drained, so the connection is used again
	if err != nil {
		return err
	}
	if resp.StatusCode/100 != 2 {
		return &StatusError{Code: resp.StatusCode, Text: redact.Numbers(message(raw))}
	}
	if reply == nil || len(raw) == 0 {
		return nil
	}
	return json.Unmarshal(raw, reply)
}

// withoutURL takes the address off an error of net/http: its query has the number that is
// dialled, and what was asked for stands before the error anyway.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// message takes the text out of ARI's error body, {"message":"..."} or
// {"error":"..."}.
func message(raw []byte) string {
	var m struct{ Message, Error string }
	if json.Unmarshal(raw, &m) == nil && m.Message+m.Error != "" {
		return m.Message + m.Error
	}
	return string(raw[:min(len(raw), 200)])
}

func bridgePath(call cti.CallID) string { return "/bridges/" + url.PathEscape(bridgeID(call)) }

func playbackPath(call cti.CallID, n int) string {
	return "/playbacks/" + url.PathEscape(playbackID(call, n))
}

func channelPath(id string) string { return "/channels/" + url.PathEscape(id) }
