package asterisk

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/CyCoreSystems/ari/v5"
	"github.com/coder/websocket"
	"go.uber.org/zap"

	"hotline12345/cti"
)

// startLimit bounds the wait for the StasisStart of a call that arrived while we
// connected. It is milliseconds behind, if it was sent to us at all.
const startLimit = time.Second

// application is ARI's description of our application.
type application struct {
	Channels []string `json:"channel_ids"`
}

// inApplication lists the channels that stand in our application now. Asked before
// the websocket is open, it shows which ones' StasisStart we shall not see.
func (c *Client) inApplication(ctx context.Context) ([]string, error) {
	var app application
	err := c.request(ctx, http.MethodGet, "/applications/"+Application, nil, nil, &app)
	if code(err) == http.StatusNotFound {
		return nil, nil // never registered since Asterisk started
	}
	return app.Channels, err
}

// reconcile lists what Asterisk has in our application. A call that arrives at
// this very moment is in the list too and its StasisStart is on its way: it is
// reported by that event alone. The other channels may be reported twice, which the
// engine notices, but must not be left out.
func (c *Client) reconcile(ctx context.Context, ws *websocket.Conn, q *queue, before []string) ([]cti.LiveChannel, error) {
	var channels []ari.ChannelData
	if err := c.request(ctx, http.MethodGet, "/channels", nil, nil, &channels); err != nil {
		return nil, err
	}
	ours, err := c.inApplication(ctx)
	if err != nil {
		return nil, err
	}
	if err := ping(ctx, ws); err != nil { // events sent until now are here
		return nil, err
	}
	channels = slices.DeleteFunc(channels, func(ch ari.ChannelData) bool { return !slices.Contains(ours, ch.ID) })
	arriving := c.awaitStarts(ctx, q, channels, before)
	var bridges []ari.BridgeData
	if err := c.request(ctx, http.MethodGet, "/bridges", nil, nil, &bridges); err != nil {
		return nil, err
	}
	channels = slices.DeleteFunc(channels, func(ch ari.ChannelData) bool { return arriving[ch.ID] })
	live := liveChannels(channels, bridges)
	if err := c.markNotDialled(ctx, channels, live); err != nil {
		return nil, err
	}
	c.retrack(live)
	c.removeOrphanBridges(ctx, bridges, live, arriving)
	return live, nil
}

// awaitStarts waits until each citizen's channel that has come since before is
// announced, and returns the arriving calls among the announced.
func (c *Client) awaitStarts(ctx context.Context, q *queue, channels []ari.ChannelData, before []string) map[string]bool {
	limit := time.NewTimer(startLimit)
	defer limit.Stop()
	for {
		starts := startedIn(q.peek())
		unclear := slices.ContainsFunc(channels, func(ch ari.ChannelData) bool {
			_, leg := parseChannel(ch.ID)
			_, announced := starts[ch.ID]
			return leg == 0 && !announced && !slices.Contains(before, ch.ID) && (ch.State == "Up" || ch.State == "Ring")
		})
		if unclear {
			select {
			case <-q.notify:
				continue
			case <-limit.C:
			case <-ctx.Done():
			}
		}
		arriving := map[string]bool{}
		for id, kind := range starts {
			if kind == "in" {
				arriving[id] = true
			}
		}
		return arriving
	}
}

// startedIn are the channels whose StasisStart waits in the queue, and its kind.
func startedIn(events [][]byte) map[string]string {
	started := map[string]string{}
	for _, raw := range events {
		if ev, err := ari.DecodeEvent(raw); err == nil {
			if s, ok := ev.(*ari.StasisStart); ok {
				started[s.Channel.ID] = arg(s.Args, argKind)
			}
		}
	}
	return started
}

// liveChannels says what is known of channels, and which stand in their call's bridge.
func liveChannels(channels []ari.ChannelData, bridges []ari.BridgeData) (live []cti.LiveChannel) {
	for _, ch := range channels {
		call, leg := parseChannel(ch.ID)
		bridged := slices.ContainsFunc(bridges, func(b ari.BridgeData) bool {
			return b.ID == bridgeID(call) && slices.Contains(b.ChannelIDs, ch.ID)
		})
		live = append(live, cti.LiveChannel{Call: call, Leg: leg, Answered: ch.State == "Up", RTP: rtpAddress(ch.ChannelVars), Bridged: bridged})
	}
	return live
}

// variableDialled is set on a channel whose call has gone out. Before it rings its state
// does not say so, and nobody else remembers over a restart.
const variableDialled = "HOTLINE_DIALLED"

// markNotDialled asks of each citizen's channel that neither rings nor talks whether its
// call has gone out: a service that died may have made it and no more.
func (c *Client) markNotDialled(ctx context.Context, channels []ari.ChannelData, live []cti.LiveChannel) error {
	for i, ch := range channels {
		if live[i].Leg > 0 || ch.State != "Down" || c.knowsDialled(ch.ID) {
			continue
		}
		err := c.request(ctx, http.MethodGet, channelPath(ch.ID)+"/variable", url.Values{"variable": {variableDialled}}, nil, nil)
		if err != nil && !gone(err) {
			return err
		}
		live[i].NotDialled = err != nil
	}
	return nil
}

// retrack replaces the tracked channels by those that live.
func (c *Client) retrack(live []cti.LiveChannel) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := maps.Clone(c.tracked)
	clear(c.tracked)
	for _, l := range live {
		id := channelOf(l.Call, l.Leg)
		c.tracked[id] = ending{cause: normalClearing, dialled: before[id].dialled}
		c.entered(id) // its StasisStart may have been lost with the old connection
	}
}

func channelOf(call cti.CallID, leg int) string {
	if leg > 0 {
		return legID(call, leg)
	}
	return string(call)
}

// removeOrphanBridges deletes bridges of ours whose citizen is gone.
func (c *Client) removeOrphanBridges(ctx context.Context, bridges []ari.BridgeData, live []cti.LiveChannel, except map[string]bool) {
	for _, b := range bridges {
		call, ours := strings.CutSuffix(b.ID, bridgeSuffix)
		if !ours || except[call] || slices.ContainsFunc(live, func(l cti.LiveChannel) bool { return string(l.Call) == call }) {
			continue
		}
		err := c.request(ctx, http.MethodDelete, "/bridges/"+url.PathEscape(b.ID), nil, nil, nil)
		if err != nil && !gone(err) {
			c.cfg.Log.Warn("orphan bridge stays", zap.String("bridge", b.ID), zap.Error(fmt.Errorf("remove orphan bridge: %w", err)))
		}
	}
}
