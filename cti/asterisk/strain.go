package asterisk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// errStrained: Asterisk's events come, but it carries out nothing. To the service it is
// away: citizens whom nobody can serve are the fallback's.
var errStrained = errors.New("asterisk carries out no requests")

const (
	// strainedAfter is how long all requests must have failed.
	strainedAfter = 3 * time.Second
	// strainedKinds is how many different ones: a single odd request may have a fault
	// of its own.
	strainedKinds = 2
)

// strain watches whether Asterisk still carries out what it is asked. The beat is watched
// alone: it is always the same harmless request.
type strain struct {
	mu     sync.Mutex
	orders failing
	beats  failing
	found  chan struct{} // has one when Asterisk was found strained
	known  bool          // until a probe has passed
}

// failing are requests of which none was answered since a moment.
type failing struct {
	since time.Time
	kinds map[string]bool
}

func newStrain() *strain { return &strain{found: make(chan struct{}, 1)} }

// note takes the outcome of an order.
func (s *strain) note(kind string, err error) { s.add(&s.orders, kind, err, strainedKinds) }

// noteBeat takes the outcome of a beat.
func (s *strain) noteBeat(err error) { s.add(&s.beats, "beat", err, 1) }

func (s *strain) add(f *failing, kind string, err error, kinds int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !unanswered(err) {
		*f = failing{}
		return
	}
	if f.kinds == nil {
		*f = failing{since: time.Now(), kinds: map[string]bool{}}
	}
	f.kinds[kind] = true
	if s.known || len(f.kinds) < kinds || time.Since(f.since) < strainedAfter {
		return
	}
	s.known = true
	select {
	case s.found <- struct{}{}:
	default:
	}
}

// strained reports whether Asterisk is known to carry out nothing.
func (s *strain) strained() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known
}

// relieve forgets what was, behind a probe that passed.
func (s *strain) relieve() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.orders, s.beats, s.known = failing{}, failing{}, false
	select {
	case <-s.found:
	default:
	}
}

// probe asks for something that changes nothing: to answer a channel that does not exist.
// An Asterisk that carries out requests refuses that.
func (c *Client) probe(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	err := c.request(ctx, http.MethodPost, channelPath("hotline-probe")+"/answer", nil, nil, nil)
	if unanswered(err) {
		return fmt.Errorf("%w: %w", errStrained, err)
	}
	c.strain.relieve()
	return nil
}
