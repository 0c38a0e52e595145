package menus_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// kind is how the things of one kind are set and ended.
type kind struct {
	name string
	set  func(s menus.State, id string, names menus.Names, rev string) (menus.Change, error)
	end  func(s menus.State, id, rev string) (menus.Change, error)
	rev  func(s menus.State, id string) string
	told func(*menus.Stale) any
	node func(id string) ivr.Node
	what [2]menus.What
}

var itemKinds = []kind{
	{"queue", func(s menus.State, id string, n menus.Names, rev string) (menus.Change, error) {
		return s.SetQueue(bo, menus.Queue{ID: id, Names: n}, rev)
	}, func(s menus.State, id, rev string) (menus.Change, error) { return s.EndQueue(bo, id, rev, nil) },
		func(s menus.State, id string) string { q, _ := s.Queue(id); return q.Rev() },
		func(x *menus.Stale) any { return x.Queue }, func(id string) ivr.Node { return ivr.Queue{Queue: id} },
		[2]menus.What{menus.QueueSet, menus.QueueEnded}},
	{"schedule", func(s menus.State, id string, n menus.Names, rev string) (menus.Change, error) {
		return s.SetSchedule(bo, menus.NamedSchedule{ID: id, Names: n}, rev)
	}, func(s menus.State, id, rev string) (menus.Change, error) { return s.EndSchedule(bo, id, rev) },
		func(s menus.State, id string) string { x, _ := s.NamedSchedule(id); return x.Rev() },
		func(x *menus.Stale) any { return x.Schedule }, func(id string) ivr.Node { return ivr.HoursNode{Schedule: id} },
		[2]menus.What{menus.ScheduleSet, menus.ScheduleEnded}},
	{"broadcast", func(s menus.State, id string, n menus.Names, rev string) (menus.Change, error) {
		return s.SetBroadcast(bo, menus.Broadcast{ID: id, Names: n}, rev)
	}, func(s menus.State, id, rev string) (menus.Change, error) { return s.EndBroadcast(bo, id, rev) },
		func(s menus.State, id string) string { b, _ := s.Broadcast(id); return b.Rev() },
		func(x *menus.Stale) any { return x.Broadcast }, func(id string) ivr.Node { return ivr.BroadcastNode{Broadcast: id} },
		[2]menus.What{menus.BroadcastSet, menus.BroadcastEnded}},
}

// TestThingsAreSetAndEnded: all kinds alike.
func TestThingsAreSetAndEnded(t *testing.T) {
	t.Parallel()
	for _, k := range itemKinds {
		t.Run(k.name, func(t *testing.T) { t.Parallel(); k.life(t) })
	}
}

func (k kind) life(t *testing.T) {
	s := delivered(menus.State{}, flow("general"))
	names := menus.Names{"zh": "一", "en": "one"}
	c, err := k.set(s, "x", names, "")
	if r := c.Record; err != nil || r.What != k.what[0] || r.ID != "x" || r.By != bo.By || r.Addr != bo.Addr || !r.At.Equal(bo.At) || r.Before != nil || r.After == nil {
		t.Fatalf("new: %+v, %v", r, err)
	}
	one := s.After(c)
	if c, err := k.set(one, "x", names, ""); err != nil || !c.Nothing() {
		t.Errorf("the same again: %+v, %v", c, err)
	}
	other := menus.Names{"zh": "二"}
	var stale *menus.Stale
	if _, err = k.set(one, "x", other, ""); !errors.As(err, &stale) || stale.Rev != k.rev(one, "x") || reflect.ValueOf(k.told(stale)).IsNil() {
		t.Errorf("another new one: %v", err)
	}
	if _, err = k.set(one, "y", other, "0123"); !errors.As(err, &stale) || stale.Rev != "" || !reflect.ValueOf(k.told(stale)).IsNil() {
		t.Errorf("one that was taken away meanwhile: %v, %+v", err, stale)
	}
	c, err = k.set(one, "x", other, k.rev(one, "x"))
	if err != nil || c.Record.Before == nil || reflect.DeepEqual(c.Record.Before, c.Record.After) {
		t.Errorf("changed: %+v, %v", c.Record, err)
	}
	two := one.After(c)
	if k.rev(one, "x") == k.rev(two, "x") {
		t.Error("the state before was changed")
	}
	if _, err = k.end(two, "x", k.rev(one, "x")); !errors.As(err, &stale) || stale.Rev != k.rev(two, "x") || reflect.ValueOf(k.told(stale)).IsNil() {
		t.Errorf("ended as it was before: %v", err)
	}
	if c, err = k.end(two, "nothing", "0123"); err != nil || !c.Nothing() {
		t.Errorf("what is not there is ended: %+v, %v", c, err)
	}
	c, err = k.end(two, "x", k.rev(two, "x"))
	if err != nil || c.Record.What != k.what[1] || c.Record.Before == nil || c.Record.After != nil {
		t.Errorf("ended: %+v, %v", c.Record, err)
	}
	if gone := two.After(c); k.rev(gone, "x") == k.rev(two, "x") {
		t.Error("it is still there")
	}
	k.used(t, two)
	k.wrong(t, s)
}

