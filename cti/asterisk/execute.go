package asterisk

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/CyCoreSystems/ari/v5"
	"go.uber.org/zap"

	"hotline12345/cti"
)

// Execute queues a command and returns; each call's commands are carried out in
// order, calls do not wait for each other.
func (c *Client) Execute(cmd cti.Command) {
	switch cmd.(type) {
	case cti.CompareTelephony: // not a call's: it waits for none
		c.askToCompare()
		return
	}
	call := callOf(cmd)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return
	}
	pending, busy := c.work[call]
	c.work[call] = append(pending, cmd)
	if !busy {
		go c.workOn(call)
	}
}

// workOn carries out a call's commands until none is left.
func (c *Client) workOn(call cti.CallID) {
	for {
		c.mu.Lock()
		pending := c.work[call]
		if len(pending) == 0 {
			delete(c.work, call)
			c.mu.Unlock()
			return
		}
		cmd := pending[0]
		c.work[call] = pending[1:]
		limit := c.limit
		c.mu.Unlock()
		c.awaitSole(cmd)
		ctx, cancel := context.WithTimeout(c.commands, limit)
		if !c.mayCommand(ctx) {
			cancel() // it fails like any request that Asterisk does not get
		}
		c.carryOut(ctx, cmd)
		cancel()
	}
}

// carryOut does one command and reports what went wrong, unless the channel has
// only just gone.
func (c *Client) carryOut(ctx context.Context, cmd cti.Command) {
	err := c.do(ctx, cmd)
	switch {
	case err == nil || c.commands.Err() != nil: // done, or no longer ours to do
		return
	case gone(err):
		c.cfg.Log.Debug("the channel had just gone", zap.String("command", cti.CommandName(cmd)), zap.Error(err))
		c.askToCompare() // its end should be news soon
		return
	}
	c.cfg.Log.Warn("telephone command failed", zap.String("command", cti.CommandName(cmd)), zap.Error(err))
	c.emit(cti.CommandFailed{Call: callOf(cmd), Command: cti.CommandName(cmd), Detail: err.Error()})
}

func (c *Client) do(ctx context.Context, cmd cti.Command) error {
	switch cmd := cmd.(type) {
	case cti.Answer:
		return c.sure(ctx, order{method: http.MethodPost, path: channelPath(string(cmd.Call)) + "/answer"})
	case cti.Play:
		return c.play(ctx, cmd)
	case cti.StopPlay:
		return c.remove(ctx, playbackPath(cmd.Call, cmd.Playback), nil)
	case cti.StartMusic:
		return c.music(ctx, cmd.Call)
	case cti.StopMusic:
		return c.remove(ctx, channelPath(string(cmd.Call))+"/moh", nil)
	case cti.RecordMessage:
		return c.recordMessage(ctx, cmd)
	case cti.StopMessage:
		return c.sure(ctx, order{method: http.MethodPost, path: "/recordings/live/" + url.PathEscape(MessageName(cmd.Call, cmd.Ask)) + "/stop"})
	case cti.OpenAgentLeg:
		return c.openLeg(ctx, cmd)
	case cti.BridgeAgent:
		return c.bridgeAgent(ctx, cmd)
	case cti.HoldCaller:
		return c.sure(ctx, order{method: http.MethodPost, path: bridgePath(cmd.Call) + "/removeChannel", query: url.Values{"channel": {string(cmd.Call)}}})
	case cti.CloseAgentLeg:
		return c.closeLeg(ctx, cmd.Call, cmd.Leg)
	case cti.SendDigit: // once: a digit that the citizen's side got twice would be another
		return c.sure(ctx, order{method: http.MethodPost, path: channelPath(string(cmd.Call)) + "/dtmf", query: url.Values{"dtmf": {cmd.Digit}}, once: true})
	case cti.RefreshSession:
		return c.sure(ctx, order{method: http.MethodPost, path: channelPath(string(cmd.Call)) + "/variable", query: url.Values{"variable": {"PJSIP_SEND_SESSION_REFRESH()"}, "value": {"invite"}}})
	case cti.Dial:
		return c.dial(ctx, cmd)
	case cti.HangUp:
		return c.remove(ctx, channelPath(string(cmd.Call)), url.Values{"reason_code": {strconv.Itoa(cmd.Cause)}})
	case cti.ReturnToDialplan:
		return c.returnToDialplan(ctx, cmd)
	default:
		return fmt.Errorf("no such telephone command")
	}
}

