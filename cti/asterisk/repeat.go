package asterisk

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

const (
	// tryLimit is how long one try of an order may take.
	tryLimit = 2 * time.Second
	// repeatFor bounds all tries of a command.
	repeatFor = 8 * time.Second
	// repeatFirst is the pause before an order is repeated; it doubles up to repeatMax.
	repeatFirst = 100 * time.Millisecond
	repeatMax   = time.Second
)

// order is a request that changes something in Asterisk. All that it names has an id of
// ours, so that a repeated order finds what the first one did.
type order struct {
	method, path string
	query        url.Values
	body, reply  any
	// was reports whether an order without a reply was carried out all the same. It is
	// nil where doing it twice is the same as doing it once: an answer, music on and
	// off, a removal, a move.
	was func(ctx context.Context) bool
	// makes: it makes a channel, and "already exists" (409) of a repeated one means
	// done. A plain 500 is Asterisk's word for "cannot be made" and is final.
	makes bool
	// once: it must not be repeated, for nobody could tell whether it was carried out.
	once bool
}

// sure gives an order until Asterisk has answered it, as long as ctx lasts: a connection
// may break before or after Asterisk did what was asked.
func (c *Client) sure(ctx context.Context, o order) error {
	err := c.try(ctx, o)
	for pause := repeatFirst; o.mayRepeat(err); pause = min(2*pause, repeatMax) {
		select {
		case <-ctx.Done():
			return err
		case <-c.over:
			return err
		case <-time.After(pause):
		}
		if o.was != nil && o.was(ctx) {
			return nil
		}
		again := c.try(ctx, o)
		if again != nil && ctx.Err() != nil {
			return err
		}
		if err = again; o.makes && code(err) == http.StatusConflict {
			return nil
		}
	}
	return err
}

func (c *Client) try(ctx context.Context, o order) error {
	limited, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	err := c.request(limited, o.method, o.path, o.query, o.body, o.reply)
	if ctx.Err() == nil && !o.refusal(err) {
		c.strain.note(o.method+" "+o.path, err)
	}
	return err
}

func (o order) mayRepeat(err error) bool { return unanswered(err) && !o.once && !o.refusal(err) }

// refusal: the thing cannot be made, which says nothing about Asterisk's health.
func (o order) refusal(err error) bool {
	return o.makes && code(err) == http.StatusInternalServerError
}

// unanswered reports whether it is not known that a request was carried out or refused for
// good: no reply came, or Asterisk was in trouble.
func unanswered(err error) bool {
	status := code(err)
	return err != nil && (status == 0 || status >= http.StatusInternalServerError)
}

// exists reports whether Asterisk has an object; without a reply it is not known to.
func (c *Client) exists(ctx context.Context, path string) bool {
	ctx, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	return c.request(ctx, http.MethodGet, path, nil, nil, nil) == nil
}
