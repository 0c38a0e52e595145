package ivr

import "slices"

// KindQueue names a Queue in a flow file.
const KindQueue Kind = "queue"

// Queue lets the caller wait for an agent.
type Queue struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts are played while the caller waits already. They are in the
	// caller's language unless the entry names one: "to_agent", "lang_yue@yue".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// Queue names the queue: "general". A line may have its own for it.
	Queue string `json:"queue" yaml:"queue"`
	// Keys lead out of the queue again; there may be none. Those of the menu before
	// the queue work too.
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
}

// Kind returns KindQueue.
func (Queue) Kind() Kind { return KindQueue }

func (n Queue) language() Language { return n.Language }
func (n Queue) takesKeys() bool    { return len(n.Keys) > 0 }
func (n Queue) edges() []Edge      { return keyEdges(n.Keys) }
func (n Queue) faults() []Fault    { return slices.Concat(keyFaults(n.Keys), want("queue", n.Queue)) }

func (n Queue) lead(_ *Session, key string) (lead, bool) { return leadOf(n.Keys, key) }

// says names also what the engine says to those who wait.
func (n Queue) says() []speech {
	return []speech{
		say("prompts", n.Prompts),
		say("queue", []string{"recording", "hold_busy", "queue_next"}),
		say("queue", []string{"queue_pos", "queue_pos_soon"}, "n", "m"),
	}
}

func (n Queue) needs() []need { return []need{{"queue", n.Queue}} }

func (n Queue) enter(t *turn) {
	t.do(EnterQueue{Queue: t.Line.queue(n.Queue), Prompts: t.prompts(n.Prompts, nil)})
}

// press leaves the queue by one of the node's keys or of the menu before; other
// keys mean nothing here.
func (n Queue) press(t *turn, key string) {
	if to, ok := leadOf(n.Keys, key); ok {
		t.do(LeaveQueue{})
		t.follow(key, to)
		return
	}
	t.followMenu(key, LeaveQueue{})
}
