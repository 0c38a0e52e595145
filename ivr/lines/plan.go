package lines

import (
	"slices"
)

// Node is a node of the unit tree with what it sets.
type Node struct {
	// Unit is the node's code, Parent the one of the node above, "" at the top.
	Unit     string       `json:"unit"`
	Parent   string       `json:"parent,omitempty"`
	Settings LineSettings `json:"settings"`
}

// Number is a number that citizens call. It belongs to a node and may set what differs from the
// node's other numbers: a merged line has its own name and queue (M22).
type Number struct {
	// Number is what is dialled, digits only: "12345", "12315".
	Number   string       `json:"number"`
	Unit     string       `json:"unit"`
	Settings LineSettings `json:"settings"`
}

// Plan is all that is known of numbers: the numbering of every city in the installation.
type Plan struct {
	// Installation is what holds where no node sets anything.
	Installation LineSettings `json:"installation"`
	Nodes        []Node       `json:"nodes"`
	Numbers      []Number     `json:"numbers"`
}

// LineSource says whose setting one is: a unit's, the number's own, or that of the installation.
type LineSource struct {
	Kind SourceKind `json:"kind" enum:"installation,unit,number"`
	Unit string     `json:"unit,omitempty" doc:"the unit's code"`
}

// SourceKind is a kind of source.
type SourceKind string

// The kinds of sources, the farthest first.
const (
	FromInstallation SourceKind = "installation"
	FromUnit         SourceKind = "unit"
	FromNumber       SourceKind = "number"
)

// Effective is what holds for a number or a node after inheritance.
type Effective struct {
	LineSettings
	// From says by the field's name whose setting each one is. Of texts that come from several it
	// names the nearest.
	From map[string]LineSource
}

// ForNode returns what holds for a node of the tree. An unknown one sets nothing.
func (p Plan) ForNode(unit string) Effective { return p.index().node(p.Installation, unit) }

// ForNodes returns what holds for each node of the plan, in its order.
func (p Plan) ForNodes() []Effective {
	tree := p.index()
	all := make([]Effective, len(p.Nodes))
	for i, n := range p.Nodes {
		all[i] = tree.node(p.Installation, n.Unit)
	}
	return all
}

// Above returns what a node inherits: what would hold there if it set nothing.
func (p Plan) Above(unit string) Effective {
	tree := p.index()
	return tree.node(p.Installation, tree[unit].Parent)
}

// ForNumber returns what holds for a called number.
func (p Plan) ForNumber(n Number) Effective { return p.index().number(p.Installation, n) }

// ForNumbers returns what holds for each number of the plan, in its order.
func (p Plan) ForNumbers() []Effective {
	tree := p.index()
	all := make([]Effective, len(p.Numbers))
	for i, n := range p.Numbers {
		all[i] = tree.number(p.Installation, n)
	}
	return all
}

// Find returns a number of the plan.
func (p Plan) Find(number string) (Number, bool) {
	i := slices.IndexFunc(p.Numbers, func(n Number) bool { return n.Number == number })
	if i < 0 {
		return Number{}, false
	}
	return p.Numbers[i], true
}

// tree are the nodes by their units.
type tree map[string]Node

func (p Plan) index() tree {
	byUnit := make(tree, len(p.Nodes))
	for _, n := range p.Nodes {
		byUnit[n.Unit] = n
	}
	return byUnit
}

func (t tree) node(installation LineSettings, unit string) Effective {
	e := Effective{From: map[string]LineSource{}}
	e.add(LineSource{Kind: FromInstallation}, installation)
	for _, n := range t.above(unit) {
		e.add(LineSource{Kind: FromUnit, Unit: n.Unit}, n.Settings)
	}
	return e
}

func (t tree) number(installation LineSettings, n Number) Effective {
	e := t.node(installation, n.Unit)
	e.add(LineSource{Kind: FromNumber}, n.Settings)
	return e
}

func (e *Effective) add(from LineSource, s LineSettings) {
	for _, f := range fields {
		if f.take(&e.LineSettings, s) {
			e.From[f.name] = from
		}
	}
}

// above returns the nodes from the top of the tree down to a unit. A tree that goes round in a
// circle is followed once.
func (t tree) above(unit string) []Node {
	var way []Node
	seen := map[string]bool{}
	for unit != "" && !seen[unit] {
		seen[unit] = true
		n, ok := t[unit]
		if !ok {
			break
		}
		way = append(way, n)
		unit = n.Parent
	}
	slices.Reverse(way)
	return way
}
