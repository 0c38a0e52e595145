package cti

import (
	"slices"
	"sort"

	"hotline12345/ivr"
)

// line is one row of waiting callers: those of one queue who speak one language.
type line struct {
	Queue    QueueID      `json:"queue"`
	Language ivr.Language `json:"language"`
}

// before says whether c is served before d within their line.
func (c *call) before(d *call) bool {
	if c.First != d.First {
		return c.First
	}
	return c.Turn < d.Turn
}

// join puts a call into its line, at its turn.
func (e *Engine) join(c *call) {
	c.Line = line{c.Record.Queue, c.language()}
	e.waiting[c.Line] = e.insert(c)
	e.queuesChanged()
}

func (e *Engine) insert(c *call) []*call {
	row := e.waiting[c.Line]
	i := sort.Search(len(row), func(i int) bool { return c.before(row[i]) })
	return slices.Insert(row, i, c)
}

// leave takes it out again.
func (e *Engine) leave(c *call) {
	if i := slices.Index(e.waiting[c.Line], c); i >= 0 {
		e.waiting[c.Line] = slices.Delete(e.waiting[c.Line], i, i+1)
		e.queuesChanged()
	}
}

// next is the caller whom this agent should serve: of the agent's lines the one
// with the highest priority, then who is first, then who came first.
func (e *Engine) next(a *agent) *call {
	var best *call
	bestPriority := 0
	for _, l := range a.lines {
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

// longestIdle is the agent who should serve this line.
func (e *Engine) longestIdle(l line) *agent {
	for _, a := range e.idle {
		if a.reachable() && a.serves(l) {
			return a
		}
	}
	return nil
}

// ahead is how many callers are served before c in its line.
func (e *Engine) ahead(c *call) int {
	if i := slices.Index(e.waiting[c.Line], c); i >= 0 {
		return i
	}
	return 0
}
