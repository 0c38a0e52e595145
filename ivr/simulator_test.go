package ivr_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/ivr"
)

// seconds is a time of a script.
func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// pressed are keys, the first after one second, one a second.
func pressed(keys string) []ivr.Input {
	var out []ivr.Input
	for i, key := range keys {
		out = append(out, ivr.Input{At: seconds(float64(i + 1)), Key: string(key)})
	}
	return out
}

// run simulates a call in the nodes; prompts take 3 s.
func run(nodes ivr.Nodes, inputs ...ivr.Input) ivr.Trace {
	f := ivr.Flow{ID: "f", Start: "start", Nodes: nodes}
	return ivr.Run(&f, ivr.Arrival{}, now, ivr.Script{Inputs: inputs})
}

// wantTrace checks a trace: "0 start start, 3 prompts ended start" and so on.
func wantTrace(t *testing.T, trace ivr.Trace, end ivr.End, took, heard time.Duration, steps string) {
	t.Helper()
	var got []string
	for _, s := range trace.Steps {
		got = append(got, s.At.String()+" "+s.Input+" "+string(s.Node))
	}
	if all := strings.Join(got, ", "); all != steps {
		t.Errorf("steps\n%s, want\n%s", all, steps)
	}
	if trace.End != end || trace.Took != took || trace.Heard != heard {
		t.Errorf("it ends with %s after %v, %v of them prompts; want %s, %v, %v", trace.End, trace.Took, trace.Heard, end, took, heard)
	}
}

func TestASilentCallerIsSimulated(t *testing.T) {
	t.Parallel()
	trace := run(tree())
	// The menu 3 s, 4 s of silence, the remark and the menu 6 s, 4 s, an agent: 3 s.
	wantTrace(t, trace, ivr.EndAgent, seconds(20), seconds(12),
		"0s start start, 3s prompts ended start, 7s timeout start, 13s prompts ended start, 17s timeout line")
	if trace.Queue != "general" || trace.Session.Node != "line" {
		t.Errorf("queue %s, session %+v", trace.Queue, trace.Session)
	}
	want := []time.Duration{seconds(3), 0, seconds(6), 0, seconds(3)}
	for i, step := range trace.Steps {
		if step.Heard != want[i] || (len(step.Prompts) > 0) != (want[i] > 0) {
			t.Errorf("step %d: %v of %v are heard, want %v", i, step.Heard, step.Prompts, want[i])
		}
	}
	if p := trace.Steps[2].Prompts; len(p) != 2 || p[0].ID != "timeout" {
		t.Errorf("the remark is %v", p)
	}
	wantActions(t, "the start of the trace", trace.Steps[0].Actions, play(ivr.Mandarin, "menu"))
	wantActions(t, "the end of the trace", trace.Steps[4].Actions, agent(ivr.Mandarin))
}

// TestAMenuWithoutPromptsIsSimulated: nothing that is not spoken comes to its end, and
// what was spoken in a queue ends with it.
func TestAMenuWithoutPromptsIsSimulated(t *testing.T) {
	t.Parallel()
	mute := ivr.Menu{Keys: map[string]ivr.NodeID{"1": "queue"}, InputTimeout: 4 * time.Second, Fallback: "bye"}
	queue := ivr.Queue{Prompts: []string{"wait"}, Queue: "q"}
	trace := run(ivr.Nodes{"start": mute, "queue": queue, "bye": ivr.Goodbye{}})
	if len(trace.Steps) < 2 || trace.Steps[1].Input != "timeout" {
		t.Errorf("steps\n%s", wayOf(trace))
	}
	queue.Keys = map[string]ivr.NodeID{"*": "start"}
	trace = run(ivr.Nodes{"start": mute, "queue": queue, "bye": ivr.Goodbye{}},
		ivr.Input{At: seconds(1), Key: "1"}, ivr.Input{At: seconds(2), Key: "*"}, ivr.Input{At: seconds(5), HangUp: true})
	wantTrace(t, trace, ivr.EndLost, seconds(5), seconds(1), "0s start start, 1s key 1 queue, 2s key * start, 5s hang up start")
}

func TestKeysAreSimulated(t *testing.T) {
	t.Parallel()
	// The menu is cut off after 1 s, the queue's prompts after 1 s, the agent comes in the third.
	inputs := append(pressed("10"), ivr.Input{At: seconds(4), Agent: true})
	trace := run(tree(), inputs...)
	wantTrace(t, trace, ivr.EndAgent, seconds(4), seconds(4), "0s start start, 1s key 1 complaint, 2s key 0 line, 4s agent line")
	if trace.Session.Keys != "10" {
		t.Errorf("keys %q", trace.Session.Keys)
	}
	// Nobody waits for an agent in the menu.
	trace = run(tree(), ivr.Input{At: seconds(1), Agent: true}, ivr.Input{At: seconds(2), Key: "#"})
	wantTrace(t, trace, ivr.EndGoodbye, seconds(5), seconds(5), "0s start start, 2s key # bye, 5s prompts ended bye")
	// Who leaves a queue waits for no agent.
	trace = run(tree(), ivr.Input{At: seconds(1), Key: "1"}, ivr.Input{At: seconds(2), Key: "5"}, ivr.Input{At: seconds(3), Agent: true})
	if trace.End != ivr.EndGoodbye || len(trace.Steps) != 4 {
		t.Errorf("it ends with %s\n%s", trace.End, wayOf(trace))
	}
}

