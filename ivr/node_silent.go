package ivr

import (
	"slices"
	"time"
)

// KindSilent names a Silent in a flow file.
const KindSilent Kind = "silent"

// Silent deals with a caller of whom nothing is heard (M78): greet, listen, greet,
// listen, close, listen, hang up. A word or a key leads on.
type Silent struct {
	base `json:"-" yaml:"-"`
	// Prompts greet, Closing says goodbye.
	Prompts []string `json:"prompts" yaml:"prompts"`
	Closing []string `json:"closing" yaml:"closing"`
	// Wait is how long to listen each time: 5s.
	Wait time.Duration `json:"wait" yaml:"wait"`
	// Next is where a caller goes who is there after all: an agent.
	Next NodeID `json:"next" yaml:"next"`
}

// The steps of Silent; the first is the first greeting.
const (
	stepAgain   Step = "again"
	stepClosing Step = "closing"
)

// Kind returns KindSilent.
func (Silent) Kind() Kind { return KindSilent }

func (Silent) language() Language { return "" }

func (n Silent) edges() []Edge { return []Edge{{Field: "next", To: n.Next}} }

func (n Silent) faults() []Fault {
	return slices.Concat(want("prompts", len(n.Prompts)), want("closing", len(n.Closing)),
		want("wait", n.Wait), want("next", n.Next))
}

func (n Silent) says() []speech {
	return []speech{say("prompts", n.Prompts), say("closing", n.Closing)}
}

func (n Silent) enter(t *turn) { t.play(n.Prompts, nil) }

func (n Silent) promptsEnded(t *turn) { t.do(Listen{For: n.Wait}) }

func (n Silent) inputTimedOut(t *turn) {
	switch t.Step {
	case "":
		t.Step = stepAgain
		t.play(n.Prompts, nil)
	case stepAgain:
		t.Step = stepClosing
		t.play(n.Closing, nil)
	default:
		t.do(HangUp{})
	}
}

func (n Silent) press(t *turn, _ string) { n.heard(t) }

func (n Silent) answered(t *turn, a Answer) {
	if _, ok := a.(VoiceHeard); ok {
		n.heard(t)
	}
}

func (n Silent) heard(t *turn) {
	t.stopPrompt()
	t.enter(n.Next)
}
