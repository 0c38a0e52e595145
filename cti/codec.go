package cti

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// JournalVersion is the version in which events, commands and snapshots are
// written. It stands in each of them ("v", in a snapshot "version"), so that files
// and database rows of several versions may lie side by side; without it they are
// of version 1.
//
// Version 2 gave kinds and fields their present names. From version 3 on each line
// and each snapshot has a checksum (cti/loop) and a line names its journal. Version 4
// has more kinds of menu nodes, and a session that knows its line and menu. Version 5 calls
// citizens without an agent (RevisitRequested, RevisitCancelled), whose calls have a stage of
// their own: a program that knows neither must not take them.
const JournalVersion = 5

// NewerJournalError means that a newer version of the service has written a value.
// Its meaning is not known here.
type NewerJournalError struct {
	Version int // of the value
}

func (e *NewerJournalError) Error() string {
	return fmt.Sprintf("it was written in format %d by a newer version of the service; this one reads up to format %d: "+
		"start the newer version again to have it", e.Version, JournalVersion)
}

// UnknownTypeError means that this version knows no event or command of that name.
type UnknownTypeError struct{ Type string }

func (e *UnknownTypeError) Error() string { return fmt.Sprintf("unknown type %q", e.Type) }

// checkVersion refuses what a newer version has written.
func checkVersion(v int) error {
	if v > JournalVersion {
		return &NewerJournalError{Version: v}
	}
	return nil
}

// kinds finds the Go type of an event or command by its name in the journal.
type kinds[T any] map[string]reflect.Type

func kindsOf[T any](values ...T) kinds[T] {
	k := kinds[T]{}
	for _, v := range values {
		t := reflect.TypeOf(v)
		k[t.Name()] = t
	}
	return k
}

// envelope is the journal's form: {"v":5,"type":"DigitPressed","data":{"call":"1.1","digit":"1"}}.
type envelope struct {
	Version int             `json:"v"`
	Type    string          `json:"type"`
	Data    json.RawMessage `json:"data"`
}

func encode(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return json.Marshal(envelope{Version: JournalVersion, Type: reflect.TypeOf(v).Name(), Data: data})
}

func decode[T any](k kinds[T], raw []byte) (T, error) {
	var zero T
	var env envelope
	if err := json.Unmarshal(raw, &env); err != nil {
		return zero, fmt.Errorf("decode: %w", err)
	}
	if err := checkVersion(env.Version); err != nil {
		return zero, err
	}
	if env.Version < 2 {
		var err error
		if env, err = upgradeV1(env); err != nil {
			return zero, err
		}
	}
	t, ok := k[env.Type]
	if !ok {
		return zero, fmt.Errorf("decode: %w", &UnknownTypeError{Type: env.Type})
	}
	v := reflect.New(t)
	if err := json.Unmarshal(env.Data, v.Interface()); err != nil {
		return zero, fmt.Errorf("decode %s: %w", env.Type, err)
	}
	return v.Elem().Interface().(T), nil
}

// EncodeEvent and EncodeCommand write the journal's form of a value.
func EncodeEvent(e Event) ([]byte, error)     { return encode(e) }
func EncodeCommand(c Command) ([]byte, error) { return encode(c) }

// DecodeEvent and DecodeCommand read the journal's form of this version and of older
// ones. A newer version is a *NewerJournalError, an unknown type an *UnknownTypeError.
func DecodeEvent(raw []byte) (Event, error)     { return decode(events, raw) }
func DecodeCommand(raw []byte) (Command, error) { return decode(commands, raw) }

// CommandName returns the command's name in the journal: its type's name.
func CommandName(c Command) string { return reflect.TypeOf(c).Name() }

// EventName returns the event's name in the journal and the metrics: its type's name.
func EventName(e Event) string { return reflect.TypeOf(e).Name() }
