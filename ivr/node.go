package ivr

import (
	"maps"
	"slices"
)

// Node is one place in a flow. On entry its language becomes the caller's and
// its prompts are played; what follows is its kind's own.
type Node interface {
	// Kind returns the name of the node's kind.
	Kind() Kind
	// language returns the one that becomes the caller's, "" to keep theirs.
	language() Language
	// isMenu reports whether the node's keys go on working behind it.
	isMenu() bool
	// takesKeys reports whether keys pressed before the node was reached
	// (type-ahead) are for it.
	takesKeys() bool
	// lead returns where one of the node's own keys leads.
	lead(s *Session, key string) (lead, bool)
	// edges returns all ways out of the node.
	edges() []edge
	// faults returns what is wrong with the node itself.
	faults() []Fault

	// enter begins the node.
	enter(t *turn)
	// promptsEnded goes on after what enter or another input let play.
	promptsEnded(t *turn)
	// press takes a key of the caller.
	press(t *turn, key string)
	// inputTimedOut says that no key came in time and nothing is playing.
	inputTimedOut(t *turn)
	// answered says what came of an action.
	answered(t *turn, a Answer)
}

// base is what most kinds have in common: no keys of their own, while those of the
// menu before work, and no answers that they wait for.
type base struct{}

func (base) isMenu() bool                       { return false }
func (base) takesKeys() bool                    { return false }
func (base) lead(*Session, string) (lead, bool) { return lead{}, false }
func (base) edges() []edge                      { return nil }
func (base) faults() []Fault                    { return nil }
func (base) promptsEnded(*turn)                 {}
func (base) press(t *turn, key string)          { t.followMenu(key) }
func (base) inputTimedOut(*turn)                {}
func (base) answered(*turn, Answer)             {}

// edge is one way out of a node.
type edge struct {
	field, key string // which of the node's fields it is, and of which key
	to         NodeID
	// idle edges are taken by a caller who does nothing; a circle of them would
	// never end.
	idle bool
}

func idle(field string, to NodeID) edge { return edge{field: field, to: to, idle: true} }

// keyEdges returns the ways out by a key, in the keys' order.
func keyEdges(keys map[string]NodeID) []edge {
	var out []edge
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		out = append(out, edge{field: "keys", key: key, to: keys[key]})
	}
	return out
}

// leadOf returns where a key leads.
func leadOf(keys map[string]NodeID, key string) (lead, bool) {
	to, ok := keys[key]
	return lead{to: to}, ok
}
