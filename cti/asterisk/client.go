// Package asterisk is the edge to Asterisk: it turns ARI's events into facts for
// the engine and the engine's commands into REST requests. It is the only
// importer of the ari library, of which it uses the types and the decoder; the
// websocket is read by its own reader, which drops nothing and survives event
// types that the library does not know.
package asterisk

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/phone"
	"hotline12345/ivr"
)

// Application is our name in ARI; the dialplan's Stasis() uses the same.
const Application = "hotline"

// Sounds finds the file of a prompt, without folder and ending.
type Sounds interface {
	File(ctx context.Context, p ivr.Prompt) (name string, err error)
}

// Meter counts what the edge sees; see Config.
type Meter interface {
	Reconnected()
	UnknownEvent()
	Request(took time.Duration, failed bool)
}

// Config has the address of Asterisk and how it sees our files.
type Config struct {
	URL, User, Password string // URL such as http://127.0.0.1:8088/ari
	SoundsDir           string // of the prompts, as Asterisk sees it
	MusicClass          string
	RelayAddr           string // where Asterisk sends the agents' audio, host:port
	Owner               Owner  // nil: nobody else may own the application
	Sounds              Sounds
	// Plan is the city's numbering. DropWithheld forgets numbers that callers withhold.
	Plan         phone.Plan
	DropWithheld bool
	Meter        Meter
	Log          *zap.Logger
}

// Client drives one Asterisk.
type Client struct {
	cfg  Config
	http *http.Client
	emit func(cti.Event)

	mu       sync.Mutex
	work     map[cti.CallID][]cti.Command // commands not yet carried out, by call
	tracked  map[string]ending            // channels whose end has to be emitted, and why as far as known
	entering map[string]chan struct{}     // channels to be dialled that are awaited in the application
	stopped  bool                         // another service owns the application
	unsure   map[string]bool              // playbacks that were asked for, and whether they have ended

	doubt  chan struct{} // asks for a comparison
	strain *strain

	lookEvery, lookAfter atomic.Int64  // nanoseconds: between two looks, and after a doubt
	pingEvery            atomic.Int64  // nanoseconds
	echoFirst, echoLate  atomic.Int64  // nanoseconds: how late echoes may be
	echoes               chan string   // those that came
	limit                time.Duration // of all tries of a command

	beat  atomic.Pointer[string] // the newest, for the dialplan
	beats chan struct{}          // says that there is a new one
	away  lastError

	over     chan struct{}   // closed when Run has ended: nothing is repeated any more
	commands context.Context // ends when another service owns the application
	abandon  context.CancelFunc
}

// New returns a client; nothing happens before Run.
func New(cfg Config, emit func(cti.Event)) *Client {
	cfg.URL = strings.TrimRight(cfg.URL, "/")
	if cfg.Owner == nil {
		cfg.Owner = always{}
	}
	c := &Client{
		cfg: cfg, emit: emit, http: newHTTPClient(),
		work: map[cti.CallID][]cti.Command{}, tracked: map[string]ending{}, entering: map[string]chan struct{}{}, unsure: map[string]bool{},
		strain: newStrain(), over: make(chan struct{}), limit: repeatFor, beats: make(chan struct{}, 1), doubt: make(chan struct{}, 1),
		echoes: make(chan string, 16),
	}
	c.lookEvery.Store(int64(compareEvery))
	c.lookAfter.Store(int64(compareAfter))
	c.pingEvery.Store(int64(pingEvery))
	c.echoFirst.Store(int64(echoFirst))
	c.echoLate.Store(int64(echoLate))
	c.commands, c.abandon = context.WithCancel(context.Background())
	return c
}

// track notes that a channel's end has to be emitted.
func (c *Client) track(channel string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, tracked := c.tracked[channel]; !tracked {
		c.tracked[channel] = ending{cause: normalClearing}
	}
}

// tracks reports whether a channel's end has to be emitted.
func (c *Client) tracks(channel string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, tracked := c.tracked[channel]
	return tracked
}

// expect returns what is closed when a channel has entered the application.
func (c *Client) expect(channel string) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	entered := make(chan struct{})
	c.entering[channel] = entered
	return entered
}

// expectNoMore: the channel has entered, or is given up.
func (c *Client) expectNoMore(channel string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entered(channel)
}

// entered is expectNoMore with c.mu held.
func (c *Client) entered(channel string) {
	if entered, expected := c.entering[channel]; expected {
		close(entered)
		delete(c.entering, channel)
	}
}

// ending is why a channel ends: a Q.850 cause and the SIP status that led to it, 0 if
// none did.
type ending struct {
	cause, status int
	dialled       bool // its call has gone out
}

// noteEnding notes why a channel is about to end: the events that end it in our
// application do not say.
func (c *Client) noteEnding(channel string, why ending) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if was, tracked := c.tracked[channel]; tracked && why.cause != 0 {
		why.dialled = was.dialled
		c.tracked[channel] = why
	}
}

// untrack returns why a channel ends and reports whether that end still had to be
// emitted: it is emitted once, though several events of ARI mean it.
func (c *Client) untrack(channel string) (why ending, was bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	why, was = c.tracked[channel]
	delete(c.tracked, channel)
	return why, was
}

// noteDialled notes that a channel's call has gone out.
func (c *Client) noteDialled(channel string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if why, tracked := c.tracked[channel]; tracked {
		why.dialled = true
		c.tracked[channel] = why
	}
}

// knowsDialled reports whether a channel's call was seen to go out.
func (c *Client) knowsDialled(channel string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tracked[channel].dialled
}

// wasDialled waits a moment for the news that a channel's call has gone out, or is over.
func (c *Client) wasDialled(ctx context.Context, channel string) bool {
	ctx, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		c.mu.Lock()
		why, tracked := c.tracked[channel]
		c.mu.Unlock()
		if !tracked || why.dialled {
			return true
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return false
		}
	}
}
