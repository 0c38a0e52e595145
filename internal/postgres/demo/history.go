package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Directory reads units and categories.
type Directory interface {
	Units(ctx context.Context) ([]org.Unit, error)
	Categories(ctx context.Context) ([]tickets.Category, error)
}

// Store is what the demo city is loaded into: a postgres.Store.
type Store interface {
	Database
	Directory
	Call(ctx context.Context, call string) (cti.CallRecord, error)
	Ship(ctx context.Context, journal string, entries []loop.Entry, calls []cti.CallRecord) error
	UserByLogin(ctx context.Context, login string) (org.User, error)
	LastNumber(ctx context.Context, day string, limit int) (int, error)
	Commit(ctx context.Context, d tickets.Draft, t tickets.Ticket) error
}

// visit is one call of the demo history, with what came of it.
type visit struct {
	Key         string            `json:"key"`
	DaysAgo     int               `json:"days_ago"`
	Time        string            `json:"time"` // "10:12" in China
	Number      string            `json:"number"`
	Agent       string            `json:"agent"`
	Queue       string            `json:"queue"`
	Keys        string            `json:"keys"`
	Language    ivr.Language      `json:"language"`
	WaitSeconds int               `json:"wait_s"`
	TalkSeconds int               `json:"talk_s"`
	Disposition cti.Disposition   `json:"disposition"`
	Register    *tickets.Register `json:"register"`
	Moves       []demoMove        `json:"moves"`
}

type demoMove struct {
	By         string `json:"by"` // login
	AfterHours int    `json:"after_h"`
	tickets.Request
}

// seedHistory loads the visits that are not there yet.
func seedHistory(ctx context.Context, s Store) error {
	raw, err := files.ReadFile("history.json")
	if err != nil {
		return fmt.Errorf("seed history: %w", err)
	}
	var visits []visit
	if err := json.Unmarshal(raw, &visits); err != nil {
		return fmt.Errorf("seed history: %w", err)
	}
	book, _, err := Rulebook(ctx, s)
	if err != nil {
		return err
	}
	today := time.Now().In(tickets.Zone)
	for _, v := range visits {
		_, err := s.Call(ctx, v.Key)
		if err == nil {
			continue
		}
		if !errors.Is(err, errs.ErrNotFound) {
			return err
		}
		if err := seedVisit(ctx, s, book, today, v); err != nil {
			return fmt.Errorf("seed visit %s: %w", v.Key, err)
		}
	}
	return nil
}

func seedVisit(ctx context.Context, s Store, book tickets.Rulebook, today time.Time, v visit) error {
	clock, err := time.Parse("15:04", v.Time)
	if err != nil {
		return err
	}
	at := time.Date(today.Year(), today.Month(), today.Day()-v.DaysAgo, clock.Hour(), clock.Minute(), 0, 0, tickets.Zone).UTC()
	if v.Register != nil {
		if err := seedTicket(ctx, s, book, v, at); err != nil {
			return err
		}
	}
	// The call comes last: it marks the visit as complete.
	return s.Ship(ctx, "", nil, []cti.CallRecord{v.record(at)})
}

// seedTicket writes the ticket by the same rules as a page would.
func seedTicket(ctx context.Context, s Store, book tickets.Rulebook, v visit, at time.Time) error {
	talked := at.Add(time.Duration(v.WaitSeconds+v.TalkSeconds) * time.Second)
	v.Register.CalledAt = at
	last, err := s.LastNumber(ctx, tickets.Day(at), 900000)
	if err != nil {
		return err
	}
	number, err := tickets.MakeNumber(tickets.Day(at), last+1)
	if err != nil {
		return err
	}
	t := tickets.Ticket{Number: number, Call: v.Key, Caller: v.Number, Channel: tickets.ByCall, Register: *v.Register, CreatedAt: talked}
	now := talked
	moves := append([]demoMove{{By: v.Agent, Request: tickets.Request{Move: tickets.MoveRegister}}}, v.Moves...)
	for i, m := range moves {
		u, err := s.UserByLogin(ctx, m.By)
		if err != nil {
			return err
		}
		now = now.Add(time.Duration(m.AfterHours) * time.Hour)
		t, err = tickets.Apply(tickets.Case{Ticket: t, Request: m.Request, By: u.Actor(""), Now: now, Rules: book})
		if err != nil {
			return err
		}
		if i == 0 {
			t.CreatedBy = u.Actor("").Person
		}
	}
	d := tickets.Draft{Call: v.Key, Rev: 1, Register: *v.Register, SavedAt: talked, Ticket: t.Number}
	err = s.Commit(ctx, d, t)
	if errors.Is(err, tickets.ErrCommitted) || errors.Is(err, errs.ErrConflict) {
		return nil // an earlier try was cut off after this
	}
	return err
}

// Rulebook returns the rules for what is seeded, and its units.
func Rulebook(ctx context.Context, s Directory) (tickets.Rulebook, []org.Unit, error) {
	b := tickets.DefaultRulebook()
	units, err := s.Units(ctx)
	if err != nil {
		return b, nil, err
	}
	b.Tree = org.NewTree(units)
	b.Categories, err = s.Categories(ctx)
	return b, units, err
}

func (v visit) record(at time.Time) cti.CallRecord {
	queued := at.Add(9 * time.Second)
	answered := queued.Add(time.Duration(v.WaitSeconds) * time.Second)
	ended := answered.Add(time.Duration(v.TalkSeconds) * time.Second)
	r := cti.CallRecord{Call: cti.CallID(v.Key), Revision: 1, Direction: cti.Inbound, Trunk: "trunk", Called: "12345",
		Caller: cti.Caller{Number: v.Number, Raw: v.Number}, Language: v.Language, Keys: v.Keys, Queue: cti.QueueID(v.Queue),
		ArrivedAt: at, QueuedAt: queued, EndedAt: ended, EndReason: cti.AbandonedInQueue}
	if r.Language == "" {
		r.Language = ivr.Mandarin
	}
	if v.Agent != "" {
		agent := cti.AgentID(v.Agent)
		r.Agent, r.AnsweredAt, r.EndReason, r.Disposition = agent, answered, cti.EndedByCitizen, v.Disposition
		r.Offers = []cti.OfferRecord{{Agent: agent, At: queued, EndedAt: answered, Outcome: cti.OutcomeAccepted}}
		r.Legs = []cti.LegRecord{{Leg: 1, Agent: agent, From: answered, To: ended}}
	}
	return r
}
