package ivr

import (
	"cmp"
	"slices"
	"time"
)

// KindMenu names a Menu in a flow file.
const KindMenu Kind = "menu"

// Menu plays its prompts and waits for one of its keys.
type Menu struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts are in the caller's language unless the entry names one:
	// "welcome", "lang_yue@yue".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// FullPrompts are said instead of Prompts in ModeFull, if there are any.
	FullPrompts []string `json:"full_prompts,omitempty" yaml:"full_prompts,omitempty"`
	// Keys lead on; they work while the prompts still play (barge-in), and while the
	// caller waits behind this menu.
	Keys map[string]NodeID `json:"keys" yaml:"keys"`
	// InputTimeout is how long to wait for a key after the prompts; "4s" in
	// YAML, nanoseconds in JSON.
	InputTimeout time.Duration `json:"input_timeout" yaml:"input_timeout"`
	// Fallback is where two wrong keys or two silences lead: an agent.
	Fallback NodeID `json:"fallback" yaml:"fallback"`
	// Direct is where ModeDirect leads at once, "" is Fallback.
	Direct NodeID `json:"direct,omitempty" yaml:"direct,omitempty"`
}

// Kind returns KindMenu.
func (Menu) Kind() Kind { return KindMenu }

func (n Menu) language() Language { return n.Language }
func (Menu) isMenu() bool         { return true }
func (Menu) takesKeys() bool      { return true }

func (n Menu) lead(_ *Session, key string) (lead, bool) { return leadOf(n.Keys, key) }

func (n Menu) edges() []Edge {
	return append(keyEdges(n.Keys), idle("fallback", n.Fallback), idle("direct", n.Direct))
}

func (n Menu) faults() []Fault {
	return slices.Concat(keyFaults(n.Keys), want("keys", len(n.Keys)), want("input_timeout", n.InputTimeout), want("fallback", n.Fallback))
}

func (n Menu) says() []speech {
	return []speech{say("prompts", n.Prompts), say("full_prompts", n.FullPrompts), remarks}
}

func (n Menu) enter(t *turn) {
	switch prompts := n.spoken(t.Line.mode()); {
	case t.Line.mode() == ModeDirect:
		t.enter(cmp.Or(n.Direct, n.Fallback))
	case len(prompts) == 0:
		t.do(n.listen())
	default:
		t.play(prompts, nil)
	}
}

// spoken returns the prompts of a mode.
func (n Menu) spoken(m Mode) []string {
	if m == ModeFull && len(n.FullPrompts) > 0 {
		return n.FullPrompts
	}
	return n.Prompts
}

func (n Menu) promptsEnded(t *turn) { t.do(n.listen()) }

func (n Menu) listen() Action { return Listen{For: n.InputTimeout} }

func (n Menu) press(t *turn, key string) {
	if to, ok := leadOf(n.Keys, key); ok {
		t.stopPrompt()
		t.follow(key, to)
		return
	}
	t.fail("invalid", n.spoken(t.Line.mode()), n.Fallback)
}

func (n Menu) inputTimedOut(t *turn) { t.fail("timeout", n.spoken(t.Line.mode()), n.Fallback) }
