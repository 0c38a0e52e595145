package cti

// SIP statuses (RFC 3261, section 21) that say more than the Q.850 cause they become.
const (
	statusUnauthorized  = 401
	statusForbidden     = 403
	statusNotAcceptable = 406 // of ours: an answer without a description of sound
	statusProxyAuth     = 407
	statusTimeout       = 408 // no response, also to the refresh of a session (RFC 4028)
	statusNoSuchCall    = 481 // the other side does not know the call any more
)

// dialOutcome returns why an outgoing call was not answered.
func dialOutcome(ev CallerGone) EndReason {
	switch ev.Status {
	case statusUnauthorized, statusForbidden, statusProxyAuth:
		return DialRefused
	}
	switch ev.Cause {
	case causeBusy, causeRejected:
		return DialBusy
	case causeNoUser, causeNoAnswer:
		return DialNoAnswer
	case causeUnallocated, causeNumberChanged, causeInvalidNumber:
		return DialNoNumber
	default:
		return DialFailed
	}
}

// fault returns why a call ended that nobody ended, "" if somebody did.
func (ev CallerGone) fault() EndReason {
	switch {
	case ev.Status == statusNotAcceptable:
		return NoSound
	case ev.Status == statusTimeout, ev.Status == statusNoSuchCall, ev.Cause == causeNoMedia:
		return ConnectionLost
	}
	return ""
}
