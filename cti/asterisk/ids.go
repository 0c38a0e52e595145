package asterisk

import (
	"strconv"
	"strings"

	"hotline12345/cti"
)

// All names are made from the call's id, so any event names its call. The tilde
// needs no escaping in a URL and never stands in Asterisk's own ids.
const (
	legMark      = "~agent~"
	playMark     = "~play~"
	messageMark  = "~message~"
	bridgeSuffix = "~talk"
)

func legID(call cti.CallID, leg int) string { return string(call) + legMark + strconv.Itoa(leg) }

func bridgeID(call cti.CallID) string { return string(call) + bridgeSuffix }

func playbackID(call cti.CallID, n int) string { return string(call) + playMark + strconv.Itoa(n) }

// parseChannel returns the call and the leg of a channel; leg 0 is the citizen's.
func parseChannel(id string) (cti.CallID, int) {
	call, n, ok := strings.Cut(id, legMark)
	leg, err := strconv.Atoi(n)
	if !ok || err != nil {
		return cti.CallID(id), 0
	}
	return cti.CallID(call), leg
}

// parsePlayback returns the call and number of one of our playbacks.
func parsePlayback(id string) (call cti.CallID, n int, ok bool) {
	c, number, ok := strings.Cut(id, playMark)
	n, err := strconv.Atoi(number)
	return cti.CallID(c), n, ok && err == nil
}

// MessageName names a recorded message: its file, without the extension.
func MessageName(call cti.CallID, ask int) string {
	return string(call) + messageMark + strconv.Itoa(ask)
}

// ParseMessage returns the call of a recorded message and what asked for it, of the name
// of its file in Asterisk's folder of recordings, without an extension.
func ParseMessage(name string) (call cti.CallID, ask int, ok bool) {
	c, number, ok := strings.Cut(name, messageMark)
	ask, err := strconv.Atoi(number)
	return cti.CallID(c), ask, ok && err == nil
}
