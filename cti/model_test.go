package cti_test

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// model says who is offered which call, written from the rules alone, without the
// engine's lanes and lists: it looks at all callers and agents each time.
//
//   - An agent serves callers of their queues who speak one of their languages.
//   - A free agent gets the caller of the queue with the highest priority; within it
//     one who was lost by an agent, then the one who entered first.
//   - A caller gets the agent who has been free longest.
//   - A caller whose offer fails keeps their turn.
type model struct {
	priority map[cti.QueueID]int
	callers  []*modelCaller
	agents   []*modelAgent
	now      time.Time
	clock    int // counts what happens, as much may happen at one time
}

type modelCaller struct {
	id       cti.CallID
	queue    cti.QueueID
	language ivr.Language
	entered  int
	lost     bool // by an agent, who has not been replaced yet
	answered bool
	agent    *modelAgent // of the offer or the talk
}

type modelAgent struct {
	id        cti.AgentID
	queues    []cti.QueueID
	languages []ivr.Language
	headset   bool
	state     cti.AgentState
	freeSince int
	offeredAt int
	until     time.Time // of the offer
	breakNext bool
	caller    *modelCaller
}

func (a *modelAgent) serves(c *modelCaller) bool {
	return slices.Contains(a.queues, c.queue) && slices.Contains(a.languages, c.language)
}

func (m *model) tick() int { m.clock++; return m.clock }

// enters puts a caller into the queue, for the first time or again.
func (m *model) enters(c *modelCaller) {
	c.agent = nil
	var free []*modelAgent
	for _, a := range m.agents {
		if a.state == cti.Available && a.headset && a.serves(c) {
			free = append(free, a)
		}
	}
	if len(free) > 0 {
		m.offer(c, slices.MinFunc(free, func(a, b *modelAgent) int { return cmp.Compare(a.freeSince, b.freeSince) }))
	}
}

// free makes an agent free; the caller who is next is offered at once.
func (m *model) free(a *modelAgent) {
	a.caller = nil
	if a.breakNext {
		a.state, a.breakNext = cti.NotReady, false
		return
	}
	a.state, a.freeSince = cti.Available, m.tick()
	m.offerNext(a)
}

func (m *model) offerNext(a *modelAgent) {
	var waiting []*modelCaller
	for _, c := range m.callers {
		if c.agent == nil && a.serves(c) {
			waiting = append(waiting, c)
		}
	}
	if a.headset && len(waiting) > 0 {
		m.offer(slices.MinFunc(waiting, m.order), a)
	}
}

// order is the order in which two callers are served.
func (m *model) order(a, b *modelCaller) int {
	if p := cmp.Compare(m.priority[b.queue], m.priority[a.queue]); p != 0 {
		return p
	}
	if a.lost != b.lost {
		if a.lost {
			return -1
		}
		return 1
	}
	return cmp.Compare(a.entered, b.entered)
}

func (m *model) offer(c *modelCaller, a *modelAgent) {
	c.agent, a.caller = a, c
	a.state, a.offeredAt, a.until = cti.Offered, m.tick(), m.now.Add(offerLimit)
}

// passes lets time pass: offers that are not answered until then are refused.
func (m *model) passes(now time.Time) {
	for {
		var due *modelAgent
		for _, a := range m.agents {
			if a.state == cti.Offered && !a.until.After(now) && (due == nil || a.until.Before(due.until) ||
				a.until.Equal(due.until) && a.offeredAt < due.offeredAt) {
				due = a
			}
		}
		if due == nil {
			m.now = now
			return
		}
		m.now = due.until
		m.refused(due)
	}
}

// refused ends an offer that the agent did not take, and looks for another agent.
func (m *model) refused(a *modelAgent) {
	c := a.caller
	a.state, a.caller = cti.NotReady, nil
	m.enters(c)
}

// unreachable takes an offer back from an agent whose headset is gone.
func (m *model) unreachable(a *modelAgent) {
	c := a.caller
	a.headset, a.caller = false, nil
	a.state, a.freeSince = cti.Available, m.tick()
	m.enters(c)
}

func (m *model) accepted(a *modelAgent) {
	a.state, a.caller.lost = cti.Talking, false
}

// leaves ends a caller's call: an agent who has talked gets a wrap-up.
func (m *model) leaves(c *modelCaller) {
	m.callers = slices.DeleteFunc(m.callers, func(x *modelCaller) bool { return x == c })
	switch {
	case c.agent == nil:
	case c.agent.state == cti.Talking && c.answered:
		c.agent.state = cti.WrapUp
	default:
		m.free(c.agent)
	}
}

// losesAgent: the agent's channel failed for good; the caller goes to the head.
func (m *model) losesAgent(c *modelCaller) {
	a := c.agent
	a.state, a.caller, a.breakNext = cti.NotReady, nil, false
	c.lost = true
	m.enters(c)
}

// describe is what each agent's page must show.
func (m *model) describe() string {
	out := ""
	for _, a := range m.agents {
		call := cti.CallID("")
		if a.caller != nil {
			call = a.caller.id
		}
		out += fmt.Sprintf("%s %s %s\n", a.id, a.state, call)
	}
	return out
}
