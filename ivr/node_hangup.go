package ivr

// KindHangUp names a HangUpNode in a flow file.
const KindHangUp Kind = "hang_up"

// HangUpNode ends the call when its prompts are over.
type HangUpNode struct {
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts are in the caller's language unless the entry names one:
	// "goodbye", "lang_yue@yue".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
}

// Kind returns KindHangUp.
func (HangUpNode) Kind() Kind { return KindHangUp }

func (n HangUpNode) language() Language    { return n.Language }
func (HangUpNode) keys() map[string]NodeID { return nil }
func (HangUpNode) edges() []edge           { return nil }
func (HangUpNode) faults() []string        { return nil }

func (n HangUpNode) enter(s *Session, acts []Action) []Action {
	if len(n.Prompts) == 0 {
		return append(acts, HangUp{})
	}
	return s.play(acts, n.Prompts)
}

func (HangUpNode) promptsEnded(*Session) []Action { return []Action{HangUp{}} }

// press does nothing: no menu follows that could take the key.
func (HangUpNode) press(*Session, string) []Action { return nil }

func (HangUpNode) inputTimedOut(*Session) []Action { return nil }
