package ivr

// KindQueue names a Queue in a flow file.
const KindQueue Kind = "queue"

// Queue lets the caller wait for an agent.
type Queue struct {
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts are played while the caller waits already. They are in the
	// caller's language unless the entry names one: "to_agent", "lang_yue@yue".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// Queue names the queue: "general".
	Queue string `json:"queue" yaml:"queue"`
	// Keys lead out of the queue again; there may be none.
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
}

// Kind returns KindQueue.
func (Queue) Kind() Kind { return KindQueue }

func (n Queue) language() Language      { return n.Language }
func (n Queue) keys() map[string]NodeID { return n.Keys }
func (n Queue) edges() []edge           { return keyEdges(n.Keys) }

func (n Queue) faults() []string {
	faults := keyFaults(n.Keys)
	if n.Queue == "" {
		faults = append(faults, "queue is missing: name one, such as general")
	}
	return faults
}

func (n Queue) enter(s *Session, acts []Action) []Action {
	return append(acts, EnterQueue{Queue: n.Queue, Prompts: resolve(n.Prompts, s.voice())})
}

// promptsEnded is never asked for: the queue plays its prompts itself.
func (Queue) promptsEnded(*Session) []Action { return nil }

// press leaves the queue by one of the node's keys; other keys mean nothing here.
func (n Queue) press(s *Session, key string) []Action {
	if _, ok := n.Keys[key]; ok {
		return s.follow([]Action{LeaveQueue{}}, key)
	}
	return nil
}

// inputTimedOut does nothing: callers who wait need not press anything.
func (Queue) inputTimedOut(*Session) []Action { return nil }
