package revisits

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

// Store keeps revisits by telephone.
type Store interface {
	// AddRevisit keeps a new one and returns it with its id; errs.ErrConflict if the ticket has
	// one that is open.
	AddRevisit(ctx context.Context, r PhoneRevisit) (PhoneRevisit, error)
	SaveRevisit(ctx context.Context, r PhoneRevisit) error
	// OpenRevisits are those that go on by themselves, those that are due first before others.
	OpenRevisits(ctx context.Context) ([]PhoneRevisit, error)
	// LastRevisit returns the newest of a ticket, or errs.ErrNotFound.
	LastRevisit(ctx context.Context, n tickets.Number) (PhoneRevisit, error)
}

// Telephone calls citizens.
type Telephone interface {
	// Ask calls a number and asks the questions; GiveUp ends the call if nobody has answered.
	Ask(call, number string, t tickets.Ticket, language string)
	GiveUp(call string)
	// Call returns what is known of a call, or errs.ErrNotFound.
	Call(ctx context.Context, call string) (Call, error)
	// Number returns the number that a contact is dialled at, or why it is not.
	Number(contact string) (string, tickets.IllegalCode)
	// Caller returns the language of the call that a ticket came from, and the number if it was
	// withheld.
	Caller(ctx context.Context, call string) (language, withheld string, err error)
}

// Config is what a Service works with.
type Config struct {
	Store     Store
	Breaker   *breaker.Breaker
	Tickets   *service.Service
	Telephone Telephone
	Rules     Rules
	// Report is told what an operator should see; nil is silent.
	Report func(msg string, err error)
}

// Service starts revisits by telephone, follows them, and writes what comes of them into
// their tickets.
type Service struct {
	cfg Config
	mu  sync.Mutex // one change of a revisit at a time
	// wake has Run look at once.
	wake chan struct{}
}

// New returns the service.
func New(cfg Config) *Service {
	if cfg.Report == nil {
		cfg.Report = func(string, error) {}
	}
	return &Service{cfg: cfg, wake: make(chan struct{}, 1)}
}

func (s *Service) now() time.Time { return s.cfg.Breaker.Now() }

// Wake has the service look at its calls at once.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// lookEvery is how often the service looks by itself.
const lookEvery = time.Second

// Run goes on with all revisits until ctx ends. While the database is away nobody is called.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for said := false; ; {
		err := s.Step(ctx)
		if err != nil && !said && ctx.Err() == nil && !errors.Is(err, errs.ErrUnavailable) {
			s.cfg.Report("revisits by telephone do not go on", err)
		}
		said = err != nil
		select {
		case <-tick.C:
		case <-s.wake:
		case <-ctx.Done():
			return
		}
	}
}

// Start has the hotline ask the citizen of a ticket. Errors: tickets.Illegal with the reason,
// ErrNotFound, ErrUnavailable.
func (s *Service) Start(ctx context.Context, by org.Actor, n tickets.Number) (PhoneRevisit, error) {
	if err := s.cfg.Tickets.Sees(ctx, by, n); err != nil {
		return PhoneRevisit{}, err
	}
	t, err := s.cfg.Tickets.Whole(ctx, n)
	if err != nil {
		return PhoneRevisit{}, err
	}
	language, code, err := s.refusal(ctx, by, t)
	switch {
	case err != nil:
		return PhoneRevisit{}, err
	case code != "":
		return PhoneRevisit{}, illegal(t, code)
	}
	now := s.now()
	r := PhoneRevisit{Ticket: n, State: Waiting, By: by.Person, At: now, Next: s.cfg.Rules.Hours.Next(now), Language: language, Actor: by}
	if !s.cfg.Rules.Hours.Open(now) {
		r.Why = WhyHours
	}
	s.mu.Lock()
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) { r, err = s.cfg.Store.AddRevisit(ctx, r); return err })
	s.mu.Unlock()
	if errors.Is(err, errs.ErrConflict) {
		return PhoneRevisit{}, illegal(t, tickets.RevisitRunning)
	}
	s.Wake()
	return r, err
}

func illegal(t tickets.Ticket, code tickets.IllegalCode) error {
	return fmt.Errorf("ticket %s: %w", t.Number, &tickets.Illegal{From: t.State, Move: tickets.MoveRevisit, Code: code})
}

