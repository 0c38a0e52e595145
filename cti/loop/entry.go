package loop

import (
	"encoding/json"
	"fmt"
	"time"

	"hotline12345/cti"
)

// Entry is one line of the journal: a fact and the decisions it led to.
type Entry struct {
	Seq      uint64
	At       time.Time
	Event    cti.Event
	Commands []cti.Command
}

// entryJSON is an Entry as JSON: {"seq":7,"at":"…","event":{…},"commands":[…]}. The
// version stands in the event and in each command.
type entryJSON struct {
	Seq      uint64            `json:"seq"`
	At       time.Time         `json:"at"`
	Event    json.RawMessage   `json:"event"`
	Commands []json.RawMessage `json:"commands,omitempty"`
}

// MarshalJSON leaves out what pages are shown: it is large, is derived from
// the rest, and a replay gives it back.
func (e Entry) MarshalJSON() ([]byte, error) {
	ev, err := cti.EncodeEvent(e.Event)
	if err != nil {
		return nil, err
	}
	l := entryJSON{Seq: e.Seq, At: e.At, Event: ev}
	for _, c := range Recorded(e.Commands) {
		raw, err := cti.EncodeCommand(c)
		if err != nil {
			return nil, err
		}
		l.Commands = append(l.Commands, raw)
	}
	return json.Marshal(l)
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
	*e = Entry{Seq: l.Seq, At: l.At, Event: ev}
	for _, raw := range l.Commands {
		c, err := cti.DecodeCommand(raw)
		if err != nil {
			return fmt.Errorf("journal line %d: %w", l.Seq, err)
		}
		e.Commands = append(e.Commands, c)
	}
	return nil
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
