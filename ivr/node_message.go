package ivr

import (
	"cmp"
	"slices"
	"time"
)

// KindMessage names a Message in a flow file.
const KindMessage Kind = "message"

// Message takes what the caller says after a tone. It ends with #, after a silence or
// at its longest, and always becomes a ticket, also when the caller just hangs up
// (M64, M75).
type Message struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts say that a message is taken: "voicemail_end".
	Prompts []string `json:"prompts" yaml:"prompts"`
	// Max is the longest message, Silence how long a pause ends it.
	Max     time.Duration `json:"max" yaml:"max"`
	Silence time.Duration `json:"silence" yaml:"silence"`
	// Saved tells the reference number, {digits}. It is left out when the number is
	// not known yet.
	Saved []string `json:"saved" yaml:"saved"`
	// Next follows, whatever came of it.
	Next NodeID `json:"next" yaml:"next"`
	// Fallback is where callers go whose message cannot be recorded, "" is Next.
	Fallback NodeID `json:"fallback,omitempty" yaml:"fallback,omitempty"`
}

// The steps of Message; the first is to say the prompts.
const (
	stepRecord Step = "record" // until the message has become a ticket
	stepSaved  Step = "saved"
)

// The longest message, and the longest silence in it, that are of any use.
const (
	longestMessage = 10 * time.Minute
	longestSilence = time.Minute
)

// Kind returns KindMessage.
func (Message) Kind() Kind { return KindMessage }

func (n Message) language() Language { return n.Language }

func (n Message) edges() []Edge {
	return []Edge{idle("next", n.Next), {Field: "fallback", To: n.Fallback}}
}

func (n Message) faults() []Fault {
	return slices.Concat(want("prompts", len(n.Prompts)), want("saved", len(n.Saved)), want("next", n.Next),
		within("max", n.Max, time.Second, longestMessage), within("silence", n.Silence, time.Second, longestSilence))
}

func (n Message) says() []speech {
	return []speech{say("prompts", n.Prompts), say("saved", n.Saved, "digits")}
}

func (n Message) enter(t *turn) { t.play(n.Prompts, nil) }

func (n Message) promptsEnded(t *turn) {
	if t.Step == stepSaved {
		t.enter(n.Next)
		return
	}
	n.record(t)
}

func (n Message) record(t *turn) {
	t.Step = stepRecord
	t.do(Record{Max: n.Max, Silence: n.Silence})
}

// press ends the message with #, or begins it before the prompts are over. While it
// is recorded no other key means anything: an ear on the keypad must not lose it.
func (n Message) press(t *turn, key string) {
	switch {
	case t.Step == stepRecord:
		if key == "#" {
			t.do(StopRecording{})
		}
	case t.Step == "" && key == "#":
		t.stopPrompt()
		n.record(t)
	default:
		t.followMenu(key)
	}
}

func (n Message) answered(t *turn, a Answer) {
	if t.Step != stepRecord {
		return
	}
	switch a := a.(type) {
	case Recorded:
		if t.Step = stepSaved; a.Ticket == "" {
			t.enter(n.Next)
			return
		}
		t.sayThen(n.Saved, map[string]string{"digits": a.Ticket}, n.Next)
	case Failed:
		t.enter(cmp.Or(n.Fallback, n.Next))
	}
}
