package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Draft returns the register of a call; an unwritten one has Rev 0 and is prefilled from
// the call. Access to another agent's is recorded.
func (s *Service) Draft(ctx context.Context, by org.Actor, call string) (tickets.Draft, error) {
	facts, err := s.callFor(ctx, by, call)
	if err != nil {
		return tickets.Draft{}, err
	}
	if !slices.Contains(facts.Agents, by.Number) {
		if err := s.RecordAccess(ctx, by, "draft", call); err != nil {
			return tickets.Draft{}, err
		}
	}
	defer s.lock(call)()
	return s.draft(ctx, facts)
}

// SaveDraft saves what was typed; d.Rev is the revision that it is based on.
// The result has the new Rev. Errors: Invalid, ErrConflict, ErrCommitted,
// ErrForbidden, ErrNotFound (no such call).
func (s *Service) SaveDraft(ctx context.Context, by org.Actor, d tickets.Draft) (tickets.Draft, error) {
	ctx = context.WithoutCancel(ctx)
	facts, err := s.callFor(ctx, by, d.Call)
	if err != nil {
		return tickets.Draft{}, err
	}
	d.Register = tickets.Tidy(d.Register, phone.Plan{}) // half a number is no local one
	d.CalledAt = facts.ArrivedAt
	wrong := tickets.Writable(d.Register)
	if code := s.Rulebook(ctx).CheckType(d.Type); code == errs.CodeUnknown { // one that has ended is said when it is committed
		wrong = append(wrong, errs.FieldError{Field: "type", Code: code})
	}
	if len(wrong) > 0 {
		return tickets.Draft{}, &errs.Invalid{Fields: wrong}
	}
	defer s.lock(d.Call)()
	last, err := s.draft(ctx, facts)
	switch {
	case err != nil:
		return tickets.Draft{}, err
	case last.Ticket != "":
		return tickets.Draft{}, tickets.ErrCommitted
	case last.Rev == d.Rev+1 && sameText(last.Register, d.Register):
		return last, nil // the same save again: its answer was lost
	case last.Rev != d.Rev:
		return tickets.Draft{}, errs.ErrConflict
	}
	d.Rev, d.Ticket, d.SavedAt = d.Rev+1, "", s.now()
	if err := s.keepDraft(ctx, d); err != nil {
		return tickets.Draft{}, err
	}
	return d, nil
}

// sameText compares what was typed; the time of the call is not.
func sameText(a, b tickets.Register) bool {
	a.CalledAt, b.CalledAt = time.Time{}, time.Time{}
	return a == b
}

// draft returns the newest draft: of the spool, of memory, or of the store. For a call
// that arrived after the Service started, there is no other.
func (s *Service) draft(ctx context.Context, facts CallFacts) (tickets.Draft, error) {
	if p, ok := s.pending(facts.Call); ok && p.Draft != nil {
		return *p.Draft, nil
	}
	if d, ok := s.drafts.get(facts.Call); ok {
		return d, nil
	}
	fresh := tickets.Draft{Call: facts.Call, Register: tickets.Register{Contact: facts.Number, CalledAt: facts.ArrivedAt}}
	var d tickets.Draft
	err := s.try(ctx, func(ctx context.Context) (err error) {
		d, err = s.cfg.Store.Draft(ctx, facts.Call)
		return err
	})
	switch {
	case err == nil:
		s.drafts.put(d.Call, d)
		return d, nil
	case errors.Is(err, errs.ErrNotFound), errors.Is(err, errs.ErrUnavailable) && facts.ArrivedAt.After(s.started):
		return fresh, nil
	}
	return tickets.Draft{}, fmt.Errorf("read draft of call %s: %w", facts.Call, err)
}

// keepDraft stores the draft, or spools it. Once one revision waits in the
// spool the later ones follow it there, so that order is kept.
func (s *Service) keepDraft(ctx context.Context, d tickets.Draft) error {
	_, spooled := s.pending(d.Call)
	err := errs.ErrUnavailable
	if !spooled {
		err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.SaveDraft(ctx, d) })
	}
	switch {
	case errors.Is(err, errs.ErrUnavailable):
		err = s.spool(Parcel{Key: d.Call, Draft: &d})
	case err != nil:
		s.drafts.forget(d.Call) // another session wrote it; read again
	}
	if err != nil {
		return fmt.Errorf("save draft of call %s: %w", d.Call, err)
	}
	s.drafts.put(d.Call, d)
	return nil
}

// callFor returns the facts of a call whose register this actor may write. Errors:
// ErrNotFound, ErrForbidden, ErrUnavailable.
func (s *Service) callFor(ctx context.Context, by org.Actor, call string) (CallFacts, error) {
	facts, err := s.callFacts(ctx, call)
	if err != nil {
		return facts, err
	}
	if by.Has(org.RoleAgent, org.RoleSupervisor) && slices.Contains(facts.Agents, by.Number) {
		return facts, nil
	}
	supervises, err := s.supervises(ctx, by, facts.Agents)
	switch {
	case err != nil:
		return CallFacts{}, fmt.Errorf("register of call %s: %w", call, err)
	case !supervises:
		return CallFacts{}, fmt.Errorf("register of call %s: %w", call, errs.ErrForbidden)
	}
	return facts, nil
}

// supervises reports whether an actor is a supervisor of the area that one of the agents
// works in. A supervisor of the whole city has also the calls that reached no agent.
func (s *Service) supervises(ctx context.Context, by org.Actor, agents []string) (bool, error) {
	if !by.Has(org.RoleSupervisor) {
		return false, nil
	}
	units, err := s.Visible(ctx, by)
	if err != nil || units == nil {
		return err == nil, err
	}
	numbers, err := s.cfg.Calls.AgentNumbers(ctx, units)
	return slices.ContainsFunc(agents, func(a string) bool { return slices.Contains(numbers, a) }), err
}

// callFacts reads the facts of a call, and remembers them for the time that the store is
// away.
func (s *Service) callFacts(ctx context.Context, call string) (CallFacts, error) {
	facts, err := s.cfg.Calls.CallFacts(ctx, call)
	if err == nil {
		facts.Call, facts.ArrivedAt = call, facts.ArrivedAt.UTC()
		s.facts.put(call, facts)
		return facts, nil
	}
	if last, ok := s.facts.get(call); ok && errors.Is(err, errs.ErrUnavailable) {
		return last, nil
	}
	return CallFacts{}, fmt.Errorf("look up call %s: %w", call, err)
}
