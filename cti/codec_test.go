package cti

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// unwritable is an event and a command that cannot be written.
type unwritable struct{ Tell func() }

func (unwritable) event()   {}
func (unwritable) command() {}

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	if raw, err := EncodeEvent(unwritable{}); err == nil || !strings.Contains(err.Error(), "encode cti.unwritable") {
		t.Errorf("an event is written as %q, error %v", raw, err)
	}
	if raw, err := EncodeCommand(unwritable{}); err == nil {
		t.Errorf("a command is written as %q", raw)
	}
}

// TestDamagedEntriesAreErrors that say what is wrong.
func TestDamagedEntriesAreErrors(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{`:                                      "decode: unexpected end",
		`{"v":2,"type":"CallDropped","data":{}}`: `unknown type "CallDropped"`,
		`{"v":2,"type":"ReadyAsked","data":{"agent":"A"}}`:          `unknown type "ReadyAsked"`, // version 1's name
		`{"v":2,"type":"DigitPressed","data":5}`:                    "decode DigitPressed: json",
		`{"type":"RulesChanged","data":5}`:                          "read RulesChanged of version 1: json",
		`{"type":"CommandFailed","data":5}`:                         "read CommandFailed of version 1: json",
		`{"v":1,"type":"DigitPressed","data":"x"}`:                  "decode DigitPressed: json",
		`{"v":6,"type":"DigitPressed","data":{"call":"1"}}`:         "format 6 by a newer version of the service; this one reads up to format 5",
		`{"v":6,"type":"CallDropped","data":{"call":"1"},"more":1}`: "format 6 by a newer version",
	} {
		ev, err := DecodeEvent([]byte(raw))
		if err == nil || ev != nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %#v, error %v, want %q", raw, ev, err, want)
		}
		var newer *NewerJournalError
		if strings.HasPrefix(raw, `{"v":6`) != errors.As(err, &newer) || newer != nil && newer.Version != 6 {
			t.Errorf("%s is the error %#v", raw, err)
		}
	}
}

// TestAProgramWithoutRevisitsRefusesThem: it reads up to format 4, and would step over their events
// and take a snapshot with calls in a stage that it does not know. What it wrote is read.
func TestAProgramWithoutRevisitsRefusesThem(t *testing.T) {
	t.Parallel()
	for _, ev := range []Event{RevisitRequested{Call: "r"}, RevisitCancelled{Call: "r"}} {
		raw, err := EncodeEvent(ev)
		if err != nil || !strings.HasPrefix(string(raw), `{"v":5,`) {
			t.Errorf("%s is written, error %v; a program of format 4 takes it", raw, err)
		}
	}
	for v := 2; v <= JournalVersion; v++ {
		ev, err := DecodeEvent(fmt.Appendf(nil, `{"v":%d,"type":"DigitPressed","data":{"call":"1","digit":"5"}}`, v))
		if ev != (DigitPressed{Call: "1", Digit: "5"}) || err != nil {
			t.Errorf("of format %d: %#v, error %v", v, ev, err)
		}
	}
}

func TestAFailedCommandOfVersion1KeepsAName(t *testing.T) {
	t.Parallel()
	for old, want := range map[string]string{"Talk": "BridgeAgent", "Play": "Play"} {
		ev, err := DecodeEvent([]byte(`{"type":"CommandFailed","data":{"call":"1","command":"` + old + `","detail":"gone"}}`))
		if err != nil || ev != (CommandFailed{Call: "1", Command: want, Detail: "gone"}) {
			t.Errorf("%s is read as %#v, error %v, want the command %s", old, ev, err, want)
		}
	}
}

func TestNamesInTheJournal(t *testing.T) {
	t.Parallel()
	if got := EventName(DigitPressed{}); got != "DigitPressed" {
		t.Errorf("the event is called %q", got)
	}
	if got := CommandName(Play{}); got != "Play" {
		t.Errorf("the command is called %q", got)
	}
}

// TestOldFieldNamesGiveWay to the new ones; what has no new name stays.
func TestOldFieldNamesGiveWay(t *testing.T) {
	t.Parallel()
	for object, want := range map[string]string{
		`{"place":"menu","id":"1"}`: `{"id":"1","stage":"menu"}`,
		`{"stage":"menu","told":2}`: `{"last_position":2,"stage":"menu"}`,
	} {
		got, err := renameFields([]byte(object), snapshotCallFieldsV1)
		if err != nil || string(got) != want {
			t.Errorf("%s becomes %s, error %v, want %s", object, got, err, want)
		}
	}
}
