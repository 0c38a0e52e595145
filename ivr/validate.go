package ivr

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Validate checks that no caller can get lost in the flow: every node is
// complete, every target exists, no chain of nodes that are left without the
// caller's doing leads back into itself, nobody waits without a word. All faults are
// returned as Faults; each names the node, the key or field, and what to do.
func (f *Flow) Validate() error {
	if faults := f.Faults(Context{}).Errors(); len(faults) > 0 {
		return faults
	}
	return nil
}

// Faults returns all faults of the flow in a context, warnings too, by the names of
// the nodes.
func (f *Flow) Faults(c Context) Faults {
	var out Faults
	add := func(node NodeID, faults []Fault) {
		for _, one := range faults {
			one.Flow, one.Node = f.ID, node
			if one.Severity == "" {
				one.Severity = SeverityError
			}
			out = append(out, one)
		}
	}
	add("", f.entryFaults())
	circles, reached, quiet, about := f.circles(), f.reached(), f.quietlyReached(), f.reachedAbout()
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		n := f.Nodes[id]
		add(id, n.faults())
		add(id, f.dangling(n))
		add(id, f.wayFaults(id, circles[id], reached[id], quiet[id]))
		add(id, c.faults(n, about[id]))
	}
	return out
}

// wayFaults returns what is wrong with the ways to and from a node.
func (f *Flow) wayFaults(id NodeID, circle, reached, quiet bool) []Fault {
	var out []Fault
	if circle {
		out = append(out, Fault{Code: FaultCircle})
	}
	if !reached {
		out = append(out, Fault{Code: FaultUnreachable, Severity: SeverityWarning})
	}
	switch n := f.Nodes[id].(type) {
	case Menu:
		if quiet && len(n.Prompts) == 0 {
			out = append(out, Fault{Field: "prompts", Code: FaultSilence})
		}
	case Goodbye: // an abrupt end, yet an end
		if quiet && len(n.Prompts) == 0 {
			out = append(out, Fault{Field: "prompts", Code: FaultSilence, Severity: SeverityWarning})
		}
	case Unit:
		if n.Unit == "" && n.Number == "" && !f.followsDigits(id) {
			out = append(out, Fault{Field: "unit", Code: FaultMissing})
		}
	case Restricted:
		if agent, ok := f.agentBehind(n.Message); ok {
			out = append(out, Fault{Field: "message", Code: FaultRestricted, Args: map[string]string{"to": string(agent)}})
		}
	}
	return out
}

// entryPoints are the nodes where calls come in.
func (f *Flow) entryPoints() []NodeID {
	return append(slices.Sorted(maps.Values(f.Entries)), f.Start)
}

// reached returns the nodes to which there is a way.
func (f *Flow) reached() map[NodeID]bool { return f.reachedFrom(f.entryPoints()...) }

// reachedAbout returns the nodes to which calls about a ticket come and no others. A flow
// that starts where they come in is one for them alone.
func (f *Flow) reachedAbout() map[NodeID]bool {
	in := f.Entries[EntryRevisit]
	var other []NodeID
	if f.Start != in {
		other = append(other, f.Start)
	}
	for entry, id := range f.Entries {
		if entry != EntryRevisit {
			other = append(other, id)
		}
	}
	about, others := f.reachedFrom(in), f.reachedFrom(other...)
	maps.DeleteFunc(about, func(id NodeID, _ bool) bool { return others[id] })
	return about
}

// ForRevisits reports whether a flow starts where revisits come in: it is for those whom we call, and
// no number leads to it.
func (f *Flow) ForRevisits() bool { return f.Start != "" && f.Start == f.Entries[EntryRevisit] }

func (f *Flow) reachedFrom(ids ...NodeID) map[NodeID]bool {
	reached := map[NodeID]bool{}
	for len(ids) > 0 {
		id := ids[len(ids)-1]
		ids = ids[:len(ids)-1]
		if n, ok := f.Nodes[id]; ok && !reached[id] {
			reached[id] = true
			for _, e := range n.edges() {
				ids = append(ids, e.To)
			}
		}
	}
	return reached
}

// quietlyReached returns the nodes to which callers come without having been told
// what to do: all but those that only follow a spoken announcement.
func (f *Flow) quietlyReached() map[NodeID]bool {
	quiet := map[NodeID]bool{}
	for _, id := range f.entryPoints() {
		quiet[id] = true
	}
	for _, n := range f.Nodes {
		if say, _ := n.(Say); len(say.Prompts) > 0 {
			continue
		}
		for _, e := range n.edges() {
			quiet[e.To] = true
		}
	}
	return quiet
}

// followsDigits reports whether callers come to a node with a number that they have
// keyed in.
func (f *Flow) followsDigits(id NodeID) bool {
	for _, n := range f.Nodes {
		if digits, _ := n.(Digits); digits.Next == id || slices.Contains(slices.Collect(maps.Values(digits.Numbers)), id) {
			return true
		}
	}
	return false
}

// agentBehind returns a node behind another at which callers get an agent.
func (f *Flow) agentBehind(id NodeID) (NodeID, bool) {
	for _, to := range slices.Sorted(maps.Keys(f.reachedFrom(id))) {
		switch f.Nodes[to].(type) {
		case Queue, Unit, CallBackNode:
			return to, true
		}
	}
	return "", false
}

// entryFaults checks where calls come in.
func (f *Flow) entryFaults() []Fault {
	var out []Fault
	if _, ok := f.Nodes[f.Start]; !ok {
		out = append(out, Fault{Field: "start", Code: FaultNoStart, Args: map[string]string{"to": string(f.Start)}})
	}
	for _, entry := range slices.Sorted(maps.Keys(f.Entries)) {
		if !slices.Contains(entries, entry) {
			known := strings.Trim(fmt.Sprint(entries), "[]")
			out = append(out, Fault{Field: "entries", Code: FaultUnknownEntry, Args: map[string]string{"entry": string(entry), "known": known}})
		}
		if to := f.Entries[entry]; f.Nodes[to] == nil {
			out = append(out, Fault{Field: "entry " + string(entry), Code: FaultDangling, Args: map[string]string{"to": string(to)}})
		}
	}
	return out
}

// dangling returns a node's ways out that lead to no node.
func (f *Flow) dangling(n Node) []Fault {
	var out []Fault
	for _, e := range n.edges() {
		if _, ok := f.Nodes[e.To]; e.To != "" && !ok {
			out = append(out, Fault{Field: e.Field, Key: e.Key, Code: FaultDangling, Args: map[string]string{"to": string(e.To)}})
		}
	}
	return out
}

// keyFaults returns what is wrong with a node's keys.
func keyFaults(keys map[string]NodeID) []Fault {
	var out []Fault
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if !validKey(key) {
			out = append(out, Fault{Field: "keys", Key: key, Code: FaultNotAKey})
		}
		if keys[key] == "" {
			out = append(out, Fault{Field: "keys", Key: key, Code: FaultLeadsNowhere})
		}
	}
	return out
}

func validKey(key string) bool {
	return len(key) == 1 && (key[0] >= '0' && key[0] <= '9' || key == "*" || key == "#")
}
