package cti_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
)

// oldRules is a journal entry's event of a version whose nodes had no kinds.
const oldRules = `{"type":"RulesChanged","data":{"rules":{"version":"1","flows":{"m":{"id":"m","version":"1","start":"a","nodes":{` +
	`"a":{"say":["menu"],"keys":{"1":"q"},"patience":4000000000,"otherwise":"q"},` +
	`"q":{"say":["to_agent"],"queue":"general"}}}},` +
	`"numbers":[{"number":"12345","flow":"m"}],"queues":[{"id":"general","priority":0}],"times":{"prompt_limit":60000000000,"longest_call":3600000000000,"announce":30000000000},"trunk":"t"}}}`

func TestFlowsOfAnOldJournalGuideCallers(t *testing.T) {
	t.Parallel()
	rules, err := cti.DecodeEvent([]byte(oldRules))
	if err != nil {
		t.Fatal(err)
	}
	e := cti.New()
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	e.Handle(now, rules)
	e.Handle(now, cti.CallArrived{Call: "1.1", Called: "12345"})
	for _, c := range e.Handle(now, cti.DigitPressed{Call: "1.1", Digit: "1"}) {
		if s, ok := c.(cti.SaveCall); ok && s.Record.Queue == "general" {
			return
		}
	}
	t.Error("key 1 does not lead to the queue")
}

// TestAnOldSnapshotGoesOn: before_node_kinds.snapshot was written by a version
// whose nodes had no kinds. Caller 1.1 has pressed one wrong key in the menu.
func TestAnOldSnapshotGoesOn(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/before_node_kinds.snapshot")
	if err != nil {
		t.Fatal(err)
	}
	e, err := cti.Restore(raw)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 1, 0, 1, 0, time.UTC)
	var got strings.Builder
	for _, c := range e.Handle(now, cti.DigitPressed{Call: "1.1", Digit: "7"}) {
		printCommand(&got, now, c)
	}
	for _, want := range []string{"StopPlay 1.1 #2\n", "Play 1.1 #3 recording/zh\n", "queue=general"} {
		if !strings.Contains(got.String(), want) {
			t.Errorf("a second wrong key leads to:\n%s\nwant %q in it", &got, want)
		}
	}
}
