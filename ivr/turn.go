package ivr

import "maps"

// maxFailures is how many wrong keys and silences a node takes: at the second the
// caller is led on to an agent, never out of the call.
const maxFailures = 2

// turn is the handling of one input: the session that it changes, the moment at
// which it came, and what is to be done.
type turn struct {
	*Session
	moment  Moment
	acts    []Action
	entered int // nodes, to find a circle
	// room holds acts as long as they are few, as they nearly always are: it costs a call
	// no allocation of its own.
	room [4]Action
}

func (s *Session) turn(m Moment) *turn {
	t := &turn{Session: s, moment: m}
	t.acts = t.room[:0]
	return t
}

func (t *turn) do(a Action) { t.acts = append(t.acts, a) }

// lead is where a key leads, and the language that it chooses, if it does.
type lead struct {
	to       NodeID
	language Language
}

// enter goes to a node; keys pressed ahead lead on from it without a prompt.
func (t *turn) enter(id NodeID) {
	t.entered++
	n, ok := t.Flow.Nodes[id]
	if !ok || t.entered > len(t.Flow.Nodes)+maxTypeAhead-1 { // more than each once, and once a key
		t.astray()
		return
	}
	t.Node, t.Failures, t.Step = id, 0, ""
	if l := n.language(); l != "" {
		t.Language = l
	}
	if n.isMenu() {
		t.Menu = id
	}
	if t.TypeAhead != "" && n.takesKeys() {
		key := t.TypeAhead[:1]
		if to, ok := n.lead(t.Session, key); ok {
			t.TypeAhead = t.TypeAhead[1:]
			t.follow(key, to)
			return
		}
		if !n.collects() {
			t.TypeAhead = "" // nonsense dialled behind the number: start at this menu
		}
	}
	n.enter(t)
}

// astray helps a caller out of a gap or a circle, which no valid flow has: to an
// agent if there is a queue. Restricted callers are let go.
func (t *turn) astray() {
	t.Node, t.Failures, t.Step, t.TypeAhead = "", 0, "", ""
	if !t.Restricted {
		t.Node = t.Flow.anyQueue()
	}
	t.node().enter(t)
}

// follow takes a key that leads somewhere.
func (t *turn) follow(key string, to lead) {
	t.Keys += key
	if to.language != "" {
		t.Language = to.language
	}
	t.enter(to.to)
}

// followMenu takes a key of the menu behind which the caller is, and reports
// whether there is one that leads elsewhere.
func (t *turn) followMenu(key string, leave ...Action) bool {
	to, ok := t.menuLead(key)
	if !ok || to.to == t.Node {
		return false
	}
	t.TypeAhead = "" // it was for a node that the caller has passed
	t.stopPrompt()
	t.acts = append(t.acts, leave...)
	t.follow(key, to)
	return true
}

// menuLead returns where a key of the menu last reached leads.
func (s *Session) menuLead(key string) (lead, bool) {
	menu, ok := s.Flow.Nodes[s.Menu]
	if !ok {
		return lead{}, false
	}
	return menu.lead(s, key)
}

// sayThen plays prompts, or goes on at once when there are none: to what follows
// their end.
func (t *turn) sayThen(prompts []string, args map[string]string, next NodeID) {
	if len(prompts) == 0 {
		t.enter(next)
		return
	}
	t.play(prompts, args)
}

// play begins prompts that end with PromptsEnded. args fill their braces.
func (t *turn) play(prompts []string, args map[string]string) { t.say(t.prompts(prompts, args)) }

// say is play with what is said already made of the flow file's words.
func (t *turn) say(prompts []Prompt) {
	t.Playing = true
	t.do(PlayPrompt{Prompts: prompts})
}

// repeat plays prompts after a remark.
func (t *turn) repeat(remark string, prompts []string) {
	t.play(append([]string{remark}, prompts...), nil)
}

// stopPrompt cuts off the prompts, if any are playing.
func (t *turn) stopPrompt() {
	if t.Playing {
		t.Playing = false
		t.do(StopPrompt{})
	}
}

// fail says what was wrong and repeats the prompts, or gives the node up.
func (t *turn) fail(reason string, again []string, giveUp NodeID) {
	if !t.failed(giveUp) {
		t.repeat(reason, again)
	}
}

// failed counts a wrong key or a silence, and reports whether that was one too many: the
// node is given up.
func (t *turn) failed(giveUp NodeID) bool {
	t.stopPrompt()
	t.Failures++
	if t.Failures < maxFailures {
		return false
	}
	t.enter(giveUp)
	return true
}

// prompts turns prompts of a flow file into Prompts with the line's names and args.
func (t *turn) prompts(prompts []string, args map[string]string) []Prompt {
	return t.promptsIn(make([]Prompt, 0, len(prompts)), t.voice(), prompts, args)
}

// promptsIn appends prompts of a flow file that are said in a language, unless they name
// one themselves.
func (t *turn) promptsIn(out []Prompt, l Language, prompts []string, args map[string]string) []Prompt {
	for _, prompt := range prompts {
		p := resolve(prompt, l)
		p.Args = args
		own := t.Line.args(p.Language)
		if t.About != "" {
			own = with(own, aboutArg, t.About)
		}
		if own != nil {
			maps.Copy(own, args)
			p.Args = own
		}
		out = append(out, p)
	}
	return out
}
