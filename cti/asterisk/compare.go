package asterisk

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/CyCoreSystems/ari/v5"
	"github.com/coder/websocket"
	"go.uber.org/zap"

	"hotline12345/cti"
)

const (
	// compareEvery is the time between two looks at Asterisk without a doubt.
	compareEvery = time.Minute
	// compareAfter is how long a doubt waits: news that is on the way comes first.
	compareAfter = 2 * time.Second
)

func (c *Client) askToCompare() {
	select {
	case c.doubt <- struct{}{}:
	default:
	}
}

// compareAlways tells the engine every minute, and after each doubt, what Asterisk has.
func (c *Client) compareAlways(ctx context.Context, ws *websocket.Conn) {
	tick := time.NewTicker(time.Duration(c.lookEvery.Load()))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-c.doubt:
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Duration(c.lookAfter.Load())):
			}
		}
		found, err := c.look(ctx, ws)
		if err != nil {
			if ctx.Err() == nil {
				c.cfg.Log.Warn("Asterisk could not be asked what it has; it is asked again", zap.Error(err))
				c.askToCompare()
			}
			continue
		}
		c.emit(found)
	}
}

// look lists the channels of our application. Calls with commands under way before or
// after it are busy. Bridges that were left over are removed.
func (c *Client) look(ctx context.Context, ws *websocket.Conn) (cti.TelephonyCompared, error) {
	busy := c.busy()
	var channels []ari.ChannelData
	if err := c.request(ctx, http.MethodGet, "/channels", nil, nil, &channels); err != nil {
		return cti.TelephonyCompared{}, err
	}
	ours, err := c.inApplication(ctx)
	if err != nil {
		return cti.TelephonyCompared{}, err
	}
	var bridges []ari.BridgeData
	if err := c.request(ctx, http.MethodGet, "/bridges", nil, nil, &bridges); err != nil {
		return cti.TelephonyCompared{}, err
	}
	if err := ping(ctx, ws); err != nil { // the list is not of a connection that is dead
		return cti.TelephonyCompared{}, err
	}
	maps.Copy(busy, c.busy())
	channels = slices.DeleteFunc(channels, func(ch ari.ChannelData) bool { return !slices.Contains(ours, ch.ID) })
	live := liveChannels(channels, bridges)
	except := map[string]bool{}
	for call := range busy {
		except[string(call)] = true
	}
	c.removeOrphanBridges(ctx, slices.DeleteFunc(bridges, func(b ari.BridgeData) bool { return len(b.ChannelIDs) > 0 }), live, except)
	return cti.TelephonyCompared{Live: live, Busy: slices.Sorted(maps.Keys(busy))}, nil
}

func (c *Client) busy() map[cti.CallID]bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	busy := map[cti.CallID]bool{}
	for call := range c.work {
		busy[call] = true
	}
	return busy
}
