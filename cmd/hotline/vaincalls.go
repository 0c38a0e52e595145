package main

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/tickets"
)

// vainCalls writes into a ticket that a citizen was called about it and not
// reached, so that the plan of attempts is kept without anybody's typing.
type vainCalls struct {
	tickets *tickets.Service
	users   interface {
		UserByNumber(ctx context.Context, number string) (tickets.User, error)
	}
	log  *zap.Logger
	todo chan cti.CallRecord
}

const (
	// vainWaiting is how many calls may wait while the database is away.
	vainWaiting = 1000
	vainRetry   = 2 * time.Second
)

// Observe implements loop.Observer.
func (v *vainCalls) Observe(e loop.Entry) {
	for _, c := range e.Commands {
		save, ok := c.(cti.SaveCall)
		if !ok || save.Record.Ticket == "" || save.Record.EndedAt.IsZero() || outcomeOf(save.Record) == "" {
			continue
		}
		select {
		case v.todo <- save.Record:
		default:
			v.log.Warn("too many calls wait to be written into their tickets", zap.String("call", string(save.Record.Call)))
		}
	}
}

// outcomeOf is why a citizen was not reached; "" if they were.
func outcomeOf(r cti.CallRecord) tickets.Outcome {
	switch r.EndReason {
	case cti.DialBusy:
		return tickets.Busy
	case cti.DialNoAnswer:
		return tickets.NoReply
	case cti.DialFailed:
		return tickets.WrongNumber
	}
	return ""
}

// run writes until ctx ends; what the database cannot take now is tried again.
func (v *vainCalls) run(ctx context.Context) {
	for {
		select {
		case r := <-v.todo:
			for v.write(ctx, r) {
				select {
				case <-time.After(vainRetry):
				case <-ctx.Done():
					return
				}
			}
		case <-ctx.Done():
			return
		}
	}
}

// write says whether it must be tried again.
func (v *vainCalls) write(ctx context.Context, r cti.CallRecord) bool {
	u, err := v.users.UserByNumber(ctx, string(r.Agent))
	if err == nil {
		err = v.tickets.Tried(ctx, u.Actor(""), tickets.Number(r.Ticket), string(r.Call), outcomeOf(r))
	}
	switch {
	case err == nil:
		return false
	case errors.Is(err, tickets.ErrUnavailable), errors.Is(err, tickets.ErrConflict):
		return true
	}
	v.log.Warn("a vain call cannot be written into its ticket", zap.String("ticket", r.Ticket), zap.String("call", string(r.Call)), zap.Error(err))
	return false
}
