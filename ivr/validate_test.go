package ivr_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/ivr"
)

// sound is a flow with every kind of node and no fault.
func sound() ivr.Nodes {
	return ivr.Nodes{
		"start": ivr.Say{Prompts: []string{"welcome"}, Next: "menu"},
		"menu": ivr.Menu{
			Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"0": "line", "9": "menu", "*": "start", "#": "bye"},
			InputTimeout: time.Nanosecond, Fallback: "line",
		},
		"line": ivr.Queue{Queue: "general", Keys: map[string]ivr.NodeID{"1": "menu"}},
		"bye":  ivr.Goodbye{Prompts: []string{"goodbye"}},
	}
}

func TestASoundFlowIsValid(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "start", Nodes: sound()}
	if err := f.Validate(); err != nil {
		t.Error(err)
	}
}

func TestFaultsSayWhereAndWhatToDo(t *testing.T) {
	t.Parallel()
	keys := func(key string, to ivr.NodeID) map[string]ivr.NodeID { return map[string]ivr.NodeID{key: to} }
	const keyFault = `is not on a telephone: use one of 0 to 9, * and #`
	for _, c := range []struct {
		node ivr.Node
		want string
	}{
		{ivr.Say{}, "next is missing: name the node that follows, or make this a goodbye"},
		{ivr.Say{Next: "gone"}, "next leads to gone, which does not exist: add that node, or name another"},
		{ivr.Say{Next: "x"}, "goes round in a circle: let one of its nodes wait for a key, enter a queue or hang up"},
		{ivr.Menu{InputTimeout: 1, Fallback: "bye"}, "keys are missing: name at least one, or make this a say"},
		{ivr.Menu{Keys: keys("1", "bye"), Fallback: "bye"}, "input_timeout is missing: say how long to wait for a key, such as 5s"},
		{ivr.Menu{Keys: keys("1", "bye"), InputTimeout: 1},
			"fallback is missing: name the node for callers who press nothing, such as an agent's queue"},
		{ivr.Menu{Keys: keys("1", "bye"), InputTimeout: 1, Fallback: "gone"},
			"fallback leads to gone, which does not exist: add that node, or name another"},
		{ivr.Menu{Keys: keys("1", "gone"), InputTimeout: 1, Fallback: "bye"},
			"key 1 leads to gone, which does not exist: add that node, or name another"},
		{ivr.Menu{Keys: keys("1", ""), InputTimeout: 1, Fallback: "bye"}, "key 1 leads nowhere: name its node"},
		{ivr.Menu{Keys: keys("/", "bye"), InputTimeout: 1, Fallback: "bye"}, `key "/" ` + keyFault},
		{ivr.Menu{Keys: keys(":", "bye"), InputTimeout: 1, Fallback: "bye"}, `key ":" ` + keyFault},
		{ivr.Menu{Keys: keys("12", "bye"), InputTimeout: 1, Fallback: "bye"}, `key "12" ` + keyFault},
		{ivr.Menu{Keys: keys("", "bye"), InputTimeout: 1, Fallback: "bye"}, `key "" ` + keyFault},
		{ivr.Queue{}, "queue is missing: name one, such as general"},
		{ivr.Queue{Queue: "general", Keys: keys("1", "gone")}, "key 1 leads to gone, which does not exist: add that node, or name another"},
		{ivr.Queue{Queue: "general", Keys: keys("A", "bye")}, `key "A" ` + keyFault},
	} {
		nodes := sound()
		nodes["x"] = c.node
		f := ivr.Flow{ID: "f", Start: "start", Nodes: nodes}
		err := f.Validate()
		if want := "flow f, node x: " + c.want; err == nil || err.Error() != want {
			t.Errorf("%#v:\n got %v\nwant %s", c.node, err, want)
		}
	}
}

func TestTheStartMustExist(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "gone", Nodes: sound()}
	err := f.Validate()
	if want := `flow f: the start node "gone" does not exist: add it, or name another start`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestCirclesThatTouchOtherWays.
func TestCirclesThatTouchOtherWays(t *testing.T) {
	t.Parallel()
	to := func(open, closed ivr.NodeID) ivr.Node {
		return ivr.HoursNode{Schedule: "s", Open: open, Closed: closed}
	}
	for name, c := range map[string]struct {
		nodes ivr.Nodes
		want  string // the nodes of circles
	}{
		"all of three":                  {ivr.Nodes{"a": to("b", ""), "b": to("c", ""), "c": to("a", "")}, "abc"},
		"one and itself":                {ivr.Nodes{"a": to("a", "b"), "b": to("", "")}, "a"},
		"a way to what is done":         {ivr.Nodes{"a": to("b", ""), "b": to("", ""), "c": to("b", "d"), "d": to("c", "")}, "cd"},
		"two that share a node":         {ivr.Nodes{"a": to("b", "c"), "b": to("a", ""), "c": to("a", "d"), "d": to("", "")}, "abc"},
		"one behind another":            {ivr.Nodes{"a": to("b", ""), "b": to("a", "c"), "c": to("d", ""), "d": to("c", "")}, "abcd"},
		"two ways to one node":          {ivr.Nodes{"a": to("b", "c"), "b": to("d", ""), "c": to("d", ""), "d": to("", "")}, ""},
		"a long one with a way into it": {ivr.Nodes{"a": to("b", ""), "b": to("c", ""), "c": to("d", ""), "d": to("b", "")}, "bcd"},
	} {
		f := ivr.Flow{ID: "f", Start: "a", Nodes: c.nodes}
		got := ""
		for _, fault := range f.Faults(ivr.Context{}) {
			if fault.Code == ivr.FaultCircle {
				got += string(fault.Node)
			}
		}
		if got != c.want {
			t.Errorf("%s: circles of %q, want %q", name, got, c.want)
		}
	}
}

