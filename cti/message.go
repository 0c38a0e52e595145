package cti

import (
	"slices"
	"time"

	"hotline12345/ivr"
)

const (
	// messageLate is how much longer than its longest the end of a message is waited for.
	messageLate = 10 * time.Second
	// numberLimit is how long a caller waits to hear the number of the message's ticket.
	numberLimit = 2 * time.Second
)

// recordMessage records what the caller says. The call is kept until its sound is, as
// with the pieces of a talk.
func (e *Engine) recordMessage(c *call, a ivr.Record) {
	e.stopSound(c)
	c.Asked++
	c.Recording = true
	c.Pieces++
	e.armCall(c, timerAnswer, a.Max+messageLate)
	e.emit(RecordMessage{Call: c.ID, Ask: c.Asked, Max: a.Max, Silence: a.Silence})
}

// messageOf returns the call that waits for what comes of a message.
func (e *Engine) messageOf(id CallID, ask int) *call {
	c := e.calls[id]
	if c == nil || !c.Recording || ask != c.Asked || c.Timers[timerAnswer].IsZero() {
		return nil
	}
	return c
}

func (e *Engine) messageEnded(ev MessageEnded) {
	c := e.messageOf(ev.Call, ev.Ask)
	switch {
	case c == nil:
	case ev.Failed:
		c.Pieces--
		e.answered(c, ivr.Failed{})
	default:
		e.armCall(c, timerAnswer, numberLimit)
	}
}

// messageKept notes the sound in the call's row, once, also of a caller who has gone.
func (e *Engine) messageKept(ev MessageKept) {
	c := e.calls[ev.Call]
	if c == nil || slices.ContainsFunc(c.Record.Recordings, func(p RecordingPiece) bool { return p.File == ev.File }) {
		return
	}
	c.Pieces--
	if ev.File != "" {
		c.Record.Recordings = append(c.Record.Recordings, RecordingPiece{
			File: ev.File, StartedAt: time.UnixMilli(ev.StartedAt).UTC(), Millis: ev.Millis,
		})
		e.save(c)
	}
	e.dropIfDone(c)
}

func (e *Engine) messageRegistered(ev MessageRegistered) {
	if c := e.messageOf(ev.Call, ev.Ask); c != nil {
		e.answered(c, ivr.Recorded{Ticket: ev.Ticket})
	}
}

// answerOverdue goes on without an answer. A message becomes a ticket all the same; only
// its number is not known yet.
func (e *Engine) answerOverdue(c *call) {
	if c.Recording {
		e.answered(c, ivr.Recorded{})
		return
	}
	e.answered(c, ivr.Failed{})
}
