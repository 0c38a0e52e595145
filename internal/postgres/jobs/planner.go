// Package jobs plans what is to be done later, within the transaction that makes it
// necessary, and does it when it is due. It is the only importer of River's client.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// Planner plans jobs: each is done if, and only if, the transaction commits.
type Planner struct{ client *river.Client[pgx.Tx] }

// NewPlanner returns a planner of the jobs of a database. It does not connect.
func NewPlanner(d *db.DB) (*Planner, error) {
	c, err := river.NewClient(riverpgxv5.New(d.Pool), &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("make the planner of jobs: %w", err)
	}
	return &Planner{client: c}, nil
}

func (p *Planner) plan(ctx context.Context, tx pgx.Tx, args river.JobArgs, at time.Time) error {
	_, err := p.client.InsertTx(ctx, tx, args, &river.InsertOpts{ScheduledAt: at})
	return err
}

// Wake plans when the clock next checks a ticket, unless that is the time it was
// planned for before.
func (p *Planner) Wake(ctx context.Context, tx pgx.Tx, t tickets.Ticket, before time.Time) error {
	at := tickets.Wake(t)
	if at.IsZero() || at.Equal(before) {
		return nil
	}
	return p.plan(ctx, tx, wakeArgs{Ticket: t.Number}, at)
}

// WakeAll plans when the clock first checks many new tickets.
func (p *Planner) WakeAll(ctx context.Context, tx pgx.Tx, list []tickets.Ticket) error {
	var wakes []river.InsertManyParams
	for _, t := range list {
		if at := tickets.Wake(t); !at.IsZero() {
			wakes = append(wakes, river.InsertManyParams{Args: wakeArgs{Ticket: t.Number}, InsertOpts: &river.InsertOpts{ScheduledAt: at}})
		}
	}
	if len(wakes) == 0 {
		return nil
	}
	_, err := p.client.InsertManyFastTx(ctx, tx, wakes)
	return err
}

// Recompute plans to count all limits again after a change of the rules, by its id.
func (p *Planner) Recompute(ctx context.Context, tx pgx.Tx, change string, at time.Time) error {
	return p.plan(ctx, tx, recomputeArgs{Change: change}, at)
}

// HandOver plans that the work of a unit that ended goes to its successor.
func (p *Planner) HandOver(ctx context.Context, tx pgx.Tx, from, to string, at time.Time) error {
	return p.plan(ctx, tx, handOverArgs{From: from, To: to}, at)
}

// Deliver plans the delivery of a message to a webhook, by the message's id.
func (p *Planner) Deliver(ctx context.Context, tx pgx.Tx, message string, at time.Time) error {
	return p.plan(ctx, tx, deliverArgs{Message: message}, at)
}

// Mail plans the mail of a reminder, by the reminder's id.
func (p *Planner) Mail(ctx context.Context, tx pgx.Tx, reminder string, at time.Time) error {
	return p.plan(ctx, tx, mailArgs{Reminder: reminder}, at)
}

// PublishFlow plans that a scheduled version of a flow goes live.
func (p *Planner) PublishFlow(ctx context.Context, tx pgx.Tx, flow string, version int, at time.Time) error {
	return p.plan(ctx, tx, publishFlowArgs{Flow: flow, Version: version}, at)
}

// wakeArgs: the clock checks a ticket.
type wakeArgs struct {
	Ticket tickets.Number `json:"ticket"`
}

// Kind implements river.JobArgs.
func (wakeArgs) Kind() string { return "wake" }

// recomputeArgs: the calendar changed.
type recomputeArgs struct {
	Change string `json:"change"`
}

// Kind implements river.JobArgs.
func (recomputeArgs) Kind() string { return "recompute" }

// handOverArgs: a unit has ended.
type handOverArgs struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Kind implements river.JobArgs.
func (handOverArgs) Kind() string { return "hand_over" }

// publishFlowArgs: a scheduled version of a flow goes live.
type publishFlowArgs struct {
	Flow    string `json:"flow"`
	Version int    `json:"version"`
}

// Kind implements river.JobArgs.
func (publishFlowArgs) Kind() string { return "publish_flow" }
