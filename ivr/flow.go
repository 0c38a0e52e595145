package ivr

import "time"

// NodeID names a node within its flow.
type NodeID string

// Flow is a menu tree. It is data, loaded from YAML; a call keeps the version
// that it entered with.
type Flow struct {
	ID      string          `json:"id" yaml:"id"`
	Version string          `json:"version" yaml:"version"`
	Start   NodeID          `json:"start" yaml:"start"`
	Nodes   map[NodeID]Node `json:"nodes" yaml:"nodes"`
}

// Node is one place in a flow. On entry it sets Language, speaks Say, and then
// does the one thing it is for: wait for Keys, go on to Next, enter Queue, or
// hang up.
type Node struct {
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Say are the prompts, in the caller's language unless the line names
	// one: "welcome", "lang_yue@yue".
	Say []string `json:"say,omitempty" yaml:"say,omitempty"`
	// Keys lead on; they work while Say still plays (barge-in).
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
	// Patience is how long to wait for a key after the prompts.
	Patience time.Duration `json:"patience,omitempty" yaml:"patience,omitempty"`
	// Otherwise is where two wrong keys or two silences lead: an agent.
	Otherwise NodeID `json:"otherwise,omitempty" yaml:"otherwise,omitempty"`
	// Next is taken when the prompts are over.
	Next NodeID `json:"next,omitempty" yaml:"next,omitempty"`
	// Queue is entered when the prompts are over; the flow ends there.
	Queue string `json:"queue,omitempty" yaml:"queue,omitempty"`
	// HangUp ends the call after the prompts.
	HangUp bool `json:"hang_up,omitempty" yaml:"hang_up,omitempty"`
}
