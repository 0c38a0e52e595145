package ivr

// KindSay names a Say in a flow file.
const KindSay Kind = "say"

// Say plays its prompts and goes on. Without prompts it only sets the caller's
// language.
type Say struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts are in the caller's language unless the entry names one:
	// "welcome", "lang_yue@yue".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	// Next is the node that follows.
	Next NodeID `json:"next" yaml:"next"`
}

// Kind returns KindSay.
func (Say) Kind() Kind { return KindSay }

func (n Say) language() Language { return n.Language }
func (n Say) edges() []edge      { return []edge{idle("next", n.Next)} }
func (n Say) faults() []Fault    { return want("next", n.Next) }

func (n Say) enter(t *turn) {
	if len(n.Prompts) == 0 {
		t.enter(n.Next)
		return
	}
	t.play(n.Prompts, nil)
}

func (n Say) promptsEnded(t *turn) { t.enter(n.Next) }

// press keeps the key for the menu that follows: who knows the way need not wait.
// Where none follows, the keys of the menu before work.
func (n Say) press(t *turn, key string) {
	if t.Flow.menuFollows(n.Next) || !t.followMenu(key) {
		t.typeAhead(key)
	}
}

// menuFollows reports whether a caller who presses nothing comes from a node to a
// menu, by announcements alone.
func (f *Flow) menuFollows(id NodeID) bool {
	for range f.Nodes {
		say, ok := f.Nodes[id].(Say)
		if !ok {
			break
		}
		id = say.Next
	}
	n, ok := f.Nodes[id]
	return ok && n.takesKeys()
}
