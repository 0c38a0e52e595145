package breaker

import (
	"context"
	"sync"
	"time"
)

// cacheFor is how long a value is used without reading it again.
const cacheFor = time.Minute

// Cached is a value that changes seldom: it is read from the store at most once a
// minute, and while the store is away the last one serves on.
type Cached[V any] struct {
	breaker *Breaker
	read    func(context.Context) (V, error)

	mu      sync.Mutex
	last    V
	known   bool
	at      time.Time
	reads   int
	forgets int
}

// NewCached returns a value that was not read yet.
func NewCached[V any](b *Breaker, read func(context.Context) (V, error)) *Cached[V] {
	return &Cached[V]{breaker: b, read: read}
}

// Get returns the value. Error: the one of reading it, with the zero value, if it could
// never be read.
func (c *Cached[V]) Get(ctx context.Context) (V, error) {
	now := c.breaker.Now()
	c.mu.Lock()
	last, known, fresh, forgets := c.last, c.known, now.Sub(c.at) < cacheFor, c.forgets
	c.mu.Unlock()
	if known && fresh {
		return last, nil
	}
	var v V
	err := c.breaker.Do(ctx, func(ctx context.Context) (err error) {
		v, err = c.read(ctx)
		return err
	})
	switch {
	case err == nil:
		c.mu.Lock()
		defer c.mu.Unlock()
		c.last, c.known = v, true
		c.reads++
		if c.forgets == forgets { // else it may be of before what was changed meanwhile
			c.at = now
		}
		return v, nil
	case known:
		return last, nil
	}
	return last, err
}

// Last returns the value that was read last, and how often it was read: what was
// made of it holds until that number changes.
func (c *Cached[V]) Last() (v V, reads int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last, c.reads
}

// Forget makes the value be read anew when it is needed next.
func (c *Cached[V]) Forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = time.Time{}
	c.forgets++
}