// used: what a flow names stays, whether the flow is live, waits or is edited.
func (k kind) used(t *testing.T, s menus.State) {
	t.Helper()
	f := flow("general")
	f.Nodes = ivr.Nodes{"q": k.node("x")}
	edited := made(t, s)(s.SaveDraft(anna, "main", f, rev("general")))
	planned := made(t, edited)(edited.Schedule(anna, "main", menus.FlowRev(f), "x", at.Add(time.Hour), sound))
	for name, state := range map[string]menus.State{"edited": edited, "scheduled": planned, "live": publish(t, s, f)} {
		var used *menus.InUse
		if _, err := k.end(state, "x", k.rev(state, "x")); !errors.As(err, &used) || fmt.Sprint(used.Flows) != "[main]" || used.Error() == "" {
			t.Errorf("a flow that is %s names it: %v", name, err)
		}
	}
}

// wrong: what nobody could find or say is refused.
func (k kind) wrong(t *testing.T, s menus.State) {
	t.Helper()
	good := menus.Names{"zh": "一"}
	for _, c := range []struct {
		id    string
		names menus.Names
		want  string
	}{
		{"../x", good, "id invalid"}, {"", good, "id invalid"}, {strings.Repeat("x", 33), good, "id invalid"}, {"X", good, "id invalid"},
		{"a", nil, "names required"}, {"a", menus.Names{"中文": "一"}, "names invalid"}, {"a", menus.Names{"zh": "  "}, "names invalid"},
		{"a", menus.Names{"zh": strings.Repeat("x", 401)}, "names too_long"}, {"", nil, "id invalid, names required"},
	} {
		var wrong *errs.Invalid
		if _, err := k.set(s, c.id, c.names, ""); !errors.As(err, &wrong) || !strings.HasSuffix(wrong.Error(), ": "+c.want) {
			t.Errorf("%q, %v: %v, want %s", c.id, c.names, err, c.want)
		}
	}
}

