// Package ivr is what the caller hears and presses: a Flow of Nodes, and the
// Session of one caller in it. A Session takes inputs (a key, the end of the
// prompts, a silence) and returns Actions; it has no clock and touches nothing,
// so a whole menu is tested in microseconds.
//
// Each kind of node has a file of its own, node_<kind>.go, with its fields, what
// makes it valid, where it leads and what it does. A new kind is one such file
// and one line in kinds (flow.go).
package ivr

import "embed"

// Flows are the menus that come with the program, as YAML files.
//
//go:embed flows/*.yaml
var Flows embed.FS

// Flow is a menu tree. It is data, loaded from YAML; a call keeps the version
// that it entered with. A snapshot and the journal hold flows as JSON.
type Flow struct {
	ID      string `json:"id" yaml:"id"`
	Version string `json:"version" yaml:"version"`
	Start   NodeID `json:"start" yaml:"start"`
	Nodes   Nodes  `json:"nodes" yaml:"nodes"`
}

// NodeID names a node within its flow.
type NodeID string

// Nodes are a flow's nodes by name. In YAML and JSON each says its kind:
//
//	officer: {kind: queue, prompts: [to_agent], queue: general}
type Nodes map[NodeID]Node

// Kind names what a node is for, as flow files write it: "menu".
type Kind string

// kinds are all kinds of node.
var kinds = map[Kind]reader{
	KindAnnouncement: read[Announcement],
	KindHangUp:       read[HangUpNode],
	KindMenu:         read[Menu],
	KindQueue:        read[Queue],
}

// Node is one place in a flow. On entry its language becomes the caller's and
// its prompts are played; what follows is its kind's own.
type Node interface {
	// Kind returns the name of the node's kind.
	Kind() Kind
	// language returns the one that becomes the caller's, "" to keep theirs.
	language() Language
	// keys returns where each key leads; a key pressed before the node was
	// reached (type-ahead) is looked up here too.
	keys() map[string]NodeID
	// edges returns all ways out of the node.
	edges() []edge
	// faults returns what is wrong with the node itself, each with what to do.
	faults() []string

	// enter begins the node: it appends to acts what is to be done.
	enter(s *Session, acts []Action) []Action
	// promptsEnded goes on after what enter or another input let play.
	promptsEnded(s *Session) []Action
	// press takes a key of the caller.
	press(s *Session, key string) []Action
	// inputTimedOut says that no key came in time and nothing is playing.
	inputTimedOut(s *Session) []Action
}

// edge is one way out of a node.
type edge struct {
	name string // as an administrator knows it: "key 1", "next"
	to   NodeID
	// automatic edges are taken without the caller's doing; a circle of them
	// would never end.
	automatic bool
}
