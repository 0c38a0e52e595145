package app

import (
	"slices"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/prompts"
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
