package ivr

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

// Difference is what one version of a flow has that another has not, by the nodes'
// names.
type Difference struct {
	Added   []NodeID     `json:"added,omitempty"`
	Removed []NodeID     `json:"removed,omitempty"`
	Changed []NodeChange `json:"changed,omitempty"`
	// Flow are changes of the flow as a whole: where it starts, its entries, the titles of its nodes.
	Flow []FieldChange `json:"flow,omitempty"`
}

// NodeChange is what has changed in one node.
type NodeChange struct {
	Node   NodeID        `json:"node"`
	Fields []FieldChange `json:"fields"`
	// Edges are the ways out that lead elsewhere now, or are new or gone.
	Edges []EdgeChange `json:"edges,omitempty"`
}

// FieldChange is a field with its JSON values, null where it was not or is not set.
type FieldChange struct {
	Field string          `json:"field"`
	Old   json.RawMessage `json:"old"`
	New   json.RawMessage `json:"new"`
}

// EdgeChange is a way out of a node; Old or New is "" if it is new or gone.
type EdgeChange struct {
	Field string `json:"field"`
	Key   string `json:"key,omitempty"`
	Old   NodeID `json:"old,omitempty"`
	New   NodeID `json:"new,omitempty"`
}

// Diff returns what differs from an older flow to a newer one, but for their
// versions.
func Diff(older, newer *Flow) Difference {
	var d Difference
	names := map[NodeID]bool{}
	for id := range older.Nodes {
		names[id] = true
	}
	for id := range newer.Nodes {
		names[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(names)) {
		before, was := older.Nodes[id]
		after, is := newer.Nodes[id]
		switch {
		case !was:
			d.Added = append(d.Added, id)
		case !is:
			d.Removed = append(d.Removed, id)
		default:
			if fields := fieldChanges(nodeFields(before), nodeFields(after)); len(fields) > 0 {
				d.Changed = append(d.Changed, NodeChange{Node: id, Fields: fields, Edges: edgeChanges(older.Edges(id), newer.Edges(id))})
			}
		}
	}
	d.Flow = fieldChanges(flowFields(older), flowFields(newer))
	return d
}

// nodeFields returns a node's fields as they stand in a file, its kind among them.
func nodeFields(n Node) map[string]json.RawMessage {
	fields := fieldsOf(n)
	fields["kind"] = rawJSON(n.Kind())
	return fields
}

func flowFields(f *Flow) map[string]json.RawMessage {
	return map[string]json.RawMessage{"start": rawJSON(f.Start), "entries": rawJSON(f.Entries), "titles": rawJSON(f.Titles)}
}

func fieldsOf(v any) map[string]json.RawMessage {
	fields := map[string]json.RawMessage{}
	_ = json.Unmarshal(rawJSON(v), &fields) // what was just written is read
	return fields
}

// rawJSON writes a value that consists of texts, numbers and maps: that never fails.
func rawJSON(v any) json.RawMessage {
	raw, _ := json.Marshal(v)
	return raw
}

func fieldChanges(before, after map[string]json.RawMessage) []FieldChange {
	var out []FieldChange
	names := maps.Clone(before)
	maps.Copy(names, after)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if !bytes.Equal(before[name], after[name]) {
			out = append(out, FieldChange{Field: name, Old: before[name], New: after[name]})
		}
	}
	return out
}

func edgeChanges(before, after []Edge) []EdgeChange {
	type way struct{ field, key string }
	changes := map[way]EdgeChange{}
	for _, e := range before {
		changes[way{e.Field, e.Key}] = EdgeChange{Field: e.Field, Key: e.Key, Old: e.To}
	}
	for _, e := range after {
		c := changes[way{e.Field, e.Key}]
		changes[way{e.Field, e.Key}] = EdgeChange{Field: e.Field, Key: e.Key, Old: c.Old, New: e.To}
	}
	var out []EdgeChange
	for _, c := range changes {
		if c.Old != c.New {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b EdgeChange) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Key, b.Key))
	})
	return out
}
