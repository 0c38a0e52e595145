// Package ivr is what the caller hears and presses: a Flow of Nodes, and the
// Session of one caller in it. A Session takes inputs (a key, the end of the
// prompts, a silence, an answer) and the Moment of each, and returns Actions; it
// has no clock and touches nothing, so a whole menu is tested in microseconds, and
// Run tries one on the calls of a day.
//
// Each kind of node has a file of its own, node_<kind>.go, with its fields, what
// makes it valid, where it leads and what it does. A new kind is one such file
// and one line in kinds (flow.go).
package ivr

import (
	"embed"
	"maps"
	"slices"
)

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
	// Entries are where calls come in that do not begin at Start: after a talk, or
	// dialled by us.
	Entries map[Entry]NodeID `json:"entries,omitempty" yaml:"entries,omitempty"`
	// Titles are what administrators call nodes, where they gave them a name: {"fax_2": "传真二"}.
	Titles map[NodeID]string `json:"titles,omitempty" yaml:"titles,omitempty"`
	Nodes  Nodes             `json:"nodes" yaml:"nodes"`
}

// NodeID names a node within its flow.
type NodeID string

// Entry is why a call comes into a flow elsewhere than at its start.
type Entry string

// The entries.
const (
	EntrySurvey  Entry = "survey"  // the agent has hung up
	EntrySilent  Entry = "silent"  // the agent hears nobody (M78)
	EntryRevisit Entry = "revisit" // we have called the citizen about a ticket (M54)
)

// entries are all of them.
var entries = []Entry{EntryRevisit, EntrySilent, EntrySurvey}

// Nodes are a flow's nodes by name. In YAML and JSON each says its kind:
//
//	officer: {kind: queue, prompts: [to_agent], queue: general}
type Nodes map[NodeID]Node

// Kind names what a node is for, as flow files write it: "menu".
type Kind string

// kinds are all kinds of node.
var kinds = map[Kind]format{
	KindBroadcast:  formatOf[BroadcastNode](),
	KindCallBack:   formatOf[CallBackNode](),
	KindDigits:     formatOf[Digits](),
	KindFax:        formatOf[Fax](),
	KindGoodbye:    formatOf[Goodbye](),
	KindHours:      formatOf[HoursNode](),
	KindLanguage:   formatOf[LanguageMenu](),
	KindMenu:       formatOf[Menu](),
	KindMessage:    formatOf[Message](),
	KindProgress:   formatOf[Progress](),
	KindQueue:      formatOf[Queue](),
	KindRestricted: formatOf[Restricted](),
	KindSay:        formatOf[Say](),
	KindSilent:     formatOf[Silent](),
	KindSurvey:     formatOf[Survey](),
	KindUnit:       formatOf[Unit](),
}

// Edges returns the ways out of a node, without those that lead nowhere.
func (f *Flow) Edges(id NodeID) []Edge {
	n, ok := f.Nodes[id]
	if !ok {
		return nil
	}
	return slices.DeleteFunc(n.edges(), func(e Edge) bool { return e.To == "" })
}

// anyQueue returns the first queue of the flow by its node's name, "" if it has none.
func (f *Flow) anyQueue() NodeID {
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		if f.Nodes[id].Kind() == KindQueue {
			return id
		}
	}
	return ""
}

// offers reports whether callers may speak a language with the flow: where they are
// not asked, any.
func (f *Flow) offers(l Language) bool {
	chosen := f.choices()
	return len(chosen) == 0 || slices.Contains(chosen, l)
}

// choices returns the languages that callers can choose in the flow.
func (f *Flow) choices() []Language {
	var out []Language
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		menu, _ := f.Nodes[id].(LanguageMenu) // others have no choices
		for _, c := range menu.Choices {
			if !slices.Contains(out, c.Language) {
				out = append(out, c.Language)
			}
		}
	}
	return out
}