// TestLimitsOfThings that only one kind has.
func TestLimitsOfThings(t *testing.T) {
	t.Parallel()
	names, s := menus.Names{"zh": "一"}, menus.State{}
	of := func(_ menus.Change, err error) error { return err }
	prompts := make([]string, 21)
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"priority 1000":        {of(s.SetQueue(bo, menus.Queue{ID: "a", Names: names, Priority: 1000}, "")), ""},
		"priority 1001":        {of(s.SetQueue(bo, menus.Queue{ID: "a", Names: names, Priority: 1001}, "")), "priority invalid"},
		"priority -1000":       {of(s.SetQueue(bo, menus.Queue{ID: "a", Names: names, Priority: -1000}, "")), ""},
		"priority -1001":       {of(s.SetQueue(bo, menus.Queue{ID: "a", Names: names, Priority: -1001}, "")), "priority invalid"},
		"20 prompts":           {of(s.SetBroadcast(bo, menus.Broadcast{ID: "a", Names: names, Prompts: prompts[:20]}, "")), ""},
		"21 prompts":           {of(s.SetBroadcast(bo, menus.Broadcast{ID: "a", Names: names, Prompts: prompts}, "")), "prompts too_long"},
		"a reason too long":    {of(s.SetBroadcast(bo, menus.Broadcast{ID: "a", Names: names, Why: strings.Repeat("x", 2001)}, "")), "why too_long"},
		"hours that end first": {of(s.SetSchedule(bo, menus.NamedSchedule{ID: "a", Names: names, Hours: ivr.Schedule{Days: map[string][]ivr.Hours{"2026-10-01": {{From: "12:00", To: "09:00"}}}}}, "")), "hours invalid"},
	} {
		var wrong *errs.Invalid
		if errors.As(c.err, &wrong); c.want == "" && c.err != nil || c.want != "" && (wrong == nil || !strings.HasSuffix(wrong.Error(), ": "+c.want)) {
			t.Errorf("%s: %v, want %q", name, c.err, c.want)
		}
	}
	c, err := s.SetBroadcast(bo, menus.Broadcast{ID: "a", Names: names, On: true, Why: "signal 8", Until: bo.At.In(time.FixedZone("", 8*3600))}, "")
	if err != nil || c.Record.Why != "signal 8" || c.PutBroadcast.Until.Location() != time.UTC {
		t.Errorf("switched on: %+v, %v", c, err)
	}
	if _, err := (menus.State{Queues: []menus.Queue{{ID: "a"}}}).EndQueue(bo, "a", menus.Queue{ID: "a"}.Rev(), []string{"1001"}); err == nil {
		t.Error("a queue of an agent was ended")
	}
}

// TestWhatHoldsAtAMoment: broadcasts that are on and not over, or those that are tried.
func TestWhatHoldsAtAMoment(t *testing.T) {
	t.Parallel()
	hours := ivr.Schedule{Days: map[string][]ivr.Hours{"2026-10-01": nil}}
	s := menus.State{Schedules: []menus.NamedSchedule{{ID: "office", Hours: hours}},
		Broadcasts: []menus.Broadcast{{ID: "on", On: true, Prompts: []string{"p"}}, {ID: "off"}, {ID: "until", On: true, Until: at}, {ID: "still", On: true, Until: at.Add(1)}, {ID: "off-until", Until: at.Add(1)}}}
	for want, on := range map[string][]string{"on,still": nil, "off": {"off", "unknown"}, "": {}} {
		m := s.Moment(at, on)
		var heard []string
		for _, b := range s.Broadcasts {
			if _, is := m.Broadcasts[b.ID]; is {
				heard = append(heard, b.ID)
			}
		}
		if strings.Join(heard, ",") != want || !m.At.Equal(at) || !reflect.DeepEqual(m.Schedules["office"], hours) {
			t.Errorf("tried %v: heard %v, %+v", on, heard, m)
		}
	}
	if p := s.Moment(at, nil).Broadcasts["on"].Prompts; len(p) != 1 || p[0] != "p" {
		t.Errorf("it says %v", p)
	}
}

