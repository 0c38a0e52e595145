package asterisk

import (
	"cmp"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/CyCoreSystems/ari/v5"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/phone"
)

// Arguments of the dialplan's Stasis(hotline,in,...). What the caller's side wrote is
// percent-encoded (RFC 3986), so that no sign of it parts arguments.
const (
	argKind = iota
	argCalled
	argAsserted
	argTrunk
	argAssertedToo // the second P-Asserted-Identity
	argRemoteParty
	argFrom
	argPrivacy
	argNumber // as Asterisk read it
)

// kindDial is the kind of a channel that is still to be dialled.
const kindDial = "dial"

// handle turns one raw event into facts. An event that the library does not know
// or cannot read, or that names no channel, is counted and left out.
func (c *Client) handle(raw []byte) error {
	ev, err := ari.DecodeEvent(raw)
	if err != nil || ev == nil || lacksChannel(ev) {
		c.cfg.Meter.UnknownEvent()
		c.cfg.Log.Debug("unknown ARI event", zap.Error(err))
		return nil
	}
	switch ev := ev.(type) {
	case *ari.StasisStart:
		c.stasisStart(ev)
	case *ari.ChannelHangupRequest:
		if !ev.Soft { // else the number is Asterisk's own flag, 32 for a hang-up by us
			c.noteEnding(ev.Channel.ID, ending{cause: ev.Cause, status: statusIn(raw)})
		}
	case *ari.Dial:
		c.dialled(ev)
	case *ari.StasisEnd:
		c.channelGone(ev.Channel.ID, ending{})
	case *ari.ChannelDestroyed:
		c.channelGone(ev.Channel.ID, ending{cause: ev.Cause, status: statusIn(raw)})
	case *ari.ChannelDtmfReceived:
		if call, leg := parseChannel(ev.Channel.ID); leg == 0 && isKey(ev.Digit) {
			c.emit(cti.DigitPressed{Call: call, Digit: ev.Digit})
		}
	case *ari.PlaybackFinished:
		c.notePlaybackEnd(ev.Playback.ID)
		if call, n, ok := parsePlayback(ev.Playback.ID); ok {
			c.emit(cti.PlaybackEnded{Call: call, Playback: n, Failed: ev.Playback.State == "failed"})
		}
	case *ari.RecordingFinished:
		if call, ask, ok := ParseMessage(ev.Recording.Name); ok {
			c.emit(cti.MessageEnded{Call: call, Ask: ask})
		}
	case *ari.RecordingFailed:
		if call, ask, ok := ParseMessage(ev.Recording.Name); ok {
			c.emit(cti.MessageEnded{Call: call, Ask: ask, Failed: true})
		}
	case *ari.ChannelUserevent:
		if nonce := echoIn(ev); nonce != "" {
			c.noteEcho(nonce)
		}
	case *ari.ApplicationReplaced:
		return errTaken
	}
	return nil
}

// lacksChannel reports whether an event lacks the channel that it is about.
func lacksChannel(ev ari.Event) bool {
	switch ev := ev.(type) {
	case *ari.StasisStart:
		return ev.Channel.ID == ""
	case *ari.StasisEnd:
		return ev.Channel.ID == ""
	case *ari.ChannelDestroyed:
		return ev.Channel.ID == ""
	case *ari.ChannelDtmfReceived:
		return ev.Channel.ID == ""
	}
	return false
}

// isKey: RFC 4733 has A to D too, which no telephone's key sends.
func isKey(digit string) bool { return len(digit) == 1 && strings.Contains("0123456789*#", digit) }

// normalClearing is the Q.850 cause of an ordinary hang-up.
const normalClearing = 16