func (c *Client) remove(ctx context.Context, path string, query url.Values) error {
	return c.sure(ctx, order{method: http.MethodDelete, path: path, query: query})
}

// openLeg makes the externalMedia channel. It stands for the agent as long as
// the call lasts, whatever happens to the agent's browser.
func (c *Client) openLeg(ctx context.Context, cmd cti.OpenAgentLeg) error {
	id := legID(cmd.Call, cmd.Leg)
	c.track(id)
	err := c.sure(ctx, order{method: http.MethodPost, path: "/channels/externalMedia", query: url.Values{
		"channelId": {id}, "app": {Application}, "format": {"alaw"}, "external_host": {c.cfg.RelayAddr},
		"direction": {"both"},
	}, makes: true, was: func(ctx context.Context) bool { return !c.tracks(id) || c.exists(ctx, channelPath(id)) }})
	if err == nil {
		return nil
	}
	if _, tracked := c.untrack(id); tracked {
		c.emit(cti.AgentLegLost(cmd))
	}
	return err
}

func (c *Client) bridgeAgent(ctx context.Context, cmd cti.BridgeAgent) error {
	// What plays after a prompt, or was begun by the watchdog, would go on in the talk.
	err := c.remove(ctx, channelPath(string(cmd.Call))+"/moh", nil)
	if err != nil && code(err) != http.StatusPreconditionFailed { // not answered yet: nothing plays
		return err
	}
	bridge := bridgePath(cmd.Call)
	var made ari.BridgeData
	err = c.sure(ctx, order{method: http.MethodPost, path: bridge, query: url.Values{"type": {"mixing"}}, reply: &made})
	if code(err) == http.StatusConflict { // it exists: the citizen was on hold
		err = c.sure(ctx, order{method: http.MethodGet, path: bridge, reply: &made})
	}
	if err != nil {
		return err
	}
	// The leg stays in the bridge while the citizen is on hold. Adding a channel
	// that is in already moves it out and in again, and its sound dies of that.
	both := []string{string(cmd.Call), legID(cmd.Call, cmd.Leg)}
	missing := without(both, made.ChannelIDs)
	if len(missing) == 0 {
		return nil
	}
	return c.sure(ctx, order{
		method: http.MethodPost, path: bridge + "/addChannel", query: url.Values{
			"channel":                     {strings.Join(missing, ",")},
			"inhibitConnectedLineUpdates": {"true"}, // the leg has no number: the citizen's network would be told so
		},
		was: func(ctx context.Context) bool {
			var now ari.BridgeData
			return c.request(ctx, http.MethodGet, bridge, nil, nil, &now) == nil && len(without(both, now.ChannelIDs)) == 0
		},
	})
}

// without returns those of ids that are not among the present.
func without(ids, present []string) (missing []string) {
	for _, id := range ids {
		if !slices.Contains(present, id) {
			missing = append(missing, id)
		}
	}
	return missing
}

func (c *Client) closeLeg(ctx context.Context, call cti.CallID, leg int) error {
	if err := c.removeLeg(ctx, call, leg); err != nil {
		return err
	}
	return c.remove(ctx, bridgePath(call), nil)
}

// removeLeg ends an agent's channel. We end it ourselves, so its end is no news.
func (c *Client) removeLeg(ctx context.Context, call cti.CallID, leg int) error {
	c.untrack(legID(call, leg))
	return tolerate(c.remove(ctx, channelPath(legID(call, leg)), nil))
}

// ringFor is ARI's word for how long a call rings: whole seconds, 0 without a limit.
func ringFor(limit time.Duration) string {
	return strconv.Itoa(int(max(limit, 0) / time.Second))
}

// dial places an outgoing call. One whose reply is lost rings already, or its end was told:
// it is not placed twice.
func (c *Client) dial(ctx context.Context, cmd cti.Dial) error {
	id := string(cmd.Call)
	c.track(id)
	err := c.createAndDial(ctx, cmd)
	if err == nil {
		return nil
	}
	_ = c.request(context.WithoutCancel(ctx), http.MethodDelete, channelPath(id), nil, nil, nil) // it may ring, and no agent would be there to speak
	if _, tracked := c.untrack(id); tracked {
		c.emit(cti.CallerGone{Call: cmd.Call, Cause: networkFailure})
	}
	return err
}