func TestACircleIsFoundWhereItIs(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "a", Nodes: ivr.Nodes{
		"a": ivr.Say{Next: "b"}, "b": ivr.Say{Next: "c"}, "c": ivr.Say{Next: "b"},
	}}
	err := f.Validate()
	if err == nil {
		t.Fatal("a circle without a wait is valid")
	}
	for node, in := range map[string]bool{"node a:": false, "node b:": true, "node c:": true} {
		if strings.Contains(err.Error(), node) != in {
			t.Errorf("%q named as part of the circle: %v, want %v\n%v", node, !in, in, err)
		}
	}
}

func TestWhatCannotBeReachedIsAWarning(t *testing.T) {
	t.Parallel()
	nodes := sound()
	nodes["lonely"], nodes["friend"] = ivr.Say{Prompts: []string{"a"}, Next: "friend"}, ivr.Menu{
		Prompts: []string{"a"}, Keys: map[string]ivr.NodeID{"1": "lonely"}, InputTimeout: 1, Fallback: "line"}
	nodes["rate"] = ivr.Goodbye{Prompts: []string{"a"}}
	f := ivr.Flow{ID: "f", Start: "start", Nodes: nodes, Entries: map[ivr.Entry]ivr.NodeID{ivr.EntrySurvey: "rate"}}
	want := "flow f, node friend: cannot be reached: lead to it from another node, or delete it\n" +
		"flow f, node lonely: cannot be reached: lead to it from another node, or delete it"
	got := f.Faults(ivr.Context{})
	if got.Error() != want || got[0].Severity != ivr.SeverityWarning || f.Validate() != nil {
		t.Errorf("got %+v", got)
	}
}

// TestNobodyWaitsWithoutAWord: a menu without prompts only follows an announcement.
func TestNobodyWaitsWithoutAWord(t *testing.T) {
	t.Parallel()
	mute := ivr.Menu{Keys: map[string]ivr.NodeID{"1": "bye"}, InputTimeout: 1, Fallback: "bye"}
	said := ivr.Say{Prompts: []string{"choose"}, Next: "menu"}
	end := ivr.Goodbye{Prompts: []string{"bye"}}
	for name, c := range map[string]struct {
		nodes  ivr.Nodes
		silent bool
	}{
		"at the start":                   {ivr.Nodes{"start": mute, "bye": end}, true},
		"after an announcement":          {ivr.Nodes{"start": said, "menu": mute, "bye": end}, false},
		"after one without prompts":      {ivr.Nodes{"start": ivr.Say{Next: "menu"}, "menu": mute, "bye": end}, true},
		"after an announcement or a key": {ivr.Nodes{"start": said, "menu": mute, "bye": ivr.Queue{Queue: "q", Keys: map[string]ivr.NodeID{"1": "menu"}}}, true},
	} {
		f := ivr.Flow{ID: "f", Start: "start", Nodes: c.nodes}
		err := f.Validate()
		if (err != nil) != c.silent || c.silent && !strings.HasSuffix(err.Error(), ": says nothing to callers who come here: add a prompt") {
			t.Errorf("%s: %v", name, err)
		}
	}
	abrupt := ivr.Flow{ID: "f", Start: "start", Nodes: ivr.Nodes{"start": ivr.Goodbye{}}}
	if faults := abrupt.Faults(ivr.Context{}); len(faults) != 1 || faults[0].Code != ivr.FaultSilence || faults[0].Severity != ivr.SeverityWarning {
		t.Errorf("a goodbye without a word: %+v, want a warning", faults)
	}
	polite := ivr.Flow{ID: "f", Start: "start", Nodes: ivr.Nodes{"start": ivr.Say{Prompts: []string{"a"}, Next: "end"}, "end": ivr.Goodbye{}}}
	if faults := polite.Faults(ivr.Context{}); len(faults) > 0 {
		t.Errorf("a goodbye after an announcement: %+v", faults)
	}
	entry := ivr.Flow{ID: "f", Start: "bye", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntrySilent: "menu"}, Nodes: ivr.Nodes{"menu": mute, "bye": end}}
	if err := entry.Validate(); err == nil {
		t.Error("calls come into a menu without a word by an entry")
	}
}

func TestEntriesMustExist(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "start", Nodes: sound(), Entries: map[ivr.Entry]ivr.NodeID{"party": "bye", ivr.EntrySurvey: "gone"}}
	want := "flow f: entry party is not known: use one of revisit silent survey\n" +
		"flow f: entry survey leads to gone, which does not exist: add that node, or name another"
	if err := f.Validate(); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestEachFaultHasItsWords: its code, and each field that may be missing.