func (c *Client) stasisStart(ev *ari.StasisStart) {
	call, leg := parseChannel(ev.Channel.ID)
	c.track(ev.Channel.ID)
	switch kind := arg(ev.Args, argKind); {
	case leg > 0:
		c.emit(cti.AgentLegReady{Call: call, Leg: leg, RTP: rtpAddress(ev.Channel.ChannelVars)})
	case kind == "in":
		arrived := Arrival(ev.Args, callerNumber(ev.Channel.Caller), c.cfg.Plan, c.cfg.DropWithheld)
		arrived.Call = call
		c.emit(arrived)
	case kind == kindDial:
		c.expectNoMore(ev.Channel.ID)
	case kind == "out": // dialled by an older version
		c.emit(cti.CitizenAnswered{Call: call})
	default: // some other dialplan: silence would be worse than its own fallback
		c.cfg.Log.Warn("a channel that is none of ours", zap.String("channel", ev.Channel.ID), zap.Strings("args", ev.Args))
		c.Execute(cti.ReturnToDialplan{Call: call})
	}
}

// dialled tells how far an outgoing call has come.
func (c *Client) dialled(ev *ari.Dial) {
	call, leg := parseChannel(ev.Peer.ID)
	if leg > 0 || !c.tracks(ev.Peer.ID) {
		return
	}
	switch ev.Dialstatus {
	case "":
		c.noteDialled(ev.Peer.ID)
	case "PROGRESS":
		c.emit(cti.EarlyMediaBegan{Call: call})
	case "ANSWER":
		c.emit(cti.CitizenAnswered{Call: call})
	}
}

// statusIn returns the SIP status behind a channel's end, which the library does not read;
// 0 if there is none.
func statusIn(raw []byte) int {
	var ev struct {
		TechCause int `json:"tech_cause"`
	}
	if json.Unmarshal(raw, &ev) != nil {
		return 0
	}
	return ev.TechCause
}

// channelGone emits the end of a channel once, whichever event comes first. Cause 0
// means that the event does not have it.
func (c *Client) channelGone(id string, why ending) {
	requested, tracked := c.untrack(id)
	if !tracked {
		return
	}
	if why.cause == 0 {
		why = requested
	}
	call, leg := parseChannel(id)
	if leg > 0 {
		c.emit(cti.AgentLegLost{Call: call, Leg: leg})
		return
	}
	c.emit(cti.CallerGone{Call: call, Cause: why.cause, Status: why.status})
}

// Arrival returns what the dialplan's arguments ("in", then what the INVITE said) say of a
// call, without its id. number is who calls if they do not tell; a later dialplan tells it too.
func Arrival(args []string, number string, plan phone.Plan, dropWithheld bool) cti.CallArrived {
	id := cti.Identity{
		From:        decoded(args, argFrom),
		Asserted:    []string{decoded(args, argAsserted), decoded(args, argAssertedToo)},
		RemoteParty: decoded(args, argRemoteParty),
		Privacy:     decoded(args, argPrivacy),
		Number:      cmp.Or(decoded(args, argNumber), number),
	}
	if id.From == "" { // an older dialplan
		id.From = number
	}
	caller := cti.CallerOf(id, plan)
	if dropWithheld {
		caller = caller.Shown()
	}
	return cti.CallArrived{Trunk: arg(args, argTrunk), Caller: caller, Called: cti.NormaliseCalled(decoded(args, argCalled))}
}

// decoded returns an argument without its encoding; one that an older dialplan did not
// encode stays as it is.
func decoded(args []string, i int) string {
	raw := arg(args, i)
	if s, err := url.PathUnescape(raw); err == nil {
		return s
	}
	return raw
}

func arg(args []string, i int) string {
	if i < len(args) {
		return args[i]
	}
	return ""
}

func callerNumber(id *ari.CallerID) string {
	if id == nil {
		return ""
	}
	return id.Number
}

// rtpAddress is where Asterisk's end of an externalMedia channel is; ari.conf
// has these variables sent with every event of the channel.
func rtpAddress(vars map[string]string) string {
	host, port := vars["UNICASTRTP_LOCAL_ADDRESS"], vars["UNICASTRTP_LOCAL_PORT"]
	if port == "" {
		return ""
	}
	return host + ":" + port
}
