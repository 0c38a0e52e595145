package ivr

import (
	"slices"
	"time"
)

// KindBroadcast names a BroadcastNode in a flow file.
const KindBroadcast Kind = "broadcast"

// BroadcastNode says an incident announcement while it is switched on ("typhoon"):
// in the caller's language, or in each that the line speaks while that is not known.
// It stands before the menus, so that it is heard first.
type BroadcastNode struct {
	base `json:"-" yaml:"-"`
	// Broadcast names the switch.
	Broadcast string `json:"broadcast" yaml:"broadcast"`
	// Prompts are said unless the switch brings its own.
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// Keys lead on from the announcement: to a queue of its own. Others are for what
	// follows.
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
	// InputTimeout is how long to wait for one of Keys.
	InputTimeout time.Duration `json:"input_timeout,omitempty" yaml:"input_timeout,omitempty"`
	// Next follows.
	Next NodeID `json:"next" yaml:"next"`
}

// Kind returns KindBroadcast.
func (BroadcastNode) Kind() Kind { return KindBroadcast }

func (BroadcastNode) language() Language { return "" }

func (n BroadcastNode) edges() []Edge { return append(keyEdges(n.Keys), idle("next", n.Next)) }

func (n BroadcastNode) faults() []Fault {
	out := slices.Concat(want("broadcast", n.Broadcast), keyFaults(n.Keys), want("next", n.Next))
	if len(n.Keys) > 0 {
		out = append(out, want("input_timeout", n.InputTimeout)...)
	}
	return out
}

func (n BroadcastNode) says() []speech { return []speech{say("prompts", n.Prompts)} }

func (n BroadcastNode) needs() []need { return []need{{"broadcast", n.Broadcast}} }

func (n BroadcastNode) enter(t *turn) {
	b, on := t.moment.Broadcasts[n.Broadcast]
	prompts := b.Prompts
	if len(prompts) == 0 {
		prompts = n.Prompts
	}
	if !on || len(prompts) == 0 {
		t.enter(n.Next)
		return
	}
	t.play(t.inEachLanguage(prompts), nil)
}

// inEachLanguage returns prompts in the caller's language, or in each that the line
// speaks while that is not known.
func (t *turn) inEachLanguage(prompts []string) []string {
	if t.Language != "" {
		return prompts
	}
	var out []string
	for _, l := range t.languages() {
		for _, p := range prompts {
			out = append(out, inLanguage(p, l))
		}
	}
	return out
}

// languages returns those that the line speaks: what is switched on, or what the
// flow lets callers choose.
func (t *turn) languages() []Language {
	if t.Line != nil && len(t.Line.Languages) > 0 {
		return t.Line.Languages
	}
	if chosen := t.Flow.choices(); len(chosen) > 0 {
		return chosen
	}
	return []Language{t.voice()}
}

func (n BroadcastNode) promptsEnded(t *turn) {
	if len(n.Keys) > 0 {
		t.do(Listen{For: n.InputTimeout})
		return
	}
	t.enter(n.Next)
}

func (n BroadcastNode) press(t *turn, key string) {
	to, ok := leadOf(n.Keys, key)
	if ok {
		t.stopPrompt()
		t.follow(key, to)
		return
	}
	t.pressBefore(n.Next, key)
	if !t.Playing && len(t.acts) == 0 {
		t.enter(n.Next)
	}
}

func (n BroadcastNode) inputTimedOut(t *turn) { t.enter(n.Next) }
