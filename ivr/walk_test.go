package ivr_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"hotline12345/ivr"
)

// fullFlow is the full tree, with every kind of node.
func fullFlow(t testing.TB) *ivr.Flow {
	t.Helper()
	raw, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := readYAML(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	return &f
}

// allKeys are those of a telephone, A to D among them.
var allKeys = strings.Split("0123456789*#ABCD", "")

// office is open on weekdays, 9:00 to 17:00.
var office = ivr.Schedule{Week: map[time.Weekday][]ivr.Hours{
	1: {{From: "09:00", To: "17:00"}}, 2: {{From: "09:00", To: "17:00"}}, 3: {{From: "09:00", To: "17:00"}},
	4: {{From: "09:00", To: "17:00"}}, 5: {{From: "09:00", To: "17:00"}},
}}

// day is open by day, every day; in the night a message is taken.
var day = ivr.Schedule{Week: map[time.Weekday][]ivr.Hours{
	0: {{From: "08:00", To: "23:00"}}, 1: {{From: "08:00", To: "23:00"}}, 2: {{From: "08:00", To: "23:00"}}, 3: {{From: "08:00", To: "23:00"}},
	4: {{From: "08:00", To: "23:00"}}, 5: {{From: "08:00", To: "23:00"}}, 6: {{From: "08:00", To: "23:00"}},
}}

// walk is a caller who presses any keys at any moment.
type walk struct {
	arrival ivr.Arrival
	moment  ivr.Moment
	script  ivr.Script
}

func randomWalk(r *rand.Rand) walk {
	w := walk{
		arrival: ivr.Arrival{
			Line:       ivr.Line{Mode: pick(r, "", ivr.ModeDirect, ivr.ModeShort, ivr.ModeFull)},
			Language:   pick(r, "", ivr.Mandarin, ivr.Cantonese, ivr.English, "nan"),
			Restricted: r.IntN(10) == 0,
			Keys:       randomKeys(r, r.IntN(4)),
		},
		moment: ivr.Moment{
			At:         now.At.Add(time.Duration(r.IntN(7*24)) * time.Hour),
			Schedules:  map[string]ivr.Schedule{"office": office, "business": office, "night": pick(r, office, ivr.Schedule{}, day)},
			CallerEnds: pick(r, "", "8000"),
		},
	}
	w.arrival.Line.Languages = pick(r, nil, []ivr.Language{ivr.English}, []ivr.Language{ivr.Mandarin, ivr.Cantonese})
	if r.IntN(3) == 0 {
		w.moment.Broadcasts = map[string]ivr.Broadcast{"typhoon": {}}
	}
	keys := pick(r, "", "", "712333#", "712315#", "13202611290001#1234")
	for range r.IntN(25) {
		keys += pick(r, allKeys...)
	}
	at := time.Duration(0)
	for _, key := range keys {
		at += time.Duration(r.IntN(4000)) * time.Millisecond
		w.script.Inputs = append(w.script.Inputs, ivr.Input{At: at, Key: string(key)})
	}
	w.script.Answers = func(a ivr.Action) (ivr.Answer, time.Duration) { return randomAnswer(r, a) }
	return w
}

// randomAnswer lets anything come of an action that can.
func randomAnswer(r *rand.Rand, a ivr.Action) (ivr.Answer, time.Duration) {
	after := time.Duration(r.IntN(3000)) * time.Millisecond
	switch a.(type) {
	case ivr.Record:
		return pick[ivr.Answer](r, ivr.Recorded{Ticket: "202611290001"}, ivr.Recorded{}, ivr.Failed{}), after
	case ivr.LookUpTicket:
		found := ivr.TicketFound{Status: "handled", Due: "2026-12-01", Days: 2}
		return pick[ivr.Answer](r, found, ivr.TicketNotFound{}, ivr.TicketLocked{}, ivr.Failed{}), after
	case ivr.Transfer:
		return pick[ivr.Answer](r, nil, ivr.TransferFailed{}, ivr.Failed{}), after
	case ivr.CallBack:
		return pick[ivr.Answer](r, ivr.CallBackBooked{}, ivr.Failed{}), after
	default:
		return pick[ivr.Answer](r, ivr.FaxReceived{}, ivr.Failed{}), after
	}
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

func randomKeys(r *rand.Rand, n int) string {
	var keys strings.Builder
	for range n {
		keys.WriteString(pick(r, allKeys[:12]...))
	}
	return keys.String()
}

// TestNobodyIsLeftInSilence: 10,000 callers who press any keys at any moment come to
// an agent, a ticket or a goodbye.
func TestNobodyIsLeftInSilence(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		flow  *ivr.Flow
		walks uint64
	}{"the full tree": {fullFlow(t), 10_000}, "the shipped flow": {mainFlow(t), 4_000}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			nobodyIsLeft(t, c.flow, c.walks)
		})
	}
}

