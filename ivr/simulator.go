package ivr

import (
	"slices"
	"time"
)

// Script is what a simulated caller does and what comes of it.
type Script struct {
	// Entry is where the call comes in, "" is at the start.
	Entry Entry
	// Inputs come in the order of their times.
	Inputs []Input
	// Length is how long a prompt is spoken; nil is DefaultLength.
	Length func(Prompt) time.Duration
	// Answers says what comes of an action that is answered, and after what time; no
	// answer to a Transfer means that the unit took the call. nil is DefaultAnswers.
	Answers func(Action) (Answer, time.Duration)
}

// Input is one thing that the caller does, or that happens to them.
type Input struct {
	At     time.Duration // since the call was answered
	Key    string        // pressed
	Agent  bool          // an agent takes the call, if it waits for one
	HangUp bool          // the caller hangs up
	Answer Answer        // comes unasked: VoiceHeard
}

// Trace is the way of a simulated call.
type Trace struct {
	Steps []TraceStep
	End   End
	// Took is the length of the call until End, Heard how much of it were prompts.
	Took, Heard time.Duration
	// Session is the caller's at the end: node, language, keys.
	Session Session
	// Queue is where the caller waited last.
	Queue string
}

// TraceStep is what one input led to.
type TraceStep struct {
	At    time.Duration
	Input string // "start", "key 1", "prompts ended", "timeout", "answer", "agent", "hang up"
	Node  NodeID // where the caller is then
	// Actions are what the flow wanted done; Prompts are those which then began, and
	// Heard is how long until they ended or were cut off.
	Actions []Action
	Prompts []Prompt
	Heard   time.Duration
}

// End is how a simulated call ends.
type End string

// The ends.
const (
	EndAgent   End = "agent"   // an agent or a unit has the caller
	EndTicket  End = "ticket"  // what the caller left is a ticket
	EndGoodbye End = "goodbye" // the flow has said goodbye
	EndLost    End = "lost"    // the caller has hung up before
	EndStuck   End = "stuck"   // the caller is left in silence, or goes round for ever
)

// No call lasts longer, no flow makes more steps.
const (
	longestRun = 4 * time.Hour
	mostSteps  = 10_000
)

// DefaultLength is how long prompts are about, where nobody has measured them.
func DefaultLength(Prompt) time.Duration { return 3 * time.Second }

// DefaultAnswers are those of a day on which all works.
func DefaultAnswers(a Action) (Answer, time.Duration) {
	switch a := a.(type) {
	case Record:
		return Recorded{Ticket: sampleTicket}, a.Max
	case LookUpTicket:
		return TicketNotFound{}, time.Second
	case CallBack:
		return CallBackBooked{}, time.Second
	case ReceiveFax:
		return FaxReceived{Ticket: sampleTicket}, time.Minute
	default:
		return nil, 0
	}
}

// Run leads a caller through a flow by the same Session as live calls.
func Run(f *Flow, a Arrival, m Moment, s Script) Trace {
	if s.Length == nil {
		s.Length = DefaultLength
	}
	if s.Answers == nil {
		s.Answers = DefaultAnswers
	}
	if s.Entry != "" {
		entered := *f
		entered.Start, f = f.Entries[s.Entry], &entered
	}
	if s.Entry == EntryRevisit && a.About == "" {
		a.About = sampleTicket
	}
	r := run{script: s, moment: m, start: m.At, prompts: never, timeout: never, answerAt: never}
	var acts []Action
	r.Session, acts = Start(f, a, m)
	r.carryOut("start", acts)
	for r.End == "" {
		r.next()
	}
	r.stopSound()
	r.Took = r.now
	return r.Trace
}

// sampleTicket is what simulated citizens are called about.
const sampleTicket = "202611290001"

// never is later than all that happens.
const never = 1<<63 - 1

// run is a simulated call in progress.
type run struct {
	Trace
	script Script
	moment Moment
	start  time.Time
	now    time.Duration

	prompts  time.Duration // when they end
	spoken   time.Duration // since when they are spoken
	speaking int           // the step that began them
	timeout  time.Duration // of the last Listen
	answer   Answer        // that is to come
	answerAt time.Duration
	queued   bool
	message  bool // is being recorded
	ticket   bool // was made
}

