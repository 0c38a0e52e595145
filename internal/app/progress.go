package app

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/workday"
)

// progressDesk tells callers where their tickets stand, by the rules of the public page:
// wrong tries count per ticket over all calls and the web.
type progressDesk struct {
	tickets interface {
		Status(ctx context.Context, n tickets.Number, known, place string) (tickets.PublicStatus, error)
		Rulebook(ctx context.Context) tickets.Rulebook
	}
	emit func(cti.Event)
	now  func() time.Time // nil is the real time
	log  *zap.Logger
}

// progressLimit is how long a look-up may take; the caller is with an agent by then.
const progressLimit = 3 * time.Second

// LookUp implements loop.Tickets.
func (d progressDesk) LookUp(cmd cti.LookUpTicket, pin string) {
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), progressLimit)
		defer cancel()
		d.emit(d.lookUp(ctx, cmd, pin))
	}()
}

func (d progressDesk) lookUp(ctx context.Context, cmd cti.LookUpTicket, pin string) cti.TicketLookedUp {
	out := cti.TicketLookedUp{Call: cmd.Call, Ask: cmd.Ask, Outcome: cti.LookUpFailed}
	if pin == "" {
		return out // a restart has lost it
	}
	n := tickets.ReadNumber(cmd.Ticket)
	if !n.Valid() {
		out.Outcome = cti.LookUpNotFound
		return out
	}
	p, err := d.tickets.Status(ctx, n, pin, telephonePlace(cmd.Caller))
	switch {
	case err == nil:
		return d.found(ctx, out, p)
	case errors.Is(err, service.ErrWholeNumber), errors.Is(err, service.ErrTooManyTries):
		out.Outcome = cti.LookUpLocked
	case errors.Is(err, errs.ErrNotFound):
		out.Outcome = cti.LookUpNotFound
	default:
		d.log.Warn("a caller's ticket cannot be looked up; an agent takes the call", zap.String("call", string(cmd.Call)), zap.Error(err))
	}
	return out
}

func (d progressDesk) found(ctx context.Context, out cti.TicketLookedUp, p tickets.PublicStatus) cti.TicketLookedUp {
	out.Outcome, out.Status = cti.LookUpFound, string(p.Stage)
	now := time.Now
	if d.now != nil {
		now = d.now
	}
	if today := workday.Midnight(now()); !p.Promise.IsZero() && !p.Promise.Before(today) {
		out.Due = p.Promise.In(tickets.Zone).Format(time.DateOnly)
		out.Days = d.tickets.Rulebook(ctx).Calendar.Days(today, p.Promise)
	}
	return out
}

// telephonePlace is where a caller's tries are counted; those whose number nobody may know
// are counted together.
func telephonePlace(caller string) string { return "tel:" + caller }
