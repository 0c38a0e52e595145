package menus_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
)

// reads returns queues as they are read in a state; revisions of "" are those of now.
func reads(s menus.State, levels ...[]string) (all [][]menus.QueueRead) {
	for _, level := range levels {
		var list []menus.QueueRead
		for _, id := range level {
			q, _ := s.Queue(id)
			list = append(list, menus.QueueRead{ID: id, Rev: q.Rev()})
		}
		all = append(all, list)
	}
	return all
}

func TestQueuesAreOrderedAsAWhole(t *testing.T) {
	t.Parallel()
	s := menus.State{Queues: []menus.Queue{{ID: "a", Priority: 7}, {ID: "b"}, {ID: "c"}}}
	c, err := s.OrderQueues(bo, reads(s, []string{"b"}, []string{"a", "c"}))
	if err != nil || c.Record.What != menus.QueuesOrdered || c.Record.Before == nil || c.Record.After == nil || len(c.PutQueues) != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	now := s.After(c)
	if got := fmt.Sprint(now.Queues[0].Priority, now.Queues[1].Priority, now.Queues[2].Priority); got != "0 10 0" {
		t.Errorf("priorities %s", got)
	}
	if s.Queues[0].Priority != 7 {
		t.Error("the state before was changed")
	}
	if c, err := now.OrderQueues(bo, reads(now, []string{"b"}, []string{"a", "c"})); err != nil || !c.Nothing() {
		t.Errorf("the same again: %+v, %v", c, err)
	}
	var stale *menus.Stale
	for name, levels := range map[string][][]menus.QueueRead{
		"as it was before":   reads(s, []string{"b"}, []string{"a", "c"}),
		"one is new":         reads(now, []string{"a", "b"}),
		"one is gone":        append(reads(now, []string{"a", "b", "c"}), []menus.QueueRead{{ID: "d", Rev: "x"}}),
		"nothing is ordered": nil,
	} {
		if _, err := now.OrderQueues(bo, levels); !errors.As(err, &stale) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var wrong *errs.Invalid
	if _, err := now.OrderQueues(bo, reads(now, []string{"a", "a"}, []string{"b", "c"})); !errors.As(err, &wrong) {
		t.Errorf("one twice: %v", err)
	}
	if _, err := now.OrderQueues(bo, make([][]menus.QueueRead, 102)); !errors.As(err, &wrong) {
		t.Errorf("more levels than there are priorities: %v", err)
	}
}

// TestWhereAThingIsNamed: live, scheduled and edited; the live one counts where several do.
func TestWhereAThingIsNamed(t *testing.T) {
	t.Parallel()
	s := publish(t, delivered(menus.State{}, flow("general")), ivr.Flow{ID: "main", Start: "q", Nodes: ivr.Nodes{
		"q": ivr.Queue{Queue: "general"}, "p": ivr.Queue{Queue: "consult"}}})
	f := ivr.Flow{ID: "main", Start: "q", Nodes: ivr.Nodes{
		"q": ivr.Queue{Queue: "general"}, "r": ivr.Queue{Queue: "general"}, "h": ivr.HoursNode{Schedule: "office"}}}
	s = made(t, s)(s.SaveDraft(bo, "main", f, menus.FlowRev(flowOf(s).Live.Body)))
	for field, want := range map[string]string{
		"queue":    "map[consult:[{main p   true}] general:[{main q   true} {main r   false}]]",
		"schedule": "map[office:[{main h   false}]]", "broadcast": "map[]",
	} {
		if got := fmt.Sprint(s.Uses(field)); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
}

// TestWhereANumberLeads: its queue and hours are used where a flow names those in the place of which
// they stand, a unit's too; what another flow names it does not meet.
func TestWhereANumberLeads(t *testing.T) {
	t.Parallel()
	s := publish(t, delivered(menus.State{}, flow("general")), ivr.Flow{ID: "main", Start: "h", Nodes: ivr.Nodes{
		"h": ivr.HoursNode{Schedule: "office", Open: "q", Closed: "g"}, "q": ivr.Queue{Queue: "general"}, "g": ivr.Goodbye{}}})
	own := lines.LineSettings{Queues: map[string]string{"general": "market", "consult": "never"}, Schedules: map[string]string{"office": "night"}}
	s.LineUnits = []menus.LineUnit{{Unit: "A", Settings: own}}
	s.Numbers = []menus.LineNumber{{Number: lines.Number{Number: "12315", Settings: own}}}
	own.Flow = "revisit"
	s.Numbers = append(s.Numbers, menus.LineNumber{Number: lines.Number{Number: "12316", Settings: own}})
	for field, want := range map[string]string{
		"queue":    "map[general:[{main q   true}] market:[{main q 12315  true} {main q  A true}]]",
		"schedule": "map[night:[{main h 12315  true} {main h  A true}] office:[{main h   true}]]",
	} {
		if got := fmt.Sprint(s.Uses(field)); got != want {
			t.Errorf("%s: %s, want %s", field, got, want)
		}
	}
	at := time.Date(2026, 11, 30, 3, 0, 0, 0, time.UTC)
	got := ""
	for _, w := range s.TryHours("night", ivr.Schedule{}, at, ivr.Script{}).Ways {
		got += fmt.Sprintf("%s %s %s%s to %s %s, ", w.Flow, w.Node, w.Number, w.Unit, w.To, w.End)
	}
	if want := "main h A to g goodbye, main h 12315 to g goodbye, "; got != want {
		t.Errorf("by night hours %s, want %s", got, want)
	}
	market := menus.Queue{ID: "market"}
	s.Queues = append(s.Queues, market)
	var used *menus.InUse
	if _, err := s.EndQueue(bo, "market", market.Rev(), nil); !errors.As(err, &used) || len(used.Flows) > 0 || len(used.Numbers) != 2 || len(used.Units) != 1 {
		t.Errorf("taken away: %v, by %+v", err, used)
	}
}

// switching is a state whose flow says a broadcast with prompts.
func switching(t *testing.T) menus.State {
	t.Helper()
	return publish(t, delivered(menus.State{}, flow("general")), ivr.Flow{ID: "main", Start: "b", Nodes: ivr.Nodes{
		"b": ivr.BroadcastNode{Broadcast: "typhoon", Prompts: []string{"typhoon", "keep_calm"}, Next: "q"}, "q": ivr.Queue{Queue: "general"}}})
}

// TestABroadcastWithoutWordsStaysOff: in each language each of its prompts has words.
func TestABroadcastWithoutWordsStaysOff(t *testing.T) {
	t.Parallel()
	s := switching(t)
	words := map[string][]string{"typhoon": nil, "keep_calm": nil, "flood": nil}
	check := menus.CheckFlow(ivr.Context{Languages: []ivr.Language{"zh", "en"}, Prompts: map[ivr.Language]map[string][]string{
		"zh": words, "en": {"typhoon": nil, "named": {"ticket"}}}})
	for name, c := range map[string]struct {
		b    menus.Broadcast
		want string
	}{
		"off":                       {menus.Broadcast{ID: "typhoon"}, ""},
		"what the menu says":        {menus.Broadcast{ID: "typhoon", On: true}, "no_prompt keep_calm en"},
		"its own":                   {menus.Broadcast{ID: "typhoon", On: true, Prompts: []string{"typhoon"}}, ""},
		"its own, lacking":          {menus.Broadcast{ID: "typhoon", On: true, Prompts: []string{"flood"}}, "no_prompt flood en"},
		"lacking in two":            {menus.Broadcast{ID: "typhoon", On: true, Prompts: []string{"named"}}, "no_prompt named zh,no_argument named en"},
		"no menu says it":           {menus.Broadcast{ID: "other", On: true}, "missing  "},
		"no menu says it, but what": {menus.Broadcast{ID: "other", On: true, Prompts: []string{"typhoon"}}, ""},
	} {
		err := s.Sayable(c.b, check)
		got, unsaid := "", (*menus.Unsaid)(nil)
		if errors.As(err, &unsaid) {
			for i, f := range unsaid.Faults {
				if i > 0 {
					got += ","
				}
				got += string(f.Code) + " " + f.Args["prompt"] + " " + f.Args["language"]
			}
		}
		if got != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: %q %v, want %q", name, got, err, c.want)
		}
	}
}

// TestWhoSwitched is kept with the switch, through other changes of the broadcast.
func TestWhoSwitched(t *testing.T) {
	t.Parallel()
	names := menus.Names{"zh": "台风"}
	var s menus.State
	was := ""
	for i, c := range []struct {
		by   menus.Stamp
		b    menus.Broadcast
		want *menus.Switched
	}{
		{bo, menus.Broadcast{}, nil},
		{anna, menus.Broadcast{On: true}, &menus.Switched{By: anna.By, At: anna.At}},
		{bo, menus.Broadcast{On: true, Why: "signal 8"}, &menus.Switched{By: anna.By, At: anna.At}},
		{bo, menus.Broadcast{On: true, Until: bo.At.AddDate(0, 0, 1)}, &menus.Switched{By: bo.By, At: bo.At}},
		{anna, menus.Broadcast{}, &menus.Switched{By: anna.By, At: anna.At}},
	} {
		c.b.ID, c.b.Names = "typhoon", names
		s = made(t, s)(s.SetBroadcast(c.by, c.b, was))
		b, _ := s.Broadcast("typhoon")
		if was = b.Rev(); fmt.Sprint(b.Switched) != fmt.Sprint(c.want) || was != c.b.Rev() {
			t.Errorf("%d: switched %+v, want %+v", i, b.Switched, c.want)
		}
	}
	var wrong *errs.Invalid
	if _, err := s.SetBroadcast(bo, menus.Broadcast{ID: "typhoon", Names: names, On: true, Until: anna.At}, was); !errors.As(err, &wrong) || wrong.Fields[0].Field != "until" {
		t.Errorf("until a time that is over: %v", err)
	}
}

// TestHoursAreTriedAsCallsMeetThem: what is edited counts, not what is kept; lines that do not
// ask for these hours are no part of it.
func TestHoursAreTriedAsCallsMeetThem(t *testing.T) {
	t.Parallel()
	open := ivr.Schedule{Days: map[string][]ivr.Hours{"2026-11-29": {{From: "00:00", To: "24:00"}}}}
	s := publish(t, delivered(menus.State{}, flow("general")), ivr.Flow{ID: "main", Start: "h", Nodes: ivr.Nodes{
		"h": ivr.HoursNode{Schedule: "office", Open: "q", Closed: "bye", Prompts: []string{"afterhours"}},
		"o": ivr.HoursNode{Schedule: "other", Open: "q", Closed: "bye"},
		"q": ivr.Queue{Queue: "general"}, "bye": ivr.Goodbye{Prompts: []string{"goodbye"}}}})
	s.Schedules = []menus.NamedSchedule{{ID: "office", Hours: open}}
	for name, c := range map[string]struct {
		hours ivr.Schedule
		want  string
	}{
		"open":            {open, "true 2026-11-30 true [{00:00 24:00}] h→q agent general []"},
		"closed for good": {ivr.Schedule{}, "false  false [] h→bye goodbye  [goodbye]"},
		"closed for now":  {ivr.Schedule{Days: map[string][]ivr.Hours{"2026-11-29": {}, "2026-12-01": {{From: "09:00", To: "12:00"}}}}, "false 2026-12-01 true [] h→bye goodbye  [afterhours]"},
	} {
		got := s.TryHours("office", c.hours, at, ivr.Script{})
		if len(got.Ways) != 1 {
			t.Fatalf("%s: %+v", name, got)
		}
		turns := ""
		if !got.Turns.IsZero() {
			turns = got.Turns.Format("2006-01-02")
		}
		w := got.Ways[0]
		var heard []string
		for _, p := range w.Steps[0].Prompts {
			heard = append(heard, p.ID)
		}
		if is := fmt.Sprint(got.Open, " ", turns, " ", got.Special, " ", got.Hours, " ", w.Node, "→", w.To, " ", w.End, " ", w.Queue, " ", heard); is != c.want {
			t.Errorf("%s:\n%s, want\n%s", name, is, c.want)
		}
	}
}
