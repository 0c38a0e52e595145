package loop

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"hotline12345/cti"
)

// Entry is one line of the journal: a fact and the decisions it led to.
type Entry struct {
	Seq uint64
	// Journal names the run of the service that wrote it (cti.Started).
	Journal  string
	At       time.Time
	Event    cti.Event
	Commands []cti.Command

	stored *entryJSON      // of an event that this version does not know: as it was written
	before json.RawMessage // the entry before it, repeated
}

// entryJSON is an Entry as JSON: {"seq":7,"journal":"…","at":"…","event":{…},"commands":[…]}.
// The version stands in the event and in each command. From format 3 on a line repeats
// the one before it ("before"), so that a single damaged line costs nothing, and ends
// with a checksum.
type entryJSON struct {
	Seq      uint64            `json:"seq"`
	Journal  string            `json:"journal,omitempty"`
	At       time.Time         `json:"at"`
	Event    json.RawMessage   `json:"event"`
	Commands []json.RawMessage `json:"commands,omitempty"`
	Before   json.RawMessage   `json:"before,omitempty"`
}

// MarshalJSON leaves out what pages are shown: it is large, is derived from
// the rest, and a replay gives it back.
func (e Entry) MarshalJSON() ([]byte, error) {
	event, commands, err := e.Encoded()
	if err != nil {
		return nil, err
	}
	return json.Marshal(entryJSON{Seq: e.Seq, Journal: e.Journal, At: e.At, Event: event, Commands: commands})
}

// Encoded returns the event and the recorded commands in the journal's form; those of
// an event that this version does not know are as they were written.
func (e Entry) Encoded() (event json.RawMessage, commands []json.RawMessage, err error) {
	if e.stored != nil {
		return e.stored.Event, e.stored.Commands, nil
	}
	if event, err = cti.EncodeEvent(e.Event); err != nil {
		return nil, nil, err
	}
	for _, c := range Recorded(e.Commands) {
		raw, err := cti.EncodeCommand(c)
		if err != nil {
			return nil, nil, err
		}
		commands = append(commands, raw)
	}
	return event, commands, nil
}

// UnmarshalJSON reads a line of the journal.
func (e *Entry) UnmarshalJSON(raw []byte) error {
	var l entryJSON
	if err := json.Unmarshal(raw, &l); err != nil {
		return fmt.Errorf("read journal line: %w", err)
	}
	ev, err := cti.DecodeEvent(l.Event)
	if err != nil {
		return fmt.Errorf("journal line %d: %w", l.Seq, err)
	}
	*e = Entry{Seq: l.Seq, Journal: l.Journal, At: l.At, Event: ev, before: l.Before}
	for _, raw := range l.Commands {
		c, err := cti.DecodeCommand(raw)
		if err != nil {
			return fmt.Errorf("journal line %d: %w", l.Seq, err)
		}
		e.Commands = append(e.Commands, c)
	}
	return nil
}

// decodeStrange reads a line with an event or a command of another version: time passes
// by it, and what is known of its commands is kept, for a call's row may be among them.
func decodeStrange(raw []byte) (Entry, error) {
	var l entryJSON
	if err := json.Unmarshal(raw, &l); err != nil {
		return Entry{}, fmt.Errorf("read journal line: %w", err)
	}
	e := Entry{Seq: l.Seq, Journal: l.Journal, At: l.At, Event: cti.Ticked{}, stored: &l, before: l.Before}
	if ev, err := cti.DecodeEvent(l.Event); err == nil {
		e.Event = ev
	}
	for _, raw := range l.Commands {
		if c, err := cti.DecodeCommand(raw); err == nil {
			e.Commands = append(e.Commands, c)
		}
	}
	return e, nil
}

// ReadEntry reads an entry from its JSON, also one of another version of the service, as
// far as it is known here.
func ReadEntry(raw []byte) (Entry, error) {
	var e Entry
	err := e.UnmarshalJSON(raw)
	if strange(err) {
		return decodeStrange(raw)
	}
	return e, err
}

// strange reports whether an error means a value of another version of the service,
// rather than a damaged one.
func strange(err error) bool {
	newer, unknown := new(cti.NewerJournalError), new(cti.UnknownTypeError)
	return errors.As(err, &newer) || errors.As(err, &unknown)
}

// Recorded returns the commands that the journal keeps.
func Recorded(commands []cti.Command) []cti.Command {
	kept := make([]cti.Command, 0, len(commands))
	for _, c := range commands {
		switch c.(type) {
		case cti.ShowDesk, cti.ShowQueues:
		default:
			kept = append(kept, c)
		}
	}
	return kept
}
