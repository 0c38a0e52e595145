package service_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
	"hotline12345/ivr/menus/storetest"
)

func TestTheStoreInMemory(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) service.Store { return storetest.NewMemory() })
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// swapped is a store that a test can put another in the place of, and that loses an answer.
type swapped struct {
	service.Store
	lose bool // the change is made, its answer is lost
}

func (s *swapped) ChangeMenus(ctx context.Context, generation int64, c menus.Change) error {
	err := s.Store.ChangeMenus(ctx, generation, c)
	if err == nil && s.lose {
		s.lose = false
		return errs.ErrUnavailable
	}
	return err
}

// TestADatabaseOfAnEarlierDay: its menus are in force, though their generation is smaller.
func TestADatabaseOfAnEarlierDay(t *testing.T) {
	t.Parallel()
	store, ctx := &swapped{Store: storetest.NewMemory()}, t.Context()
	d := storetest.NewDesk(t, store)
	_, err := d.Publish(ctx, storetest.Anna, "main", d.Edit("business"), "x")
	must(t, err)
	earlier := storetest.NewMemory()
	storetest.NewDesk(t, earlier) // as it was before
	store.Store = earlier
	must(t, d.Follow(ctx))
	if _, q := d.Live("main"); q != "general" {
		t.Errorf("callers are led to %s", q)
	}
	_, err = d.Publish(ctx, storetest.Anna, "main", d.Edit("consult"), "x")
	must(t, err)
	if v, q := d.Live("main"); q != "consult" || !strings.HasPrefix(v, "2-") {
		t.Errorf("published on it, callers are led to %s by version %s", q, v)
	}
}

// TestTwoTextsNeverShareAVersion: a call in progress finds its flow by the version's name,
// also when a database of an earlier day gives the same number again.
func TestTwoTextsNeverShareAVersion(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, queue := range []string{"business", "consult"} {
		d := storetest.NewDesk(t, storetest.NewMemory())
		_, err := d.Publish(t.Context(), storetest.Anna, "main", d.Edit(queue), "x")
		must(t, err)
		v, q := d.Live("main")
		if seen[v] != "" {
			t.Errorf("%s leads to %s and to %s", v, seen[v], q)
		}
		seen[v] = q
	}
}

// TestAnAnswerThatWasLost: what was published is in force a moment later, and sending it
// again makes no second version.
func TestAnAnswerThatWasLost(t *testing.T) {
	t.Parallel()
	store, ctx := &swapped{Store: storetest.NewMemory()}, t.Context()
	d := storetest.NewDesk(t, store)
	rev := d.Edit("business")
	store.lose = true
	if _, err := d.Publish(ctx, storetest.Anna, "main", rev, "x"); !errors.Is(err, errs.ErrUnavailable) {
		t.Fatalf("the answer: %v", err)
	}
	d.Now = d.Now.Add(2 * time.Second)
	must(t, d.Follow(ctx))
	if _, q := d.Live("main"); q != "business" {
		t.Errorf("callers are led to %s", q)
	}
	f, err := d.Publish(ctx, storetest.Anna, "main", rev, "x")
	if err != nil || f.Live.N != 2 {
		t.Errorf("sent again: version %d, %v", f.Live.N, err)
	}
}

// TestTheStoreIsAwayAtFirst: nothing is put in force, then all.
func TestTheStoreIsAwayAtFirst(t *testing.T) {
	t.Parallel()
	store, ctx := storetest.NewMemory(), t.Context()
	storetest.NewDesk(t, store)
	store.SetAway(true)
	d := storetest.NewDeskOn(t, store)
	if err := d.Follow(ctx); !errors.Is(err, errs.ErrUnavailable) || len(d.Applied) > 0 {
		t.Errorf("away: %v, put in force %v", err, d.Applied)
	}
	store.SetAway(false)
	d.Now = d.Now.Add(2 * time.Second)
	must(t, d.Follow(ctx))
	if _, q := d.Live("main"); q != "general" {
		t.Errorf("callers are led to %s", q)
	}
	store.SetAway(true)
	if _, err := d.Publish(ctx, storetest.Anna, "main", "x", "y"); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("published without a store: %v", err)
	}
}

// TestAScheduledMenuWithFaults goes back to the draft when its time comes, and is reported.
func TestAScheduledMenuWithFaults(t *testing.T) {
	t.Parallel()
	store, ctx := storetest.NewMemory(), t.Context()
	d := storetest.NewDesk(t, store)
	q := menus.Queue{ID: "typhoon", Names: menus.Names{"zh": "台风"}}
	_, err := d.SetQueue(ctx, storetest.Anna, q, "")
	must(t, err)
	at := d.Now.Add(time.Hour)
	_, err = d.Schedule(ctx, storetest.Anna, "main", d.Edit("typhoon"), "x", at)
	must(t, err)
	var used *menus.InUse
	if _, err = d.EndQueue(ctx, storetest.Anna, "typhoon", q.Rev()); !errors.As(err, &used) {
		t.Fatalf("a scheduled menu leads to it: %v", err)
	}
	state, err := store.MenuState(ctx)
	must(t, err)
	must(t, store.ChangeMenus(ctx, state.Generation, menus.Change{DropQueue: "typhoon", Record: menus.Record{What: menus.QueueEnded}})) // past the rules
	d.Now = at
	if early, err := d.PublishDue(ctx, "main", 2); err != nil || early != 0 {
		t.Errorf("its job: %v, %v", early, err)
	}
	f, err := d.Flow(ctx, "main")
	must(t, err)
	if f.Scheduled != nil || f.Draft == nil || f.Live.N != 1 || len(d.Said) != 1 {
		t.Errorf("the flow is %+v, reported %q", f, d.Said)
	}
	v, err := d.Version(ctx, "main", 2)
	if err != nil || v.State != menus.Refused {
		t.Errorf("version 2 is %s, %v", v.State, err)
	}
	if list, err := d.Records(ctx, 0); err != nil || list[0].What != menus.PlanRefused || !strings.Contains(list[0].Why, "typhoon") {
		t.Errorf("on record is %+v, %v", list[0], err)
	}
}