// createAndDial makes the channel first and lets it ring when it stands in the
// application: only there can it be bridged before the citizen answers.
func (c *Client) createAndDial(ctx context.Context, cmd cti.Dial) error {
	id := string(cmd.Call)
	entered := c.expect(id)
	defer c.expectNoMore(id)
	err := c.sure(ctx, order{method: http.MethodPost, path: "/channels/create", query: url.Values{
		"endpoint": {"PJSIP/" + cmd.Number + "@" + cmd.Trunk}, "channelId": {id},
		"app": {Application}, "appArgs": {kindDial}, "formats": {"alaw"},
	}, body: shownTo(cmd.CallerID), makes: true, was: func(ctx context.Context) bool { return !c.tracks(id) || c.exists(ctx, channelPath(id)) }})
	if err != nil {
		return err
	}
	select {
	case <-entered:
	case <-ctx.Done():
		return fmt.Errorf("the channel does not come: %w", ctx.Err())
	}
	if c.hangsUp(cmd.Call) {
		return nil // the agent gave up meanwhile: the next command ends it, and nobody is rung
	}
	// Until the network says that it rings, Asterisk takes a second order and calls twice.
	err = c.sure(ctx, order{method: http.MethodPost, path: channelPath(id) + "/dial", query: url.Values{"timeout": {ringFor(cmd.Timeout)}},
		makes: true, was: func(ctx context.Context) bool { return c.wasDialled(ctx, id) }})
	if err != nil {
		return err
	}
	// For the service that comes after this one. Without it that one ends the call.
	err = c.request(ctx, http.MethodPost, channelPath(id)+"/variable", url.Values{"variable": {variableDialled}, "value": {"1"}}, nil, nil)
	if err != nil && !gone(err) {
		c.cfg.Log.Debug("a call has gone out and its channel does not say so", zap.Error(err))
	}
	return nil
}

// shownTo makes a channel show a number to whom it calls, in the place of the trunk's; nil for none.
func shownTo(number string) any {
	if number == "" {
		return nil
	}
	return map[string]map[string]string{"variables": {"CONNECTEDLINE(num,i)": number}}
}

// hangsUp reports whether a hang-up of a call waits for its turn.
func (c *Client) hangsUp(call cti.CallID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.work[call], func(cmd cti.Command) bool { _, is := cmd.(cti.HangUp); return is })
}

// networkFailure is the Q.850 cause "network out of order".
const networkFailure = 38

// returnToDialplan sends a channel without a call of ours to the dialplan's fallback. Music is
// stopped first; a prompt that still plays delays the move to its end. Another leg may
// stand in the place of a leg that is removed, so the bridge stays.
func (c *Client) returnToDialplan(ctx context.Context, cmd cti.ReturnToDialplan) error {
	if cmd.Leg > 0 {
		return c.removeLeg(ctx, cmd.Call, cmd.Leg)
	}
	path := channelPath(string(cmd.Call))
	if err := tolerate(c.remove(ctx, path+"/moh", nil)); err != nil {
		return err
	}
	c.untrack(string(cmd.Call))
	var ch ari.ChannelData
	if c.sure(ctx, order{method: http.MethodGet, path: path, reply: &ch}) == nil && rings(ch.State) { // we dialled it: nobody waits there
		return c.remove(ctx, path, nil)
	}
	return c.sure(ctx, order{method: http.MethodPost, path: path + "/continue", query: url.Values{
		"context": {"fallback"}, "extension": {"s"}, "priority": {"1"},
	}})
}

// callOf returns the call of a telephone command.
func callOf(cmd cti.Command) cti.CallID {
	switch cmd := cmd.(type) {
	case cti.Answer:
		return cmd.Call
	case cti.Play:
		return cmd.Call
	case cti.StopPlay:
		return cmd.Call
	case cti.StartMusic:
		return cmd.Call
	case cti.StopMusic:
		return cmd.Call
	case cti.RecordMessage:
		return cmd.Call
	case cti.StopMessage:
		return cmd.Call
	case cti.OpenAgentLeg:
		return cmd.Call
	case cti.BridgeAgent:
		return cmd.Call
	case cti.HoldCaller:
		return cmd.Call
	case cti.CloseAgentLeg:
		return cmd.Call
	case cti.SendDigit:
		return cmd.Call
	case cti.RefreshSession:
		return cmd.Call
	case cti.Dial:
		return cmd.Call
	case cti.HangUp:
		return cmd.Call
	case cti.ReturnToDialplan:
		return cmd.Call
	default:
		return ""
	}
}
