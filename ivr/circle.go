package ivr

import (
	"maps"
	"slices"
)

// circles finds the nodes to which a caller who does nothing comes back, by Tarjan's
// strongly connected components: in the time of one walk along all ways.
type circles struct {
	flow  *Flow
	index map[NodeID]int // the order in which nodes were met, from 1
	low   map[NodeID]int // the first met node that can be come back to
	done  map[NodeID]bool
	path  []NodeID
	found map[NodeID]bool
}

// circles returns the nodes that are part of a circle.
func (f *Flow) circles() map[NodeID]bool {
	c := circles{flow: f, index: map[NodeID]int{}, low: map[NodeID]int{}, done: map[NodeID]bool{}, found: map[NodeID]bool{}}
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		if c.index[id] == 0 {
			c.visit(id)
		}
	}
	return c.found
}

func (c *circles) visit(id NodeID) {
	c.index[id] = len(c.index) + 1
	c.low[id] = c.index[id]
	c.path = append(c.path, id)
	for _, e := range c.flow.Edges(id) {
		if e.Idle {
			c.follow(id, e.To)
		}
	}
	if c.low[id] == c.index[id] {
		c.complete(id)
	}
}

func (c *circles) follow(from, to NodeID) {
	switch {
	case from == to:
		c.found[from] = true
	case c.index[to] == 0:
		c.visit(to)
		c.low[from] = min(c.low[from], c.low[to])
	case !c.done[to]:
		c.low[from] = min(c.low[from], c.index[to])
	}
}

// complete takes a component off the path; one of several nodes is a circle.
func (c *circles) complete(first NodeID) {
	at := slices.Index(c.path, first)
	component := c.path[at:]
	c.path = c.path[:at]
	for _, id := range component {
		c.done[id] = true
		if len(component) > 1 {
			c.found[id] = true
		}
	}
}
