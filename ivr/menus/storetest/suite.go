package storetest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
)

// Start is when the tests begin.
var Start = time.Date(2026, 11, 29, 2, 0, 0, 0, time.UTC)

// Anna and Bo administer the telephone.
var (
	Anna = service.Who{Author: ivr.Author{ID: "anna", Name: "安娜"}, Addr: "10.0.0.1"}
	Bo   = service.Who{Author: ivr.Author{ID: "bo", Name: "波"}, Addr: "10.0.0.2"}
)

// Flow returns a flow without a fault, in which key 1 leads to a queue.
func Flow(id, queue string) ivr.Flow {
	return ivr.Flow{ID: id, Start: "menu", Nodes: ivr.Nodes{
		"menu":  ivr.Menu{Prompts: []string{"menu_short"}, Keys: map[string]ivr.NodeID{"1": "queue"}, InputTimeout: 5 * time.Second, Fallback: "queue"},
		"queue": ivr.Queue{Prompts: []string{"to_agent"}, Queue: queue},
	}}
}

// Desk is a service over a store, and what it put in force.
type Desk struct {
	*service.Service
	T       testing.TB
	Now     time.Time
	Applied []menus.State
	Beside  int
	Said    []string
}

// Around is a province with a city, which has a county and one that has ended.
func Around() menus.Around {
	return menus.Around{Main: "12345", Area: "0757", Ended: []string{"P.1.3"}, Languages: []ivr.Language{ivr.Mandarin, ivr.Cantonese, ivr.English},
		Tree: []lines.Node{{Unit: "P"}, {Unit: "P.1", Parent: "P"}, {Unit: "P.1.2", Parent: "P.1"}, {Unit: "P.1.3", Parent: "P.1"}}}
}

