package ivr_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"hotline12345/ivr"
)

const flowYAML = `
id: f
version: "2"
start: menu
nodes:
  menu:
    kind: menu
    language: en
    prompts: [menu, lang_zh@zh]
    keys: {"1": hello, "2": line}
    input_timeout: 4s
    fallback: line
  hello: {kind: say, language: zh, prompts: [welcome], next: bye}
  line: {kind: queue, language: yue, prompts: [to_agent], queue: general, keys: {"*": menu}}
  bye: {kind: goodbye, language: en, prompts: [goodbye]}
  end: {kind: goodbye}
`

const flowJSON = `{"id":"f","version":"2","start":"menu","nodes":{` +
	`"bye":{"kind":"goodbye","language":"en","prompts":["goodbye"]},` +
	`"end":{"kind":"goodbye"},` +
	`"hello":{"kind":"say","language":"zh","prompts":["welcome"],"next":"bye"},` +
	`"line":{"kind":"queue","language":"yue","prompts":["to_agent"],"queue":"general","keys":{"*":"menu"}},` +
	`"menu":{"kind":"menu","language":"en","prompts":["menu","lang_zh@zh"],"keys":{"1":"hello","2":"line"},"input_timeout":4000000000,"fallback":"line"}}}`

func flowOfAllKinds() ivr.Flow {
	return ivr.Flow{ID: "f", Version: "2", Start: "menu", Nodes: ivr.Nodes{
		"menu": ivr.Menu{
			Language: ivr.English, Prompts: []string{"menu", "lang_zh@zh"},
			Keys: map[string]ivr.NodeID{"1": "hello", "2": "line"}, InputTimeout: 4 * time.Second, Fallback: "line",
		},
		"hello": ivr.Say{Language: ivr.Mandarin, Prompts: []string{"welcome"}, Next: "bye"},
		"line": ivr.Queue{
			Language: ivr.Cantonese, Prompts: []string{"to_agent"}, Queue: "general", Keys: map[string]ivr.NodeID{"*": "menu"},
		},
		"bye": ivr.Goodbye{Language: ivr.English, Prompts: []string{"goodbye"}},
		"end": ivr.Goodbye{},
	}}
}

// readYAML reads a flow as internal/flowfile does: unknown fields are errors.
func readYAML(text string) (ivr.Flow, error) {
	dec := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	dec.KnownFields(true)
	var f ivr.Flow
	return f, dec.Decode(&f)
}

func TestFlowsAreReadAndWritten(t *testing.T) {
	t.Parallel()
	fromYAML, err := readYAML(flowYAML)
	if err != nil || !reflect.DeepEqual(fromYAML, flowOfAllKinds()) {
		t.Errorf("from YAML: %#v, error %v", fromYAML, err)
	}
	var fromJSON ivr.Flow
	if err := json.Unmarshal([]byte(flowJSON), &fromJSON); err != nil || !reflect.DeepEqual(fromJSON, flowOfAllKinds()) {
		t.Errorf("from JSON: %#v, error %v", fromJSON, err)
	}
	raw, err := json.Marshal(flowOfAllKinds())
	if err != nil || string(raw) != flowJSON {
		t.Errorf("to JSON, error %v:\n got %s\nwant %s", err, raw, flowJSON)
	}
}

func TestFaultsOfAFileNameTheNode(t *testing.T) {
	t.Parallel()
	for nodes, want := range map[string][]string{
		"{a: {kind: mneu}, b: {kind: goodbye}}": {`node a: unknown kind "mneu": use one of ["broadcast" "callback" "digits"`},
		"{a: {kind: goodbye, spell: wrong}}":    {"node a: ", "spell"},
		"{a: {kind: 7, b: {}}}":                 {"node a: "},
		"{a: [1]}":                              {"node a: "},
		"{a: {kind: menu, input_timeout: soon}, b: {kind: queue, queue: []}}": {"node a: ", "soon", "node b: ", "!!seq"},
		"{a: {prompts: [x]}}": {`node a: kind is missing: name one of ["broadcast" "callback" "digits"`, "prompts"},
		"{a: {say: [x]}}":     {`node a: kind is missing`},
		"[a]":                 {"cannot unmarshal"},
	} {
		_, err := readYAML("id: f\nstart: a\nnodes: " + nodes)
		for _, w := range want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: error %v, want %q in it", nodes, err, w)
			}
		}
	}
}

