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
	// (type-ahead) are for it; collects, whether it takes them one by one itself, as
	// digits of a number.
	takesKeys() bool
	collects() bool
	// lead returns where one of the node's own keys leads.
	lead(s *Session, key string) (lead, bool)
	// edges returns all ways out of the node.
	edges() []Edge
	// faults returns what is wrong with the node itself.
	faults() []Fault
	// says returns what the caller may hear here.
	says() []speech
	// needs returns what has to exist outside the flow.
	needs() []need

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

// base is what most kinds have in common: no keys of their own, and no answers that
// they wait for.
type base struct{}

func (base) isMenu() bool                       { return false }
func (base) takesKeys() bool                    { return false }
func (base) collects() bool                     { return false }
func (base) needs() []need                      { return nil }
func (base) lead(*Session, string) (lead, bool) { return lead{}, false }
func (base) edges() []Edge                      { return nil }
func (base) faults() []Fault                    { return nil }
func (base) promptsEnded(*turn)                 {}
func (base) press(*turn, string)                {}
func (base) inputTimedOut(*turn)                {}
func (base) answered(*turn, Answer)             {}

// speech is some of what a node says: in the caller's language unless Language or a
// prompt's own entry says otherwise, with arguments for the braces beside those of
// the line.
type speech struct {
	field    string
	prompts  []string
	args     []string
	language Language
	// name is the words of an argument in each language, if they stand in the flow.
	name map[Language]string
}

// say is a field of prompts with the arguments that it gets.
func say(field string, prompts []string, args ...string) speech {
	return speech{field: field, prompts: prompts, args: args}
}

// need is a thing outside the flow that a field of a node names.
type need struct {
	field string // also what kind of thing it is: "queue"
	name  string
}

// remarks are what a node says of wrong keys and of none.
var remarks = speech{field: "keys", prompts: []string{"invalid", "timeout"}}

// Edge is one way out of a node.
type Edge struct {
	// Field is which of the node's fields it is, Key of which key or number.
	Field string `json:"field"`
	Key   string `json:"key,omitempty"`
	To    NodeID `json:"to"`
	// Idle edges are taken by a caller who does nothing; a circle of them would
	// never end.
	Idle bool `json:"idle,omitempty"`
}

func idle(field string, to NodeID) Edge { return Edge{Field: field, To: to, Idle: true} }

// keyEdges returns the ways out by a key, in the keys' order.
func keyEdges(keys map[string]NodeID) []Edge {
	var out []Edge
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		out = append(out, Edge{Field: "keys", Key: key, To: keys[key]})
	}
	return out
}

// leadOf returns where a key leads.
func leadOf(keys map[string]NodeID, key string) (lead, bool) {
	to, ok := keys[key]
	return lead{to: to}, ok
}
