package ivr

import "slices"

// KindFax names a Fax in a flow file.
const KindFax Kind = "fax"

// Fax receives a fax, which becomes a ticket (S019: 12345-1-5).
type Fax struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts say what to write and when to press start: "fax_15".
	Prompts []string `json:"prompts" yaml:"prompts"`
	// Failed is said when no fax came: "fax_fail".
	Failed []string `json:"failed,omitempty" yaml:"failed,omitempty"`
	// Keys lead elsewhere before and after: 0 to an agent.
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
	// Next follows a fax that was received, Fallback one that failed: an agent.
	Next     NodeID `json:"next" yaml:"next"`
	Fallback NodeID `json:"fallback" yaml:"fallback"`
}

// The steps of Fax; the first is to say the prompts.
const (
	stepReceive Step = "receive"
	stepFailed  Step = "failed"
)

// Kind returns KindFax.
func (Fax) Kind() Kind { return KindFax }

func (n Fax) language() Language { return n.Language }

func (n Fax) edges() []Edge {
	return append(keyEdges(n.Keys), Edge{Field: "next", To: n.Next}, idle("fallback", n.Fallback))
}

func (n Fax) faults() []Fault {
	return slices.Concat(want("prompts", len(n.Prompts)), keyFaults(n.Keys), want("next", n.Next), want("fallback", n.Fallback))
}

func (n Fax) says() []speech {
	return []speech{say("prompts", n.Prompts), say("failed", n.Failed)}
}

func (n Fax) enter(t *turn) { t.play(n.Prompts, nil) }

func (n Fax) promptsEnded(t *turn) {
	if t.Step == stepFailed {
		t.enter(n.Fallback)
		return
	}
	t.Step = stepReceive
	t.do(ReceiveFax{})
}

// press leads elsewhere by the node's keys or those of the menu before. While a fax
// is received the machine's tones are no keys.
func (n Fax) press(t *turn, key string) {
	if t.Step == stepReceive {
		return
	}
	if to, ok := leadOf(n.Keys, key); ok {
		t.stopPrompt()
		t.follow(key, to)
		return
	}
	t.followMenu(key)
}

func (n Fax) answered(t *turn, a Answer) {
	if t.Step != stepReceive {
		return
	}
	switch a.(type) {
	case FaxReceived:
		t.enter(n.Next)
	case Failed:
		t.Step = stepFailed
		t.sayThen(n.Failed, nil, n.Fallback)
	}
}
