package cti

import (
	"slices"
	"sort"

	"hotline12345/ivr"
)

// lane is a wait lane: the waiting callers of one queue who speak one language.
type lane struct {
	Queue    QueueID      `json:"queue"`
	Language ivr.Language `json:"language"`
}

// before reports whether c is served before d within their lane.
func (c *call) before(d *call) bool {
	if c.First != d.First {
		return c.First
	}
	return c.Turn < d.Turn
}

// enqueue puts a call into its lane, at its turn.
func (e *Engine) enqueue(c *call) {
	c.Lane = lane{c.Record.Queue, c.language()}
	e.waiting[c.Lane] = e.insert(c)
	e.queuesChanged()
}

func (e *Engine) insert(c *call) []*call {
	row := e.waiting[c.Lane]
	i := sort.Search(len(row), func(i int) bool { return c.before(row[i]) })
	return slices.Insert(row, i, c)
}

// dequeue takes a call out of its lane.
func (e *Engine) dequeue(c *call) {
	if i := slices.Index(e.waiting[c.Lane], c); i >= 0 {
		e.waiting[c.Lane] = slices.Delete(e.waiting[c.Lane], i, i+1)
		e.queuesChanged()
	}
}

// nextCaller returns the caller whom this agent should serve: of the heads of the
// agent's lanes the one in the queue of highest priority, then the one to be served
// first, then the one that arrived first. It returns nil if none waits.
func (e *Engine) nextCaller(a *agent) *call {
	var best *call
	bestPriority := 0
	for _, l := range a.lanes {
		row := e.waiting[l]
		if len(row) == 0 {
			continue
		}
		c, p := row[0], e.priority[l.Queue]
		if best == nil || p > bestPriority || p == bestPriority && c.before(best) {
			best, bestPriority = c, p
		}
	}
	return best
}

// longestIdle returns the agent who should serve this lane, nil if none is free.
func (e *Engine) longestIdle(l lane) *agent {
	for _, a := range e.idle {
		if a.reachable() && a.serves(l) {
			return a
		}
	}
	return nil
}

// callersAhead returns how many callers of c's lane are served before c, who waits.
func (e *Engine) callersAhead(c *call) int { return slices.Index(e.waiting[c.Lane], c) }
