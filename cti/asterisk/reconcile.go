package asterisk

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/CyCoreSystems/ari/v5"
	"github.com/coder/websocket"
	"go.uber.org/zap"

	"hotline12345/cti"
)

// reconcile lists what Asterisk has in our application. A call that arrives at
// this very moment is in the list and its StasisStart is on its way: those are
// left to the event. The pong comes after every event that was sent before it.
func (c *Client) reconcile(ctx context.Context, ws *websocket.Conn, q *queue) ([]cti.LiveChannel, error) {
	var channels []ari.ChannelData
	if err := c.request(ctx, http.MethodGet, "/channels", nil, nil, &channels); err != nil {
		return nil, err
	}
	var app struct {
		Channels []string `json:"channel_ids"`
		Bridges  []string `json:"bridge_ids"`
	}
	if err := c.request(ctx, http.MethodGet, "/applications/"+Application, nil, nil, &app); err != nil {
		return nil, err
	}
	if err := ping(ctx, ws); err != nil {
		return nil, err
	}
	arriving := c.startedIn(q.peek())
	var live []cti.LiveChannel
	for _, ch := range channels {
		if !slices.Contains(app.Channels, ch.ID) || arriving[ch.ID] {
			continue
		}
		call, leg := parseChannel(ch.ID)
		live = append(live, cti.LiveChannel{Call: call, Leg: leg, Answered: ch.State == "Up", RTP: rtpAddress(ch.ChannelVars)})
	}
	c.relearn(live)
	return live, c.removeOrphanBridges(ctx, live, arriving)
}

// startedIn are the channels whose StasisStart waits in the queue.
func (c *Client) startedIn(events [][]byte) map[string]bool {
	started := map[string]bool{}
	for _, raw := range events {
		if ev, err := ari.DecodeEvent(raw); err == nil {
			if s, ok := ev.(*ari.StasisStart); ok {
				started[s.Channel.ID] = true
			}
		}
	}
	return started
}

// relearn replaces the known channels by those that live.
func (c *Client) relearn(live []cti.LiveChannel) {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.known)
	for _, l := range live {
		c.known[channelOf(l.Call, l.Leg)] = true
	}
}

func channelOf(call cti.CallID, leg int) string {
	if leg > 0 {
		return legID(call, leg)
	}
	return string(call)
}

// removeOrphanBridges deletes bridges of ours whose citizen is gone.
func (c *Client) removeOrphanBridges(ctx context.Context, live []cti.LiveChannel, arriving map[string]bool) error {
	var bridges []ari.BridgeData
	if err := c.request(ctx, http.MethodGet, "/bridges", nil, nil, &bridges); err != nil {
		return err
	}
	for _, b := range bridges {
		call, ours := strings.CutSuffix(b.ID, bridgeSuffix)
		if !ours || arriving[call] || slices.ContainsFunc(live, func(l cti.LiveChannel) bool { return string(l.Call) == call }) {
			continue
		}
		err := c.request(ctx, http.MethodDelete, "/bridges/"+url.PathEscape(b.ID), nil, nil, nil)
		if err != nil && !gone(err) {
			c.cfg.Log.Warn("orphan bridge stays", zap.String("bridge", b.ID), zap.Error(fmt.Errorf("remove orphan bridge: %w", err)))
		}
	}
	return nil
}
