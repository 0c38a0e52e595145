package ivr

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// KindDigits names a Digits in a flow file.
const KindDigits Kind = "digits"

// Digits takes a number of several digits, ended by #, by its longest length or by a
// pause, and goes on by it: an old hotline number, a unit's code.
type Digits struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts ask for the number.
	Prompts []string `json:"prompts" yaml:"prompts"`
	// Most is how many digits a number has at most, 0 is 20.
	Most int `json:"most,omitempty" yaml:"most,omitempty"`
	// InputTimeout is how long to wait for each key.
	InputTimeout time.Duration `json:"input_timeout" yaml:"input_timeout"`
	// Numbers lead on by themselves: {"12315": market}.
	Numbers map[string]NodeID `json:"numbers,omitempty" yaml:"numbers,omitempty"`
	// Next takes all other numbers: a unit, which finds the number in
	// Session.Input. Without it they are wrong.
	Next NodeID `json:"next,omitempty" yaml:"next,omitempty"`
	// Keys lead elsewhere: * at any time, digits only in the place of the first.
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
	// Fallback is where two wrong numbers or two silences lead: an agent.
	Fallback NodeID `json:"fallback" yaml:"fallback"`
}

// Kind returns KindDigits.
func (Digits) Kind() Kind { return KindDigits }

func (n Digits) language() Language { return n.Language }
func (Digits) takesKeys() bool      { return true }
func (Digits) collects() bool       { return true }

func (n Digits) edges() []Edge {
	out := keyEdges(n.Keys)
	for _, number := range slices.Sorted(maps.Keys(n.Numbers)) {
		out = append(out, Edge{Field: "numbers", Key: number, To: n.Numbers[number]})
	}
	return append(out, Edge{Field: "next", To: n.Next}, idle("fallback", n.Fallback))
}

func (n Digits) faults() []Fault {
	out := slices.Concat(want("prompts", len(n.Prompts)), keyFaults(n.Keys), within("most", n.Most, 0, mostDigits),
		want("input_timeout", n.InputTimeout), want("fallback", n.Fallback))
	if n.Next == "" {
		out = append(out, want("numbers", len(n.Numbers))...)
	}
	for _, number := range slices.Sorted(maps.Keys(n.Numbers)) {
		if !validNumber(number) {
			out = append(out, Fault{Field: "numbers", Key: number, Code: FaultNotANumber, Args: map[string]string{"most": strconv.Itoa(mostDigits)}})
		}
		if n.Numbers[number] == "" {
			out = append(out, Fault{Field: "numbers", Key: number, Code: FaultLeadsNowhere})
		}
	}
	return out
}

func validNumber(number string) bool {
	for i := range number {
		if !isDigit(number[i : i+1]) {
			return false
		}
	}
	return len(number) > 0 && len(number) <= mostDigits
}

func (n Digits) says() []speech { return []speech{say("prompts", n.Prompts), remarks} }

func (n Digits) most() int {
	if n.Most == 0 {
		return mostDigits
	}
	return n.Most
}

func (n Digits) enter(t *turn) {
	t.Input = ""
	if !t.takeAhead(n.press) {
		t.play(n.Prompts, nil)
	}
}

func (n Digits) promptsEnded(t *turn) { t.collecting(n.InputTimeout) }

func (n Digits) press(t *turn, key string) {
	if to, ok := t.ownKey(n.Keys, key); ok {
		t.stopPrompt()
		t.follow(key, to)
		return
	}
	if t.collect(key, n.most()) {
		n.complete(t)
		return
	}
	t.collecting(n.InputTimeout)
}

// inputTimedOut takes what was keyed in as the number: not everybody knows #.
func (n Digits) inputTimedOut(t *turn) {
	if t.Input != "" {
		n.complete(t)
		return
	}
	t.fail("timeout", n.Prompts, n.Fallback)
}

func (n Digits) complete(t *turn) {
	switch to, known := n.Numbers[t.Input]; {
	case known:
		t.Keys += t.Input // it stands in the flow: no secret, and agents see what was wanted
		t.enter(to)
	case t.Input != "" && n.Next != "":
		t.enter(n.Next)
	default:
		t.Input = ""
		t.fail("invalid", n.Prompts, n.Fallback)
	}
}
