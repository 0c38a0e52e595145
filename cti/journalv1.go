package cti

import (
	"encoding/json"
	"errors"
	"fmt"
)

// kindsV1 gives the events and commands of version 1 whose names have changed
// since their names of today. An old name is never given to a new kind.
var kindsV1 = map[string]string{
	"ReadyAsked":    "ReadyRequested",
	"NotReadyAsked": "NotReadyRequested",
	"HoldAsked":     "HoldRequested",
	"ResumeAsked":   "ResumeRequested",
	"HangUpAsked":   "HangUpRequested",
	"DigitAsked":    "DigitRequested",
	"DialAsked":     "DialRequested",
	"ReadOutAsked":  "ReadOutRequested",
	"RulesChanged":  "SettingsChanged",
	"Park":          "HoldCaller",
	"Talk":          "BridgeAgent",
	"Release":       "ReturnToDialplan",
	"Greet":         "Announce",
}

// fieldsV1 gives the changed JSON fields of each kind, by the kind's old name.
var fieldsV1 = map[string]map[string]string{
	"RulesChanged": {"rules": "settings"},
}

// The changed JSON fields of a snapshot and of the calls in it.
var (
	snapshotFieldsV1     = map[string]string{"rules": "settings"}
	snapshotCallFieldsV1 = map[string]string{"place": "stage", "line": "lane", "told": "last_position"}
)

// upgradeV1 brings an event or command of version 1 to today's form.
func upgradeV1(env envelope) (envelope, error) {
	old := env.Type
	if name, renamed := kindsV1[old]; renamed {
		env.Type = name
	}
	var err error
	if fields := fieldsV1[old]; fields != nil {
		if env.Data, err = renameFields(env.Data, fields); err != nil {
			return envelope{}, fmt.Errorf("read %s of version 1: %w", old, err)
		}
	}
	if old == "CommandFailed" {
		env.Data, err = upgradeFailedCommandV1(env.Data)
	}
	return env, err
}

// upgradeFailedCommandV1 renames the command in a CommandFailed.
func upgradeFailedCommandV1(data json.RawMessage) (json.RawMessage, error) {
	var failed CommandFailed
	if err := json.Unmarshal(data, &failed); err != nil {
		return nil, fmt.Errorf("read CommandFailed of version 1: %w", err)
	}
	if name, renamed := kindsV1[failed.Command]; renamed {
		failed.Command = name
	}
	return json.Marshal(failed)
}

// upgradeSnapshotV1 brings a snapshot of version 1 to today's form.
func upgradeSnapshotV1(raw []byte) ([]byte, error) {
	var state map[string]json.RawMessage
	var old struct {
		Calls []json.RawMessage `json:"calls"`
	}
	if err := errors.Join(json.Unmarshal(raw, &state), json.Unmarshal(raw, &old)); err != nil {
		return nil, err
	}
	rename(state, snapshotFieldsV1)
	upgraded := map[string]any{}
	for name, value := range state {
		upgraded[name] = value
	}
	for i, c := range old.Calls {
		var err error
		if old.Calls[i], err = renameFields(c, snapshotCallFieldsV1); err != nil {
			return nil, err
		}
	}
	upgraded["calls"] = old.Calls
	return json.Marshal(upgraded)
}

// renameFields renames fields of a JSON object; the others stay as they are.
func renameFields(object json.RawMessage, names map[string]string) (json.RawMessage, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(object, &fields); err != nil {
		return nil, err
	}
	rename(fields, names)
	return json.Marshal(fields)
}

func rename(fields map[string]json.RawMessage, names map[string]string) {
	for from, to := range names {
		if value, ok := fields[from]; ok {
			delete(fields, from)
			fields[to] = value
		}
	}
}
