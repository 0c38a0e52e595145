package ivr_test

import (
	"reflect"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"hotline12345/ivr"
)

// now is a working hour, without a broadcast.
var now = ivr.Moment{At: time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 8*60*60))}

func mainFlow(t testing.TB) *ivr.Flow {
	t.Helper()
	raw, err := ivr.Flows.ReadFile("flows/main.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var f ivr.Flow
	if err := yaml.Unmarshal(raw, &f); err != nil {
		t.Fatal(err)
	}
	if err := f.Validate(); err != nil {
		t.Fatal(err)
	}
	return &f
}

// start enters a flow of the given nodes at the node "start".
func start(nodes ivr.Nodes, typeAhead string) (ivr.Session, []ivr.Action) {
	return ivr.Start(&ivr.Flow{ID: "test", Start: "start", Nodes: nodes}, ivr.Arrival{Keys: typeAhead}, now)
}

func wantActions(t *testing.T, what string, got []ivr.Action, want ...ivr.Action) {
	t.Helper()
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Errorf("%s: actions %#v, want %#v", what, got, want)
	}
}

// play is the action that plays prompts in one language.
func play(l ivr.Language, ids ...string) ivr.Action {
	return ivr.PlayPrompt{Prompts: prompts(l, ids...)}
}

func prompts(l ivr.Language, ids ...string) []ivr.Prompt {
	out := []ivr.Prompt{}
	for _, id := range ids {
		out = append(out, ivr.Prompt{ID: id, Language: l})
	}
	return out
}

// queueOf presses keys from the start and returns where the caller ends up.
func queueOf(t *testing.T, typeAhead, keys string) (string, ivr.Session) {
	t.Helper()
	s, acts := ivr.Start(mainFlow(t), ivr.Arrival{Keys: typeAhead}, now)
	for _, k := range keys {
		acts = append(acts, s.Press(now, string(k))...)
	}
	for _, a := range acts {
		if q, ok := a.(ivr.EnterQueue); ok {
			return q.Queue, s
		}
	}
	return "", s
}

func TestKeysOfTheSeed(t *testing.T) {
	t.Parallel()
	cases := []struct {
		typeAhead, keys, queue string
		language               ivr.Language
		pressed                string
	}{
		{"", "11", "complaint", ivr.Mandarin, "11"}, // S017: 12345-1-1
		{"", "15", "general", ivr.Mandarin, "15"},   // S019: fax, for now an agent
		{"", "123", "consult", ivr.Mandarin, "123"}, // a topic of enquiries
		{"", "21", "complaint", ivr.Cantonese, "21"},
		{"", "31", "complaint", ivr.English, "31"},
		{"11", "", "complaint", ivr.Mandarin, "11"}, // dialled 1234511
		{"1", "6", "business", ivr.Mandarin, "16"},
		{"", "0", "general", "", "0"},
		{"9999", "11", "complaint", ivr.Mandarin, "999911"}, // 9 says the menu again
		{"8", "11", "complaint", ivr.Mandarin, "11"},        // nonsense behind the number
	}
	for _, c := range cases {
		queue, s := queueOf(t, c.typeAhead, c.keys)
		if queue != c.queue || s.Language != c.language || s.Keys != c.pressed {
			t.Errorf("dialled %q, keys %q: queue %q in %q by %q, want %q in %q by %q",
				c.typeAhead, c.keys, queue, s.Language, s.Keys, c.queue, c.language, c.pressed)
		}
	}
}

func TestTypeAheadIsBounded(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{
		"start": ivr.Say{Prompts: []string{"welcome"}, Next: "menu"},
		"menu":  ivr.Menu{Keys: map[string]ivr.NodeID{"1": "menu"}, InputTimeout: time.Second, Fallback: "menu"},
	}
	s, _ := start(nodes, "1111111")
	s.Press(now, "1")
	s.Press(now, "1") // the ninth
	if s.TypeAhead != "11111111" {
		t.Errorf("kept %q, want eight keys", s.TypeAhead)
	}
	wantActions(t, "after the welcome", s.PromptsEnded(now), ivr.Listen{For: time.Second})
	if s.Keys != "11111111" || s.TypeAhead != "" {
		t.Errorf("keys %q, kept %q: all eight lead on", s.Keys, s.TypeAhead)
	}
}

