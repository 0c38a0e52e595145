package asterisk

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"hotline12345/cti"
)

// messageFormat is the form of recorded messages: A-law without a header.
const messageFormat = "alaw"

// messageTone says for messageToneFor that a message is recorded from now on. Asterisk
// plays a tone until it is told to stop.
const (
	messageTone    = "tone:950"
	messageToneFor = 400 * time.Millisecond
)

// recordMessage gives the tone and records into Asterisk's folder of recordings, whatever
// becomes of this service meanwhile. Music would be on the tape.
func (c *Client) recordMessage(ctx context.Context, cmd cti.RecordMessage) error {
	channel := channelPath(string(cmd.Call))
	if err := c.remove(ctx, channel+"/moh", nil); err != nil && code(err) != http.StatusPreconditionFailed {
		return err
	}
	id := MessageName(cmd.Call, cmd.Ask)
	err := c.sure(ctx, order{method: http.MethodPost, path: channel + "/play/" + url.PathEscape(id), query: url.Values{"media": {messageTone}}, once: true})
	if err != nil {
		return err
	}
	select {
	case <-time.After(messageToneFor):
	case <-ctx.Done():
	}
	if err := c.remove(ctx, "/playbacks/"+url.PathEscape(id), nil); err != nil {
		return err
	}
	return c.sure(ctx, order{
		method: http.MethodPost, path: channel + "/record", query: url.Values{
			"name": {id}, "format": {messageFormat}, "ifExists": {"fail"}, "terminateOn": {"#"},
			"maxDurationSeconds": {wholeSeconds(cmd.Max)}, "maxSilenceSeconds": {wholeSeconds(cmd.Silence)},
		},
		was: func(ctx context.Context) bool { return c.exists(ctx, "/recordings/live/"+url.PathEscape(id)) },
	})
}

// wholeSeconds is ARI's word for a limit: at least one second, for 0 is none.
func wholeSeconds(limit time.Duration) string {
	return strconv.Itoa(int(max(limit, time.Second) / time.Second))
}