func nobodyIsLeft(t *testing.T, flow *ivr.Flow, walks uint64) {
	t.Helper()
	ends, visited := map[ivr.End]int{}, map[ivr.NodeID]bool{}
	for seed := range walks {
		w := randomWalk(rand.New(rand.NewPCG(seed, 0)))
		trace := ivr.Run(flow, w.arrival, w.moment, w.script)
		ends[trace.End]++
		for _, step := range trace.Steps {
			visited[step.Node] = true
		}
		if fault := wrongEnd(w, trace); fault != "" {
			t.Fatalf("walk %d: %s\n%s", seed, fault, wayOf(trace))
		}
	}
	for _, end := range []ivr.End{ivr.EndAgent, ivr.EndTicket, ivr.EndGoodbye} {
		if ends[end] < 100 {
			t.Errorf("%d walks end with %s: the walks do not reach everything, %v", ends[end], end, ends)
		}
	}
	for id := range flow.Nodes {
		if !visited[id] && !entered[id] {
			t.Errorf("no walk comes to %s", id)
		}
	}
}

// entered are the nodes that only a talk or a revisit leads to, and those in which nobody rests.
var entered = map[ivr.NodeID]bool{"night": true, "unrecorded": true, "rate": true, "contacted": true, "solved": true, "satisfied": true, "nobody": true}

func wrongEnd(w walk, trace ivr.Trace) string {
	switch {
	case trace.End != ivr.EndAgent && trace.End != ivr.EndTicket && trace.End != ivr.EndGoodbye:
		return "it ends " + string(trace.End)
	case w.arrival.Restricted && trace.End == ivr.EndAgent:
		return "a restricted caller has an agent"
	case trace.Heard == 0:
		return "the caller hears nothing"
	default:
		return ""
	}
}

func wayOf(trace ivr.Trace) string {
	var out strings.Builder
	for _, s := range trace.Steps {
		fmt.Fprintf(&out, "%6.1f s %-14s %-12s %v\n", s.At.Seconds(), s.Input, s.Node, s.Actions)
	}
	return out.String()
}

// TestEveryKeyAtEveryNode: at each node of both trees, while its prompts play and
// after them, no key crashes or leaves the caller in silence.
func TestEveryKeyAtEveryNode(t *testing.T) {
	t.Parallel()
	for name, flow := range map[string]*ivr.Flow{"the full tree": fullFlow(t), "the shipped flow": mainFlow(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			everyKey(t, flow)
		})
	}
}

func everyKey(t *testing.T, flow *ivr.Flow) {
	t.Helper()
	for id := range flow.Nodes {
		for _, key := range allKeys {
			for _, at := range []time.Duration{0, 100 * time.Millisecond, 10 * time.Second, 30 * time.Second} {
				from := *flow
				from.Start = id
				m := now
				m.Broadcasts = map[string]ivr.Broadcast{"typhoon": {}}
				trace := ivr.Run(&from, ivr.Arrival{}, m, ivr.Script{Inputs: []ivr.Input{{At: at, Key: key}}})
				if trace.End != ivr.EndAgent && trace.End != ivr.EndTicket && trace.End != ivr.EndGoodbye {
					t.Errorf("key %s after %v at %s ends %s\n%s", key, at, id, trace.End, wayOf(trace))
				}
			}
		}
	}
}

// TestNobodyReachesAnAgentAtNight: where night mode is on, every way through the shipped flow
// ends with a message or a goodbye (M64).
func TestNobodyReachesAnAgentAtNight(t *testing.T) {
	t.Parallel()
	flow := mainFlow(t)
	for seed := range uint64(2_000) {
		w := randomWalk(rand.New(rand.NewPCG(seed, 1)))
		w.moment.Schedules["night"] = day
		w.moment.At = time.Date(2026, 11, 29, 23, 30, 0, 0, w.moment.At.Location())
		trace := ivr.Run(flow, w.arrival, w.moment, w.script)
		if trace.End != ivr.EndTicket && trace.End != ivr.EndGoodbye {
			t.Fatalf("walk %d ends %s\n%s", seed, trace.End, wayOf(trace))
		}
	}
}

// TestCallersInAMenuOf500Nodes: a tree of 500 menus has no faults, and who walks through it
// by any keys comes to an agent.
func TestCallersInAMenuOf500Nodes(t *testing.T) {
	t.Parallel()
	const menus = 499
	f := &ivr.Flow{ID: "wide", Version: "1", Start: "m0", Nodes: ivr.Nodes{"line": ivr.Queue{Queue: "general", Prompts: []string{"to_agent"}}}}
	for i := range menus {
		keys := map[string]ivr.NodeID{"0": "line", "*": "m0"}
		for k := 1; k <= 9; k++ {
			if child := 9*i + k; child < menus {
				keys[fmt.Sprint(k)] = ivr.NodeID(fmt.Sprintf("m%d", child))
			}
		}
		f.Nodes[ivr.NodeID(fmt.Sprintf("m%d", i))] = ivr.Menu{Prompts: []string{"menu_short"}, Keys: keys, InputTimeout: time.Second, Fallback: "line"}
	}
	if err := f.Validate(); err != nil || len(f.Nodes) != 500 {
		t.Fatalf("%d nodes with faults: %v", len(f.Nodes), err)
	}
	deep := 0
	for seed := range uint64(500) {
		w := randomWalk(rand.New(rand.NewPCG(seed, 500)))
		w.arrival.Line.Mode = ""
		trace := ivr.Run(f, w.arrival, w.moment, w.script)
		if trace.End != ivr.EndAgent {
			t.Fatalf("walk %d ends %s\n%s", seed, trace.End, wayOf(trace))
		}
		for _, step := range trace.Steps {
			if len(step.Node) == len("m100") {
				deep++
			}
		}
	}
	if deep < 100 {
		t.Errorf("the walks come to %d nodes deep in the tree", deep)
	}
}
