package ivr

import "slices"

// KindRestricted names a Restricted in a flow file.
const KindRestricted Kind = "restricted"

// Restricted leads numbers that have harassed the hotline to a message box and past
// the agents (M74); they keep a way in (M75). All others go on without a word.
type Restricted struct {
	base `json:"-" yaml:"-"`
	// Prompts tell restricted callers why.
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// Message is where they go: from there no agent can be reached.
	Message NodeID `json:"message" yaml:"message"`
	// Next is where everybody else goes.
	Next NodeID `json:"next" yaml:"next"`
}

// Kind returns KindRestricted.
func (Restricted) Kind() Kind { return KindRestricted }

func (Restricted) language() Language { return "" }

func (n Restricted) edges() []Edge {
	return []Edge{idle("message", n.Message), idle("next", n.Next)}
}

func (n Restricted) faults() []Fault {
	return slices.Concat(want("message", n.Message), want("next", n.Next))
}

func (n Restricted) says() []speech { return []speech{say("prompts", n.Prompts)} }

func (n Restricted) enter(t *turn) {
	if !t.Restricted {
		t.enter(n.Next)
		return
	}
	t.TypeAhead, t.Menu = "", "" // no key leads past the message box
	t.sayThen(n.Prompts, nil, n.Message)
}

func (n Restricted) promptsEnded(t *turn) { t.enter(n.Message) }
