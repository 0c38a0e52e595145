package ivr

// KindAnnouncement names an Announcement in a flow file.
const KindAnnouncement Kind = "announcement"

// Announcement plays its prompts and goes on to the next node. Without prompts
// it only sets the language.
type Announcement struct {
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts are in the caller's language unless the entry names one:
	// "welcome", "lang_yue@yue".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// Next is taken when the prompts are over.
	Next NodeID `json:"next" yaml:"next"`
}

// Kind returns KindAnnouncement.
func (Announcement) Kind() Kind { return KindAnnouncement }

func (n Announcement) language() Language    { return n.Language }
func (Announcement) keys() map[string]NodeID { return nil }

func (n Announcement) edges() []edge {
	return []edge{{name: "next", to: n.Next, automatic: true}}
}

func (n Announcement) faults() []string {
	if n.Next == "" {
		return []string{"next is missing: name the node that follows, or make this a hang_up"}
	}
	return nil
}

func (n Announcement) enter(s *Session, acts []Action) []Action {
	if len(n.Prompts) == 0 {
		return s.enter(acts, n.Next)
	}
	return s.play(acts, n.Prompts)
}

func (n Announcement) promptsEnded(s *Session) []Action { return s.enter(nil, n.Next) }

// press keeps the key for the next menu: who knows the way need not wait.
func (Announcement) press(s *Session, key string) []Action {
	s.typeAhead(key)
	return nil
}

func (Announcement) inputTimedOut(*Session) []Action { return nil }
