package ivr

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Validate checks that no caller can get lost in the flow: every target exists,
// every menu has a way out for callers who press nothing, and no chain of nodes
// without a wait leads back into itself. All faults are returned, joined.
func (f *Flow) Validate() error {
	var errs []error
	fault := func(id NodeID, format string, args ...any) {
		errs = append(errs, fmt.Errorf("flow %s, node %s: "+format, append([]any{f.ID, id}, args...)...))
	}
	if _, ok := f.Nodes[f.Start]; !ok {
		fault(f.Start, "the start node does not exist")
	}
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		n := f.Nodes[id]
		for _, key := range slices.Sorted(maps.Keys(n.Keys)) {
			if len(key) != 1 || !validKey(key[0]) {
				fault(id, "%q is not a telephone key", key)
			}
			if _, ok := f.Nodes[n.Keys[key]]; !ok {
				fault(id, "key %s leads to %s, which does not exist", key, n.Keys[key])
			}
		}
		for _, to := range []NodeID{n.Next, n.Otherwise} {
			if _, ok := f.Nodes[to]; to != "" && !ok {
				fault(id, "leads to %s, which does not exist", to)
			}
		}
		if n.Queue == "" && len(n.Keys) > 0 && (n.Otherwise == "" || n.Patience <= 0) {
			fault(id, "a menu needs otherwise and patience")
		}
		if n.Queue == "" && len(n.Keys) == 0 && n.Next == "" && !n.HangUp {
			fault(id, "leads nowhere")
		}
	}
	if len(errs) == 0 {
		errs = append(errs, f.loops()...)
	}
	return errors.Join(errs...)
}

// loops finds nodes that lead back to themselves without the caller's doing.
func (f *Flow) loops() []error {
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		seen := map[NodeID]bool{}
		for at := id; at != ""; {
			n := f.Nodes[at]
			if n.Queue != "" || len(n.Keys) > 0 {
				break
			}
			if seen[at] {
				errs = append(errs, fmt.Errorf("flow %s, node %s: goes round in a circle", f.ID, id))
				break
			}
			seen[at] = true
			at = n.Next
		}
	}
	return errs
}

func validKey(c byte) bool {
	return c >= '0' && c <= '9' || c == '*' || c == '#'
}
