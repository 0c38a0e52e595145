package ivr

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Validate checks that no caller can get lost in the flow: every node is
// complete, every target exists, and no chain of nodes that are left without the
// caller's doing leads back into itself. All faults are returned as Faults; each
// names the node, the key or field, and what to do.
func (f *Flow) Validate() error {
	if faults := f.Faults().Errors(); len(faults) > 0 {
		return faults
	}
	return nil
}

// Faults returns all faults of the flow, those of the nodes by their names.
func (f *Flow) Faults() Faults {
	var out Faults
	add := func(node NodeID, faults ...Fault) {
		for _, one := range faults {
			one.Flow, one.Node = f.ID, node
			if one.Severity == "" {
				one.Severity = SeverityError
			}
			out = append(out, one)
		}
	}
	add("", f.entryFaults()...)
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		n := f.Nodes[id]
		add(id, n.faults()...)
		add(id, f.dangling(n)...)
		if f.leadsTo(id, id, map[NodeID]bool{}) {
			add(id, Fault{Code: FaultCircle})
		}
	}
	return out
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
		if _, ok := f.Nodes[e.to]; e.to != "" && !ok {
			out = append(out, Fault{Field: e.field, Key: e.key, Code: FaultDangling, Args: map[string]string{"to": string(e.to)}})
		}
	}
	return out
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
		return e.idle && (e.to == to || f.leadsTo(e.to, to, seen))
	})
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
