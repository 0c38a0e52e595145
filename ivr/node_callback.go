package ivr

import (
	"slices"
	"time"
)

// KindCallBack names a CallBackNode in a flow file.
const KindCallBack Kind = "callback"

// CallBackNode books a call back: to the number that the caller uses, which key 1
// confirms, or to another one, which is keyed in.
type CallBackNode struct {
	base `json:"-" yaml:"-"`
	// Prompts ask whether to call the number in use; they get {d4}, its last digits:
	// "callback_confirm".
	Prompts []string `json:"prompts" yaml:"prompts"`
	// EnterPrompts ask for a number: "callback_enter".
	EnterPrompts []string `json:"enter_prompts" yaml:"enter_prompts"`
	// Done says that the call is booked: "callback_done".
	Done []string `json:"done" yaml:"done"`
	// InputTimeout is how long to wait for each key.
	InputTimeout time.Duration `json:"input_timeout" yaml:"input_timeout"`
	// Next follows; Fallback is an agent's queue, where it cannot be booked.
	Next     NodeID `json:"next" yaml:"next"`
	Fallback NodeID `json:"fallback" yaml:"fallback"`
}

// The steps of CallBackNode; the first is to confirm the number.
const (
	stepEnter Step = "enter"
	stepBook  Step = "book" // the answer is waited for
	stepDone  Step = "done"
)

// leastNumber is how many digits a telephone number has at least: 12345.
const leastNumber = 5

// Kind returns KindCallBack.
func (CallBackNode) Kind() Kind { return KindCallBack }

func (CallBackNode) language() Language { return "" }

func (n CallBackNode) edges() []Edge {
	return []Edge{{Field: "next", To: n.Next}, idle("fallback", n.Fallback)}
}

func (n CallBackNode) faults() []Fault {
	return slices.Concat(want("prompts", len(n.Prompts)), want("enter_prompts", len(n.EnterPrompts)), want("done", len(n.Done)),
		want("input_timeout", n.InputTimeout), want("next", n.Next), want("fallback", n.Fallback))
}

func (n CallBackNode) says() []speech {
	return []speech{say("prompts", n.Prompts, "d4"), say("enter_prompts", n.EnterPrompts), say("done", n.Done), remarks}
}

func (n CallBackNode) enter(t *turn) {
	t.Input = ""
	if t.moment.CallerEnds == "" { // nobody knows the number
		n.ask(t)
		return
	}
	t.play(n.Prompts, n.args(t))
}

func (n CallBackNode) args(t *turn) map[string]string {
	return map[string]string{"d4": t.moment.CallerEnds}
}

func (n CallBackNode) ask(t *turn) {
	t.Step, t.Failures = stepEnter, 0
	t.play(n.EnterPrompts, nil)
}

func (n CallBackNode) promptsEnded(t *turn) {
	if t.Step == stepDone {
		t.enter(n.Next)
		return
	}
	t.do(Listen{For: n.InputTimeout})
}

func (n CallBackNode) press(t *turn, key string) {
	switch t.Step {
	case "":
		n.pressConfirm(t, key)
	case stepEnter:
		n.pressNumber(t, key)
	case stepBook: // the answer comes at once
	case stepDone:
		t.followMenu(key)
	}
}

func (n CallBackNode) pressConfirm(t *turn, key string) {
	switch key {
	case "1":
		t.stopPrompt()
		n.book(t, "")
	case "2":
		t.stopPrompt()
		n.ask(t)
	default:
		if !t.followMenu(key) {
			n.failConfirm(t, "invalid")
		}
	}
}

// failConfirm repeats the question with the number in it, or leads to an agent.
func (n CallBackNode) failConfirm(t *turn, remark string) {
	t.stopPrompt()
	t.Failures++
	if t.Failures >= maxFailures {
		t.enter(n.Fallback)
		return
	}
	t.play(append([]string{remark}, n.Prompts...), n.args(t))
}

// pressNumber collects the number; * before its first digit is the menu's.
func (n CallBackNode) pressNumber(t *turn, key string) {
	if key == "*" && t.Input == "" && t.followMenu(key) {
		return
	}
	if t.collect(key, mostDigits) {
		n.numberComplete(t)
		return
	}
	t.collecting(n.InputTimeout)
}

func (n CallBackNode) numberComplete(t *turn) {
	if len(t.Input) < leastNumber {
		t.Input = ""
		t.fail("invalid", n.EnterPrompts, n.Fallback)
		return
	}
	n.book(t, t.Input)
}

func (n CallBackNode) book(t *turn, number string) {
	t.Step = stepBook
	t.do(CallBack{Number: number})
}

func (n CallBackNode) inputTimedOut(t *turn) {
	switch {
	case t.Step == stepBook: // nothing was listened for
	case t.Step == "":
		n.failConfirm(t, "timeout")
	case t.Input == "":
		t.fail("timeout", n.EnterPrompts, n.Fallback)
	default:
		n.numberComplete(t)
	}
}

func (n CallBackNode) answered(t *turn, a Answer) {
	if t.Step != stepBook {
		return
	}
	switch a.(type) {
	case CallBackBooked:
		t.Step = stepDone
		t.play(n.Done, nil)
	case Failed:
		t.enter(n.Fallback)
	}
}
