package cti

import (
	"strconv"
	"time"

	"hotline12345/ivr"
)

// enterQueue puts a caller in line. The recording notice comes first and cannot
// be skipped (M77); an agent may be found while it plays.
func (e *Engine) enterQueue(c *call, queue QueueID, intro []ivr.Prompt) {
	c.Place, c.Phase, c.Agent = inQueue, "", ""
	c.Record.Queue = queue
	c.Record.Language, c.Record.Keys = c.Session.Language, c.Session.Keys
	if c.Record.QueuedAt.IsZero() {
		c.Record.QueuedAt = e.now
	}
	if c.Turn == 0 {
		c.Turn = e.nextSerial()
	}
	c.Intro = intro
	e.disarm(c, timerKey)
	e.armCall(c, timerAnnounce, e.rules.Times.Announce)
	e.join(c)
	if e.longestIdle(c.Line) == nil {
		c.Intro = append(c.Intro[:len(c.Intro):len(c.Intro)], c.prompt("hold_busy"))
	}
	if c.NoticeHeard {
		e.queueSound(c)
	} else {
		e.say(c, soundNotice, c.prompt("recording"))
	}
	if a := e.longestIdle(c.Line); a != nil {
		e.offer(c, a)
		return
	}
	e.save(c)
}

// queueSound is what a waiting caller hears next: what is left to say, then
// music.
func (e *Engine) queueSound(c *call) {
	if len(c.Intro) > 0 {
		intro := c.Intro
		c.Intro = nil
		e.say(c, soundQueue, intro...)
		return
	}
	e.music(c)
}

// announce tells a waiting caller the position and the estimated wait.
func (e *Engine) announce(c *call) {
	if c.Place != inQueue && c.Place != inOffer {
		return
	}
	e.armCall(c, timerAnnounce, e.rules.Times.Announce)
	if c.Place == inQueue && c.Sound == noSound {
		e.say(c, soundQueue, e.position(c))
	}
}

// position never rises in a caller's ear, though someone may have been put
// before them.
func (e *Engine) position(c *call) ivr.Prompt {
	n := e.ahead(c)
	if c.Told >= 0 && n > c.Told {
		n = c.Told
	}
	c.Told = n
	p := c.prompt("queue_next")
	if n == 0 {
		return p
	}
	p.ID, p.Args = "queue_pos_soon", map[string]string{"n": strconv.Itoa(n)}
	if m := int(e.estimate(c, n).Round(time.Minute) / time.Minute); m >= 1 {
		p.ID = "queue_pos"
		p.Args["m"] = strconv.Itoa(m)
	}
	return p
}

// estimate is how long n callers ahead take: their handling time shared by the
// agents who are at work on this line.
func (e *Engine) estimate(c *call, n int) time.Duration {
	l, serving := c.Line, 0
	for _, a := range e.agents {
		if a.State != Offline && a.State != NotReady && a.serves(l) {
			serving++
		}
	}
	return e.handling * time.Duration(n+1) / time.Duration(max(serving, 1))
}

// learn adds one handled call to the moving average.
func (e *Engine) learn(took time.Duration) {
	const weight = 16 // about the last 16 calls count
	e.handling += (took - e.handling) / weight
}

// queuesChanged asks for a new queue display, at most one a second.
func (e *Engine) queuesChanged() {
	e.dirty = true
	if e.timers[timerQueues].IsZero() {
		e.arm(deadline{timer: timerQueues}, &e.timers, time.Second)
	}
}

// showQueues tells the pages how many wait.
func (e *Engine) showQueues() {
	if !e.dirty {
		return
	}
	e.dirty = false
	show := make([]DeskQueue, len(e.rules.Queues))
	for i, q := range e.rules.Queues {
		show[i] = DeskQueue{Queue: q.ID}
		for l, row := range e.waiting {
			if l.Queue == q.ID && len(row) > 0 {
				show[i].Waiting += len(row)
				show[i].OldestAt = older(show[i].OldestAt, row)
			}
		}
	}
	e.do(ShowQueues{Queues: show})
}

func older(t time.Time, row []*call) time.Time {
	for _, c := range row {
		if q := c.Record.QueuedAt; t.IsZero() || q.Before(t) {
			t = q
		}
	}
	return t
}
