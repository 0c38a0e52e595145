package app

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

// attemptWriter writes a call-back attempt into its ticket: the citizen was called
// about the ticket and not reached. So the plan of attempts needs no typing.
type attemptWriter struct {
	tickets *service.Service
	users   interface {
		UserByNumber(ctx context.Context, number string) (org.User, error)
	}
	log   *zap.Logger
	queue chan cti.CallRecord
}

const (
	// attemptsWaiting is how many calls may wait while the database is away.
	attemptsWaiting = 1000
	attemptRetry    = 2 * time.Second
)

// Observe implements loop.Observer.
func (w *attemptWriter) Observe(e loop.Entry) {
	for _, c := range e.Commands {
		save, ok := c.(cti.SaveCall)
		if !ok || save.Record.Ticket == "" || save.Record.Agent == "" || // revisits write their own
			save.Record.EndedAt.IsZero() || outcomeOf(save.Record) == "" {
			continue
		}
		select {
		case w.queue <- save.Record:
		default:
			w.log.Warn("too many calls wait to be written into their tickets", zap.String("call", string(save.Record.Call)))
		}
	}
}

// outcomeOf returns why a citizen was not reached, "" if they were.
func outcomeOf(r cti.CallRecord) tickets.Outcome {
	switch r.EndReason {
	case cti.DialBusy:
		return tickets.Busy
	case cti.DialNoAnswer:
		return tickets.NoReply
	case cti.DialNoNumber:
		return tickets.WrongNumber
	}
	return ""
}

// run writes until ctx ends; what the database cannot take now is tried again.
func (w *attemptWriter) run(ctx context.Context) {
	for {
		select {
		case r := <-w.queue:
			for w.write(ctx, r) {
				select {
				case <-time.After(attemptRetry):
				case <-ctx.Done():
					return
				}
			}
		case <-ctx.Done():
			return
		}
	}
}

// write reports whether the attempt must be written again later.
func (w *attemptWriter) write(ctx context.Context, r cti.CallRecord) bool {
	u, err := w.users.UserByNumber(ctx, string(r.Agent))
	if err == nil {
		err = w.tickets.RecordAttempt(ctx, u.Actor(""), tickets.Number(r.Ticket), string(r.Call), outcomeOf(r))
	}
	switch {
	case err == nil:
		return false
	case errors.Is(err, errs.ErrUnavailable), errors.Is(err, errs.ErrConflict):
		return true
	}
	w.log.Warn("a call-back attempt cannot be written into its ticket", zap.String("ticket", r.Ticket), zap.String("call", string(r.Call)), zap.Error(err))
	return false
}
