package ivr_test

import (
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
		"bye":  ivr.Goodbye{},
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
