package ivr

import "strings"

// Mistakes allowed at one node before the caller is led to Node.Otherwise: a
// second wrong key or a second silence is the end of the menu, never of the call.
const maxMistakes = 2

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
	// Ahead are keys pressed before a node could take them.
	Ahead    string `json:"ahead,omitempty"`
	Mistakes int    `json:"mistakes,omitempty"`
	Speaking bool   `json:"speaking,omitempty"`
	Queued   bool   `json:"queued,omitempty"`
}

// Start enters the flow. Ahead are keys known from the dialled number: 1234511
// gives "11" and goes straight to complaints.
func Start(f *Flow, language Language, ahead string) (Session, []Action) {
	s := Session{Flow: f, Language: language, Ahead: limit(ahead)}
	return s, s.enter(nil, f.Start)
}

// Press handles one key. Keys without a meaning count as mistakes only where a
// key is expected.
func (s *Session) Press(key string) []Action {
	node := s.node()
	if to, ok := node.Keys[key]; ok {
		var acts []Action
		if s.Speaking {
			acts = append(acts, Hush{})
		}
		if s.Queued {
			acts = append(acts, LeaveQueue{})
		}
		s.Speaking, s.Queued = false, false
		s.Keys += key
		return s.enter(acts, to)
	}
	if s.Queued {
		return nil
	}
	if len(node.Keys) == 0 {
		s.Ahead = limit(s.Ahead + key)
		return nil
	}
	return s.mistake("invalid")
}

// SpeechEnded says that the last Speak was heard to the end.
func (s *Session) SpeechEnded() []Action {
	if !s.Speaking {
		return nil
	}
	s.Speaking = false
	return s.after(nil)
}

// Silence says that the time of the last Listen ran out.
func (s *Session) Silence() []Action {
	if s.Speaking || s.Queued || len(s.node().Keys) == 0 {
		return nil
	}
	return s.mistake("timeout")
}

func (s *Session) mistake(prompt string) []Action {
	s.Mistakes++
	node := s.node()
	var acts []Action
	if s.Speaking {
		acts = append(acts, Hush{})
	}
	if s.Mistakes >= maxMistakes && node.Otherwise != "" {
		return s.enter(acts, node.Otherwise)
	}
	return s.speak(acts, append([]Prompt{{ID: prompt, Language: s.voice()}}, s.prompts(node)...))
}

// enter goes to a node; keys pressed ahead are used up without speaking.
func (s *Session) enter(acts []Action, id NodeID) []Action {
	for {
		s.Node, s.Mistakes = id, 0
		node := s.node()
		if node.Language != "" {
			s.Language = node.Language
		}
		if s.Ahead == "" || len(node.Keys) == 0 {
			break
		}
		key := s.Ahead[:1]
		to, ok := node.Keys[key]
		if !ok {
			s.Ahead = "" // nonsense dialled behind the number: start at this menu
			break
		}
		s.Ahead, s.Keys, id = s.Ahead[1:], s.Keys+key, to
	}
	node := s.node()
	if node.Queue != "" {
		s.Queued = true
		return append(acts, EnterQueue{Queue: node.Queue, Say: s.prompts(node)})
	}
	if len(node.Say) > 0 {
		return s.speak(acts, s.prompts(node))
	}
	return s.after(acts)
}

func (s *Session) speak(acts []Action, prompts []Prompt) []Action {
	s.Speaking = true
	return append(acts, Speak{Prompts: prompts})
}

// after is what a node does when nothing is left to say.
func (s *Session) after(acts []Action) []Action {
	node := s.node()
	switch {
	case len(node.Keys) > 0:
		return append(acts, Listen{For: node.Patience})
	case node.Next != "":
		return s.enter(acts, node.Next)
	default:
		return append(acts, HangUp{})
	}
}

func (s *Session) node() Node { return s.Flow.Nodes[s.Node] }

// prompts resolves "id" and "id@language".
func (s *Session) prompts(n Node) []Prompt {
	out := make([]Prompt, 0, len(n.Say))
	for _, say := range n.Say {
		id, language, ok := strings.Cut(say, "@")
		if !ok {
			language = string(s.voice())
		}
		out = append(out, Prompt{ID: id, Language: Language(language)})
	}
	return out
}

// voice is the language to speak in: Mandarin until the caller chooses.
func (s *Session) voice() Language {
	if s.Language == "" {
		return Mandarin
	}
	return s.Language
}

func limit(keys string) string {
	if len(keys) > maxTypeAhead {
		return keys[:maxTypeAhead]
	}
	return keys
}
