package flowfile

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"hotline12345/ivr"
)

// Write returns a flow as a file, with a node a line where it is short, in the order in
// which callers meet them.
func Write(f ivr.Flow) ([]byte, error) {
	nodes := map[ivr.NodeID]*yaml.Node{}
	for id, n := range f.Nodes {
		fields, err := fieldsOf(n)
		if err != nil {
			return nil, fmt.Errorf("write node %s of flow %s: %w", id, f.ID, err)
		}
		nodes[id] = fields
	}
	all := &yaml.Node{Kind: yaml.MappingNode}
	for _, id := range inOrder(f.Start, nodes) {
		all.Content = append(all.Content, word(string(id)), nodes[id])
	}
	doc := &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{word("id"), word(f.ID), word("version"), word(f.Version), word("start"), word(string(f.Start))}}
	rest, err := restOf(f)
	if err != nil {
		return nil, err
	}
	doc.Content = append(append(doc.Content, rest...), word("nodes"), all)
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(doc); err != nil {
		return nil, fmt.Errorf("write flow %s: %w", f.ID, err)
	}
	return out.Bytes(), enc.Close()
}

// restOf returns the fields of a flow besides those that Write puts in order.
func restOf(f ivr.Flow) ([]*yaml.Node, error) {
	f.Nodes = nil
	var all yaml.Node
	if err := all.Encode(f); err != nil {
		return nil, fmt.Errorf("write flow %s: %w", f.ID, err)
	}
	var rest []*yaml.Node
	for i := 0; i < len(all.Content); i += 2 {
		switch all.Content[i].Value {
		case "id", "version", "start", "nodes":
		default:
			rest = append(rest, all.Content[i], all.Content[i+1])
		}
	}
	return withoutEmpty(rest), nil
}

// longest is how many signs a node's fields may have to stand in one line.
const longest = 110

// fieldsOf returns a node's fields, its kind first. What is empty is left out: it reads back
// as empty.
func fieldsOf(n ivr.Node) (*yaml.Node, error) {
	var fields yaml.Node
	if err := fields.Encode(n); err != nil {
		return nil, err
	}
	fields.Content = append([]*yaml.Node{word("kind"), word(string(n.Kind()))}, withoutEmpty(fields.Content)...)
	fields.Style = yaml.FlowStyle
	line, err := yaml.Marshal(&fields)
	if err != nil {
		return nil, err
	}
	if len(line) <= longest {
		return &fields, nil
	}
	fields.Style = 0
	for i := 1; i < len(fields.Content); i += 2 {
		fields.Content[i].Style = yaml.FlowStyle
	}
	return &fields, nil
}

// withoutEmpty returns a mapping's content without empty values.
func withoutEmpty(content []*yaml.Node) (out []*yaml.Node) {
	for i := 0; i < len(content); i += 2 {
		v := content[i+1]
		switch {
		case v.Kind == yaml.ScalarNode && slices.Contains([]string{"!!str ", "!!int 0", "!!bool false", "!!null null"}, v.ShortTag()+" "+v.Value):
		case v.Kind != yaml.ScalarNode && len(v.Content) == 0:
		default:
			out = append(out, content[i], v)
		}
	}
	return out
}

// inOrder returns the ids of nodes as callers meet them: from the start along whatever a
// node names, then those that nothing names, by name.
func inOrder(start ivr.NodeID, nodes map[ivr.NodeID]*yaml.Node) (order []ivr.NodeID) {
	met := map[ivr.NodeID]bool{}
	var meet func(id ivr.NodeID)
	meet = func(id ivr.NodeID) {
		if nodes[id] == nil || met[id] {
			return
		}
		met[id] = true
		order = append(order, id)
		for _, value := range valuesOf(nodes[id]) {
			meet(ivr.NodeID(value))
		}
	}
	meet(start)
	for _, id := range slices.Sorted(maps.Keys(nodes)) {
		meet(id)
	}
	return order
}

// valuesOf returns the texts in a value, without the keys of mappings.
func valuesOf(n *yaml.Node) (all []string) {
	if n.Kind == yaml.ScalarNode {
		return []string{n.Value}
	}
	for i, c := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 1 {
			all = append(all, valuesOf(c)...)
		}
	}
	return all
}

// word returns a text as a scalar, in quotes where YAML would take it for something else.
func word(s string) *yaml.Node {
	var n yaml.Node
	n.SetString(s)
	return &n
}
