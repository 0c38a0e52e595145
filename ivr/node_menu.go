package ivr

import "time"

// KindMenu names a Menu in a flow file.
const KindMenu Kind = "menu"

// maxFailures is how many wrong keys and silences a menu takes: at the second
// the caller is led to Menu.Fallback, which ends the menu, never the call.
const maxFailures = 2

// Menu plays its prompts and waits for one of its keys.
type Menu struct {
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts are in the caller's language unless the entry names one:
	// "welcome", "lang_yue@yue".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// Keys lead on; they work while the prompts still play (barge-in).
	Keys map[string]NodeID `json:"keys" yaml:"keys"`
	// InputTimeout is how long to wait for a key after the prompts; "4s" in
	// YAML, nanoseconds in JSON.
	InputTimeout time.Duration `json:"input_timeout" yaml:"input_timeout"`
	// Fallback is where two wrong keys or two silences lead: an agent.
	Fallback NodeID `json:"fallback" yaml:"fallback"`
}

// Kind returns KindMenu.
func (Menu) Kind() Kind { return KindMenu }

func (n Menu) language() Language      { return n.Language }
func (n Menu) keys() map[string]NodeID { return n.Keys }

func (n Menu) edges() []edge {
	return append(keyEdges(n.Keys), edge{name: "fallback", to: n.Fallback})
}

func (n Menu) faults() []string {
	faults := keyFaults(n.Keys)
	if len(n.Keys) == 0 {
		faults = append(faults, "keys are missing: name at least one, or make this an announcement")
	}
	if n.InputTimeout <= 0 {
		faults = append(faults, "input_timeout is missing: say how long to wait for a key, such as 5s")
	}
	if n.Fallback == "" {
		faults = append(faults, "fallback is missing: name the node for callers who press nothing, such as an agent's queue")
	}
	return faults
}

func (n Menu) enter(s *Session, acts []Action) []Action {
	if len(n.Prompts) == 0 {
		return append(acts, n.listen())
	}
	return s.play(acts, n.Prompts)
}

func (n Menu) promptsEnded(*Session) []Action { return []Action{n.listen()} }

func (n Menu) listen() Action { return Listen{For: n.InputTimeout} }

func (n Menu) press(s *Session, key string) []Action {
	if _, ok := n.Keys[key]; ok {
		return s.follow(s.stopPrompt(), key)
	}
	return n.fail(s, "invalid")
}

func (n Menu) inputTimedOut(s *Session) []Action { return n.fail(s, "timeout") }

// fail says what was wrong and repeats the menu, or gives it up.
func (n Menu) fail(s *Session, reason string) []Action {
	acts := s.stopPrompt()
	s.Failures++
	if s.Failures >= maxFailures {
		return s.enter(acts, n.Fallback)
	}
	return s.play(acts, append([]string{reason}, n.Prompts...))
}