func TestNonsenseAheadIsDroppedAtTheFirstMenu(t *testing.T) {
	t.Parallel()
	s, acts := ivr.Start(mainFlow(t), ivr.Arrival{Keys: "141"}, now)
	if s.Node != "suggestion" || s.TypeAhead != "1" {
		t.Errorf("dialled 141: at %s with %q kept", s.Node, s.TypeAhead)
	}
	wantActions(t, "dialled 141", acts, ivr.EnterQueue{Queue: "general", Prompts: prompts(ivr.Mandarin, "to_agent")})
	s, _ = ivr.Start(mainFlow(t), ivr.Arrival{Keys: "811"}, now)
	if s.Node != "language" || s.TypeAhead != "" {
		t.Errorf("dialled 811: at %s with %q kept, want the first menu and nothing", s.Node, s.TypeAhead)
	}
}

func TestInputsOutOfTurnChangeNothing(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{"start": ivr.Menu{
		Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "start"}, InputTimeout: time.Second, Fallback: "start",
	}}
	s, _ := start(nodes, "")
	before := s
	wantActions(t, "a time that ran out while the prompts play", s.InputTimedOut(now))
	if s != before {
		t.Errorf("it changed the session to %+v", s)
	}
	s.PromptsEnded(now)
	before = s
	wantActions(t, "a second end of the same prompts", s.PromptsEnded(now))
	if s != before {
		t.Errorf("it changed the session to %+v", s)
	}
}

// TestOutOfAGapOrACircleToAnAgent: no valid flow has one; a caller who comes into it
// all the same is not left in silence.
func TestOutOfAGapOrACircleToAnAgent(t *testing.T) {
	t.Parallel()
	_, acts := start(ivr.Nodes{"start": ivr.Say{Next: "gone"}}, "")
	wantActions(t, "a gap without a queue", acts, ivr.HangUp{})
	nodes := ivr.Nodes{"start": ivr.Say{Next: "gone"}, "b": line, "c": ivr.Queue{Queue: "other"}}
	s, acts := start(nodes, "12")
	wantActions(t, "a gap", acts, agent(ivr.Mandarin))
	if s.Node != "b" || s.TypeAhead != "" {
		t.Errorf("session %+v", s)
	}
	nodes["start"], nodes["round"] = ivr.Say{Next: "round"}, ivr.Say{Next: "start"}
	s, acts = start(nodes, "")
	wantActions(t, "a circle", acts, agent(ivr.Mandarin))
	if s.Node != "b" {
		t.Errorf("session %+v", s)
	}
	long := ivr.Nodes{"start": ivr.Say{Next: "2"}, "2": ivr.Say{Next: "3"}, "3": ivr.Say{Next: "line"}, "line": line, "a": ivr.Queue{Queue: "wrong"}}
	_, acts = start(long, "")
	wantActions(t, "a long way is no circle", acts, agent(ivr.Mandarin))
	// All nodes, and a key each time: the longest way that is none.
	longest := ivr.Nodes{
		"start": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"9": "start", "1": "2"}, InputTimeout: 1, Fallback: "line"},
		"2":     ivr.Say{Next: "3"}, "3": ivr.Say{Next: "line"}, "line": line, "a": ivr.Queue{Queue: "wrong"},
	}
	delete(longest, "a")
	s, acts = start(longest, "99999991")
	wantActions(t, "the longest way", acts, agent(ivr.Mandarin))
	if s.Node != "line" || s.Keys != "99999991" {
		t.Errorf("session %+v", s)
	}
	again := ivr.Nodes{"start": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"9": "start"}, InputTimeout: 1, Fallback: "line"}, "line": line}
	s, acts = start(again, "99999999")
	wantActions(t, "a menu eight times over", acts, play(ivr.Mandarin, "menu"))
	if s.Keys != "99999999" {
		t.Errorf("session %+v", s)
	}

	var stored ivr.Session // of a flow that had the node
	stored.Flow, stored.Node, stored.Playing = &ivr.Flow{Nodes: ivr.Nodes{}}, "gone", true
	wantActions(t, "a node that is gone", stored.PromptsEnded(now), ivr.HangUp{})
}
func TestACallerMayComeWithALanguage(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "test", Start: "bye", Nodes: ivr.Nodes{"bye": ivr.Goodbye{Prompts: []string{"goodbye", "welcome@zh"}}}}
	_, acts := ivr.Start(&f, ivr.Arrival{Language: ivr.English}, now)
	want := ivr.PlayPrompt{Prompts: []ivr.Prompt{{ID: "goodbye", Language: ivr.English}, {ID: "welcome", Language: ivr.Mandarin}}}
	wantActions(t, "in English", acts, want)
}
