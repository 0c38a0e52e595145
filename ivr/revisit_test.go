package ivr_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"hotline12345/ivr"
)

func revisitFlow(t *testing.T) *ivr.Flow {
	t.Helper()
	raw, err := os.ReadFile("flows/revisit.yaml")
	if err != nil {
		t.Fatal(err)
	}
	f, err := readYAML(string(raw))
	if err != nil {
		t.Fatal(err)
	}
	return &f
}

// ratings are the answers of a simulated call: "contacted=1/2".
func ratings(trace ivr.Trace) (list []string) {
	for _, s := range trace.Steps {
		for _, a := range s.Actions {
			if r, ok := a.(ivr.Rate); ok {
				list = append(list, fmt.Sprintf("%s=%d/%d", r.Question, r.Score, r.Of))
			}
		}
	}
	return list
}

// TestTheThreeQuestionsOfARevisit: what a citizen presses, what is noted, how it ends.
func TestTheThreeQuestionsOfARevisit(t *testing.T) {
	t.Parallel()
	f := revisitFlow(t)
	for keys, want := range map[string][]string{
		"":      nil, // a voicemail
		"123":   {"contacted=1/2", "solved=2/3", "satisfied=3/5"},
		"235":   {"contacted=2/2", "solved=3/3", "satisfied=5/5"},
		"9123":  {"contacted=1/2", "solved=2/3", "satisfied=3/5"},
		"991":   nil, // a child with the telephone
		"1":     {"contacted=1/2"},
		"11":    {"contacted=1/2", "solved=1/3"},
		"*1#22": {"contacted=1/2", "solved=2/3", "satisfied=2/5"},
	} {
		at, script := 14*time.Second, ivr.Script{Entry: ivr.EntryRevisit}
		for _, key := range keys {
			script.Inputs = append(script.Inputs, ivr.Input{At: at, Key: string(key)})
			at += 5 * time.Second
		}
		script.Length = func(ivr.Prompt) time.Duration { return 4 * time.Second }
		trace := ivr.Run(f, ivr.Arrival{Language: ivr.Cantonese}, now, script)
		if got := ratings(trace); !slices.Equal(got, want) || trace.End != ivr.EndGoodbye {
			t.Errorf("%q: %q, ends %s, want %q\n%s", keys, got, trace.End, want, wayOf(trace))
		}
		if trace.Took > 2*time.Minute {
			t.Errorf("%q: takes %v", keys, trace.Took)
		}
	}
	trace := ivr.Run(f, ivr.Arrival{}, now, ivr.Script{Entry: ivr.EntryRevisit, Inputs: []ivr.Input{{At: 30 * time.Second, HangUp: true}}})
	if first := trace.Steps[0].Prompts; first[0].ID != "revisit_open" || first[0].Args["digits"] == "" {
		t.Errorf("the citizen hears %+v first, want the number of the ticket", first)
	}
}

// TestTheTicketOfASimulatedRevisit is a sample, unless one is given; who calls by themselves has none,
// also in a flow for revisits.
func TestTheTicketOfASimulatedRevisit(t *testing.T) {
	t.Parallel()
	digits := func(f *ivr.Flow, a ivr.Arrival, entry ivr.Entry) string {
		return ivr.Run(f, a, now, ivr.Script{Entry: entry}).Steps[0].Prompts[0].Args["digits"]
	}
	f := revisitFlow(t)
	if got := digits(f, ivr.Arrival{}, ivr.EntryRevisit); got != "202611290001" {
		t.Errorf("the sample is %q", got)
	}
	if got := digits(f, ivr.Arrival{About: "261123000001"}, ivr.EntryRevisit); got != "261123000001" {
		t.Errorf("the given one is %q", got)
	}
	for name, f := range map[string]*ivr.Flow{"a menu": fullFlow(t), "the flow": f} {
		if got := digits(f, ivr.Arrival{}, ""); got != "" {
			t.Errorf("%s says %q to who calls by themselves", name, got)
		}
	}
}

// TestKeyZeroOfARevisitReachesAnAgent at every moment, and no revisit ends in silence.
func TestKeyZeroOfARevisitReachesAnAgent(t *testing.T) {
	t.Parallel()
	f := revisitFlow(t)
	plain := ivr.Run(f, ivr.Arrival{}, now, ivr.Script{Entry: ivr.EntryRevisit})
	last := plain.Steps[len(plain.Steps)-2].At // there the goodbye begins
	for at := time.Duration(0); at < last; at += 500 * time.Millisecond {
		trace := ivr.Run(f, ivr.Arrival{}, now, ivr.Script{Entry: ivr.EntryRevisit, Inputs: []ivr.Input{{At: at, Key: "0"}}})
		if trace.End != ivr.EndAgent || trace.Queue != "general" {
			t.Errorf("0 after %v ends %s\n%s", at, trace.End, wayOf(trace))
		}
	}
	for seed := range uint64(1000) {
		w := randomWalk(rand.New(rand.NewPCG(seed, 1)))
		w.script.Entry = ivr.EntryRevisit
		trace := ivr.Run(f, w.arrival, w.moment, w.script)
		if trace.End != ivr.EndAgent && trace.End != ivr.EndGoodbye || trace.Heard == 0 {
			t.Fatalf("walk %d ends %s\n%s", seed, trace.End, wayOf(trace))
		}
	}
}

// TestWhereTheTicketsNumberMayBeSaid: only where no other call comes.
func TestWhereTheTicketsNumberMayBeSaid(t *testing.T) {
	t.Parallel()
	c := ivr.Context{Languages: []ivr.Language{"zh"}, Prompts: map[ivr.Language]map[string][]string{"zh": {"open": {"digits"}, "bye": nil}}}
	flow := func(start ivr.NodeID, entries map[ivr.Entry]ivr.NodeID) *ivr.Flow {
		return &ivr.Flow{ID: "f", Start: start, Entries: entries, Nodes: ivr.Nodes{
			"open": ivr.Say{Prompts: []string{"open"}, Next: "bye"}, "bye": ivr.Goodbye{Prompts: []string{"bye"}},
		}}
	}
	for name, one := range map[string]struct {
		flow *ivr.Flow
		want int
	}{
		"a flow of revisits":        {flow("open", map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "open"}), 0},
		"beside a menu":             {flow("bye", map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "open"}), 0},
		"where callers come":        {flow("open", map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "bye"}), 1},
		"without an entry":          {flow("open", nil), 1},
		"where talks end, too":      {flow("bye", map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "open", ivr.EntrySurvey: "open"}), 1},
		"where a menu leads to it":  {flow("open", map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "open", ivr.EntrySurvey: "bye"}), 0},
		"where only talks may come": {flow("bye", map[ivr.Entry]ivr.NodeID{ivr.EntrySurvey: "open"}), 1},
	} {
		if got := one.flow.Faults(c).Errors(); len(got) != one.want {
			t.Errorf("%s: %d faults, want %d: %v", name, len(got), one.want, got)
		}
	}
}