// next lets the next thing happen.
func (r *run) next() {
	input := time.Duration(never)
	if len(r.script.Inputs) > 0 {
		input = max(r.now, r.script.Inputs[0].At)
	}
	at := min(input, r.prompts, r.timeout, r.answerAt)
	switch {
	case at == never && r.queued:
		r.End = EndAgent // the caller waits, and an agent comes in the end
	case at > longestRun || len(r.Steps) > mostSteps:
		r.End = EndStuck
	default:
		r.now = at
		r.moment.At = r.start.Add(at)
		r.happen(at, input)
	}
}

func (r *run) happen(at, input time.Duration) {
	switch at {
	case input:
		in := r.script.Inputs[0]
		r.script.Inputs = r.script.Inputs[1:]
		r.take(in)
	case r.prompts:
		r.stopSound()
		if !r.queued {
			r.carryOut("prompts ended", r.Session.PromptsEnded(r.moment))
		}
	case r.timeout:
		r.timeout = never
		r.carryOut("timeout", r.Session.InputTimedOut(r.moment))
	default:
		answer := r.answer
		r.answer, r.answerAt = nil, never
		r.answered(answer)
	}
}

// take handles one input of the script.
func (r *run) take(in Input) {
	switch {
	case in.HangUp:
		r.step("hang up", nil)
		if r.End = EndLost; r.ticket || r.message {
			r.End = EndTicket
		}
	case in.Agent:
		if r.queued {
			r.step("agent", nil)
			r.End = EndAgent
		}
	case in.Answer != nil:
		r.carryOut("answer", r.Session.Answered(r.moment, in.Answer))
	default:
		r.timeout = never
		r.carryOut("key "+in.Key, r.Session.Press(r.moment, in.Key))
	}
}

func (r *run) answered(a Answer) {
	switch a.(type) {
	case nil: // a unit has the caller
		r.End = EndAgent
		return
	case Recorded, FaxReceived:
		r.message, r.ticket = false, true
	}
	r.carryOut("answer", r.Session.Answered(r.moment, a))
}

func (r *run) step(input string, acts []Action) {
	r.Steps = append(r.Steps, TraceStep{At: r.now, Input: input, Node: r.Session.Node, Actions: slices.Clone(acts)})
}

// carryOut does what the flow wants done, as the engine does.
func (r *run) carryOut(input string, acts []Action) {
	r.step(input, acts)
	for _, a := range acts {
		switch a := a.(type) {
		case PlayPrompt:
			r.speak(a.Prompts)
		case StopPrompt:
			r.stopSound()
		case Listen:
			r.timeout = r.now + a.For
		case EnterQueue:
			r.queued, r.Queue = true, a.Queue
			r.speak(a.Prompts)
		case LeaveQueue:
			r.queued = false
			r.stopSound()
		case HangUp:
			if r.End = EndGoodbye; r.ticket {
				r.End = EndTicket
			}
			return
		case StopRecording:
			r.answerAt = r.now
		default:
			r.ask(a)
		}
	}
}

// ask begins an action that is answered.
func (r *run) ask(a Action) {
	if _, ok := a.(Rate); ok {
		return
	}
	_, r.message = a.(Record)
	answer, after := r.script.Answers(a)
	r.answer, r.answerAt = answer, r.now+after
}

func (r *run) speak(prompts []Prompt) {
	length := time.Duration(0)
	for _, p := range prompts {
		length += r.script.Length(p)
	}
	r.spoken, r.prompts, r.speaking = r.now, r.now+length, len(r.Steps)-1
	r.Steps[r.speaking].Prompts = prompts
}

// stopSound ends the prompts, and counts what was heard of them.
func (r *run) stopSound() {
	if r.prompts != never {
		heard := r.now - r.spoken
		r.Heard += heard
		r.Steps[r.speaking].Heard = heard
		r.prompts = never
	}
}
