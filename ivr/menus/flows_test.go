package menus_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// made makes a change of a state.
func made(t *testing.T, s menus.State) func(menus.Change, error) menus.State {
	return func(c menus.Change, err error) menus.State {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s.After(c)
	}
}

var bo = menus.Stamp{By: ivr.Author{ID: "bo"}, Addr: "10.0.0.2", At: at.Add(time.Hour)}

func flowOf(s menus.State) menus.Flow { f, _ := s.Flow("main"); return f }

func rev(queue string) string { return menus.FlowRev(flow(queue)) }

// TestTheLifeOfAVersion: each change moves it on, says who, when and why, and keeps its text.
func TestTheLifeOfAVersion(t *testing.T) {
	t.Parallel()
	s := delivered(menus.State{}, flow("general"))
	first := *flowOf(s).Live
	want := menus.Version{Flow: "main", N: 1, State: menus.Live, Body: first.Body, By: menus.Program(), At: at, LiveFrom: at}
	if !reflect.DeepEqual(first, want) || menus.FlowRev(first.Body) != rev("general") || !strings.HasPrefix(first.Body.Version, "1-"+rev("general")[:8]) {
		t.Errorf("delivered is %+v, want %+v", first, want)
	}
	if p := menus.Program(); p.ID != "program" || p.Name != "12345" {
		t.Errorf("delivered by %+v", p)
	}
	s = made(t, s)(s.SaveDraft(anna, "main", flow("business"), rev("general")))
	if d := *flowOf(s).Draft; d.BasedOn != 1 || d.By != anna.By || !d.At.Equal(at) || d.Flow != "main" {
		t.Errorf("the draft is %+v", d)
	}
	c, err := s.Schedule(anna, "main", rev("business"), "holiday", at.Add(time.Hour), sound)
	planned := made(t, s)(c, err)
	w := *flowOf(planned).Scheduled
	if want := (menus.Version{Flow: "main", N: 2, State: menus.Scheduled, Body: w.Body, BasedOn: 1, By: anna.By, At: at, Why: "holiday", PublishAt: at.Add(time.Hour)}); !reflect.DeepEqual(w, want) {
		t.Errorf("scheduled is %+v, want %+v", w, want)
	}
	if r := c.Record; r.What != menus.PublishPlanned || r.ID != "main" || r.N != 2 || r.Why != "holiday" || r.By != anna.By || !r.At.Equal(at) {
		t.Errorf("on record is %+v", r)
	}
	c, err = planned.PublishDue(bo, "main", 2, sound)
	live := made(t, planned)(c, err)
	if f := flowOf(live); f.Live.N != 2 || !f.Live.LiveFrom.Equal(bo.At) || f.Scheduled != nil || menus.FlowRev(f.Live.Body) != rev("business") || f.Next != 3 {
		t.Errorf("published is %+v", f)
	}
	if r := c.Record; r.What != menus.Published || r.N != 2 || r.Why != "holiday" || r.By != anna.By {
		t.Errorf("on record is %+v", r)
	}
	if old := c.Move[0]; old.N != 1 || old.State != menus.Retired || !old.LiveTo.Equal(bo.At) || !old.LiveFrom.Equal(at) {
		t.Errorf("the one before is %+v", old)
	}
	c, err = planned.Withdraw(bo, "main")
	back := made(t, planned)(c, err)
	if d := flowOf(back).Draft; d == nil || d.BasedOn != 1 || d.By != anna.By || !d.At.Equal(at) || menus.FlowRev(d.Body) != rev("business") {
		t.Errorf("withdrawn is %+v", d)
	}
	if r := c.Record; r.What != menus.PlanWithdrawn || r.N != 2 || r.By != bo.By || r.Addr != "10.0.0.2" {
		t.Errorf("on record is %+v", r)
	}
	again := made(t, live)(live.SaveDraft(anna, "main", flow("consult"), rev("business")))
	again = made(t, again)(again.Rollback(bo, first, "wrong calls", sound))
	if f := flowOf(again); f.Live.N != 3 || f.Live.Restores != 1 || f.Live.BasedOn != 1 || f.Live.Why != "wrong calls" || f.Live.By != bo.By ||
		!f.Live.LiveFrom.Equal(bo.At) || f.Draft == nil || menus.FlowRev(f.Draft.Body) != rev("consult") {
		t.Errorf("rolled back is %+v", f)
	}
}

