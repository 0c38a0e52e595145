package ivr_test

import (
	"os"
	"reflect"
	"testing"

	"go.yaml.in/yaml/v3"

	"hotline12345/ivr"
)

func mainFlow(t testing.TB) *ivr.Flow {
	t.Helper()
	raw, err := os.ReadFile("flows/main.yaml")
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

// queueOf presses keys from the start and says where the caller ends up.
func queueOf(t *testing.T, ahead, keys string) (string, ivr.Session) {
	t.Helper()
	s, acts := ivr.Start(mainFlow(t), "", ahead)
	for _, k := range keys {
		acts = append(acts, s.Press(string(k))...)
	}
	for _, a := range acts {
		if q, ok := a.(ivr.EnterQueue); ok {
			return q.Queue, s
		}
	}
	return "", s
}

func TestKeysOfTheSeed(t *testing.T) {
	cases := []struct {
		ahead, keys, queue string
		language           ivr.Language
	}{
		{"", "11", "complaint", ivr.Mandarin}, // S017: 12345-1-1
		{"", "15", "general", ivr.Mandarin},   // S019: fax, for now an agent
		{"", "21", "complaint", ivr.Cantonese},
		{"", "31", "complaint", ivr.English},
		{"11", "", "complaint", ivr.Mandarin}, // dialled 1234511
		{"1", "6", "business", ivr.Mandarin},
		{"", "0", "general", ""},
		{"9999", "11", "complaint", ivr.Mandarin}, // nonsense behind the number
	}
	for _, c := range cases {
		queue, s := queueOf(t, c.ahead, c.keys)
		if queue != c.queue || s.Language != c.language {
			t.Errorf("dialled %q, keys %q: queue %q in %q, want %q in %q", c.ahead, c.keys, queue, s.Language, c.queue, c.language)
		}
	}
}

func TestTwoMistakesLeadToAnAgent(t *testing.T) {
	for name, mistake := range map[string]func(*ivr.Session) []ivr.Action{
		"wrong key": func(s *ivr.Session) []ivr.Action { return s.Press("7") },
		"silence": func(s *ivr.Session) []ivr.Action {
			s.SpeechEnded()
			return s.Silence()
		},
	} {
		s, _ := ivr.Start(mainFlow(t), "", "")
		first := mistake(&s)
		if s.Queued {
			t.Errorf("%s: one mistake ended the menu", name)
		}
		if _, ok := first[len(first)-1].(ivr.Speak); !ok {
			t.Errorf("%s: the menu is not repeated: %#v", name, first)
		}
		second := mistake(&s)
		q, ok := second[len(second)-1].(ivr.EnterQueue)
		if !ok || q.Queue != "general" {
			t.Errorf("%s twice: got %#v, want an agent", name, second)
		}
	}
}

func TestBargeIn(t *testing.T) {
	s, _ := ivr.Start(mainFlow(t), "", "")
	acts := s.Press("2")
	if _, ok := acts[0].(ivr.Hush); !ok {
		t.Errorf("a key during the prompt does not cut it: %#v", acts)
	}
	speak := acts[1].(ivr.Speak)
	if want := (ivr.Prompt{ID: "menu_short", Language: ivr.Cantonese}); !reflect.DeepEqual(speak.Prompts[0], want) {
		t.Errorf("next prompt %v, want %v", speak.Prompts[0], want)
	}
}

func TestValidateFindsDeadEnds(t *testing.T) {
	f := ivr.Flow{ID: "x", Start: "a", Nodes: map[ivr.NodeID]ivr.Node{
		"a": {Keys: map[string]ivr.NodeID{"1": "gone"}},
		"b": {Next: "c"}, "c": {Next: "b"},
		"d": {},
	}}
	if err := f.Validate(); err == nil {
		t.Fatal("a flow full of holes is valid")
	}
	circle := ivr.Flow{ID: "x", Start: "b", Nodes: map[ivr.NodeID]ivr.Node{"b": {Next: "c"}, "c": {Next: "b"}}}
	if err := circle.Validate(); err == nil {
		t.Fatal("a circle without a wait is valid")
	}
}