func TestEachFaultHasItsWords(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{
		"01": ivr.BroadcastNode{}, "02": ivr.CallBackNode{}, "03": ivr.Digits{}, "04": ivr.Fax{}, "05": ivr.HoursNode{},
		"06": ivr.LanguageMenu{Choices: []ivr.Choice{{Key: "1"}, {Key: "1"}}}, "07": ivr.Menu{}, "08": ivr.Message{}, "09": ivr.Progress{}, "10": ivr.Queue{},
		"11": ivr.Restricted{}, "12": ivr.Say{}, "13": ivr.Silent{}, "14": ivr.Survey{}, "15": ivr.Unit{}, "16": ivr.LanguageMenu{},
		"17": ivr.Digits{Numbers: map[string]ivr.NodeID{"a": ""}}, "18": ivr.Queue{Queue: "q"}, "19": ivr.Restricted{Message: "18"},
	}
	f := ivr.Flow{ID: "f", Start: "gone", Nodes: nodes}
	for _, fault := range f.Faults(ivr.Context{}) {
		if text := fault.Error(); strings.ContainsAny(text, "{}") || strings.HasSuffix(text, ": ") {
			t.Errorf("%+v is said as %q", fault, text)
		}
	}
	said := f.Faults(ivr.Context{Queues: []string{"general"}})
	for _, want := range []string{
		`flow f: the start node "gone" does not exist: add it, or name another start`,
		"flow f, node 08: max must be 1s to 10m0s",
		"flow f, node 14: answers must be 2 to 9",
		"flow f, node 06: key 1 stands twice: give one of them another key",
		"flow f, node 06: key 1 names no language: add one, such as zh",
		"flow f, node 06: key 1 has no prompt that names it: add one, such as lang_zh",
		`flow f, node 17: number "a" cannot be keyed in: use at most 20 digits`,
		"flow f, node 17: number a leads nowhere: name its node",
		"flow f, node 18: queue q does not exist: add it, or name another",
		"flow f, node 19: leads restricted callers to 18: let them reach a message box only",
		"flow f, node 18: cannot be reached: lead to it from another node, or delete it",
	} {
		if !slices.Contains(strings.Split(said.Error(), "\n"), want) {
			t.Errorf("nothing says %q:\n%s", want, said)
		}
	}
}

// TestFaultsNameTheField to which a page leads.
func TestFaultsNameTheField(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "f", Start: "gone", Entries: map[ivr.Entry]ivr.NodeID{"party": "x", ivr.EntrySilent: "z"}, Nodes: ivr.Nodes{
		"x": ivr.Queue{Queue: "q", Keys: map[string]ivr.NodeID{"+": "", "1": "gone"}}, "y": ivr.Menu{}, "z": ivr.Goodbye{},
	}}
	var got []string
	for _, fault := range f.Faults(ivr.Context{}) {
		got = append(got, fmt.Sprintf("%s %s %s %s", fault.Node, fault.Field, fault.Key, fault.Code))
	}
	want := []string{
		" start  no_start", " entries  unknown_entry", "x keys + not_a_key", "x keys + leads_nowhere", "x keys 1 dangling",
		"y keys  missing", "y input_timeout  missing", "y fallback  missing", "y   unreachable", "z prompts  silence",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}

// large is a flow of n nodes: menus in a tree, each with an announcement before it.
func large(n int) *ivr.Flow {
	f := &ivr.Flow{ID: "large", Start: "n0", Nodes: ivr.Nodes{"line": ivr.Queue{Prompts: []string{"a"}, Queue: "q"}}}
	id := func(i int) ivr.NodeID { return ivr.NodeID(fmt.Sprintf("n%d", min(i, n-2))) }
	for i := range n - 1 {
		if i%2 == 0 {
			f.Nodes[id(i)] = ivr.Say{Prompts: []string{"a"}, Next: "line"}
			continue
		}
		keys := map[string]ivr.NodeID{}
		for k := range 9 {
			keys[fmt.Sprint(k)] = id(i*4 + k)
		}
		f.Nodes[id(i)] = ivr.Menu{Prompts: []string{"a", "b"}, Keys: keys, InputTimeout: 1, Fallback: "line"}
	}
	// The longest chain that a caller can be led through.
	for i := 0; i < n-3; i += 2 {
		f.Nodes[id(i)] = ivr.Say{Prompts: []string{"a"}, Next: id(i + 2)}
	}
	f.Nodes["n0"] = ivr.Say{Prompts: []string{"a"}, Next: "n1"}
	return f
}

func BenchmarkAMenuOf500Nodes(b *testing.B) {
	f := large(500)
	c := ivr.Context{
		Languages: []ivr.Language{"zh", "yue", "en"}, Queues: []string{"q"},
		Prompts: map[ivr.Language]map[string][]string{"zh": {"a": nil, "b": nil}, "yue": {"a": nil}, "en": {"a": {"x"}}},
	}
	for b.Loop() {
		f.Faults(c)
	}
}