// TestWhatStandsTwiceIsAFault: of two nodes for one key a caller would get the last.
func TestWhatStandsTwiceIsAFault(t *testing.T) {
	t.Parallel()
	for nodes, want := range map[string]string{
		`{"a":{"kind":"menu","keys":{"1":"b","2":"b","1":"c"}}}`:                         `node a: "1" stands twice`,
		`{"a":{"kind":"say","next":"b"},"a":{"kind":"goodbye"}}`:                         `node a stands twice`,
		`{"a":{"kind":"say","next":"b","next":"c"}}`:                                     `node a: "next" stands twice`,
		`{"a":{"kind":"language","choices":[{"key":"1"},{"key":"1","key":"2"}]}}`:        `node a: "key" stands twice`,
		`{"a":{"kind":"say","prompts":["x","x"],"next":"b"},"b":{"kind":"goodbye"}}`:     "",
		`{"a":{"kind":"language","choices":[{"key":"1"},{"key":"1"}],"next":"next"}}`:    "",
		`{"next":{"kind":"say","language":"next","next":"next"}}`:                        "",
		`{"a":{"kind":"menu","keys":{"1":"1","2":"1"},"prompts":[]},"1":{"kind":"say"}}`: "",
	} {
		var got ivr.Nodes
		err := json.Unmarshal([]byte(nodes), &got)
		if (err == nil) != (want == "") || err != nil && err.Error() != want {
			t.Errorf("%s: error %v, want %q", nodes, err, want)
		}
	}
	for _, raw := range []string{"", "{", `{"a":`, `{"a":{`, "[", "]", `{"a" 7}`, "[7 x]"} {
		if err := new(ivr.Nodes).UnmarshalJSON([]byte(raw)); err == nil {
			t.Errorf("%q is read", raw)
		}
	}
	for nodes, want := range map[string]string{
		`{a: {kind: menu, keys: {"1": b, "1": c}}}`: `mapping key "1" already defined`,
		`{a: {kind: goodbye}, a: {kind: goodbye}}`:  `mapping key "a" already defined`,
		`{a: {kind: say, next: b, next: c}}`:        `mapping key "next" already defined`,
	} {
		if _, err := readYAML("id: f\nstart: a\nnodes: " + nodes); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", nodes, err, want)
		}
	}
}

func TestFaultsOfJSONNameTheNode(t *testing.T) {
	t.Parallel()
	for nodes, want := range map[string]string{
		`{"a":{"kind":"mneu"}}`:                     `node a: unknown kind "mneu"`,
		`{"a":{"kind":"menu","input_timeout":"x"}}`: "node a: ",
		`{"a":{"kind":7}}`:                          "node a: json: cannot unmarshal number",
		`{"a":{"say":7}}`:                           "node a: kind is missing",
		`[]`:                                        "cannot unmarshal",
	} {
		var got ivr.Nodes
		if err := json.Unmarshal([]byte(nodes), &got); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q in it", nodes, err, want)
		}
	}
}

// TestEveryKindIsWrittenAndReadAgain, in JSON and in YAML.
func TestEveryKindIsWrittenAndReadAgain(t *testing.T) {
	t.Parallel()
	want := *fullFlow(t)
	raw, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var fromJSON ivr.Flow
	if err := json.Unmarshal(raw, &fromJSON); err != nil || !reflect.DeepEqual(fromJSON, want) {
		t.Errorf("from JSON, error %v: %s", err, raw)
	}
	if raw, err = yaml.Marshal(want); err != nil {
		t.Fatal(err)
	}
	fromYAML, err := readYAML(string(raw))
	if err != nil || !reflect.DeepEqual(fromYAML, want) {
		t.Errorf("from YAML, error %v:\n%s", err, raw)
	}
	if !strings.Contains(string(raw), "    kind: broadcast\n") || !strings.Contains(string(raw), "input_timeout: 5s\n") {
		t.Errorf("the file is not as an administrator writes it:\n%s", raw)
	}
	kinds := map[ivr.Kind]bool{}
	for _, n := range fromJSON.Nodes {
		kinds[n.Kind()] = true
	}
	if len(kinds) != 15 { // a say is all that the full tree does without
		t.Errorf("the full tree has %d kinds of nodes, want all", len(kinds))
	}
}

// TestEachKindSpeaksItsLanguage: that of the node becomes the caller's.
func TestEachKindSpeaksItsLanguage(t *testing.T) {
	t.Parallel()
	for _, n := range []ivr.Node{
		ivr.Say{Language: "en", Next: "start"}, ivr.Goodbye{Language: "en"}, ivr.Menu{Language: "en"}, ivr.Queue{Language: "en"},
		ivr.Digits{Language: "en"}, ivr.Progress{Language: "en"}, ivr.Message{Language: "en"}, ivr.Unit{Language: "en"}, ivr.Fax{Language: "en"},
	} {
		if s, _ := start(ivr.Nodes{"start": n}, ""); s.Language != ivr.English {
			t.Errorf("a %s in English is entered in %q", n.Kind(), s.Language)
		}
	}
	for _, n := range []ivr.Node{
		ivr.Survey{}, ivr.Silent{}, ivr.CallBackNode{}, ivr.HoursNode{}, ivr.Restricted{}, ivr.BroadcastNode{}, ivr.LanguageMenu{},
	} {
		f := ivr.Flow{ID: "f", Start: "start", Nodes: ivr.Nodes{"start": n}}
		if s, _ := ivr.Start(&f, ivr.Arrival{Language: ivr.Cantonese}, now); s.Language != ivr.Cantonese {
			t.Errorf("a %s is entered in %q, want the caller's language", n.Kind(), s.Language)
		}
	}
}
