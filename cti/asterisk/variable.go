package asterisk

import (
	"context"
	"net/http"
	"net/url"
)

// variable returns a global variable of Asterisk, "" if it is not set. The dialplan, the
// service and its watchdog tell each other by them what has to outlive any of them.
func (c *Client) variable(ctx context.Context, name string) (string, error) {
	var v struct{ Value string }
	err := c.request(ctx, http.MethodGet, "/asterisk/variable", url.Values{"variable": {name}}, nil, &v)
	return v.Value, err
}

func (c *Client) setVariable(ctx context.Context, name, value string) error {
	return c.request(ctx, http.MethodPost, "/asterisk/variable", url.Values{"variable": {name}, "value": {value}}, nil, nil)
}