// TestWhatCannotBePublished, and why.
func TestWhatCannotBePublished(t *testing.T) {
	t.Parallel()
	s := delivered(menus.State{}, flow("general"))
	first := *flowOf(s).Live
	edited := made(t, s)(s.SaveDraft(anna, "main", flow("business"), rev("general")))
	planned := made(t, edited)(edited.Schedule(anna, "main", rev("business"), "x", at.Add(time.Hour), sound))
	faulty := func(menus.State, ivr.Flow) ivr.Faults {
		return ivr.Faults{{Flow: "main", Node: "q", Code: ivr.FaultCircle, Severity: ivr.SeverityError}, {Code: ivr.FaultCircle, Severity: ivr.SeverityWarning}}
	}
	warned := func(menus.State, ivr.Flow) ivr.Faults {
		return ivr.Faults{{Code: ivr.FaultCircle, Severity: ivr.SeverityWarning}}
	}
	of := func(_ menus.Change, err error) error { return err }
	var wrong *errs.Invalid
	var stops *menus.Faulty
	var stale *menus.Stale
	for name, c := range map[string]struct {
		err error
		as  any
		is  error
	}{
		"a flow that is not there":       {of(s.Publish(anna, "other", "x", "y", sound)), nil, errs.ErrNotFound},
		"no reason":                      {of(edited.Publish(anna, "main", rev("business"), " ", sound)), &wrong, nil},
		"a reason too long":              {of(edited.Publish(anna, "main", rev("business"), strings.Repeat("x", 2001), sound)), &wrong, nil},
		"what is not the draft":          {of(edited.Publish(anna, "main", rev("consult"), "x", sound)), &stale, nil},
		"with faults":                    {of(edited.Publish(anna, "main", rev("business"), "x", faulty)), &stops, nil},
		"while one waits":                {of(planned.Publish(anna, "main", rev("general"), "x", sound)), nil, nil},
		"another time while one waits":   {of(planned.Schedule(anna, "main", rev("business"), "x", at.Add(2*time.Hour), sound)), nil, menus.ErrWaits},
		"another text while one waits":   {of(planned.Schedule(anna, "main", rev("general"), "x", at.Add(time.Hour), sound)), nil, menus.ErrWaits},
		"scheduled with faults":          {of(edited.Schedule(anna, "main", rev("business"), "x", at.Add(time.Hour), faulty)), &stops, nil},
		"scheduled with warnings":        {of(edited.Schedule(anna, "main", rev("business"), "x", at.Add(time.Hour), warned)), nil, nil},
		"a flow that is not there later": {of(s.Schedule(anna, "other", "x", "y", at.Add(time.Hour), sound)), nil, errs.ErrNotFound},
		"nothing is taken back":          {of(edited.Withdraw(anna, "main")), nil, menus.ErrNothingWaits},
		"of no flow":                     {of(edited.Withdraw(anna, "other")), nil, errs.ErrNotFound},
		"too early":                      {of(planned.PublishDue(anna, "main", 2, sound)), nil, menus.ErrEarly},
		"a version of the future":        {of(s.Rollback(anna, menus.Version{Flow: "main", N: 2}, "x", sound)), nil, errs.ErrNotFound},
		"a version of no flow":           {of(s.Rollback(anna, menus.Version{Flow: "other", N: 1}, "x", sound)), nil, errs.ErrNotFound},
		"rolled back without a reason":   {of(s.Rollback(anna, first, "", sound)), &wrong, nil},
		"rolled back to faults":          {of(publish(t, s, flow("consult")).Rollback(anna, first, "x", faulty)), &stops, nil},
		"no draft of a flow unknown":     {of(s.EndDraft(anna, "other", "x")), nil, errs.ErrNotFound},
		"no draft":                       {of(s.EndDraft(anna, "main", "x")), nil, nil},
		"another's draft":                {of(edited.EndDraft(anna, "main", rev("general"))), &stale, nil},
	} {
		switch {
		case c.as != nil && !errors.As(c.err, c.as), c.is != nil && !errors.Is(c.err, c.is), c.as == nil && c.is == nil && c.err != nil:
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if wrong.Fields[0].Field != "why" || wrong.Fields[0].Code != errs.CodeRequired || len(stops.Faults) != 1 || !strings.Contains(stops.Error(), "circle") {
		t.Errorf("told %+v and %+v", wrong.Fields, stops.Faults)
	}
	if stale.Rev != rev("business") || *stale.By != anna.By || !stale.At.Equal(at) || stale.Error() == "" {
		t.Errorf("told %+v", stale)
	}
}

// TestWhatAnEditorIsShown: the draft, or what is live, or nothing.
func TestWhatAnEditorIsShown(t *testing.T) {
	t.Parallel()
	f, known := menus.State{}.Flow("main")
	if d, saved := f.Current(); known || saved || d.Rev() != "" || d.Body.ID != "main" || d.Flow != "main" {
		t.Errorf("of nothing %+v", d)
	}
	s := delivered(menus.State{}, flow("general"))
	if d, saved := flowOf(s).Current(); saved || d.BasedOn != 1 || d.By != menus.Program() || !d.At.Equal(at) || d.Flow != "main" || d.Body.Version != "" || d.Rev() != rev("general") {
		t.Errorf("of what is live %+v", d)
	}
	s = made(t, s)(s.SaveDraft(anna, "main", flow("business"), rev("general")))
	if d, saved := flowOf(s).Current(); !saved || d.By != anna.By || d.Rev() != rev("business") {
		t.Errorf("of a draft %+v", d)
	}
	fresh := made(t, s)(s.SaveDraft(anna, "new", ivr.Flow{ID: "new", Start: "x"}, ""))
	f, _ = fresh.Flow("new")
	if d, saved := f.Current(); !saved || d.Rev() == "" || f.Live != nil || f.Next != 1 {
		t.Errorf("of a new one without nodes %+v", d)
	}
	if len(s.Flows) != 1 || len(fresh.Flows) != 2 || fresh.Flows[0].ID != "main" || fresh.Generation != s.Generation+1 {
		t.Errorf("a state was changed in its place: %+v and %+v", s, fresh)
	}
	var stale *menus.Stale
	if _, err := s.SaveDraft(anna, "new", ivr.Flow{ID: "new"}, "0123"); !errors.As(err, &stale) || stale.By != nil || stale.Rev != "" {
		t.Errorf("a new one that was read: %v", err)
	}
	if same := s.After(menus.Change{}); !reflect.DeepEqual(same, s) {
		t.Errorf("nothing leads to %+v", same)
	}
}
