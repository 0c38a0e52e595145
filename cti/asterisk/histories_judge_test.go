package asterisk_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"hotline12345/cti"
)

// history is what happened in the world, in the order of its own clock.
type history struct {
	mu    sync.Mutex
	clock int64
	ops   []porcupine.Operation
}

// fact is one thing that happened. One with an agent is a fact of the call and of the
// agent.
type fact struct {
	kind  factKind
	call  cti.CallID
	agent cti.AgentID
}

type factKind string

const (
	arrived factKind = "arrived" // from the first ring to its first row
	joined  factKind = "joined"  // the agent's headset to the call
	left    factKind = "left"    // the headset is off it, or the gateway was killed
	ended   factKind = "ended"   // from the hang-up to the row that says so
	found   factKind = "found"   // what is known of it when all is over
)

// outcome is what is known of a call when all is over.
type outcome struct {
	rows     int  // with its id, by arrival: more than one is a call or number given twice
	ended    bool // the row says so
	returned bool // to the dialplan's fallback
}

func (h *history) now() int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.clock++
	return h.clock
}

// add adds a fact that began at a time and is over now.
func (h *history) add(begun int64, f fact, output any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.clock++
	if begun == 0 {
		begun = h.clock
	}
	h.ops = append(h.ops, porcupine.Operation{Input: f, Call: begun, Output: output, Return: h.clock})
}

// Parts of the history: of a call, and of an agent.
type (
	callState  struct{ stage, agent string }
	agentState struct{ call cti.CallID }
)

// judged is the history of one call or agent.
type judged struct {
	fact
	ofAgent bool
}

// hotlineModel says what may happen to a call and to an agent, one fact after another: a
// call arrives once, is with one agent at a time while it lives, ends once and has one
// row; an agent is in one call at a time.
var hotlineModel = porcupine.Model{
	Partition: func(ops []porcupine.Operation) (parts [][]porcupine.Operation) {
		index := map[string]int{}
		put := func(key string, op porcupine.Operation) {
			i, known := index[key]
			if !known {
				i = len(parts)
				index[key] = i
				parts = append(parts, nil)
			}
			parts[i] = append(parts[i], op)
		}
		for _, op := range ops {
			f := op.Input.(fact)
			op.Input = judged{fact: f}
			put("call "+string(f.call), op)
			if f.agent != "" {
				op.Input = judged{fact: f, ofAgent: true}
				put("agent "+string(f.agent), op)
			}
		}
		return parts
	},
	Init: func() any { return nil },
	Step: func(state, input, output any) (bool, any) {
		in := input.(judged)
		if in.ofAgent {
			s, _ := state.(agentState)
			return stepAgent(s, in.fact)
		}
		s, _ := state.(callState)
		return stepCall(s, in.fact, output)
	},
	DescribeOperation: func(input, output any) string { return fmt.Sprint(input, output) },
}

func stepAgent(s agentState, f fact) (bool, any) {
	if f.kind == joined {
		return s.call == "", agentState{f.call}
	}
	return s.call == f.call, agentState{}
}

func stepCall(s callState, f fact, output any) (bool, any) {
	switch f.kind {
	case arrived:
		return s.stage == "", callState{stage: "live"}
	case joined:
		return s.stage == "live" && s.agent == "", callState{s.stage, string(f.agent)}
	case left:
		return s.agent == string(f.agent), callState{stage: s.stage}
	case ended:
		return s.stage == "live", callState{"over", s.agent}
	default:
		o := output.(outcome)
		one := s.stage == "over" && o.rows == 1 && o.ended
		return s.agent == "" && (one || o.returned && o.rows <= 1), s
	}
}

// count counts facts of a kind.
func (h *history) count(kind factKind) (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, op := range h.ops {
		if op.Input.(fact).kind == kind {
			n++
		}
	}
	return n
}

// judge fails the test when the history breaks a rule.
func (h *history) judge(t *testing.T) {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if got := porcupine.CheckOperationsTimeout(hotlineModel, h.ops, time.Minute); got == porcupine.Ok {
		return
	}
	for _, part := range hotlineModel.Partition(h.ops) {
		whole := hotlineModel
		whole.Partition = nil
		if porcupine.CheckOperationsTimeout(whole, part, time.Minute) == porcupine.Ok {
			continue
		}
		text := ""
		for _, op := range part {
			text += fmt.Sprintf("\n  %d-%d %+v %+v", op.Call, op.Return, op.Input, op.Output)
		}
		t.Errorf("no order of these facts keeps the rules:%s", text)
	}
}

// TestTheJudge knows a bad history from a good one.
func TestTheJudge(t *testing.T) {
	t.Parallel()
	good := outcome{rows: 1, ended: true}
	a, b := cti.AgentID("A"), cti.AgentID("B")
	type entry struct {
		f      fact
		output any
	}
	call := func(k factKind, id cti.CallID, agent cti.AgentID) entry { return entry{fact{k, id, agent}, nil} }
	end := func(id cti.CallID, o outcome) entry { return entry{fact{found, id, ""}, o} }
	for name, c := range map[string]struct {
		facts []entry
		want  bool
	}{
		"a talk":                {[]entry{call(arrived, "1", ""), call(joined, "1", a), call(ended, "1", ""), call(left, "1", a), end("1", good)}, true},
		"the fallback":          {[]entry{end("1", outcome{returned: true})}, true},
		"lost":                  {[]entry{call(arrived, "1", ""), end("1", outcome{rows: 1})}, false},
		"never known":           {[]entry{end("1", outcome{})}, false},
		"ended twice":           {[]entry{call(arrived, "1", ""), call(ended, "1", ""), call(ended, "1", ""), end("1", good)}, false},
		"two rows":              {[]entry{call(arrived, "1", ""), call(ended, "1", ""), end("1", outcome{rows: 2, ended: true})}, false},
		"two agents":            {[]entry{call(arrived, "1", ""), call(joined, "1", a), call(joined, "1", b)}, false},
		"two talks of an agent": {[]entry{call(arrived, "1", ""), call(arrived, "2", ""), call(joined, "1", a), call(joined, "2", a)}, false},
		"a talk with nobody":    {[]entry{call(arrived, "1", ""), call(ended, "1", ""), call(joined, "1", a)}, false},
		"never left":            {[]entry{call(arrived, "1", ""), call(joined, "1", a), call(ended, "1", ""), end("1", good)}, false},
	} {
		h := &history{}
		for _, e := range c.facts {
			h.add(0, e.f, e.output)
		}
		if got := porcupine.CheckOperations(hotlineModel, h.ops); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
