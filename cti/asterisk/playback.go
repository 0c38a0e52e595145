package asterisk

import (
	"context"
	"net/http"
	"net/url"

	"go.uber.org/zap"

	"hotline12345/cti"
)

// play sends all sounds in one request, so that no gap is heard between them. When the
// reply is lost, Asterisk knows the playback, or has told its end. A prompt without a sound
// is left out; where none has one, the citizen hears music. The command has not failed by
// that: it would be repeated, and the citizen would hear the other prompts again and again.
func (c *Client) play(ctx context.Context, cmd cti.Play) error {
	media := c.media(ctx, cmd)
	if len(media) == 0 && len(cmd.Prompts) > 0 {
		c.emit(cti.PlaybackEnded{Call: cmd.Call, Playback: cmd.Playback, Failed: true})
		return tolerate(c.music(ctx, cmd.Call))
	}
	id := playbackID(cmd.Call, cmd.Playback)
	c.watchPlayback(id)
	err := c.sure(ctx, order{
		method: http.MethodPost, path: channelPath(string(cmd.Call)) + "/play/" + url.PathEscape(id), body: map[string]any{"media": media},
		was: func(ctx context.Context) bool {
			return c.playbackEnded(id) || c.exists(ctx, playbackPath(cmd.Call, cmd.Playback))
		},
	})
	ended := c.forgetPlayback(id)
	if err != nil && !gone(err) && !ended {
		c.emit(cti.PlaybackEnded{Call: cmd.Call, Playback: cmd.Playback, Failed: true})
	}
	if err != nil {
		return err
	}
	return c.music(ctx, cmd.Call)
}

// media returns the sounds of a playback's prompts as Asterisk names them. Those that have none
// are logged.
func (c *Client) media(ctx context.Context, cmd cti.Play) (media []string) {
	for _, p := range cmd.Prompts {
		name, err := c.cfg.Sounds.File(ctx, p)
		if err != nil {
			c.cfg.Log.Warn("a prompt has no sound and is left out", zap.String("call", string(cmd.Call)),
				zap.String("prompt", p.ID), zap.String("language", string(p.Language)), zap.Error(err))
			continue
		}
		media = append(media, "sound:"+c.cfg.SoundsDir+"/"+name)
	}
	return media
}

// music plays music on hold to the citizen. Asterisk begins it when what plays has ended,
// whatever has become of this service by then.
func (c *Client) music(ctx context.Context, call cti.CallID) error {
	return c.sure(ctx, order{method: http.MethodPost, path: channelPath(string(call)) + "/moh", query: url.Values{"mohClass": {c.cfg.MusicClass}}})
}

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
