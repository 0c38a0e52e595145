package ivr

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// unmarshal reads one value of a file, in YAML or JSON, into v.
type unmarshal = func(v any) error

// format reads and writes the nodes of one kind.
type format struct {
	read func(unmarshal) (Node, error)
	form func(Node) any // as it stands in a file
}

// formatOf is the format of the nodes of type T.
func formatOf[T Node]() format {
	return format{
		read: read[T],
		form: func(n Node) any { return form[T]{Kind: n.Kind(), Node: n.(T)} },
	}
}

// read reads a node of type T.
func read[T Node](into unmarshal) (Node, error) {
	var f form[T]
	err := into(&f)
	return f.Node, err
}

// form is a node as it stands in a file: its fields, and its kind among them.
// The field Kind lets a strict YAML decoder know that one.
type form[T Node] struct {
	Kind Kind `yaml:"kind"`
	Node T    `yaml:",inline"`
}

// UnmarshalJSON reads the node's fields; its kind was read before.
func (f *form[T]) UnmarshalJSON(raw []byte) error { return json.Unmarshal(raw, &f.Node) }

// UnmarshalJSON reads nodes as MarshalJSON writes them, and as versions without
// kinds wrote them.
func (n *Nodes) UnmarshalJSON(raw []byte) error {
	if id := twice(raw, false); id != "" { // its nodes are looked at one by one
		return fmt.Errorf("node %s stands twice", id)
	}
	return n.read(func(v any) error { return json.Unmarshal(raw, v) })
}

// UnmarshalYAML reads nodes of a flow file, also one that was written before
// nodes had kinds. All faults are returned, joined; each names its node.
func (n *Nodes) UnmarshalYAML(into func(any) error) error { return n.read(into) }

func (n *Nodes) read(into unmarshal) error {
	var all map[NodeID]anyNode
	if err := into(&all); err != nil {
		return err
	}
	nodes := make(Nodes, len(all))
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if fault := all[id].fault; fault != "" {
			errs = append(errs, fmt.Errorf("node %s: %s", id, fault))
		}
		nodes[id] = all[id].node
	}
	*n = nodes
	return errors.Join(errs...)
}

// anyNode is a node of any kind, or the fault in it, to which Nodes adds the
// node's name. The fault is a text because yaml uses the memory of an error
// again for the next one.
type anyNode struct {
	node  Node
	fault string
}

// UnmarshalJSON reads the node of whatever kind it says it is.
func (a *anyNode) UnmarshalJSON(raw []byte) error {
	if name := twice(raw, true); name != "" {
		a.fault = fmt.Sprintf("%q stands twice", name)
		return nil
	}
	a.read(func(v any) error { return json.Unmarshal(raw, v) })
	return nil
}

// UnmarshalYAML reads the node of whatever kind it says it is.
func (a *anyNode) UnmarshalYAML(into func(any) error) error {
	a.read(into)
	return nil
}

func (a *anyNode) read(into unmarshal) {
	var err error
	if a.node, err = readNode(into); err != nil {
		a.fault = err.Error()
	}
}

func readNode(into unmarshal) (Node, error) {
	var head struct {
		Kind Kind           `json:"kind" yaml:"kind"`
		Rest map[string]any `json:"-" yaml:",inline"`
	}
	if err := into(&head); err != nil {
		return nil, err
	}
	if head.Kind == "" {
		return readLegacyNode(into)
	}
	kind, ok := kinds[today(head.Kind)]
	if !ok {
		return nil, fmt.Errorf("unknown kind %q: use one of %q", head.Kind, kindNames())
	}
	return kind.read(into)
}

func kindNames() []Kind { return slices.Sorted(maps.Keys(kinds)) }

// MarshalJSON writes each node with its kind as the first field.
func (n Nodes) MarshalJSON() ([]byte, error) {
	all := make(map[NodeID]json.RawMessage, len(n))
	for id, node := range n {
		fields, err := json.Marshal(node)
		if err != nil {
			return nil, fmt.Errorf("node %s: %w", id, err)
		}
		raw := fmt.Appendf(nil, `{"kind":%q`, node.Kind())
		if string(fields) != "{}" {
			raw = append(raw, ',')
		}
		all[id] = append(raw, fields[1:]...)
	}
	return json.Marshal(all)
}

// MarshalYAML writes each node with its kind, as flow files have it.
func (n Nodes) MarshalYAML() (any, error) {
	all := make(map[NodeID]any, len(n))
	for id, node := range n {
		all[id] = kinds[node.Kind()].form(node)
	}
	return all, nil
}
