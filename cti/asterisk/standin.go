package asterisk

import (
	"context"
	"errors"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/CyCoreSystems/ari/v5"
	"golang.org/x/sync/errgroup"
)

// StandIn does what has to be done in Asterisk in the place of a service that is dead.
// It has two ways in, ARI and AMI, either of which may hang.
type StandIn struct {
	ari *Client
	cfg StandInConfig

	mu        sync.Mutex
	comforted map[string]bool // channels that have our music
}

// StandInConfig has the addresses of both ways. Without a password there is no AMI.
type StandInConfig struct {
	ARI                           Config
	AMIAddr, AMIUser, AMIPassword string
}

// NewStandIn returns a stand-in; nothing happens before a call.
func NewStandIn(cfg StandInConfig) *StandIn {
	if cfg.ARI.Meter == nil {
		cfg.ARI.Meter = unmeasured{}
	}
	return &StandIn{ari: New(cfg.ARI, nil), cfg: cfg, comforted: map[string]bool{}}
}

type unmeasured struct{}

func (unmeasured) Reconnected()                {}
func (unmeasured) UnknownEvent()               {}
func (unmeasured) Request(time.Duration, bool) {}

const (
	// atOnce is how many requests are under way at once.
	atOnce = 16
	// wayLimit is what one of the two ways may take.
	wayLimit = 2 * time.Second
	// manyPlaybacks bounds the search for a playback's number: a caller who waits for
	// an hour hears some 120 announcements.
	manyPlaybacks = 400
)

// CheckManager asks whether the second way is open. A way that hangs is not, and must not
// keep a watchdog from its watch.
func (s *StandIn) CheckManager(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, wayLimit)
	defer cancel()
	m, err := s.manager(ctx)
	if err != nil {
		return err
	}
	m.close()
	return nil
}

func (s *StandIn) manager(ctx context.Context) (*manager, error) {
	if s.cfg.AMIPassword == "" {
		return nil, errNoManager
	}
	return openManager(ctx, s.cfg.AMIAddr, s.cfg.AMIUser, s.cfg.AMIPassword)
}

var errNoManager = errors.New("there is no second way into Asterisk: HOTLINE_AMI_PASSWORD is not set")

// Heartbeat returns the last beat that the service told Asterisk.
func (s *StandIn) Heartbeat(ctx context.Context) (string, error) {
	return s.ari.variable(ctx, heartbeatVariable)
}

