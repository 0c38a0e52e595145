package ivr

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Validate checks that no caller can get lost in the flow: every node is
// complete, every target exists, and no chain of nodes without a wait leads back
// into itself. All faults are returned, joined; each names the node, the key or
// field, and what to do.
func (f *Flow) Validate() error {
	var errs []error
	fault := func(id NodeID, format string, args ...any) {
		errs = append(errs, fmt.Errorf("flow %s, node %s: %s", f.ID, id, fmt.Sprintf(format, args...)))
	}
	if _, ok := f.Nodes[f.Start]; !ok {
		errs = append(errs, fmt.Errorf("flow %s: the start node %q does not exist: add it, or name another start", f.ID, f.Start))
	}
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		n := f.Nodes[id]
		for _, what := range n.faults() {
			fault(id, "%s", what)
		}
		for _, e := range n.edges() {
			if _, ok := f.Nodes[e.to]; e.to != "" && !ok {
				fault(id, "%s leads to %s, which does not exist: add that node, or name another", e.name, e.to)
			}
		}
		if f.leadsTo(id, id, map[NodeID]bool{}) {
			fault(id, "goes round in a circle: let one of its nodes wait for a key, enter a queue or hang up")
		}
	}
	return errors.Join(errs...)
}

// leadsTo reports whether a caller who does nothing comes from one node to
// another. Nodes in seen are not followed again.
func (f *Flow) leadsTo(from, to NodeID, seen map[NodeID]bool) bool {
	n, ok := f.Nodes[from]
	if !ok || seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(n.edges(), func(e edge) bool {
		return e.automatic && (e.to == to || f.leadsTo(e.to, to, seen))
	})
}

// keyEdges returns the ways out by a key, in the keys' order.
func keyEdges(keys map[string]NodeID) []edge {
	var out []edge
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		out = append(out, edge{name: "key " + key, to: keys[key]})
	}
	return out
}

// keyFaults returns what is wrong with a node's keys.
func keyFaults(keys map[string]NodeID) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if !validKey(key) {
			out = append(out, fmt.Sprintf("key %q is not on a telephone: use one of 0 to 9, * and #", key))
		}
		if keys[key] == "" {
			out = append(out, fmt.Sprintf("key %s leads nowhere: name its node", key))
		}
	}
	return out
}

func validKey(key string) bool {
	return len(key) == 1 && (key[0] >= '0' && key[0] <= '9' || key == "*" || key == "#")
}
