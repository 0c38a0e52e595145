package app

import (
	"context"
	"fmt"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/asterisk/fallback"
	"hotline12345/cti/gateway"
	"hotline12345/internal/postgres"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

// takeOverEvery is the pause between two looks into the fallback's folder.
const takeOverEvery = 3 * time.Second

// newFallback returns what takes over the calls that the dialplan's fallback took.
func (svc *application) newFallback() *fallback.Importer {
	s := svc.settings
	return fallback.New(fallback.Config{
		Dir:   s.MessagesDir,
		Calls: handedCalls{svc.store, svc.calls},
		Keep: func(call cti.CallID, at time.Time, sound []byte) (cti.RecordingPiece, error) {
			return gateway.KeepMessage(s.recordingsDir(), call, at, sound)
		},
		Ticket: messageTickets{svc.calls, svc.tickets}.make,
		Lives:  svc.telephony.Lives,
		Arrival: func(args []string) cti.CallArrived {
			return asterisk.Arrival(args, "", s.Plan(), s.Withheld == "drop")
		},
		Ready: svc.owner.Database(), Every: takeOverEvery, Now: time.Now, Log: svc.log.Named("fallback"),
	})
}

// handedCalls notes what the fallback did in the database, and in the rows that pages see
// before the journal is shipped.
type handedCalls struct {
	*postgres.Store
	live *liveCalls
}

// HandOver implements fallback.Calls.
func (h handedCalls) HandOver(ctx context.Context, call cti.CallID, f cti.Fallback) (bool, error) {
	found, err := h.Store.HandOver(ctx, call, f)
	if found && err == nil {
		h.live.handOver(call, f)
	}
	return found, err
}

// messageTickets makes tickets of messages: tickets do not know calls, nor calls tickets.
type messageTickets struct {
	calls   *liveCalls
	tickets *service.Service
}

func (m messageTickets) make(ctx context.Context, call cti.CallID, message cti.RecordingPiece) error {
	_, err := m.take(ctx, call, message, false)
	return err
}

// take makes the ticket and returns its number; asked: the menu asked for the message.
func (m messageTickets) take(ctx context.Context, call cti.CallID, message cti.RecordingPiece, asked bool) (string, error) {
	r, err := m.calls.Call(ctx, string(call))
	if err != nil {
		return "", err
	}
	t, err := m.tickets.TakeMessage(ctx, tickets.Message{Asked: asked, Call: string(call), Caller: r.Caller.Shown().Number, Called: r.Called,
		At: r.ArrivedAt, Length: time.Duration(message.Millis) * time.Millisecond})
	return string(t.Number), err
}

// fallbackHealth says what waits to be taken over from the fallback.
func (svc *application) fallbackHealth() (detail string, err error) {
	s := svc.fallback.State()
	switch {
	case s.Waiting > 0:
		return "", fmt.Errorf("%d calls that the fallback took while no service was there wait to be taken over: %w", s.Waiting, s.Fault)
	case s.Fault != nil:
		return "", s.Fault
	case s.Broken > 0:
		return "", fmt.Errorf("%d notes of the fallback are broken: read them in %s/broken, call back whom they name, and remove them", s.Broken, svc.settings.MessagesDir)
	case s.Going > 0:
		return fmt.Sprintf("%d calls are with the fallback now", s.Going), nil
	}
	return "", nil
}

// fallbackMetrics adds what is counted of the fallback.
func (svc *application) fallbackMetrics() {
	state := svc.fallback.State
	svc.metrics.Gauge("hotline_fallback_messages", "Calls that the dialplan's fallback took and that wait to be taken over.",
		func() float64 { return float64(state().Waiting) })
	svc.metrics.Gauge("hotline_fallback_going", "Calls that the dialplan's fallback has now.", func() float64 { return float64(state().Going) })
	svc.metrics.Gauge("hotline_fallback_broken", "Notes of the fallback that were set aside for a person.", func() float64 { return float64(state().Broken) })
	svc.metrics.Counter("hotline_fallback_taken_total", "Calls that were taken over from the fallback since the start.",
		map[string]string{"left": "call"}, func() uint64 { return state().Taken - state().Messages })
	svc.metrics.Counter("hotline_fallback_taken_total", "Calls that were taken over from the fallback since the start.",
		map[string]string{"left": "message"}, func() uint64 { return state().Messages })
}

// FallbackLeft says what waits in the fallback's folder, for a look from outside the service.
// While a service runs, only that says whether it waits too long.
func FallbackLeft(s Settings, running bool) (detail string, err error) {
	waiting, broken, err := fallback.Waiting(s.MessagesDir)
	switch {
	case err != nil:
		return "", err
	case broken > 0:
		return "", fmt.Errorf("%d notes are broken: read them in %s/broken, call back whom they name, and remove them", broken, s.MessagesDir)
	case waiting > 0 && !running:
		return "", fmt.Errorf("%d calls that the fallback took are not taken over yet", waiting)
	}
	return fmt.Sprintf("%d calls in %s", waiting, s.MessagesDir), nil
}
