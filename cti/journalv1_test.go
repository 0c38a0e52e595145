package cti

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestEveryKindOfVersion1IsRead decodes one value of each kind as version 1 wrote it:
// every field must arrive.
func TestEveryKindOfVersion1IsRead(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("loop/testdata/journal-v1-kinds.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		var old struct {
			Type string
			Data map[string]any
		}
		if err := json.Unmarshal([]byte(line), &old); err != nil {
			t.Fatal(err)
		}
		value, err := decodeEither(line)
		if err != nil {
			t.Errorf("%s: %v", old.Type, err)
			continue
		}
		kind := reflect.TypeOf(value).Name()
		if seen[kind] {
			t.Errorf("%s: a second kind of version 1 is read as %s", old.Type, kind)
		}
		seen[kind] = true
		if lost := missing(renamedV1(old.Type, old.Data), fieldsOf(t, value)); lost != "" {
			t.Errorf("%s is read as %s without %s", old.Type, kind, lost)
		}
	}
	if len(seen) != 32+20 {
		t.Errorf("%d kinds read, want the 32 events and 20 commands of version 1", len(seen))
	}
}

func decodeEither(line string) (any, error) {
	if ev, err := DecodeEvent([]byte(line)); err == nil {
		return ev, nil
	}
	return DecodeCommand([]byte(line))
}

// renamedV1 writes out by hand what changed within the data of a kind.
func renamedV1(kind string, data map[string]any) map[string]any {
	switch kind {
	case "RulesChanged":
		return map[string]any{"settings": data["rules"]}
	case "CommandFailed":
		data["command"] = map[any]string{"Park": "HoldCaller", "Talk": "BridgeAgent"}[data["command"]]
	}
	return data
}

func fieldsOf(t *testing.T, value any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		t.Fatal(err)
	}
	return fields
}

// missing names a field of want that have lacks or gives another value.
func missing(want, have map[string]any) string {
	for name, w := range want {
		inner, isObject := w.(map[string]any)
		h, isObjectToo := have[name].(map[string]any)
		switch {
		case isObject && isObjectToo:
			if lost := missing(inner, h); lost != "" {
				return name + "." + lost
			}
		case !reflect.DeepEqual(w, have[name]):
			return name
		}
	}
	return ""
}

// TestAFailedTalkOfVersion1GetsAnotherLeg: the engine compares the command's name.
func TestAFailedTalkOfVersion1GetsAnotherLeg(t *testing.T) {
	t.Parallel()
	ev, err := DecodeEvent([]byte(`{"type":"CommandFailed","data":{"call":"1.1","command":"Talk","detail":"500"}}`))
	if want := (CommandFailed{Call: "1.1", Command: BridgeAgentCommand, Detail: "500"}); err != nil || ev != want {
		t.Errorf("%+v (error %v), want %+v", ev, err, want)
	}
}

// TestNoNameOfVersion1HasANewMeaning: rows of both versions lie side by side in the
// database, where a query finds them by name.
func TestNoNameOfVersion1HasANewMeaning(t *testing.T) {
	t.Parallel()
	var now []string
	for name := range events {
		now = append(now, name)
	}
	for name := range commands {
		now = append(now, name)
	}
	for old, name := range kindsV1 {
		if slices.Contains(now, old) {
			t.Errorf("%s means something else today", old)
		}
		if !slices.Contains(now, name) {
			t.Errorf("%s of version 1 becomes %s, which does not exist", old, name)
		}
	}
}

func TestAValueOfANewerVersionIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := DecodeEvent([]byte(`{"v":6,"type":"Ticked","data":{}}`)); err == nil {
		t.Error("an event of a later version is read as one of today's")
	}
	if _, err := DecodeCommand([]byte(`{"v":6,"type":"Answer","data":{}}`)); err == nil {
		t.Error("a command of a later version is read as one of today's")
	}
}
