package asterisk

import (
	"context"
	"net/http"
)

// Lives reports whether Asterisk has a channel.
func (c *Client) Lives(ctx context.Context, channel string) (bool, error) {
	err := c.request(ctx, http.MethodGet, channelPath(channel), nil, nil, nil)
	if code(err) == http.StatusNotFound {
		return false, nil
	}
	return err == nil, err
}
