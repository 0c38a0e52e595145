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
func (n Say) edges() []Edge      { return []Edge{idle("next", n.Next)} }
func (n Say) faults() []Fault    { return want("next", n.Next) }
func (n Say) says() []speech     { return []speech{say("prompts", n.Prompts)} }

func (n Say) enter(t *turn) {
	t.sayThen(n.Prompts, nil, n.Next)
}

func (n Say) promptsEnded(t *turn) { t.enter(n.Next) }

// press keeps the key for the menu that follows: who knows the way need not wait.
// Where none follows, the keys of the menu before work.
func (n Say) press(t *turn, key string) { t.pressBefore(n.Next, key) }

// pressBefore takes a key that was pressed before a node which follows.
func (t *turn) pressBefore(next NodeID, key string) {
	if t.Flow.menuFollows(next) {
		t.typeAhead(key)
		return
	}
	t.followMenu(key)
}

// menuFollows reports whether a caller who presses nothing comes from a node to one
// that takes keys, by announcements alone.
func (f *Flow) menuFollows(id NodeID) bool {
	for range f.Nodes {
		switch n := f.Nodes[id].(type) {
		case Say:
			id = n.Next
		case BroadcastNode:
			id = n.Next
		case nil:
			return false
		default:
			return n.takesKeys()
		}
	}
	return false
}
