package app

import (
	"context"
	"slices"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/breaker"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/prompts"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
)

// TestTheShippedFlowsCanBePublished with the shipped queues and prompts.
func TestTheShippedFlowsCanBePublished(t *testing.T) {
	t.Parallel()
	flows, err := shippedFlows()
	if err != nil {
		t.Fatal(err)
	}
	svc := withPrompts(t)
	known := contextOf(svc.sounds.Languages(), svc.prompts.Entries())
	if len(known.Languages) < 3 || len(known.Prompts["yue"]) < 50 || !slices.Equal(known.Prompts["zh"]["ticket_status"], []string{"digits", "status"}) {
		t.Fatalf("%d languages, %v", len(known.Languages), known.Prompts["zh"]["ticket_status"])
	}
	state := menus.State{Queues: menus.ShippedQueues(), Schedules: menus.ShippedSchedules(), Broadcasts: menus.ShippedBroadcasts()}
	for id, f := range flows {
		for _, fault := range svc.checkFlow(state, f).Errors() {
			t.Errorf("flow %s: %v", id, fault)
		}
	}
}

// TestAUnitOrNumberThatDoesNotExist is a fault of the flow that leads there, as is a unit that has ended.
func TestAUnitOrNumberThatDoesNotExist(t *testing.T) {
	t.Parallel()
	svc := withPrompts(t)
	svc.settings.MainNumber = "12345"
	state := menus.State{Numbers: []menus.LineNumber{{Number: lines.Number{Number: "12315"}}}}
	unknown := func(n ivr.Unit) (names []string) {
		f := ivr.Flow{ID: "main", Start: "u", Nodes: ivr.Nodes{"u": n}}
		for _, fault := range svc.checkFlow(state, f) {
			if fault.Code == ivr.FaultUnknown {
				names = append(names, fault.Field+" "+fault.Args["name"])
			}
		}
		return names
	}
	b := breaker.New(time.Now, nil)
	svc.units = directory.New(b, func(context.Context) ([]org.Unit, error) {
		return []org.Unit{{Code: "A"}, {Code: "B", Ended: true}}, nil
	})
	if got := unknown(ivr.Unit{Unit: "nowhere"}); got != nil {
		t.Errorf("before the tree was read: %v", got)
	}
	if _, err := svc.units.Units(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		node ivr.Unit
		want []string
	}{
		{ivr.Unit{Unit: "A", Number: "12315"}, nil}, {ivr.Unit{Number: "12345"}, nil}, {ivr.Unit{}, nil},
		{ivr.Unit{Unit: "nowhere"}, []string{"unit nowhere"}}, {ivr.Unit{Unit: "B"}, []string{"unit B"}}, {ivr.Unit{Number: "12333"}, []string{"number 12333"}},
	} {
		if got := unknown(c.node); !slices.Equal(got, c.want) {
			t.Errorf("unit %q, number %q: unknown are %v, want %v", c.node.Unit, c.node.Number, got, c.want)
		}
	}
}

// TestWhatHoldsUntilTheDatabaseIsThere: what was in force, with what the environment sets
// now; on a first start what came with the program.
func TestWhatHoldsUntilTheDatabaseIsThere(t *testing.T) {
	t.Parallel()
	s := Settings{MainNumber: "12300", Trunk: "trunk"}
	first, err := settingsAtStart(s, settingsOf(s, menus.State{}, time.Time{}))
	if err != nil || len(first.Flows["main"].Nodes) == 0 || len(first.Queues) != 4 || first.Numbers[0].Number != "12300" {
		t.Errorf("at first %+v, %v", first, err)
	}
	main := ivr.Flow{ID: "main", Version: "7-x", Start: "q", Nodes: ivr.Nodes{"q": ivr.Queue{Queue: "typhoon"}}}
	at := time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	before := settingsOf(Settings{MainNumber: "12345"}, menus.State{Generation: 9,
		Flows:      []menus.Flow{{ID: "main", Live: &menus.Version{Body: main}}, {ID: "new"}},
		Queues:     []menus.Queue{{ID: "typhoon", Priority: 3}},
		Broadcasts: []menus.Broadcast{{ID: "over", On: true, Until: at}, {ID: "on", On: true, Prompts: []string{"typhoon"}}, {ID: "off"}},
		Schedules:  []menus.NamedSchedule{{ID: "office"}}}, at)
	if len(before.Flows) != 1 || len(before.Broadcasts) != 1 || before.Broadcasts["on"].Prompts[0] != "typhoon" || len(before.Schedules) != 1 {
		t.Errorf("in force %+v", before)
	}
	now, err := settingsAtStart(s, before)
	if err != nil || now.Version != "menus-9" || now.Flows["main"].Version != "7-x" || now.Queues[0].Priority != 3 ||
		now.Numbers[0].Number != "12300" || len(now.Broadcasts) != 1 || len(now.Schedules) != 1 {
		t.Errorf("later %+v, %v", now, err)
	}
}

// withPrompts returns a service that has the shipped prompts.
func withPrompts(t testing.TB) *application {
	t.Helper()
	s := Settings{SoundsDir: t.TempDir(), DataDir: t.TempDir()}
	sounds, err := s.OpenSounds(nil)
	if err != nil {
		t.Fatal(err)
	}
	svc := &application{settings: s, sounds: sounds, log: zap.NewNop()}
	svc.prompts = svc.newPrompts(nil)
	return svc
}

// TestPromptsAreAsLongAsTheirTexts, and recordings as they are.
func TestPromptsAreAsLongAsTheirTexts(t *testing.T) {
	t.Parallel()
	length := lengthsOf(entries{"zh": {
		"hello":    {PromptVersion: prompts.PromptVersion{Forms: prompts.Forms{"other": "您好"}}},
		"recorded": {PromptVersion: prompts.PromptVersion{Recording: &prompts.PromptRecording{Seconds: 1.5}}},
	}})
	for id, want := range map[string]time.Duration{"hello": 2 * perCharacter, "recorded": 1500 * time.Millisecond, "none": ivr.DefaultLength(ivr.Prompt{})} {
		if got := length(ivr.Prompt{ID: id, Language: "zh"}); got != want {
			t.Errorf("%s is %v long, want %v", id, got, want)
		}
	}
}
