package ivr

import "slices"

// KindUnit names a Unit in a flow file.
const KindUnit Kind = "unit"

// Unit transfers the caller to a unit or a sub-centre (S040, S080): by its code, by an
// old number, or by what the caller has keyed in before.
type Unit struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Unit is the unit's code, Number an old number; both empty: Session.Input.
	Unit   string `json:"unit,omitempty" yaml:"unit,omitempty"`
	Number string `json:"number,omitempty" yaml:"number,omitempty"`
	// Name is how callers know the unit; prompts get it as {dept}.
	Name map[Language]string `json:"name,omitempty" yaml:"name,omitempty"`
	// Prompts are said before the transfer: "transfer_dept".
	Prompts []string `json:"prompts" yaml:"prompts"`
	// NoAnswer is said when nobody there answers: "transfer_fail".
	NoAnswer []string `json:"no_answer,omitempty" yaml:"no_answer,omitempty"`
	// Fallback follows then: an agent.
	Fallback NodeID `json:"fallback" yaml:"fallback"`
}

// The steps of Unit; the first is to say the prompts.
const (
	stepTransfer Step = "transfer" // the unit's telephone rings
	stepNoAnswer Step = "no_answer"
)

// Kind returns KindUnit.
func (Unit) Kind() Kind { return KindUnit }

func (n Unit) language() Language { return n.Language }

func (n Unit) edges() []Edge { return []Edge{{Field: "fallback", To: n.Fallback}} }

func (n Unit) faults() []Fault {
	return slices.Concat(want("prompts", len(n.Prompts)), want("fallback", n.Fallback))
}

func (n Unit) says() []speech {
	out := []speech{say("prompts", n.Prompts, n.argNames()...), say("no_answer", n.NoAnswer, n.argNames()...)}
	out[0].name = n.Name
	return out
}

func (n Unit) needs() []need { return []need{{"unit", n.Unit}, {"number", n.Number}} }

func (n Unit) argNames() []string {
	if len(n.Name) == 0 {
		return nil
	}
	return []string{"dept"}
}

func (n Unit) args(t *turn) map[string]string {
	if len(n.Name) == 0 {
		return nil
	}
	return map[string]string{"dept": n.Name[t.voice()]}
}

func (n Unit) enter(t *turn) { t.play(n.Prompts, n.args(t)) }

func (n Unit) promptsEnded(t *turn) {
	if t.Step == stepNoAnswer {
		t.enter(n.Fallback)
		return
	}
	t.Step = stepTransfer
	number := n.Number
	if n.Unit == "" && number == "" {
		number = t.Input
	}
	t.do(Transfer{Unit: n.Unit, Number: number})
}

// press turns back by the keys of the menu before, until the telephone rings.
func (n Unit) press(t *turn, key string) {
	if t.Step != stepTransfer {
		t.followMenu(key)
	}
}

func (n Unit) answered(t *turn, a Answer) {
	if t.Step != stepTransfer {
		return
	}
	switch a.(type) {
	case TransferFailed, Failed:
		t.Step = stepNoAnswer
		t.sayThen(n.NoAnswer, n.args(t), n.Fallback)
	}
}
