package cti

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"hotline12345/ivr"
)

// snapshot is the whole state of an Engine as it is written to disk. The lanes are
// rebuilt from it.
type snapshot struct {
	Version   int                  `json:"version"`
	Now       time.Time            `json:"now"`
	Settings  Settings             `json:"settings"`
	Flows     map[string]*ivr.Flow `json:"flows"`
	Calls     []*call              `json:"calls"`
	Agents    []*agent             `json:"agents"`
	Idle      []AgentID            `json:"idle"`
	Serial    uint64               `json:"serial"`
	Run       string               `json:"run,omitempty"`
	Handling  time.Duration        `json:"handling"`
	Telephony bool                 `json:"telephony"`
	Unseen    time.Time            `json:"unseen,omitzero"`
	Strays    []stray              `json:"strays,omitempty"`
	Boot      string               `json:"boot,omitempty"`
	BootAt    time.Time            `json:"boot_at,omitzero"`
	Timers    timers               `json:"timers"`
	// Armed are the deadlines in the order in which they pass: that of equal ones
	// cannot be seen from their times. Older snapshots have none.
	Armed []armed `json:"armed,omitempty"`
}

// armed names a deadline: the timer of a call, of an agent or of the engine.
type armed struct {
	Timer timer   `json:"timer"`
	Call  CallID  `json:"call,omitempty"`
	Agent AgentID `json:"agent,omitempty"`
}

// Snapshot returns the engine's state as JSON. An engine made of it by Restore
// decides the same from then on.
func (e *Engine) Snapshot() ([]byte, error) {
	s := snapshot{
		Version: JournalVersion, Now: e.now, Settings: e.settings, Flows: map[string]*ivr.Flow{}, Serial: e.serial, Run: e.run,
		Handling: e.handling, Telephony: e.telephony, Unseen: e.unseen, Strays: e.strays,
		Boot: e.boot, BootAt: e.bootAt, Timers: e.timers, Armed: e.armed(),
	}
	for _, id := range slices.Sorted(maps.Keys(e.calls)) {
		c := e.calls[id]
		s.Calls = append(s.Calls, c)
		if f := e.flows[c.FlowKey]; f != nil {
			s.Flows[c.FlowKey] = f
		}
	}
	for _, id := range slices.Sorted(maps.Keys(e.agents)) {
		s.Agents = append(s.Agents, e.agents[id])
	}
	for _, a := range e.idle {
		s.Idle = append(s.Idle, a.ID)
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write snapshot: %w", err)
	}
	return raw, nil
}

// Restore returns an engine in the state of a Snapshot of this version or an older
// one. A newer version is a *NewerJournalError; any other error means that the
// snapshot is damaged.
func Restore(raw []byte) (*Engine, error) {
	s, err := readSnapshot(raw)
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	e := New()
	e.settingsChanged(s.Settings)
	e.now, e.serial, e.run, e.handling, e.telephony = s.Now, s.Serial, s.Run, s.Handling, s.Telephony
	e.unseen, e.strays, e.boot, e.bootAt = s.Unseen, s.Strays, s.Boot, s.BootAt
	e.flows = s.Flows
	for _, a := range s.Agents {
		a.lanes = lanesOf(a)
		e.agents[a.ID] = a
	}
	for _, id := range s.Idle {
		e.idle = append(e.idle, e.agents[id])
	}
	for _, c := range s.Calls {
		c.Session.Flow = e.flows[c.FlowKey]
		e.calls[c.ID] = c
		if c.Stage == inQueue {
			e.waiting[c.Lane] = e.insert(c)
		}
	}
	e.timers = s.Timers
	e.rearm(s)
	return e, nil
}

func readSnapshot(raw []byte) (snapshot, error) {
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return snapshot{}, err
	}
	if err := checkVersion(head.Version); err != nil {
		return snapshot{}, err
	}
	if head.Version < 2 {
		var err error
		if raw, err = upgradeSnapshotV1(raw); err != nil {
			return snapshot{}, err
		}
	}
	var s snapshot
	err := json.Unmarshal(raw, &s)
	return s, err
}