// TestWhatAFlowNamesIsLookedFor in the state, and beside it.
func TestWhatAFlowNamesIsLookedFor(t *testing.T) {
	t.Parallel()
	f := ivr.Flow{ID: "main", Start: "b", Nodes: ivr.Nodes{
		"b": ivr.BroadcastNode{Broadcast: "typhoon", Prompts: []string{"typhoon"}, Next: "h"},
		"h": ivr.HoursNode{Schedule: "office", Open: "q", Closed: "q"}, "q": ivr.Queue{Queue: "general"}}}
	check := menus.CheckFlow(ivr.Context{Languages: []ivr.Language{"zh"}, Prompts: map[ivr.Language]map[string][]string{"zh": {}}})
	count := func(s menus.State) int { return len(check(s, f).Errors()) }
	s := menus.State{}
	all := count(s)
	s.Queues = []menus.Queue{{ID: "general"}}
	if got := count(s); got != all-1 {
		t.Errorf("with its queue %d faults, without %d", got, all)
	}
	s.Schedules = []menus.NamedSchedule{{ID: "office"}}
	s.Broadcasts = []menus.Broadcast{{ID: "typhoon"}}
	if got := check(s, f).Errors(); len(got) != all-3 || got[0].Code != ivr.FaultNoPrompt || got[0].Node != "b" {
		t.Errorf("with all that it names %v", got)
	}
}

// TestNoNumberLeadsToAFlowForRevisits: it asks about a ticket, and who calls has none.
func TestNoNumberLeadsToAFlowForRevisits(t *testing.T) {
	t.Parallel()
	bye := ivr.Nodes{"bye": ivr.Goodbye{Prompts: []string{"goodbye"}}}
	s := delivered(menus.State{}, flow("general"),
		ivr.Flow{ID: "revisit", Version: "1", Start: "bye", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "bye"}, Nodes: bye},
		ivr.Flow{ID: "both", Version: "1", Start: "bye", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "ask"},
			Nodes: ivr.Nodes{"bye": bye["bye"], "ask": bye["bye"]}})
	flows := s.Known(menus.Around{}).Flows
	slices.Sort(flows)
	if want := []string{"both", "main"}; !slices.Equal(flows, want) {
		t.Errorf("numbers may lead to %v, want %v", flows, want)
	}
}

// TestARevisitThatCannotBeAskedIsAFault: without its entry no citizen is called, and the answers to a
// question of another name are not read.
func TestARevisitThatCannotBeAskedIsAFault(t *testing.T) {
	t.Parallel()
	check := menus.CheckFlow(ivr.Context{})
	found := func(change func(*ivr.Flow)) (faults []string) {
		f := ivr.Flow{ID: "revisit", Version: "1", Start: "a", Entries: map[ivr.Entry]ivr.NodeID{ivr.EntryRevisit: "a"}, Nodes: ivr.Nodes{"bye": ivr.Goodbye{Prompts: []string{"x"}}}}
		for id, ask := range map[ivr.NodeID][2]string{"a": {"contacted", "b"}, "b": {"solved", "c"}, "c": {"satisfied", "bye"}} {
			f.Nodes[id] = ivr.Survey{Question: ask[0], Prompts: []string{"x"}, Answers: 3, InputTimeout: time.Second, Next: ivr.NodeID(ask[1])}
		}
		change(&f)
		for _, one := range check(menus.State{}, f).Errors() {
			if one.Code == ivr.FaultUnknown {
				faults = append(faults, one.Field+" "+one.Args["name"])
			}
		}
		return faults
	}
	for name, c := range map[string]struct {
		change func(*ivr.Flow)
		want   []string
	}{
		"whole":    {func(*ivr.Flow) {}, nil},
		"no entry": {func(f *ivr.Flow) { f.Entries = nil }, []string{"entries revisit"}},
		"renamed": {func(f *ivr.Flow) {
			f.Nodes["b"] = ivr.Survey{Question: "done", Prompts: []string{"x"}, Answers: 3, InputTimeout: time.Second, Next: "c"}
		}, []string{"question solved"}},
		"another flow":  {func(f *ivr.Flow) { f.ID, f.Entries, f.Nodes["b"] = "main", nil, f.Nodes["bye"] }, nil},
		"nothing of it": {func(f *ivr.Flow) { f.Entries = nil; f.Start = "bye"; f.Nodes = ivr.Nodes{"bye": f.Nodes["bye"]} }, []string{"entries revisit", "question contacted", "question solved", "question satisfied"}},
	} {
		if got := found(c.change); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
