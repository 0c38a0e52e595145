package ivr

// maxTypeAhead bounds what a caller can press before a menu is reached, so a
// flood of digits costs nothing.
const maxTypeAhead = 8

// Session is one caller's way through a flow. Its fields are exported so that
// it can be stored and restored; only its methods change them.
type Session struct {
	Flow     *Flow    `json:"-"` // stored once per version, not per caller
	Node     NodeID   `json:"node"`
	Language Language `json:"language"`
	// Keys are all keys that led somewhere, in order: "11".
	Keys string `json:"keys,omitempty"`
	// TypeAhead are keys pressed before a node could take them.
	TypeAhead string `json:"type_ahead,omitempty"`
	// Failures are the wrong keys and silences at this node.
	Failures int `json:"failures,omitempty"`
	// Playing says that the prompts of the last PlayPrompt are not over.
	Playing bool `json:"playing,omitempty"`
}

// Start enters the flow. The keys in typeAhead are known from the dialled
// number: 1234511 gives "11" and goes straight to complaints.
func Start(f *Flow, language Language, typeAhead string) (Session, []Action) {
	s := Session{Flow: f, Language: language}
	s.typeAhead(typeAhead)
	acts := s.enter(nil, f.Start)
	return s, acts
}

// Press handles one key: "0" to "9", "*" or "#". A key without a meaning counts
// as a failure only where a key is expected.
func (s *Session) Press(key string) []Action { return s.node().press(s, key) }

// PromptsEnded says that the last PlayPrompt was heard to the end.
func (s *Session) PromptsEnded() []Action {
	if !s.Playing {
		return nil
	}
	s.Playing = false
	return s.node().promptsEnded(s)
}

// InputTimedOut says that the time of the last Listen ran out.
func (s *Session) InputTimedOut() []Action {
	if s.Playing {
		return nil
	}
	return s.node().inputTimedOut(s)
}

// enter goes to a node; keys pressed ahead lead on from it without a prompt.
func (s *Session) enter(acts []Action, id NodeID) []Action {
	s.Node, s.Failures = id, 0
	n := s.node()
	if l := n.language(); l != "" {
		s.Language = l
	}
	if s.TypeAhead != "" && len(n.keys()) > 0 {
		key := s.TypeAhead[:1]
		if _, ok := n.keys()[key]; ok {
			s.TypeAhead = s.TypeAhead[1:]
			return s.follow(acts, key)
		}
		s.TypeAhead = "" // nonsense dialled behind the number: start at this menu
	}
	return n.enter(s, acts)
}

// follow takes a key that the node has.
func (s *Session) follow(acts []Action, key string) []Action {
	s.Keys += key
	return s.enter(acts, s.node().keys()[key])
}

// play begins prompts that end with PromptsEnded.
func (s *Session) play(acts []Action, prompts []string) []Action {
	s.Playing = true
	return append(acts, PlayPrompt{Prompts: resolve(prompts, s.voice())})
}

// stopPrompt returns what cuts off the prompts, if any are playing.
func (s *Session) stopPrompt() []Action {
	if !s.Playing {
		return nil
	}
	s.Playing = false
	return []Action{StopPrompt{}}
}

// typeAhead keeps keys for the next node that has keys.
func (s *Session) typeAhead(keys string) {
	s.TypeAhead += keys
	s.TypeAhead = s.TypeAhead[:min(len(s.TypeAhead), maxTypeAhead)]
}

// node returns where the caller is. A valid flow has every node that another
// names; a caller who finds a gap all the same is let go.
func (s *Session) node() Node {
	if n, ok := s.Flow.Nodes[s.Node]; ok {
		return n
	}
	return HangUpNode{}
}

// voice returns the language to speak in: Mandarin until the caller chooses.
func (s *Session) voice() Language {
	if s.Language == "" {
		return Mandarin
	}
	return s.Language
}
