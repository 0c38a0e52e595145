package asterisk

import "time"

// LimitRepeats bounds all tries of a command, before it runs.
func (c *Client) LimitRepeats(limit time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.limit = limit
}
