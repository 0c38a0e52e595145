package asterisk

// A playback whose request had no reply may have come and gone before the request is
// repeated: the citizen would hear it twice. So ends are remembered while it is asked for.

func (c *Client) watchPlayback(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unsure[id] = false
}

// notePlaybackEnd notes the end of a playback that is being asked for.
func (c *Client) notePlaybackEnd(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, asked := c.unsure[id]; asked {
		c.unsure[id] = true
	}
}

func (c *Client) playbackEnded(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.unsure[id]
}

// forgetPlayback ends the watch and reports whether the playback has ended.
func (c *Client) forgetPlayback(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	ended := c.unsure[id]
	delete(c.unsure, id)
	return ended
}