func TestAKeyEndsTheWaitForOne(t *testing.T) {
	t.Parallel()
	trace := run(tree(), ivr.Input{At: seconds(6.9), Key: "8"}, ivr.Input{At: seconds(14), HangUp: true})
	wantTrace(t, trace, ivr.EndLost, seconds(14), seconds(9), "0s start start, 3s prompts ended start, 6.9s key 8 start, 12.9s prompts ended start, 14s hang up start")
}

func TestACallerHangsUp(t *testing.T) {
	t.Parallel()
	hangUp := func(at float64) ivr.Input { return ivr.Input{At: seconds(at), HangUp: true} }
	wantTrace(t, run(tree(), hangUp(2)), ivr.EndLost, seconds(2), seconds(2), "0s start start, 2s hang up start")
	box := ivr.Nodes{"start": messageBox(), "line": line, "bye": bye}
	wantTrace(t, run(box, hangUp(2)), ivr.EndLost, seconds(2), seconds(2), "0s start start, 2s hang up start")
	// What is said is a ticket also if the caller just hangs up: during the message, or after it.
	wantTrace(t, run(box, hangUp(5)), ivr.EndTicket, seconds(5), seconds(3), "0s start start, 3s prompts ended start, 5s hang up start")
	end := ivr.Input{At: seconds(4), Key: "#"}
	wantTrace(t, run(box, end, hangUp(5)), ivr.EndTicket, seconds(5), seconds(4),
		"0s start start, 3s prompts ended start, 4s key # start, 4s answer start, 5s hang up start")
}

func TestAMessageIsSimulated(t *testing.T) {
	t.Parallel()
	box := ivr.Nodes{"start": messageBox(), "line": line, "bye": bye}
	wantTrace(t, run(box), ivr.EndTicket, seconds(3+180+3+3), seconds(9),
		"0s start start, 3s prompts ended start, 3m3s answer start, 3m6s prompts ended bye, 3m9s prompts ended bye")
	// A fax is one too.
	wantTrace(t, run(ivr.Nodes{"start": fax(), "line": line, "bye": bye}), ivr.EndTicket, seconds(66), seconds(6),
		"0s start start, 3s prompts ended start, 1m3s answer bye, 1m6s prompts ended bye")
}

// TestTheAnswersOfADayOnWhichAllWorks.
func TestTheAnswersOfADayOnWhichAllWorks(t *testing.T) {
	t.Parallel()
	wantTrace(t, run(ivr.Nodes{"start": labour(), "line": line}), ivr.EndAgent, seconds(3), seconds(3), "0s start start, 3s prompts ended start")
	wantTrace(t, run(ivr.Nodes{"start": callBack(), "line": line, "bye": bye}, pressed("123456#")...), ivr.EndGoodbye, seconds(14), seconds(7),
		"0s start start, 1s key 1 start, 2s key 2 start, 3s key 3 start, 4s key 4 start, 5s key 5 start, 6s key 6 start, 7s key # start, "+
			"8s answer start, 11s prompts ended bye, 14s prompts ended bye")
	found := run(ivr.Nodes{"start": ticketProgress(), "line": line, "bye": bye}, pressed("1A1234")...)
	if slices.ContainsFunc(found.Steps, func(s ivr.TraceStep) bool { return s.Input == "answer" }) {
		t.Errorf("a number that is not ended is looked up\n%s", wayOf(found))
	}
	trace := run(ivr.Nodes{"start": survey(), "bye": bye}, pressed("2")...)
	wantTrace(t, trace, ivr.EndGoodbye, seconds(7), seconds(7), "0s start start, 1s key 2 start, 4s prompts ended bye, 7s prompts ended bye")
	if answer, _ := ivr.DefaultAnswers(ivr.ReceiveFax{}); answer != (ivr.FaxReceived{Ticket: "202611290001"}) {
		t.Errorf("a fax: %+v", answer)
	}
	if answer, after := ivr.DefaultAnswers(ivr.LookUpTicket{}); answer != (ivr.TicketNotFound{}) || after != time.Second {
		t.Errorf("a ticket that is looked up: %+v after %v", answer, after)
	}
}

