package asterisk

import (
	"context"
	"net/http"
	"net/url"
)

// guardVariable is the global variable of Asterisk in which the watchdog says that it
// watches: a service that nobody watches over has to know.
const guardVariable = "WATCHDOG"

// SayWatching tells the service that the watchdog watches; each text has to be new.
func (s *StandIn) SayWatching(ctx context.Context, text string) error {
	return s.ari.request(ctx, http.MethodPost, "/asterisk/variable", url.Values{"variable": {guardVariable}, "value": {text}}, nil, nil)
}

// Watched returns what the watchdog said last, "" if nothing. It watches as long as the
// text changes.
func (c *Client) Watched(ctx context.Context) (string, error) {
	var v struct{ Value string }
	err := c.request(ctx, http.MethodGet, "/asterisk/variable", url.Values{"variable": {guardVariable}}, nil, &v)
	return v.Value, err
}
