package menus

import (
	"errors"
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

// Change is what one operation makes of a State: the rows to write, all or none, and the
// record of who did it. The zero value changes nothing.
type Change struct {
	// Draft is kept; EndDraft names a flow whose draft goes.
	Draft    *Draft
	EndDraft string
	// Add is a new version; its number is the flow's Next.
	Add *Version
	// Move are versions whose state and times change, without bodies.
	Move []Version
	// Plan is when the version Add goes live by itself; zero: not by itself.
	Plan time.Time
	// Shipped sets Flow.Shipped of the flow Draft or Add.
	Shipped string

	// PutQueue and the others are kept; the ids after Drop go.
	PutQueue      *Queue
	PutQueues     []Queue // in another order
	DropQueue     string
	PutSchedule   *NamedSchedule
	DropSchedule  string
	PutBroadcast  *Broadcast
	DropBroadcast string
	PutNumbers    []LineNumber
	DropNumber    string
	PutLineUnit   *LineUnit
	DropLineUnit  string

	Record Record
}

// Nothing reports whether a change changes nothing.
func (c Change) Nothing() bool { return c.Record.What == "" }

// Record is one line of who changed what, when and why.
type Record struct {
	What   What       `json:"what"`
	ID     string     `json:"id"`                // of the flow, queue, schedule or broadcast, the number, the unit
	N      int        `json:"version,omitempty"` // of the flow
	Why    string     `json:"why,omitempty"`
	By     ivr.Author `json:"by"`
	Addr   string     `json:"-"`
	At     time.Time  `json:"at"`
	Before any        `json:"before,omitempty"` // of a queue, schedule, broadcast, number or unit
	After  any        `json:"after,omitempty"`
}

// What is the kind of a change.
type What string

// The kinds.
const (
	DraftSaved     What = "draft_saved"
	DraftEnded     What = "draft_ended"
	Published      What = "published"
	RolledBack     What = "rolled_back"
	PublishPlanned What = "publish_planned"
	PlanWithdrawn  What = "plan_withdrawn"
	PlanRefused    What = "plan_refused"
	Delivered      What = "delivered" // it came with the program
	QueueSet       What = "queue_set"
	QueueEnded     What = "queue_ended"
	QueuesOrdered  What = "queues_ordered"
	ScheduleSet    What = "schedule_set"
	ScheduleEnded  What = "schedule_ended"
	BroadcastSet   What = "broadcast_set"
	BroadcastEnded What = "broadcast_ended"
	NumberSet      What = "number_set"
	NumberEnded    What = "number_ended"
	NumbersSet     What = "numbers_set" // many at once, from a file
	LineUnitSet    What = "line_unit_set"
)

// Errors that callers branch on.
var (
	// ErrWaits: a version waits for its time; withdraw it first.
	ErrWaits = errors.New("a version is scheduled")
	// ErrNothingWaits: no version is scheduled.
	ErrNothingWaits = errors.New("no version is scheduled")
	// ErrEarly: the scheduled version's time has not come.
	ErrEarly = errors.New("the time has not come")
)

// Stale is the error for a change that was made up against something that another has
// changed since. It is an errs.ErrConflict. One of the pointers says what stands there now;
// none: nothing does.
type Stale struct {
	Rev string
	By  *ivr.Author
	At  time.Time

	Draft     *Draft
	Queue     *Queue
	Schedule  *NamedSchedule
	Broadcast *Broadcast
	Number    *LineNumber
	LineUnit  *LineUnit
}

// Error implements error.
func (*Stale) Error() string { return "it was changed meanwhile" }

// Unwrap makes it a conflict.
func (*Stale) Unwrap() error { return errs.ErrConflict }

// InUse is the error for something that others name: it cannot go before they name another.
type InUse struct {
	Flows    []string `json:"flows,omitempty"`    // by id: live, scheduled or in a draft
	Accounts []string `json:"accounts,omitempty"` // by login
	Numbers  []string `json:"numbers,omitempty"`  // that citizens call
	Units    []string `json:"units,omitempty"`    // by code: for the numbers below them
}

// Error implements error.
func (*InUse) Error() string { return "it is in use" }

// Faulty is the error for a flow that cannot be published: all that is wrong with it.
type Faulty struct{ Faults ivr.Faults }

// Error implements error.
func (e *Faulty) Error() string { return e.Faults.Error() }

// After returns the state that a change leads to; Generation is one more.
func (s State) After(c Change) State {
	if c.Nothing() {
		return s
	}
	s.Generation++
	s.Flows = slices.Clone(s.Flows)
	for _, id := range c.flows() {
		f, _ := s.Flow(id)
		s.Flows = put(s.Flows, f.after(c), func(f Flow) string { return f.ID })
	}
	for _, q := range c.PutQueues {
		s.Queues = put(s.Queues, q, func(q Queue) string { return q.ID })
	}
	s.Queues = replace(s.Queues, c.PutQueue, c.DropQueue, func(q Queue) string { return q.ID })
	s.Schedules = replace(s.Schedules, c.PutSchedule, c.DropSchedule, func(x NamedSchedule) string { return x.ID })
	s.Broadcasts = replace(s.Broadcasts, c.PutBroadcast, c.DropBroadcast, func(b Broadcast) string { return b.ID })
	for _, n := range c.PutNumbers {
		s.Numbers = put(s.Numbers, n, numberOf)
	}
	s.Numbers = replace(s.Numbers, nil, c.DropNumber, numberOf)
	s.LineUnits = replace(s.LineUnits, c.PutLineUnit, c.DropLineUnit, unitOf)
	return s
}

// flows returns the ids of the flows that a change touches.
func (c Change) flows() (ids []string) {
	if c.Draft != nil {
		ids = append(ids, c.Draft.Flow)
	}
	if c.EndDraft != "" {
		ids = append(ids, c.EndDraft)
	}
	if c.Add != nil {
		ids = append(ids, c.Add.Flow)
	}
	for _, v := range c.Move {
		ids = append(ids, v.Flow)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (f Flow) after(c Change) Flow {
	for _, m := range c.Move {
		if m.Flow == f.ID {
			f = f.moved(m)
		}
	}
	if c.Add != nil && c.Add.Flow == f.ID {
		f.Next = c.Add.N + 1
		f = f.moved(*c.Add)
	}
	if c.EndDraft == f.ID {
		f.Draft = nil
	}
	if c.Draft != nil && c.Draft.Flow == f.ID {
		f.Draft = c.Draft
	}
	if c.Shipped != "" {
		f.Shipped = c.Shipped
	}
	return f
}

// moved puts a version where its state says. One that moves keeps its body.
func (f Flow) moved(v Version) Flow {
	for _, had := range []*Version{f.Live, f.Scheduled} {
		if had != nil && had.N == v.N {
			v.Body = had.Body
		}
	}
	if f.Live != nil && f.Live.N == v.N {
		f.Live = nil
	}
	if f.Scheduled != nil && f.Scheduled.N == v.N {
		f.Scheduled = nil
	}
	switch v.State {
	case Live:
		f.Live = &v
	case Scheduled:
		f.Scheduled = &v
	}
	return f
}

func replace[T any](list []T, with *T, drop string, id func(T) string) []T {
	if with != nil {
		list = put(list, *with, id)
	}
	if drop != "" {
		list = slices.DeleteFunc(slices.Clone(list), func(x T) bool { return id(x) == drop })
	}
	return list
}

// put returns a list with one more thing, or another in the place of the one with its id.
func put[T any](list []T, with T, id func(T) string) []T {
	list = slices.DeleteFunc(slices.Clone(list), func(x T) bool { return id(x) == id(with) })
	return sorted(append(list, with), id)
}

// RecordRow is a Record as it was kept, with its number: the generation that it led to.
type RecordRow struct {
	Number int64 `json:"number"`
	Record
}