// Comfort plays music to every answered citizen who has none of it yet. In a talk it is
// heard at once, a prompt is heard to its end before. Whoever answers later gets it the
// next time.
func (s *StandIn) Comfort(ctx context.Context) error {
	channels, err := s.channels(ctx)
	if err != nil {
		return err
	}
	return eachOf(ctx, channels, func(ctx context.Context, ch ari.ChannelData) error {
		if _, leg := parseChannel(ch.ID); leg > 0 || ch.State != "Up" || s.hasComfort(ch.ID) {
			return nil
		}
		if err := s.music(ctx, http.MethodPost, ch.ID); err != nil {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.comforted[ch.ID] = true
		return nil
	})
}

func (s *StandIn) hasComfort(channel string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.comforted[channel]
}

// EndComfort stops the music in talks. Elsewhere the service has music of its own.
func (s *StandIn) EndComfort(ctx context.Context) error {
	s.mu.Lock()
	s.comforted = map[string]bool{}
	s.mu.Unlock()
	talking, err := s.talking(ctx)
	if err != nil {
		return err
	}
	err = eachOf(ctx, talking, func(ctx context.Context, id string) error { return s.music(ctx, http.MethodDelete, id) })
	if err != nil {
		return err
	}
	still, err := s.talking(ctx)
	if err != nil {
		return err
	}
	return eachOf(ctx, talking, func(ctx context.Context, id string) error {
		for _, t := range still {
			if t == id {
				return nil
			}
		}
		return s.music(ctx, http.MethodPost, id) // put on hold in this very moment
	})
}

func (s *StandIn) music(ctx context.Context, method, channel string) error {
	var query url.Values
	if method == http.MethodPost {
		query = url.Values{"mohClass": {s.ari.cfg.MusicClass}}
	}
	err := s.ari.request(ctx, method, channelPath(channel)+"/moh", query, nil, nil)
	if method == http.MethodDelete && code(err) == http.StatusPreconditionFailed { // not answered yet: nothing plays
		return nil
	}
	return tolerate(err)
}

// tolerate leaves out a refusal that only means that the channel has just gone.
func tolerate(err error) error {
	if gone(err) {
		return nil
	}
	return err
}

// channels are those that stand in our application.
func (s *StandIn) channels(ctx context.Context) ([]ari.ChannelData, error) {
	ids, err := s.ari.inApplication(ctx)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	ours := map[string]bool{}
	for _, id := range ids {
		ours[id] = true
	}
	var all, found []ari.ChannelData
	if err := s.ari.request(ctx, http.MethodGet, "/channels", nil, nil, &all); err != nil {
		return nil, err
	}
	for _, ch := range all {
		if ours[ch.ID] {
			found = append(found, ch)
		}
	}
	return found, nil
}

// talking are the citizens in bridges of talks.
func (s *StandIn) talking(ctx context.Context) (ids []string, err error) {
	var bridges []ari.BridgeData
	if err := s.ari.request(ctx, http.MethodGet, "/bridges", nil, nil, &bridges); err != nil {
		return nil, err
	}
	for _, b := range bridges {
		for _, id := range b.ChannelIDs {
			if _, leg := parseChannel(id); leg == 0 && strings.HasSuffix(b.ID, bridgeSuffix) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// HandOver moves every citizen in our application to the dialplan's fallback, ends calls
// that ring at somebody, and removes agents' legs and bridges. AMI goes first: it moves a
// channel whatever it is doing. ARI does what AMI does not see, or all without AMI.
func (s *StandIn) HandOver(ctx context.Context) (int, error) {
	moved, byManager := limited(ctx, s.handOverByManager)
	if moved > 0 && byManager == nil {
		_, _ = limited(ctx, func(ctx context.Context) (int, error) { return 0, s.removeBridges(ctx) }) // empty, and tried again
		return moved, nil
	}
	n, byARI := limited(ctx, s.handOverByARI)
	if byManager == nil || byARI == nil { // either way is enough
		return moved + n, nil
	}
	return moved + n, errors.Join(byManager, byARI)
}

// limited gives one way its share of the time: the other may have to do it.
func limited(ctx context.Context, do func(context.Context) (int, error)) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, wayLimit)
	defer cancel()
	return do(ctx)
}

// Rescue moves those in bridges of talks, whose sound came from the service, to the fallback
// by AMI: it is for an ARI that hangs and so plays no music.
func (s *StandIn) Rescue(ctx context.Context) (int, error) {
	return s.moveByManager(ctx, func(ch textproto.MIMEHeader) bool { return strings.HasSuffix(ch.Get("Bridgeid"), bridgeSuffix) })
}

// handOverByManager moves all of our channels by AMI, and removes the bridges.
func (s *StandIn) handOverByManager(ctx context.Context) (moved int, err error) {
	return s.moveByManager(ctx, func(textproto.MIMEHeader) bool { return true })
}

// moveByManager moves channels of ours by AMI's Redirect, which also ends what they play, and
// removes bridges that nobody is in any more.
func (s *StandIn) moveByManager(ctx context.Context, chosen func(textproto.MIMEHeader) bool) (moved int, err error) {
	m, err := s.manager(ctx)
	if err != nil {
		return 0, err
	}
	defer m.close()
	channels, err := m.list("CoreShowChannels", "CoreShowChannel", "CoreShowChannelsComplete")
	if err != nil {
		return 0, err
	}
	for _, ch := range channels {
		app, _, _ := strings.Cut(ch.Get("Applicationdata"), ",")
		if ch.Get("Application") != "Stasis" || app != Application || !chosen(ch) {
			continue
		}
		switch err := m.handOver(ch); {
		case err == nil:
			moved++
		case !errors.Is(err, errRefused): // refused: it has just gone
			return moved, err
		}
	}
	return moved, m.removeBridges()
}

// removeBridges removes the bridges of talks that are empty.
func (m *manager) removeBridges() error {
	bridges, err := m.list("BridgeList", "BridgeListItem", "BridgeListComplete")
	if err != nil {
		return err
	}
	for _, b := range bridges {
		id := b.Get("Bridgeuniqueid")
		if !strings.HasSuffix(id, bridgeSuffix) || b.Get("Bridgenumchannels") != "0" {
			continue
		}
		if _, err := m.do("BridgeDestroy", map[string]string{"BridgeUniqueid": id}); err != nil && !errors.Is(err, errRefused) {
			return err
		}
	}
	return nil
}

func (m *manager) handOver(ch textproto.MIMEHeader) error {
	name, id := ch.Get("Channel"), ch.Get("Uniqueid")
	_, leg := parseChannel(id)
	if state := ch.Get("Channelstatedesc"); leg > 0 || rings(state) {
		_, err := m.do("Hangup", map[string]string{"Channel": name, "Cause": "16"})
		return err
	}
	// A call that we dialled gets another channel in the dialplan, and would lose its id.
	if _, err := m.do("Setvar", map[string]string{"Channel": name, "Variable": "CALL", "Value": id}); err != nil {
		return err
	}
	_, err := m.do("Redirect", map[string]string{"Channel": name, "Context": "fallback", "Exten": "s", "Priority": "1"})
	return err
}

// rings reports whether a channel in this state is a call of ours that nobody has
// answered yet: it cannot be moved, and a citizen who picked up would hear nothing.
func rings(state string) bool {
	return state == "Down" || state == "Dialing" || state == "Ringing"
}

// handOverByARI moves them by ARI.
func (s *StandIn) handOverByARI(ctx context.Context) (moved int, err error) {
	channels, err := s.channels(ctx)
	if err != nil {
		return 0, err
	}
	err = eachOf(ctx, channels, s.moveByARI)
	return len(channels), errors.Join(err, s.removeBridges(ctx))
}

func (s *StandIn) moveByARI(ctx context.Context, ch ari.ChannelData) error {
	path := channelPath(ch.ID)
	if _, leg := parseChannel(ch.ID); leg > 0 || rings(ch.State) {
		return tolerate(s.ari.request(ctx, http.MethodDelete, path, nil, nil, nil))
	}
	err := s.music(ctx, http.MethodDelete, ch.ID)
	if err == nil {
		err = tolerate(s.ari.request(ctx, http.MethodPost, path+"/continue", url.Values{
			"context": {"fallback"}, "extension": {"s"}, "priority": {"1"},
		}, nil, nil))
	}
	if err != nil {
		return err
	}
	return s.cutPlayback(ctx, ch.ID)
}

// cutPlayback ends what a channel plays, which a move waits for. Asterisk does not tell
// what that is, so its number is tried out.
func (s *StandIn) cutPlayback(ctx context.Context, channel string) error {
	call, _ := parseChannel(channel)
	for n := 1; n <= manyPlaybacks; n++ {
		err := s.ari.request(ctx, http.MethodDelete, "/playbacks/"+url.PathEscape(playbackID(call, n)), nil, nil, nil)
		if err == nil || !gone(err) {
			return err
		}
	}
	return nil // it plays nothing
}

// removeBridges removes the bridges of talks.
func (s *StandIn) removeBridges(ctx context.Context) error {
	var bridges []ari.BridgeData
	if err := s.ari.request(ctx, http.MethodGet, "/bridges", nil, nil, &bridges); err != nil {
		return err
	}
	return eachOf(ctx, bridges, func(ctx context.Context, b ari.BridgeData) error {
		if !strings.HasSuffix(b.ID, bridgeSuffix) {
			return nil
		}
		return tolerate(s.ari.request(ctx, http.MethodDelete, "/bridges/"+url.PathEscape(b.ID), nil, nil, nil))
	})
}

// eachOf does the same for all, several at a time.
func eachOf[T any](ctx context.Context, list []T, do func(context.Context, T) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for _, one := range list {
		g.Go(func() error { return do(ctx, one) })
	}
	return g.Wait()
}
