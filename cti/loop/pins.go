package loop

import (
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// Tickets looks up where a ticket stands, for a caller who knows its PIN; TicketLookedUp
// follows. LookUp must return at once. The pin is "" if it was lost.
type Tickets interface {
	LookUp(cmd cti.LookUpTicket, pin string)
}

// pins are the digits of PINs that callers key in, by call. They are the last digits of
// telephone numbers and a key to tickets, so they stand in no journal, snapshot or log:
// the engine gets ivr.HiddenDigit in their place, decides the same whatever they are, and
// a replay is exact without them. A restart in the middle loses them, and an agent helps.
type pins map[cti.CallID]string

// lost stands for a digit that was keyed in before a restart.
const lost = '?'

// hide keeps a digit of a PIN and returns the event without it. What is due comes first:
// the caller may be elsewhere by then.
func (l *Loop) hide(now time.Time, ev cti.DigitPressed) cti.DigitPressed {
	if next := l.engine.NextDeadline(); !next.IsZero() && !next.After(now) {
		l.decide(now, cti.Ticked{})
	}
	held, hides := l.engine.Hides(ev.Call)
	if !hides || ev.Digit == "*" || ev.Digit == "#" {
		return ev
	}
	l.pins.add(ev.Call, held, ev.Digit)
	ev.Digit = ivr.HiddenDigit
	return ev
}

// add keeps a digit behind the held ones that count.
func (p pins) add(call cti.CallID, held int, digit string) {
	pin := p[call]
	for len(pin) < held {
		pin += string(lost)
	}
	p[call] = pin[:held] + digit
}

// take returns the digits of a call and forgets them; "" if they are not those that were
// counted.
func (p pins) take(call cti.CallID, digits int) string {
	pin := p[call]
	delete(p, call)
	if len(pin) != digits || !allDigits(pin) {
		return ""
	}
	return pin
}

func allDigits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func (l *Loop) lookUp(c cti.LookUpTicket) {
	pin := l.pins.take(c.Call, c.Digits)
	if l.cfg.Tickets != nil {
		l.cfg.Tickets.LookUp(c, pin)
	}
}
