package ivr

// maxTypeAhead bounds what a caller can press before a menu is reached, so a
// flood of digits costs nothing.
const maxTypeAhead = 8

// Session is one caller's way through a flow. Its fields are exported so that
// it can be stored and restored; only its methods change them.
type Session struct {
	Flow *Flow `json:"-"` // stored once per version, not per caller
	// Line is the number that was called, nil if nothing is known of it.
	Line     *Line    `json:"line,omitempty"`
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
	// Menu is the menu last reached: its keys work for a caller who waits behind it.
	Menu NodeID `json:"menu,omitempty"`
	// Step is how far the caller is within the node, where a node has several.
	Step Step `json:"step,omitempty"`
	// Input are the digits of a number that is being keyed in, or was at last.
	Input string `json:"input,omitempty"`
	// Ticket is the reference number while its PIN is keyed in.
	Ticket string `json:"ticket,omitempty"`
	// About is the reference number of the ticket that we have called the citizen about; it
	// fills {{.digits}}.
	About string `json:"about,omitempty"`
	// Restricted is the Arrival's.
	Restricted bool `json:"restricted,omitempty"`
}

// Step names a part of what a node does, such as "pin".
type Step string

// Start enters the flow.
func Start(f *Flow, a Arrival, m Moment) (Session, []Action) {
	s := Session{Flow: f, Restricted: a.Restricted, About: a.About}
	if !a.Line.IsZero() {
		s.Line = &a.Line
	}
	if a.Language != "" && s.Line.offers(a.Language) && f.offers(a.Language) {
		s.Language = a.Language
	}
	s.typeAhead(a.Keys)
	t := s.turn(m)
	t.enter(f.Start)
	return s, t.acts
}

// Press handles one key: "0" to "9", "*" or "#"; "A" to "D" mean nothing anywhere.
// A key without a meaning counts as a failure only where a key is expected.
func (s *Session) Press(m Moment, key string) []Action {
	t := s.turn(m)
	t.node().press(t, key)
	return t.acts
}

// PromptsEnded says that the last PlayPrompt was heard to the end.
func (s *Session) PromptsEnded(m Moment) []Action {
	if !s.Playing {
		return nil
	}
	s.Playing = false
	t := s.turn(m)
	t.node().promptsEnded(t)
	return t.acts
}

// InputTimedOut says that the time of the last Listen ran out.
func (s *Session) InputTimedOut(m Moment) []Action {
	if s.Playing {
		return nil
	}
	t := s.turn(m)
	t.node().inputTimedOut(t)
	return t.acts
}

// Answered says what came of an action that is answered. What no node waits for
// changes nothing.
func (s *Session) Answered(m Moment, a Answer) []Action {
	t := s.turn(m)
	t.node().answered(t, a)
	return t.acts
}

// Enter goes on at one of the flow's entries, in the caller's language: to the
// survey after a talk. It returns nil if the flow has no such entry.
func (s *Session) Enter(m Moment, entry Entry) []Action {
	if s.Flow == nil || s.Flow.Entries[entry] == "" {
		return nil
	}
	s.TypeAhead, s.Menu = "", "" // the menus are behind the caller
	t := s.turn(m)
	t.stopPrompt()
	t.enter(s.Flow.Entries[entry])
	return t.acts
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
	return Goodbye{}
}

// voice returns the language to speak in: Mandarin until the caller chooses, or
// the first that the line speaks.
func (s *Session) voice() Language {
	switch {
	case s.Language != "":
		return s.Language
	case s.Line.offers(Mandarin):
		return Mandarin
	default:
		return s.Line.Languages[0]
	}
}
