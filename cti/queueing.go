package cti

import (
	"time"

	"hotline12345/ivr"
)

// enterQueue puts a caller into a queue. The recording notice comes first and cannot
// be skipped (M77); an agent may be found while it plays.
func (e *Engine) enterQueue(c *call, queue QueueID, intro []ivr.Prompt) {
	c.Stage, c.Phase, c.Agent = inQueue, "", ""
	c.Record.Queue = queue
	c.Record.Language, c.Record.Keys = c.Session.Language, c.Session.Keys
	if c.Record.QueuedAt.IsZero() {
		c.Record.QueuedAt = e.stamp(c)
	}
	if c.Turn == 0 {
		c.Turn = e.nextSerial()
	}
	c.Intro = intro
	e.armCall(c, timerAnnounce, e.announceTime(c))
	e.enqueue(c)
	if e.longestIdle(c.Lane) == nil {
		c.Intro = append(c.Intro[:len(c.Intro):len(c.Intro)], c.prompt("hold_busy"))
	}
	if c.NoticeHeard {
		e.queueSound(c)
	} else {
		e.playPrompts(c, soundNotice, c.prompt("recording"))
	}
	if a := e.longestIdle(c.Lane); a != nil {
		e.offer(c, a)
		return
	}
	e.save(c)
}

// queueSound plays what a waiting caller hears next: the intro if it is still to be
// played, then music.
func (e *Engine) queueSound(c *call) {
	if len(c.Intro) > 0 {
		intro := c.Intro
		c.Intro = nil
		e.playPrompts(c, soundQueue, intro...)
		return
	}
	e.startMusic(c)
}

// queuesChanged asks for a new queue display, at most one a second.
func (e *Engine) queuesChanged() {
	if e.timers[timerQueues].IsZero() {
		e.arm(deadline{timer: timerQueues}, &e.timers, time.Second)
	}
}

// showQueues shows the pages how many callers wait.
func (e *Engine) showQueues() {
	show := make([]DeskQueue, len(e.settings.Queues))
	for i, q := range e.settings.Queues {
		show[i] = DeskQueue{Queue: q.ID}
		for l, row := range e.waiting {
			if l.Queue == q.ID {
				show[i].Waiting += len(row)
				show[i].OldestAt = oldestQueuedAt(show[i].OldestAt, row)
			}
		}
	}
	e.emit(ShowQueues{Queues: show})
}

func oldestQueuedAt(t time.Time, row []*call) time.Time {
	for _, c := range row {
		if q := c.Record.QueuedAt.Add(c.Clock); t.IsZero() || q.Before(t) {
			t = q
		}
	}
	return t
}