// TestAScriptSaysWhatComesOfActions, and how long prompts are.
func TestAScriptSaysWhatComesOfActions(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "start", Nodes: ivr.Nodes{"start": labour(), "line": line}}
	trace := ivr.Run(&f, ivr.Arrival{Language: ivr.Mandarin}, now, ivr.Script{
		Length:  func(p ivr.Prompt) time.Duration { return time.Duration(len(p.ID)) * time.Second },
		Answers: func(ivr.Action) (ivr.Answer, time.Duration) { return ivr.TransferFailed{}, time.Minute },
	})
	wantTrace(t, trace, ivr.EndAgent, seconds(8+60+9+8), seconds(8+9+8),
		"0s start start, 8s prompts ended start, 1m8s answer start, 1m17s prompts ended line")

	heard := run(silence(), ivr.Input{At: seconds(1), Answer: ivr.VoiceHeard{}}, ivr.Input{At: seconds(2), Agent: true})
	wantTrace(t, heard, ivr.EndAgent, seconds(2), seconds(2), "0s start start, 1s answer line, 2s agent line")
}

func TestAnEntryIsSimulated(t *testing.T) {
	t.Parallel()
	trace := ivr.Run(fullFlow(t), ivr.Arrival{}, now, ivr.Script{Entry: ivr.EntrySurvey, Inputs: pressed("4")})
	wantTrace(t, trace, ivr.EndGoodbye, seconds(7), seconds(7), "0s start rate, 1s key 4 rate, 4s prompts ended goodbye, 7s prompts ended goodbye")
	if again := ivr.Run(fullFlow(t), ivr.Arrival{}, now, ivr.Script{}); again.Steps[0].Node != "language" {
		t.Errorf("without an entry the call begins at %s", again.Steps[0].Node)
	}
}

// TestTheClockOfASimulationGoesOn: hours end while the caller listens.
func TestTheClockOfASimulationGoesOn(t *testing.T) {
	t.Parallel()
	nodes := hoursNodes()
	nodes["hours"], nodes["start"] = nodes["start"], ivr.Say{Prompts: []string{"welcome"}, Next: "hours"}
	f := ivr.Flow{ID: "f", Start: "start", Nodes: nodes}
	m := at(23, 17, 29)
	for late, node := range map[time.Duration]ivr.NodeID{56 * time.Second: "line", 57 * time.Second: "hours"} {
		from := m
		from.At = m.At.Add(late)
		if trace := ivr.Run(&f, ivr.Arrival{}, from, ivr.Script{}); trace.Steps[1].Node != node {
			t.Errorf("%v after 17:29, a welcome of 3 s leads to %s, want %s", late, trace.Steps[1].Node, node)
		}
	}
}

// TestWhoIsStuckIsFound: a simulation ends whatever the flow is like.
func TestWhoIsStuckIsFound(t *testing.T) {
	t.Parallel()
	loop := ivr.Nodes{"start": ivr.Say{Prompts: []string{"a"}, Next: "start"}}
	if trace := run(loop); trace.End != ivr.EndStuck || trace.Took > 4*time.Hour {
		t.Errorf("a circle ends with %s after %v", trace.End, trace.Took)
	}
	four := ivr.Script{Length: func(ivr.Prompt) time.Duration { return 4 * time.Hour }}
	if trace := ivr.Run(&ivr.Flow{ID: "f", Start: "bye", Nodes: ivr.Nodes{"bye": bye}}, ivr.Arrival{}, now, four); trace.End != ivr.EndGoodbye {
		t.Errorf("four hours of goodbye end with %s", trace.End)
	}
	f := ivr.Flow{ID: "f", Start: "start", Nodes: loop}
	fast := ivr.Script{Length: func(ivr.Prompt) time.Duration { return 0 }}
	if trace := ivr.Run(&f, ivr.Arrival{}, now, fast); trace.End != ivr.EndStuck || len(trace.Steps) != 10_001 {
		t.Errorf("a fast circle ends with %s after %d steps", trace.End, len(trace.Steps))
	}
	// A menu whose key led nowhere would wait for ever.
	silent := ivr.Nodes{"start": ivr.Menu{Prompts: []string{"a"}, Keys: map[string]ivr.NodeID{"1": "box"}, InputTimeout: 1, Fallback: "box"}, "box": messageBox()}
	never := ivr.Script{
		Inputs:  pressed("1"),
		Answers: func(ivr.Action) (ivr.Answer, time.Duration) { return ivr.VoiceHeard{}, time.Second },
	}
	g := ivr.Flow{ID: "g", Start: "start", Nodes: silent}
	if trace := ivr.Run(&g, ivr.Arrival{}, now, never); trace.End != ivr.EndStuck {
		t.Errorf("an action without its answer ends with %s", trace.End)
	}
}
