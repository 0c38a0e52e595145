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

// formerSettings is one of format 3, whose kinds have other names now.
const formerSettings = `{"v":3,"type":"SettingsChanged","data":{"settings":{"version":"1","flows":{"m":{"id":"m","version":"1","start":"a","nodes":{` +
	`"a":{"kind":"menu","prompts":["menu"],"keys":{"1":"s"},"input_timeout":4000000000,"fallback":"q"},` +
	`"s":{"kind":"announcement","language":"yue","next":"q"},"bye":{"kind":"hang_up"},` +
	`"q":{"kind":"queue","prompts":["to_agent"],"queue":"general"}}}},` +
	`"numbers":[{"number":"12345","flow":"m"}],"queues":[{"id":"general","priority":0}],"times":{"prompt_limit":60000000000,"longest_call":3600000000000,"announce":30000000000},"trunk":"t"}}}`

func TestFlowsOfAnOldJournalGuideCallers(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{oldRules, formerSettings} {
		guides(t, raw)
	}
}

func guides(t *testing.T, raw string) {
	t.Helper()
	rules, err := cti.DecodeEvent([]byte(raw))
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
	t.Errorf("key 1 does not lead to the queue with %s", raw)
}

// TestASnapshotOfFormat3GoesOn: its sessions do not know the menu that they have
// passed, so its keys mean nothing to a caller who waits; all others do.
func TestASnapshotOfFormat3GoesOn(t *testing.T) {
	t.Parallel()
	rules, err := cti.DecodeEvent([]byte(formerSettings))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	e := cti.New()
	e.Handle(now, rules)
	e.Handle(now, cti.CallArrived{Call: "1.1", Called: "123451"})
	e.Handle(now, cti.CallArrived{Call: "1.2", Called: "12345"})
	raw, err := e.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	former := strings.NewReplacer(`"version":5,`, `"version":3,`, `,"menu":"a"`, "", `"kind":"say"`, `"kind":"announcement"`, `"kind":"goodbye"`, `"kind":"hang_up"`)
	if e, err = cti.Restore([]byte(former.Replace(string(raw)))); err != nil {
		t.Fatal(err)
	}
	e.Handle(now, cti.PlaybackEnded{Call: "1.1", Playback: 1}) // the notice
	if commands := e.Handle(now, cti.DigitPressed{Call: "1.1", Digit: "1"}); len(commands) > 0 {
		t.Errorf("a key of a caller who waits leads to %v", commands)
	}
	var got strings.Builder
	for _, c := range e.Handle(now, cti.DigitPressed{Call: "1.2", Digit: "1"}) {
		printCommand(&got, now, c)
	}
	if !strings.Contains(got.String(), "queue=general") || !strings.Contains(got.String(), "recording/yue") {
		t.Errorf("a key in the menu leads to:\n%s", &got)
	}
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