// refusal returns why the hotline does not call the citizen of a ticket by itself, "" if it
// does, and the language to speak.
func (s *Service) refusal(ctx context.Context, by org.Actor, t tickets.Ticket) (language string, code tickets.IllegalCode, err error) {
	rules := s.cfg.Tickets.Rulebook(ctx)
	by.Unit = rules.Tree.Current(by.Unit)
	var why *tickets.Illegal
	if errors.As(tickets.Permitted(tickets.Case{Ticket: t, By: by, Rules: rules, Request: tickets.Request{Move: tickets.MoveRevisit}}), &why) {
		return "", why.Code, nil
	}
	if t.IdentityProtected() { // whoever picks up would learn of it
		return "", tickets.RevisitProtected, nil
	}
	if t.Contact == "" {
		return "", tickets.NoContactThere, nil
	}
	number, code := s.cfg.Telephone.Number(t.Contact)
	if code != "" || t.Call == "" {
		return "", code, nil
	}
	language, withheld, err := s.cfg.Telephone.Caller(ctx, t.Call)
	if errors.Is(err, errs.ErrNotFound) { // the call's row has gone by the rules of retention
		return "", "", nil
	}
	if own, _ := s.cfg.Telephone.Number(withheld); err == nil && withheld != "" && own == number {
		code = tickets.RevisitWithheld
	}
	return language, code, err
}

// Cancel gives up a revisit that goes on. Who answers the questions already may finish them:
// that is refused.
func (s *Service) Cancel(ctx context.Context, by org.Actor, n tickets.Number) error {
	if err := s.cfg.Tickets.Sees(ctx, by, n); err != nil {
		return err
	}
	t, err := s.cfg.Tickets.Whole(ctx, n)
	if err != nil {
		return err
	}
	if !slices.Contains(s.cfg.Tickets.LegalMoves(ctx, by, t), tickets.MoveAttempt) { // who may call the citizen
		return illegal(t, tickets.WrongRole)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.last(ctx, n)
	if errors.Is(err, errs.ErrNotFound) || err == nil && !r.Open() {
		return illegal(t, tickets.RevisitAnswered)
	}
	if err != nil {
		return err
	}
	if r.State == Waiting {
		return s.save(ctx, r.end(Cancelled, "", s.now()))
	}
	if c, err := s.cfg.Telephone.Call(ctx, r.Call); err == nil && c.PickedUp {
		return illegal(t, tickets.RevisitAnswered)
	}
	r.GivenUp = true
	if err := s.save(ctx, r); err != nil {
		return err
	}
	s.cfg.Telephone.GiveUp(r.Call)
	return nil
}

// PhoneRevisitNow is a ticket's revisit by telephone as a page shows it.
type PhoneRevisitNow struct {
	// Last is the present revisit or the last one; nil: there was none.
	Last *PhoneRevisit `json:"last,omitempty"`
	// Talk is how far the present call is: dialling, asking, queued, talking.
	Talk string `json:"talk,omitempty" enum:"dialling,asking,queued,talking,"`
	// Refused is why none can be begun now; "" if one can.
	Refused tickets.IllegalCode `json:"refused,omitempty"`
}

// Of returns a ticket's revisit by telephone. Whether the actor may see the ticket is the
// caller's to ask.
func (s *Service) Of(ctx context.Context, by org.Actor, n tickets.Number) (PhoneRevisitNow, error) {
	var out PhoneRevisitNow
	r, err := s.last(ctx, n)
	switch {
	case errors.Is(err, errs.ErrNotFound):
	case err != nil:
		return out, err
	default:
		out.Last = &r
	}
	if out.Last == nil || !r.Open() {
		t, err := s.cfg.Tickets.Whole(ctx, n)
		if err == nil {
			_, out.Refused, err = s.refusal(ctx, by, t)
		}
		return out, err
	}
	out.Refused = tickets.RevisitRunning
	if r.State == Calling {
		out.Talk = "dialling"
		if c, err := s.cfg.Telephone.Call(ctx, r.Call); err == nil {
			out.Talk, out.Last.Answers = c.talk(), c.Answers
		}
	}
	return out, nil
}

func (c Call) talk() string {
	switch {
	case c.Talked:
		return "talking"
	case c.Queued:
		return "queued"
	case c.PickedUp:
		return "asking"
	}
	return "dialling"
}

func (s *Service) last(ctx context.Context, n tickets.Number) (r PhoneRevisit, err error) {
	err = s.cfg.Breaker.Do(ctx, func(ctx context.Context) (err error) { r, err = s.cfg.Store.LastRevisit(ctx, n); return err })
	return r, err
}

func (s *Service) save(ctx context.Context, r PhoneRevisit) error {
	return s.cfg.Breaker.Do(ctx, func(ctx context.Context) error { return s.cfg.Store.SaveRevisit(ctx, r) })
}

// callID names a call; no two tries have the same.
func callID(r PhoneRevisit, at time.Time) string {
	return "revisit-" + string(r.Ticket) + "-" + strconv.FormatInt(at.UnixMilli(), 10)
}
