package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/breaker"
	"hotline12345/internal/phone"
	"hotline12345/ivr"
	"hotline12345/tickets"
	"hotline12345/tickets/revisits"
)

// revisitDesk has the loop call citizens about their tickets, and reads what came of it.
type revisitDesk struct {
	emit   func(cti.Event)
	calls  *liveCalls
	plan   phone.Plan
	barred []string
}

// newRevisits makes the service of revisits by telephone.
func (svc *application) newRevisits(b *breaker.Breaker) *revisits.Service {
	s, log := svc.settings, svc.log.Named("revisits")
	return revisits.New(revisits.Config{
		Store: svc.store, Breaker: b, Tickets: svc.tickets, Rules: s.revisitRules(),
		Telephone: revisitDesk{func(e cti.Event) { svc.loop.Emit(e) }, svc.calls, s.Plan(), s.BarredNumbers},
		Report:    func(msg string, err error) { log.Warn(msg, zap.Error(err), doAbout(err)) },
	})
}

// Ask implements revisits.Telephone.
func (d revisitDesk) Ask(call, number string, t tickets.Ticket, language string) {
	if language == "" {
		language = string(ivr.Mandarin)
	}
	d.emit(cti.RevisitRequested{Call: cti.CallID(call), Number: number, Ticket: string(t.Number), Language: ivr.Language(language),
		Called: cti.NormaliseCalled(t.Called), Unit: t.Centre})
}

// GiveUp implements revisits.Telephone.
func (d revisitDesk) GiveUp(call string) { d.emit(cti.RevisitCancelled{Call: cti.CallID(call)}) }

// Number implements revisits.Telephone. Of several numbers the first that can be dialled counts.
func (d revisitDesk) Number(contact string) (string, tickets.IllegalCode) {
	if phone.Reaches(contact, d.barred) {
		return "", tickets.RevisitBarred
	}
	for _, n := range append([]string{contact}, d.plan.Numbers(contact)...) {
		dialled, ok := d.plan.Dialled(n)
		switch {
		case !ok:
		case phone.Reaches(dialled, d.barred):
			return "", tickets.RevisitBarred
		default:
			return dialled, ""
		}
	}
	return "", tickets.RevisitNumber
}

// Caller implements revisits.Telephone.
func (d revisitDesk) Caller(ctx context.Context, call string) (language, withheld string, err error) {
	r, err := d.calls.Call(ctx, call)
	if err != nil {
		return "", "", err
	}
	if r.Caller.Withheld {
		withheld = r.Caller.Number
	}
	return string(r.Language), withheld, nil
}

// Call implements revisits.Telephone.
func (d revisitDesk) Call(ctx context.Context, call string) (revisits.Call, error) {
	r, err := d.calls.Call(ctx, call)
	if err != nil {
		return revisits.Call{}, err
	}
	return revisitOf(r), nil
}

// neverReached are the ends of calls that could not be made, or that broke off.
var neverReached = []cti.EndReason{cti.DialFailed, cti.NoSound, cti.ConnectionLost, cti.EndUnknown, cti.TelephonyFailed, cti.TakenByFallback}

// revisitOf reads from a call's row what came of the revisit.
func revisitOf(r cti.CallRecord) revisits.Call {
	c := revisits.Call{
		PickedUp: !r.PickedUpAt.IsZero(), Queued: !r.QueuedAt.IsZero(), Talked: !r.AnsweredAt.IsZero(), Ended: !r.EndedAt.IsZero(),
		Outcome: outcomeOf(r), Failed: slices.Contains(neverReached, r.EndReason),
		Refused: r.EndReason == cti.DialRefused, GivenUp: r.EndReason == cti.DialCancelled,
	}
	for _, a := range r.Ratings {
		c.Answers = append(c.Answers, revisits.KeyAnswer{Question: a.Question, Score: a.Score, Of: a.Of})
	}
	return c
}

// revisitsEnded wakes the service when a revisit's call has ended.
type revisitsEnded struct{ svc *application }

// Observe implements loop.Observer.
func (o revisitsEnded) Observe(e loop.Entry) {
	for _, c := range e.Commands {
		if save, ok := c.(cti.SaveCall); ok && save.Record.Ticket != "" && save.Record.Agent == "" && !save.Record.EndedAt.IsZero() {
			o.svc.revisits.Wake()
		}
	}
}

// revisitRules returns what the settings say of revisits by telephone.
func (s Settings) revisitRules() revisits.Rules {
	hours, _ := revisitHours(s.RevisitHours) // ReadSettings has read them
	return revisits.Rules{Tries: s.RevisitTries, Lines: s.RevisitLines, Hours: hours}
}

// revisitHours reads "09:00-20:00".
func revisitHours(text string) (h revisits.Hours, err error) {
	var times [2]time.Duration
	var parts [4]int
	if n, _ := fmt.Sscanf(text, "%2d:%2d-%2d:%2d", &parts[0], &parts[1], &parts[2], &parts[3]); n != 4 || len(text) != len("09:00-20:00") {
		return h, fmt.Errorf("%q: hours such as 09:00-20:00", text)
	}
	for i := range times {
		hour, minute := parts[2*i], parts[2*i+1]
		if hour > 24 || minute > 59 || hour < 0 || minute < 0 {
			return h, fmt.Errorf("%q: hours such as 09:00-20:00", text)
		}
		times[i] = time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	}
	h = revisits.Hours{From: times[0], To: times[1]}
	if h.From >= h.To || h.To > 24*time.Hour {
		return h, fmt.Errorf("%q: hours of one day, the earlier first", text)
	}
	return h, nil
}

// checkRevisits refuses rules by which nobody could be called.
func (s Settings) checkRevisits() error {
	if _, err := revisitHours(s.RevisitHours); err != nil {
		return fmt.Errorf("read settings: HOTLINE_REVISIT_HOURS is %w", err)
	}
	if s.RevisitTries < 1 || s.RevisitTries > 10 {
		return fmt.Errorf("read settings: HOTLINE_REVISIT_TRIES is %d: 1 to 10", s.RevisitTries)
	}
	if s.RevisitLines < 1 || s.RevisitLines > 1000 {
		return fmt.Errorf("read settings: HOTLINE_REVISIT_LINES is %d: 1 to 1000 calls at a time", s.RevisitLines)
	}
	return nil
}
