package menus

import (
	"maps"
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/ivr"
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
	// Switched tells who switched it last, nil if nobody did. It is no part of Rev.
	Switched *Switched `json:"switched,omitempty"`
}

// Switched is who turned a switch, and when.
type Switched struct {
	By ivr.Author `json:"by"`
	At time.Time  `json:"at"`
}

// maxPrompts bounds what one broadcast says.
const maxPrompts = 20

// Rev names what the broadcast is.
func (b Broadcast) Rev() string {
	b.Switched = nil
	return revOf(b)
}

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
	if b.On && !b.Until.IsZero() && b.Until.Before(by.At) {
		return Change{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "until", Code: errs.CodeInvalid}}}
	}
	b.Switched = now.Switched
	if b.On != now.On || b.On && !b.Until.Equal(now.Until) {
		b.Switched = &Switched{By: by.By, At: by.At}
	}
	r := by.changed(BroadcastSet, b.ID, now, known, b)
	r.Why = b.Why
	return Change{PutBroadcast: &b, Record: r}, nil
}

// Unsaid is the error for a broadcast that cannot be switched on: it has nothing to say, or a
// language lacks words for it.
type Unsaid struct{ Faults ivr.Faults }

// Error implements error.
func (e *Unsaid) Error() string { return e.Faults.Error() }

// Said returns the prompts that callers hear of a broadcast, by their keys: its own, or those of
// the live flows that name it.
func (s State) Said(b Broadcast) (prompts []string) {
	if len(b.Prompts) > 0 {
		return b.Prompts
	}
	for _, f := range s.Flows {
		if f.Live == nil {
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(f.Live.Body.Nodes)) {
			if n, is := f.Live.Body.Nodes[id].(ivr.BroadcastNode); is && n.Broadcast == b.ID {
				prompts = append(prompts, n.Prompts...)
			}
		}
	}
	slices.Sort(prompts)
	return slices.Compact(prompts)
}

// Sayable returns an *Unsaid if a broadcast that is on has nothing to say, or lacks words in a
// language that callers speak.
func (s State) Sayable(b Broadcast, check Check) error {
	if !b.On {
		return nil
	}
	said := s.Said(b)
	if len(said) == 0 {
		return &Unsaid{ivr.Faults{{Field: "prompts", Code: ivr.FaultMissing, Severity: ivr.SeverityError}}}
	}
	const node, end = "broadcast", "end"
	faults := check(s, ivr.Flow{ID: b.ID, Start: node, Nodes: ivr.Nodes{
		node: ivr.BroadcastNode{Broadcast: b.ID, Prompts: said, Next: end}, end: ivr.Goodbye{},
	}})
	faults = slices.DeleteFunc(faults, func(f ivr.Fault) bool { return f.Node != node || f.Field != "prompts" })
	if len(faults) > 0 {
		return &Unsaid{faults}
	}
	return nil
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
