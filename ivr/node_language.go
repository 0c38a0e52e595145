package ivr

import (
	"cmp"
	"slices"
	"time"
)

// KindLanguage names a LanguageMenu in a flow file.
const KindLanguage Kind = "language"

// LanguageMenu asks for the caller's language, each choice in its own voice (S033).
// The language of the caller's last call is the default: it is spoken first, and who
// presses nothing goes on in it. Choices that the line has switched off are not
// offered; where one is left, nobody is asked.
type LanguageMenu struct {
	base `json:"-" yaml:"-"`
	// Prompts come before the choices, in the default language: "welcome_short".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// Choices are the languages in the order in which they are spoken.
	Choices []Choice `json:"choices" yaml:"choices"`
	// Next follows when a language is chosen.
	Next NodeID `json:"next" yaml:"next"`
	// Keys lead elsewhere, without a choice: to an agent.
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
	// InputTimeout is how long to wait for a key after the prompts.
	InputTimeout time.Duration `json:"input_timeout" yaml:"input_timeout"`
	// Fallback is where two wrong keys or, without a default, two silences lead: an
	// agent.
	Fallback NodeID `json:"fallback" yaml:"fallback"`
	// Direct is where ModeDirect leads at once, "" is Fallback.
	Direct NodeID `json:"direct,omitempty" yaml:"direct,omitempty"`
}

// Choice is a language that a key chooses.
type Choice struct {
	Key      string   `json:"key" yaml:"key"`
	Language Language `json:"language" yaml:"language"`
	// Prompts are in that language: "lang_yue".
	Prompts []string `json:"prompts" yaml:"prompts"`
}

// Kind returns KindLanguage.
func (LanguageMenu) Kind() Kind { return KindLanguage }

// language returns "": the menu itself chooses none.
func (LanguageMenu) language() Language { return "" }
func (LanguageMenu) isMenu() bool       { return true }
func (LanguageMenu) takesKeys() bool    { return true }

func (n LanguageMenu) lead(s *Session, key string) (lead, bool) {
	for _, c := range n.Choices {
		if c.Key == key && s.Line.offers(c.Language) {
			return lead{to: n.Next, language: c.Language}, true
		}
	}
	return leadOf(n.Keys, key)
}

func (n LanguageMenu) edges() []Edge {
	var out []Edge
	for _, c := range n.Choices {
		out = append(out, Edge{Field: "choices", Key: c.Key, To: n.Next})
	}
	return append(append(out, keyEdges(n.Keys)...), idle("next", n.Next), idle("fallback", n.Fallback), idle("direct", n.Direct))
}

func (n LanguageMenu) faults() []Fault {
	out := slices.Concat(want("choices", len(n.Choices)), want("next", n.Next), keyFaults(n.Keys),
		want("input_timeout", n.InputTimeout), want("fallback", n.Fallback))
	taken := map[string]bool{}
	for key := range n.Keys {
		taken[key] = true
	}
	for _, c := range n.Choices {
		out = append(out, c.faults(taken)...)
		taken[c.Key] = true
	}
	return out
}

func (c Choice) faults(taken map[string]bool) []Fault {
	var out []Fault
	add := func(missing bool, code FaultCode) {
		if missing {
			out = append(out, Fault{Field: "choices", Key: c.Key, Code: code})
		}
	}
	add(!validKey(c.Key), FaultNotAKey)
	add(taken[c.Key], FaultKeyTwice)
	add(c.Language == "", FaultNoLanguage)
	add(len(c.Prompts) == 0, FaultUnspoken)
	return out
}

func (n LanguageMenu) says() []speech {
	out := []speech{say("prompts", n.Prompts), remarks}
	for _, c := range n.Choices {
		out = append(out, speech{field: "choices", prompts: c.Prompts, language: c.Language})
	}
	return out
}

func (n LanguageMenu) enter(t *turn) {
	offered := n.offered(t)
	if len(offered) == 1 {
		t.Language = offered[0].Language
	}
	switch {
	case t.Line.mode() == ModeDirect:
		t.enter(cmp.Or(n.Direct, n.Fallback))
	case len(offered) > 1:
		n.ask(t, offered)
	default: // nothing to ask
		t.sayThen(n.Prompts, nil, n.Next)
	}
}

// offered returns the choices that the line has switched on, the caller's language
// first.
func (n LanguageMenu) offered(t *turn) []Choice {
	out := make([]Choice, 0, len(n.Choices))
	for _, c := range n.Choices {
		switch {
		case !t.Line.offers(c.Language):
		case c.Language == t.Language:
			out = slices.Insert(out, 0, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// hasDefault reports whether the caller's language is known and offered.
func (n LanguageMenu) hasDefault(t *turn) bool {
	return slices.ContainsFunc(n.offered(t), func(c Choice) bool { return c.Language == t.Language })
}

// ask says what the menu says, each choice in its own voice; a remark comes first.
func (n LanguageMenu) ask(t *turn, offered []Choice, remark ...string) {
	said := make([]Prompt, 0, 6) // a remark, the greeting, a choice for each language: room for most
	said = t.promptsIn(said, t.voice(), remark, nil)
	said = t.promptsIn(said, t.voice(), n.Prompts, nil)
	for _, c := range offered {
		said = t.promptsIn(said, c.Language, c.Prompts, nil)
	}
	t.say(said)
}

// fail says what was wrong and asks again, or gives the menu up.
func (n LanguageMenu) fail(t *turn, reason string) {
	if !t.failed(n.Fallback) {
		n.ask(t, n.offered(t), reason)
	}
}

func (n LanguageMenu) promptsEnded(t *turn) {
	if len(n.offered(t)) > 1 {
		t.do(Listen{For: n.InputTimeout})
		return
	}
	t.enter(n.Next)
}

func (n LanguageMenu) press(t *turn, key string) {
	to, ok := n.lead(t.Session, key)
	switch {
	case ok:
		t.stopPrompt()
		t.follow(key, to)
	case len(n.offered(t)) > 1:
		n.fail(t, "invalid")
	default: // the greeting alone plays: the key is for what follows
		t.typeAhead(key)
	}
}

func (n LanguageMenu) inputTimedOut(t *turn) {
	if n.hasDefault(t) {
		t.enter(n.Next)
		return
	}
	n.fail(t, "timeout")
}
