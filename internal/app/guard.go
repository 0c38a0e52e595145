package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"hotline12345/cti/asterisk"
)

const (
	// guardEvery is how often the watchdog says that it watches, and the service looks.
	guardEvery = 2 * time.Second
	// guardMissing is how long nothing new may be said.
	guardMissing = 20 * time.Second
)

// errUnwatched: nobody would take care of the calls of a service that dies.
var errUnwatched = errors.New("no watchdog watches over this service, and citizens would hear nothing if it died: " +
	"start hotline watchdog (systemctl start hotline-watchdog, or docker compose up -d watchdog)")

// sayWatching tells the service every few seconds that the watchdog watches, as long as
// it does, until ctx ends.
func sayWatching(ctx context.Context, standIn *asterisk.StandIn, watches *atomic.Bool) {
	run := rand.Text()[:8]
	tick := time.NewTicker(guardEvery)
	defer tick.Stop()
	for n := 0; ; n++ {
		if watches.Load() {
			limited, cancel := context.WithTimeout(ctx, guardEvery)
			_ = standIn.SayWatching(limited, fmt.Sprintf("%s%d", run, n)) // the next one is soon
			cancel()
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// guard knows whether a watchdog watches over this service: it says something new every
// few seconds. No clock but this one's own counts.
type guard struct {
	mu      sync.Mutex
	text    string
	changed time.Time // with a monotonic reading; zero before the first look
}

// saw notes what the watchdog said last.
func (g *guard) saw(text string, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.changed.IsZero() || text != g.text {
		g.text, g.changed = text, now
	}
}

// blind notes that Asterisk, which passes on what the watchdog says, does not answer. A
// watchdog that was well has as long to speak as it comes back; one that was missing stays so.
func (g *guard) blind(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.changed.IsZero() && now.Sub(g.changed) < guardMissing {
		g.changed = now
	}
}

// seen reports whether a watchdog has spoken since the service began.
func (g *guard) seen() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.text != ""
}

// fault returns errUnwatched when nothing new was said for long. A service that has just
// begun gives the watchdog as long to come.
func (g *guard) fault(now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.changed.IsZero() && now.Sub(g.changed) >= guardMissing {
		return errUnwatched
	}
	return nil
}

// run looks until ctx ends. Without Asterisk it is not known, and health says that.
func (g *guard) run(ctx context.Context, watched func(context.Context) (string, error)) {
	tick := time.NewTicker(guardEvery)
	defer tick.Stop()
	for {
		limited, cancel := context.WithTimeout(ctx, guardEvery)
		text, err := watched(limited)
		cancel()
		if err == nil {
			g.saw(text, time.Now())
		} else {
			g.blind(time.Now())
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
