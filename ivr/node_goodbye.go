package ivr

// KindGoodbye names a Goodbye in a flow file.
const KindGoodbye Kind = "goodbye"

// Goodbye ends the call when its prompts are over.
type Goodbye struct {
	base `json:"-" yaml:"-"`
	// Language, when set, becomes the caller's.
	Language Language `json:"language,omitempty" yaml:"language,omitempty"`
	// Prompts are in the caller's language unless the entry names one:
	// "goodbye", "lang_yue@yue".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
}

// Kind returns KindGoodbye.
func (Goodbye) Kind() Kind { return KindGoodbye }

func (n Goodbye) language() Language { return n.Language }
func (n Goodbye) says() []speech     { return []speech{say("prompts", n.Prompts)} }

func (n Goodbye) enter(t *turn) {
	if len(n.Prompts) == 0 {
		t.do(HangUp{})
		return
	}
	t.play(n.Prompts, nil)
}

func (Goodbye) promptsEnded(t *turn) { t.do(HangUp{}) }

// press lets a caller turn round: the keys of the menu before still work.
func (Goodbye) press(t *turn, key string) {
	if t.Playing {
		t.followMenu(key)
	}
}
