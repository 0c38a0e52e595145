package menus

import (
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
)

// Broadcast is an announcement for all callers, such as of a typhoon: one switch. Flows say
// where it is heard, by its id.
type Broadcast struct {
	ID    string `json:"id"`
	Names Names  `json:"names"`
	// Prompts are said, by their keys; none: those of the flow's node.
	Prompts []string `json:"prompts,omitempty"`
	// On: callers hear it.
	On bool `json:"on"`
	// Until is when it is silent again by itself; zero: when it is switched off.
	Until time.Time `json:"until,omitzero"`
	// Why it was switched.
	Why string `json:"why,omitempty"`
}

// maxPrompts bounds what one broadcast says.
const maxPrompts = 20

// Rev names what the broadcast is.
func (b Broadcast) Rev() string { return revOf(b) }

// Heard reports whether callers hear it at a time.
func (b Broadcast) Heard(at time.Time) bool {
	return b.On && (b.Until.IsZero() || at.Before(b.Until))
}

// Broadcast returns a broadcast by its id.
func (s State) Broadcast(id string) (Broadcast, bool) {
	return find(s.Broadcasts, id, func(b Broadcast) string { return b.ID })
}

// SetBroadcast keeps a broadcast, new or changed. rev is what was read, "" for a new one.
// What stands there already changes nothing. Errors: *Stale, *errs.Invalid.
func (s State) SetBroadcast(by Stamp, b Broadcast, rev string) (Change, error) {
	b.Until = b.Until.UTC()
	wrong := checkNamed(b.ID, b.Names)
	if len(b.Prompts) > maxPrompts {
		wrong = append(wrong, errs.FieldError{Field: "prompts", Code: errs.CodeTooLong})
	}
	if !text.Clean(b.Why, text.MaxPlace) {
		wrong = append(wrong, errs.FieldError{Field: "why", Code: errs.CodeTooLong})
	}
	if len(wrong) > 0 {
		return Change{}, &errs.Invalid{Fields: wrong}
	}
	now, known := s.Broadcast(b.ID)
	if same, err := compare(now, known, b, rev, &Stale{Broadcast: &now}); same || err != nil {
		return Change{}, err
	}
	r := by.changed(BroadcastSet, b.ID, now, known, b)
	r.Why = b.Why
	return Change{PutBroadcast: &b, Record: r}, nil
}

// EndBroadcast takes a broadcast away, which no flow may name. One that is gone is nothing to
// do. Errors: *Stale, *InUse.
func (s State) EndBroadcast(by Stamp, id, rev string) (Change, error) {
	now, known := s.Broadcast(id)
	if !known {
		return Change{}, nil
	}
	if now.Rev() != rev {
		return Change{}, &Stale{Rev: now.Rev(), Broadcast: &now}
	}
	if used := s.flowsNaming("broadcast", id); len(used) > 0 {
		return Change{}, &InUse{Flows: used}
	}
	r := by.record(BroadcastEnded, id)
	r.Before = now
	return Change{DropBroadcast: id, Record: r}, nil
}
