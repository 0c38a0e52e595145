package ivr_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"hotline12345/ivr"
)

// The literals of this file are what versions before node kinds wrote. They
// never change: they stand for journals, snapshots and flow files in use.

const legacyYAML = `
id: f
version: "2"
start: menu
nodes:
  menu:
    language: en
    say: [menu, lang_zh@zh]
    keys: {"1": hello, "2": line}
    patience: 4s
    otherwise: line
  hello: {language: zh, say: [welcome], next: bye}
  line: {language: yue, say: [to_agent], queue: general, keys: {"*": menu}}
  bye: {language: en, say: [goodbye], hang_up: true}
  end: {hang_up: true}
`

const legacyJSON = `{"id":"f","version":"2","start":"menu","nodes":{"bye":{"language":"en","say":["goodbye"],"hang_up":true},` +
	`"end":{"hang_up":true},"hello":{"language":"zh","say":["welcome"],"next":"bye"},` +
	`"line":{"language":"yue","say":["to_agent"],"keys":{"*":"menu"},"queue":"general"},` +
	`"menu":{"language":"en","say":["menu","lang_zh@zh"],"keys":{"1":"hello","2":"line"},"patience":4000000000,"otherwise":"line"}}}`

func TestFlowsWithoutKindsAreRead(t *testing.T) {
	t.Parallel()
	fromYAML, err := readYAML(legacyYAML)
	if err != nil || !reflect.DeepEqual(fromYAML, flowOfAllKinds()) {
		t.Errorf("from YAML: %#v, error %v", fromYAML, err)
	}
	var fromJSON ivr.Flow
	if err := json.Unmarshal([]byte(legacyJSON), &fromJSON); err != nil || !reflect.DeepEqual(fromJSON, flowOfAllKinds()) {
		t.Errorf("from JSON: %#v, error %v", fromJSON, err)
	}
}

func TestSessionsOfOldSnapshotsAreRead(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]ivr.Session{
		`{"node":"menu","language":"en","keys":"3","ahead":"12","mistakes":1,"speaking":true}`: {
			Node: "menu", Language: ivr.English, Keys: "3", TypeAhead: "12", Failures: 1, Playing: true,
		},
		`{"node":"line","language":"","keys":"0","queued":true}`: {Node: "line", Keys: "0"},
		`{"node":"menu","language":"zh","type_ahead":"12","failures":1,"playing":true}`: {
			Node: "menu", Language: ivr.Mandarin, TypeAhead: "12", Failures: 1, Playing: true,
		},
	} {
		var got ivr.Session
		if err := json.Unmarshal([]byte(raw), &got); err != nil || got != want {
			t.Errorf("%s: %+v, error %v", raw, got, err)
		}
	}
	var s ivr.Session
	if err := json.Unmarshal([]byte(`{"node":7}`), &s); err == nil {
		t.Error("a damaged session is read")
	}
}

func TestASessionIsWrittenAndReadAgain(t *testing.T) {
	t.Parallel()
	want := ivr.Session{Node: "menu", Language: ivr.English, Keys: "3", TypeAhead: "12", Failures: 1, Playing: true}
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got ivr.Session
	if err := json.Unmarshal(raw, &got); err != nil || got != want {
		t.Errorf("%s: %+v, error %v", raw, got, err)
	}
}

// TestOldKindsAreRead under the names that they had before.
func TestOldKindsAreRead(t *testing.T) {
	t.Parallel()
	const old = `{a: {kind: announcement, prompts: [x], next: b}, b: {kind: hang_up, prompts: [y]}}`
	want := ivr.Nodes{"a": ivr.Say{Prompts: []string{"x"}, Next: "b"}, "b": ivr.Goodbye{Prompts: []string{"y"}}}
	if got, err := readYAML("id: f\nstart: a\nnodes: " + old); err != nil || !reflect.DeepEqual(got.Nodes, want) {
		t.Errorf("from YAML: %#v, error %v", got.Nodes, err)
	}
	var got ivr.Nodes
	err := json.Unmarshal([]byte(`{"a":{"kind":"announcement","prompts":["x"],"next":"b"},"b":{"kind":"hang_up","prompts":["y"]}}`), &got)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("from JSON: %#v, error %v", got, err)
	}
}
