package asterisk

import (
	"errors"
	"net/http"
	"net/url"
	"sync"

	"hotline12345/internal/trouble"
)

// told returns a failed request's error with what a person can do about it, where that is
// known. A refusal of one request for its own sake is none: the channel has gone, for instance.
func (c *Client) told(err error) error {
	where := c.cfg.URL
	if u, parse := url.Parse(where); parse == nil && u.Host != "" {
		where = u.Host
	}
	switch code(err) {
	case 0:
	case http.StatusUnauthorized:
		return trouble.New(trouble.ARIPassword, where, err)
	case http.StatusForbidden:
		return trouble.New(trouble.ARIRights, where, err)
	default:
		return err
	}
	if kind, ok := trouble.ARI.Kind(err); ok {
		return trouble.New(kind, where, err)
	}
	return err
}

// notARI returns the error of a first request as one of an address at which something else
// answers, if it says so: a 404 where ARI has none, or a reply that is not ARI's.
func (c *Client) notARI(err error) error {
	var already *trouble.Trouble
	if err == nil || errors.As(err, &already) {
		return err
	}
	return trouble.New(trouble.ARIMissing, c.cfg.URL, err)
}

// notOpened returns the error of a websocket that was not opened. A web server that answers
// without opening one is none of Asterisk's, unless it is only too busy.
func (c *Client) notOpened(resp *http.Response, err error) error {
	if resp == nil || resp.StatusCode >= http.StatusInternalServerError {
		return c.told(withoutURL(err))
	}
	refusal := c.told(&StatusError{Code: resp.StatusCode, Text: http.StatusText(resp.StatusCode)})
	return c.notARI(refusal)
}

// lastError is why there is no connection.
type lastError struct {
	mu  sync.Mutex
	err error
}

func (l *lastError) note(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.err = err
}

// Away returns why the latest attempt to connect failed, or the latest connection ended; nil
// before the first one.
func (c *Client) Away() error {
	c.away.mu.Lock()
	defer c.away.mu.Unlock()
	return c.away.err
}