// NewDesk returns a service over a store that has the shipped queues and the flow main.
func NewDesk(t testing.TB, store service.Store) *Desk {
	t.Helper()
	d := NewDeskOn(t, store)
	if err := d.Follow(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

// NewDeskOn returns a service over a store, which has not looked into it yet.
func NewDeskOn(t testing.TB, store service.Store) *Desk {
	t.Helper()
	d := &Desk{T: t, Now: Start}
	d.Service = service.New(service.Config{Store: store, Breaker: breaker.New(func() time.Time { return d.Now }, nil),
		Around: func(context.Context) (menus.Around, error) { return Around(), nil }, Beside: func(context.Context) int { return d.Beside },
		Shipped: []ivr.Flow{Flow("main", "general")}, Check: menus.CheckFlow(ivr.Context{}),
		Apply:  func(s menus.State, _ time.Time) { d.Applied = append(d.Applied, s) },
		Report: func(msg string, _ error) { d.Said = append(d.Said, msg) }})
	return d
}

// Live returns the version and the queue of the flow that was put in force last.
func (d *Desk) Live(id string) (version, queue string) {
	d.T.Helper()
	f, _ := d.Applied[len(d.Applied)-1].Flow(id)
	if f.Live == nil {
		return "", ""
	}
	q, _ := f.Live.Body.Nodes["queue"].(ivr.Queue)
	return f.Live.Body.Version, q.Queue
}

// Edit saves a draft of flow main that leads to a queue, and returns its revision.
func (d *Desk) Edit(queue string) string {
	d.T.Helper()
	f, err := d.Flow(d.T.Context(), "main")
	d.must(err)
	now, _ := f.Current()
	f, err = d.SaveDraft(d.T.Context(), Anna, "main", Flow("main", queue), now.Rev())
	d.must(err)
	now, _ = f.Current()
	return now.Rev()
}

func (d *Desk) must(err error) {
	d.T.Helper()
	if err != nil {
		d.T.Fatal(err)
	}
}

// Run runs the whole suite; open returns an empty store.
func Run(t *testing.T, open func(t *testing.T) service.Store) {
	for name, test := range map[string]func(*testing.T, service.Store){
		"delivery": delivery, "publishing": publishing, "scheduling": scheduling, "queues": queues, "ordered": ordered, "records": records,
		"broadcasts and schedules": others, "together": together, "versions": versions,
		"numbers": numbers, "many numbers": manyNumbers, "units of numbers": lineUnits,
	} {
		t.Run(name, func(t *testing.T) { t.Parallel(); test(t, open(t)) })
	}
}

func delivery(t *testing.T, store service.Store) {
	d := NewDesk(t, store)
	version, queue := d.Live("main")
	if queue != "general" || version[:2] != "1-" {
		t.Errorf("at first callers hear version %s, queue %s", version, queue)
	}
	if got := len(d.Applied[len(d.Applied)-1].Queues); got != 4 {
		t.Errorf("%d queues", got)
	}
	again := NewDesk(t, store)
	if v, _ := again.Live("main"); v != version {
		t.Errorf("a second start brings version %s", v)
	}
}

func publishing(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	first, _ := d.Live("main")
	rev := d.Edit("business")
	f, err := d.Publish(ctx, Anna, "main", rev, "more calls of firms")
	d.must(err)
	if v, q := d.Live("main"); q != "business" || f.Live.N != 2 || v != f.Live.Body.Version || f.Draft != nil {
		t.Errorf("published: callers hear %s, queue %s; %+v", v, q, f)
	}
	if f, err = d.Publish(ctx, Anna, "main", rev, "more calls of firms"); err != nil || f.Live.N != 2 {
		t.Errorf("sent again: version %d, %v", f.Live.N, err)
	}
	if f, err = d.Rollback(ctx, Bo, "main", 1, "too many wrong calls"); err != nil || f.Live.N != 3 || f.Live.Restores != 1 || f.Live.By != Bo.Author {
		t.Errorf("rolled back: %+v, %v", f.Live, err)
	}
	if v, q := d.Live("main"); q != "general" || v == first {
		t.Errorf("after the rollback callers hear %s, queue %s; it was %s at first", v, q, first)
	}
	if f, err = d.Rollback(ctx, Bo, "main", 1, "too many wrong calls"); err != nil || f.Live.N != 3 {
		t.Errorf("rolled back twice: version %d, %v", f.Live.N, err)
	}
	if _, err = d.Rollback(ctx, Bo, "main", 9, "x"); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("rolled back to nothing: %v", err)
	}
	var faulty *menus.Faulty
	rev = d.Edit("nowhere")
	if _, err = d.Publish(ctx, Anna, "main", rev, "x"); !errors.As(err, &faulty) || len(faulty.Faults) != 1 {
		t.Errorf("a queue that does not exist: %v", err)
	}
	if v, _ := d.Live("main"); v != f.Live.Body.Version {
		t.Errorf("a flow with faults is live as %s", v)
	}
}

func versions(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	for _, q := range []string{"business", "consult", "general"} {
		_, err := d.Publish(ctx, Anna, "main", d.Edit(q), "for "+q)
		d.must(err)
		d.Now = d.Now.Add(time.Hour)
	}
	list, err := d.Versions(ctx, "main", 0)
	d.must(err)
	var states []string
	for _, v := range list {
		states = append(states, string(v.State)+" "+v.Why)
		if len(v.Body.Nodes) != 0 {
			t.Errorf("version %d has a body in the list", v.N)
		}
	}
	if want := []string{"live for general", "retired for consult", "retired for business", "retired "}; !slices.Equal(states, want) {
		t.Errorf("versions %q, want %q", states, want)
	}
	v, err := d.Version(ctx, "main", 2)
	d.must(err)
	if !v.LiveFrom.Equal(Start) || !v.LiveTo.Equal(Start.Add(time.Hour)) || v.By != Anna.Author || v.BasedOn != 1 {
		t.Errorf("version 2: %+v", v)
	}
	if want := Flow("main", "business"); !reflect.DeepEqual(menus.Unnumbered(v.Body), want) {
		t.Errorf("version 2 reads %+v, want %+v", v.Body, want)
	}
	if rest, err := d.Versions(ctx, "main", 3); err != nil || len(rest) != 2 {
		t.Errorf("below 3: %d versions, %v", len(rest), err)
	}
}

func scheduling(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	at, rev := Start.Add(24*time.Hour), d.Edit("business")
	f, err := d.Schedule(ctx, Anna, "main", rev, "for the holidays", at)
	d.must(err)
	if f.Scheduled == nil || f.Scheduled.N != 2 || f.Draft != nil || f.Live.N != 1 {
		t.Fatalf("scheduled: %+v", f)
	}
	if f, err = d.Schedule(ctx, Anna, "main", rev, "for the holidays", at); err != nil || f.Scheduled.N != 2 {
		t.Errorf("sent again: %+v, %v", f.Scheduled, err)
	}
	if _, err = d.Publish(ctx, Bo, "main", d.Edit("consult"), "x"); !errors.Is(err, menus.ErrWaits) {
		t.Errorf("published while one waits: %v", err)
	}
	if early, err := d.PublishDue(ctx, "main", 2); err != nil || early != 24*time.Hour {
		t.Errorf("a day before its time: %v, %v", early, err)
	}
	d.Now = at
	if early, err := d.PublishDue(ctx, "main", 2); err != nil || early != 0 {
		t.Errorf("at its time: %v, %v", early, err)
	}
	if _, q := d.Live("main"); q != "business" {
		t.Errorf("at its time callers are led to %s", q)
	}
	before := len(d.Applied)
	if _, err := d.PublishDue(ctx, "main", 2); err != nil || len(d.Applied) != before {
		t.Errorf("done twice: %v, applied %d times", err, len(d.Applied)-before)
	}
	withdrawing(d)
}

func withdrawing(d *Desk) {
	d.T.Helper()
	ctx := d.T.Context()
	f, err := d.Flow(ctx, "main")
	d.must(err)
	_, err = d.EndDraft(ctx, Anna, "main", f.Draft.Rev()) // what Bo edited meanwhile
	d.must(err)
	at := d.Now.Add(time.Hour)
	_, err = d.Schedule(ctx, Anna, "main", d.Edit("consult"), "x", at)
	d.must(err)
	f, err = d.Withdraw(ctx, Bo, "main")
	d.must(err)
	if f.Scheduled != nil || f.Draft == nil || f.Draft.By != Anna.Author {
		d.T.Errorf("withdrawn: %+v", f)
	}
	if _, err = d.Withdraw(ctx, Bo, "main"); !errors.Is(err, menus.ErrNothingWaits) {
		d.T.Errorf("withdrawn twice: %v", err)
	}
	f, err = d.Schedule(ctx, Anna, "main", f.Draft.Rev(), "x", at)
	d.must(err)
	n := f.Scheduled.N
	if f, err = d.Rollback(ctx, Bo, "main", 1, "x"); err != nil || f.Scheduled != nil || f.Draft == nil {
		d.T.Errorf("rolled back while one waits: %+v, %v", f, err)
	}
	d.Now = at
	if _, err := d.PublishDue(ctx, "main", n); err != nil {
		d.T.Errorf("its job comes all the same: %v", err)
	}
	if _, q := d.Live("main"); q != "general" {
		d.T.Errorf("a version that was withdrawn leads to %s", q)
	}
}

func together(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	f, err := d.Flow(ctx, "main")
	d.must(err)
	read, _ := f.Current()
	_, err = d.SaveDraft(ctx, Anna, "main", Flow("main", "business"), read.Rev())
	d.must(err)
	var stale *menus.Stale
	_, err = d.SaveDraft(ctx, Bo, "main", Flow("main", "consult"), read.Rev())
	if !errors.As(err, &stale) || !errors.Is(err, errs.ErrConflict) || stale.Draft == nil || stale.By == nil || *stale.By != Anna.Author {
		t.Fatalf("the second is told %v", err)
	}
	if _, err = d.SaveDraft(ctx, Bo, "main", Flow("main", "business"), read.Rev()); err != nil {
		t.Errorf("the same of the second: %v", err)
	}
	if _, err = d.Publish(ctx, Bo, "main", read.Rev(), "x"); err != nil {
		t.Errorf("publishing what is live: %v", err)
	}
	if _, err = d.Publish(ctx, Bo, "main", menus.FlowRev(Flow("main", "consult")), "x"); !errors.As(err, &stale) {
		t.Errorf("publishing what nobody saved: %v", err)
	}
	done := make(chan error)
	for _, q := range []string{"q1", "q2", "q3", "q4", "q5"} {
		go func() {
			_, err := d.SetQueue(context.WithoutCancel(ctx), Anna, menus.Queue{ID: q, Names: menus.Names{"zh": q}}, "")
			done <- err
		}()
	}
	for range 5 {
		if err := <-done; err != nil {
			t.Errorf("five at one moment: %v", err)
		}
	}
	last := int64(0)
	for _, s := range d.Applied {
		if s.Generation <= last {
			t.Errorf("generation %d was put in force after %d", s.Generation, last)
		}
		last = s.Generation
	}
	if got := len(d.Applied[len(d.Applied)-1].Queues); got != 9 {
		t.Errorf("%d queues in force, want 9", got)
	}
}

func records(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	_, err := d.Publish(ctx, Anna, "main", d.Edit("business"), "more firms")
	d.must(err)
	q, _ := d.Applied[0].Queue("general")
	q.Priority = 7
	state, err := d.State(ctx)
	d.must(err)
	old, _ := state.Queue("general")
	_, err = d.SetQueue(ctx, Bo, q, old.Rev())
	d.must(err)
	list, err := d.Records(ctx, 0)
	d.must(err)
	if len(list) != 9 || list[0].What != menus.QueueSet || list[0].Before == nil || list[0].After == nil ||
		list[1].What != menus.Published || list[1].Why != "more firms" || list[1].By != Anna.Author || list[1].N != 2 || list[2].What != menus.DraftSaved {
		t.Errorf("records %+v", list)
	}
	if rest, err := d.Records(ctx, list[1].Number); err != nil || len(rest) != 7 || rest[0].Number != list[2].Number {
		t.Errorf("behind the second: %+v, %v", rest, err)
	}
}
