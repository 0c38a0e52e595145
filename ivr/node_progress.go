package ivr

import (
	"slices"
	"strconv"
	"time"
)

// KindProgress names a Progress in a flow file.
const KindProgress Kind = "progress"

// Progress tells the caller where a ticket stands: they key in its reference number,
// then the last four digits of the registered number, so that strangers learn
// nothing. Wrong digits are counted per ticket over all calls; that is not the
// flow's work, see TicketLocked.
type Progress struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts ask for the reference number, PINPrompts for the four digits.
	Prompts    []string `json:"prompts" yaml:"prompts"`
	PINPrompts []string `json:"pin_prompts" yaml:"pin_prompts"`
	// NotFound is said before the number is asked for again.
	NotFound []string `json:"not_found" yaml:"not_found"`
	// Status tells the state; its prompts get {status} and {digits}, the reference
	// number. Due follows when a promise runs; it gets {n}, working days, and {date}.
	Status []string `json:"status" yaml:"status"`
	Due    []string `json:"due,omitempty" yaml:"due,omitempty"`
	// InputTimeout is how long to wait for each key.
	InputTimeout time.Duration `json:"input_timeout" yaml:"input_timeout"`
	// Keys lead elsewhere: * at any time, digits only in the place of the first.
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
	// Next follows when the state was told.
	Next NodeID `json:"next" yaml:"next"`
	// Fallback is an agent, for those whose ticket is not found twice or locked.
	Fallback NodeID `json:"fallback" yaml:"fallback"`
}

// The steps of Progress; the first is to ask for the number.
const (
	stepPIN    Step = "pin"
	stepLookUp Step = "look_up" // the answer is waited for
	stepTold   Step = "told"
)

// pinDigits is how many digits of the registered number are asked for.
const pinDigits = 4

// Kind returns KindProgress.
func (Progress) Kind() Kind { return KindProgress }

func (n Progress) language() Language { return n.Language }
func (Progress) takesKeys() bool      { return true }
func (Progress) collects() bool       { return true }

func (n Progress) edges() []Edge {
	return append(keyEdges(n.Keys), Edge{Field: "next", To: n.Next}, idle("fallback", n.Fallback))
}

func (n Progress) faults() []Fault {
	return slices.Concat(want("prompts", len(n.Prompts)), want("pin_prompts", len(n.PINPrompts)),
		want("not_found", len(n.NotFound)), want("status", len(n.Status)), keyFaults(n.Keys),
		want("input_timeout", n.InputTimeout), want("next", n.Next), want("fallback", n.Fallback))
}

// stateSentences say what TicketFound.Status may name: where a citizen may know that a ticket stands.
var stateSentences = []string{"status_received", "status_handled", "status_answered", "status_closed"}

func (n Progress) says() []speech {
	return []speech{
		say("prompts", n.Prompts), say("pin_prompts", n.PINPrompts), say("not_found", n.NotFound), remarks,
		say("status", n.Status, "status", "digits"), say("status", stateSentences), say("due", n.Due, "n", "date"),
	}
}

func (n Progress) enter(t *turn) {
	t.Input, t.Ticket = "", ""
	if !t.takeAhead(n.press) {
		t.play(n.Prompts, nil)
	}
}

func (n Progress) promptsEnded(t *turn) {
	if t.Step == stepTold {
		t.enter(n.Next)
		return
	}
	t.collecting(n.InputTimeout)
}

func (n Progress) press(t *turn, key string) {
	switch t.Step {
	case stepLookUp: // the answer comes at once
	case stepTold:
		n.pressWhenTold(t, key)
	case stepPIN:
		n.pressPIN(t, key)
	default:
		n.pressNumber(t, key)
	}
}

func (n Progress) pressNumber(t *turn, key string) {
	if to, ok := t.ownKey(n.Keys, key); ok {
		t.stopPrompt()
		t.follow(key, to)
		return
	}
	if t.collect(key, mostDigits) {
		n.numberComplete(t)
		return
	}
	t.collecting(n.InputTimeout)
}

// pressPIN takes the four digits; of the node's keys only * means anything here.
func (n Progress) pressPIN(t *turn, key string) {
	if to, ok := leadOf(n.Keys, key); ok && !isDigit(key) && key != "#" {
		t.stopPrompt()
		t.follow(key, to)
		return
	}
	if t.collect(key, pinDigits) {
		n.pinComplete(t)
		return
	}
	t.collecting(n.InputTimeout)
}

func (n Progress) pressWhenTold(t *turn, key string) {
	if to, ok := leadOf(n.Keys, key); ok {
		t.stopPrompt()
		t.follow(key, to)
		return
	}
	t.followMenu(key)
}

func (n Progress) inputTimedOut(t *turn) {
	switch {
	case t.Step == stepLookUp: // nothing was listened for
	case t.Step == stepPIN && t.Input == "":
		t.fail("timeout", n.PINPrompts, n.Fallback)
	case t.Step == stepPIN:
		n.pinComplete(t)
	case t.Input == "":
		t.fail("timeout", n.Prompts, n.Fallback)
	default:
		n.numberComplete(t)
	}
}

func (n Progress) numberComplete(t *turn) {
	if t.Input == "" {
		t.fail("invalid", n.Prompts, n.Fallback)
		return
	}
	t.Ticket, t.Input, t.Step = t.Input, "", stepPIN
	t.play(n.PINPrompts, nil)
}

func (n Progress) pinComplete(t *turn) {
	if len(t.Input) < pinDigits {
		t.Input = ""
		t.fail("invalid", n.PINPrompts, n.Fallback)
		return
	}
	t.Step = stepLookUp
	t.do(LookUpTicket{Number: t.Ticket, PIN: t.Input})
	t.Input = "" // the digits are nobody's business afterwards
}

func (n Progress) answered(t *turn, a Answer) {
	if t.Step != stepLookUp {
		return
	}
	switch a := a.(type) {
	case TicketFound:
		n.tell(t, a)
	case TicketNotFound:
		n.notFound(t)
	case TicketLocked, Failed:
		t.enter(n.Fallback)
	}
}

// tell says where the ticket stands, or leads to an agent where nobody has said it.
func (n Progress) tell(t *turn, found TicketFound) {
	if found.Status == "" {
		t.enter(n.Fallback)
		return
	}
	t.Step, t.Playing = stepTold, true
	prompts := t.prompts(n.Status, map[string]string{"status": found.Status, "digits": t.Ticket})
	if found.Due != "" {
		prompts = append(prompts, t.prompts(n.Due, map[string]string{"n": strconv.Itoa(found.Days), "date": found.Due})...)
	}
	t.do(PlayPrompt{Prompts: prompts})
}

func (n Progress) notFound(t *turn) {
	t.Failures++
	if t.Failures >= maxFailures {
		t.enter(n.Fallback)
		return
	}
	t.Step, t.Ticket = "", ""
	t.play(append(slices.Clone(n.NotFound), n.Prompts...), nil)
}
