package menus

import (
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

// furthest is how far ahead a publishing can be planned.
const furthest = 366 * 24 * time.Hour

// Publish makes the draft with the revision rev what callers hear from now on. What they
// hear already changes nothing: it was sent twice. Errors: *Stale, *Faulty, *errs.Invalid,
// ErrWaits.
func (s State) Publish(by Stamp, id, rev, why string, check Check) (Change, error) {
	f, d, err := s.toPublish(id, rev, why)
	if err != nil || f.Live != nil && rev == FlowRev(f.Live.Body) {
		return Change{}, err
	}
	if f.Scheduled != nil {
		return Change{}, ErrWaits
	}
	if err := s.refuse(d.Body, check); err != nil {
		return Change{}, err
	}
	return s.goLive(by, f, Version{Body: d.Body, BasedOn: d.BasedOn, Why: why}, Published), nil
}

// Schedule lets the draft with the revision rev go live at a time. The same again changes
// nothing. Errors: as Publish.
func (s State) Schedule(by Stamp, id, rev, why string, at time.Time, check Check) (Change, error) {
	if f, _ := s.Flow(id); f.Scheduled != nil {
		if w := f.Scheduled; FlowRev(w.Body) == rev && w.PublishAt.Equal(at) {
			return Change{}, nil
		}
		return Change{}, ErrWaits
	}
	f, d, err := s.toPublish(id, rev, why)
	if err != nil {
		return Change{}, err
	}
	if !at.After(by.At) || at.Sub(by.At) > furthest {
		return Change{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "at", Code: errs.CodeInvalid}}}
	}
	if err := s.refuse(d.Body, check); err != nil {
		return Change{}, err
	}
	v := Version{Flow: id, N: f.Next, State: Scheduled, Body: numbered(d.Body, f.Next), BasedOn: d.BasedOn, By: by.By, At: by.At, Why: why, PublishAt: at}
	r := by.record(PublishPlanned, id)
	r.N, r.Why = v.N, why
	return Change{Add: &v, Plan: at, EndDraft: id, Record: r}, nil
}

// Withdraw takes a scheduled version back; it is the draft again, unless another was begun
// meanwhile. Error: ErrNothingWaits.
func (s State) Withdraw(by Stamp, id string) (Change, error) {
	f, known := s.Flow(id)
	switch {
	case !known:
		return Change{}, errs.ErrNotFound
	case f.Scheduled == nil:
		return Change{}, ErrNothingWaits
	}
	return f.unschedule(by, Withdrawn, PlanWithdrawn, ""), nil
}

// unschedule ends a scheduled version, whose text is the draft again if there is none.
func (f Flow) unschedule(by Stamp, state VersionState, what What, why string) Change {
	v := *f.Scheduled
	v.State, v.Body = state, ivr.Flow{}
	c := Change{Move: []Version{v}, Record: by.record(what, f.ID)}
	c.Record.N, c.Record.Why = v.N, why
	if f.Draft == nil {
		c.Draft = &Draft{Flow: f.ID, Body: Unnumbered(f.Scheduled.Body), BasedOn: v.BasedOn, By: v.By, At: v.At}
	}
	return c
}

// PublishDue makes the scheduled version n live when its time has come. A version that does
// not wait any more is nothing to do. One that has got faults since goes back to the draft:
// with the change comes the *Faulty that says why. Errors: ErrEarly, *Faulty.
func (s State) PublishDue(at Stamp, id string, n int, check Check) (Change, error) {
	f, _ := s.Flow(id)
	w := f.Scheduled
	switch {
	case w == nil || w.N != n:
		return Change{}, nil
	case w.PublishAt.After(at.At):
		return Change{}, ErrEarly
	}
	if err := s.refuse(w.Body, check); err != nil {
		return f.unschedule(at, Refused, PlanRefused, err.Error()), err
	}
	v := *w
	v.State, v.LiveFrom, v.Body = Live, at.At, ivr.Flow{}
	c := Change{Move: append(f.retire(at.At), v), Record: at.record(Published, id)}
	c.Record.N, c.Record.Why, c.Record.By = v.N, v.Why, v.By
	return c, nil
}

// Rollback makes an older version, whose row is old, what callers hear from now on, as a new
// version. A scheduled one is withdrawn: it was made for what is taken back. What they hear
// already changes nothing. Errors: *Faulty, *errs.Invalid.
func (s State) Rollback(by Stamp, old Version, why string, check Check) (Change, error) {
	f, known := s.Flow(old.Flow)
	switch {
	case !known || old.N >= f.Next:
		return Change{}, errs.ErrNotFound
	case !validWhy(why):
		return Change{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "why", Code: errs.CodeRequired}}}
	case f.Live != nil && FlowRev(f.Live.Body) == FlowRev(old.Body):
		return Change{}, nil
	}
	if err := s.refuse(old.Body, check); err != nil {
		return Change{}, err
	}
	c := s.goLive(by, f, Version{Body: Unnumbered(old.Body), BasedOn: old.N, Restores: old.N, Why: why}, RolledBack)
	c.EndDraft = "" // what is being edited goes on
	if f.Scheduled != nil {
		w := f.unschedule(by, Withdrawn, PlanWithdrawn, "")
		c.Move, c.Draft = append(c.Move, w.Move...), w.Draft
	}
	return c, nil
}

// goLive is the change that makes a version live in the place of the one that is.
func (s State) goLive(by Stamp, f Flow, v Version, what What) Change {
	v.Flow, v.N, v.State, v.By, v.At, v.LiveFrom = f.ID, f.Next, Live, by.By, by.At, by.At
	v.Body = numbered(v.Body, v.N)
	r := by.record(what, f.ID)
	r.N, r.Why = v.N, v.Why
	return Change{Move: f.retire(by.At), Add: &v, EndDraft: f.ID, Record: r}
}

// retire ends the live version, if there is one.
func (f Flow) retire(at time.Time) []Version {
	if f.Live == nil {
		return nil
	}
	v := *f.Live
	v.State, v.LiveTo, v.Body = Retired, at, ivr.Flow{}
	return []Version{v}
}

// toPublish returns what was read, if it still stands there.
func (s State) toPublish(id, rev, why string) (Flow, Draft, error) {
	f, known := s.Flow(id)
	if !known {
		return f, Draft{}, errs.ErrNotFound
	}
	if !validWhy(why) {
		return f, Draft{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "why", Code: errs.CodeRequired}}}
	}
	d, _ := f.Current()
	if d.Rev() != rev && (f.Live == nil || FlowRev(f.Live.Body) != rev) {
		return f, d, staleDraft(d)
	}
	return f, d, nil
}

func (s State) refuse(f ivr.Flow, check Check) error {
	if stops := check(s, f).Errors(); len(stops) > 0 {
		return &Faulty{Faults: stops}
	}
	return nil
}
