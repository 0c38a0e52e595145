package asterisk

import "time"

// IdleLimit is how long a connection may be idle.
const IdleLimit = idleLimit

// Idle reports whether all commands are carried out.
func (c *Client) Idle() bool { return len(c.busy()) == 0 }

// LookEvery and LookAfter set the pauses before looks at Asterisk.
func (c *Client) LookEvery(pause time.Duration) { c.lookEvery.Store(int64(pause)) }
func (c *Client) LookAfter(pause time.Duration) { c.lookAfter.Store(int64(pause)) }

// EchoWithin sets how often echoes are asked for, and how late they may be.
func (c *Client) EchoWithin(every, limit time.Duration) {
	c.pingEvery.Store(int64(every))
	c.echoFirst.Store(int64(limit))
	c.echoLate.Store(int64(limit))
}

// LimitRepeats bounds all tries of a command, before it runs.
func (c *Client) LimitRepeats(limit time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.limit = limit
}

// Kill makes the client carry out nothing any more, in the middle of whatever it does.
func (c *Client) Kill() { c.stop() }
