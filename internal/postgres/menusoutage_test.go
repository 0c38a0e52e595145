package postgres

//hotline:faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	menuservice "hotline12345/ivr/menus/service"
	menustore "hotline12345/ivr/menus/storetest"
)

// menuOffice are the menus of a database, with a clock that a test moves, and what the
// telephone was given last.
type menuOffice struct {
	jobs.Service // none of its jobs but PublishDue is planned
	menus        *menuservice.Service
	store        *Store
	ahead        atomic.Int64
	put          atomic.Pointer[menus.State]
}

func newMenuOffice(s *Store) *menuOffice {
	o := &menuOffice{store: s}
	o.restart()
	return o
}

// restart is the service's restart: what is in memory is gone.
func (o *menuOffice) restart() {
	o.put.Store(&menus.State{})
	o.menus = menuservice.New(menuservice.Config{Store: o.store, Breaker: breaker.New(o.now, nil), Check: menus.CheckFlow(ivr.Context{}),
		Shipped: []ivr.Flow{menustore.Flow("main", "general")}, Apply: func(s menus.State, _ time.Time) { o.put.Store(&s) }})
}

func (o *menuOffice) now() time.Time { return time.Now().Add(time.Duration(o.ahead.Load())) }

// PublishDue implements jobs.Service.
func (o *menuOffice) PublishDue(ctx context.Context, flow string, n int) (time.Duration, error) {
	return o.menus.PublishDue(ctx, flow, n)
}

// Publish implements jobs.Service: no months are counted here.
func (o *menuOffice) Publish(context.Context) error { return nil }

// edit saves a draft that leads to a queue, where a prompt is heard, and returns its revision.
func (o *menuOffice) edit(ctx context.Context, queue, prompt string) (string, error) {
	body := menustore.Flow("main", queue)
	body.Nodes["queue"] = ivr.Queue{Queue: queue, Prompts: []string{prompt}}
	f, err := o.menus.Flow(ctx, "main")
	if err != nil {
		return "", err
	}
	now, _ := f.Current()
	if f, err = o.menus.SaveDraft(ctx, menustore.Anna, "main", body, now.Rev()); err != nil {
		return "", err
	}
	now, _ = f.Current()
	return now.Rev(), nil
}

// leads returns the queue to which the flow that was put in force last leads.
func (o *menuOffice) leads() string {
	f, _ := o.put.Load().Flow("main")
	if f.Live == nil {
		return ""
	}
	q, _ := f.Live.Body.Nodes["queue"].(ivr.Queue)
	return q.Queue
}

// work runs the worker of jobs until the test ends or stop is called.
func (o *menuOffice) work(t *testing.T) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		NewWorker(o.store, o, o.now, zap.NewNop()).Run(ctx)
	}()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return stop
}

// TestAScheduledMenuIsPublishedAtItsTime by its job; also when nobody served at that time,
// and when the job is lost.
func TestAScheduledMenuIsPublishedAtItsTime(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	o := newMenuOffice(s)
	must(t, o.menus.Follow(ctx))
	schedule := func(queue string) {
		rev, err := o.edit(ctx, queue, "to_agent")
		must(t, err)
		_, err = o.menus.Schedule(ctx, menustore.Anna, "main", rev, "for the holidays", o.now().Add(24*time.Hour))
		must(t, err)
	}
	stop := o.work(t)
	schedule("business")
	if got := o.leads(); got != "general" {
		t.Fatalf("before its time callers are led to %s", got)
	}
	o.ahead.Add(int64(24 * time.Hour))
	eventually(t, "it is published by its job", func() bool { return o.leads() == "business" })

	stop()
	schedule("consult")
	o.ahead.Add(int64(48 * time.Hour)) // nobody serves at its time
	o.restart()
	o.work(t)
	must(t, o.menus.Follow(ctx))
	eventually(t, "it is published after the restart", func() bool { return o.leads() == "consult" })

	schedule("complaint")
	_, err := s.Exec(ctx, "delete from river_job where kind = 'publish_flow'")
	must(t, err)
	o.ahead.Add(int64(24*time.Hour + 5*time.Second))
	must(t, o.menus.Follow(ctx))
	if got := o.leads(); got != "consult" {
		t.Errorf("a moment late callers are led to %s: the job may be on its way", got)
	}
	o.ahead.Add(int64(10 * time.Second))
	must(t, o.menus.Follow(ctx))
	if got := o.leads(); got != "complaint" {
		t.Errorf("its job was lost, and callers are led to %s", got)
	}
}

// TestPublishingWhileTheDatabaseCrashes: an administrator publishes one version after the
// other while the server is killed and started again. What was reported as published
// is there, each once; one version is live; and the telephone goes by it.
func TestPublishingWhileTheDatabaseCrashes(t *testing.T) {
	t.Parallel()
	s, crash := lasting(t)
	ctx := t.Context()
	o := newMenuOffice(s)
	must(t, o.menus.Follow(ctx))
	var told []string
	enough, done := make(chan struct{}), make(chan struct{})
	var published atomic.Int64
	go func() {
		defer close(done)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-enough:
				return
			case <-tick.C:
			}
			why := fmt.Sprint("number ", n)
			rev, err := o.edit(ctx, "business", why)
			if err == nil {
				_, err = o.menus.Publish(ctx, menustore.Anna, "main", rev, why)
			}
			if err == nil {
				told = append(told, why)
				published.Add(1)
			} else if !errors.Is(err, errs.ErrUnavailable) && !errors.Is(err, errs.ErrConflict) {
				t.Errorf("%s: %v", why, err)
			}
		}
	}()
	signals := []syscall.Signal{syscall.SIGKILL}
	if os.Getenv("HOTLINE_CHAOS") == "long" {
		signals = append(signals, syscall.SIGQUIT, syscall.SIGKILL, syscall.SIGQUIT)
	}
	for _, sig := range signals {
		before := published.Load()
		eventually(t, "versions are published", func() bool { return published.Load() > before+20 })
		crash(sig)
	}
	before := published.Load()
	eventually(t, "versions are published again", func() bool { return published.Load() > before })
	close(enough)
	<-done
	eventually(t, "the telephone goes by what is stored", func() bool {
		state, err := s.MenuState(ctx)
		return err == nil && o.menus.Follow(ctx) == nil && state.Generation == o.put.Load().Generation
	})
	o.judge(t, told)
}

// judge compares what is stored with what was told, and with what is in force.
func (o *menuOffice) judge(t *testing.T, told []string) {
	t.Helper()
	ctx := t.Context()
	state, err := o.store.MenuState(ctx)
	must(t, err)
	list, err := o.store.MenuVersions(ctx, "main", 0, 1_000_000)
	must(t, err)
	var whys []string
	live := 0
	for _, v := range list {
		whys = append(whys, v.Why)
		if v.State == menus.Live {
			live++
		}
	}
	slices.Sort(whys)
	if len(slices.Compact(slices.Clone(whys))) != len(whys) {
		t.Errorf("one publishing made two versions: %q", whys)
	}
	for _, why := range told {
		if _, there := slices.BinarySearch(whys, why); !there {
			t.Errorf("%s was reported as published and is not there", why)
		}
	}
	f, _ := state.Flow("main")
	inForce, _ := o.put.Load().Flow("main")
	if live != 1 || f.Live == nil || inForce.Live.Body.Version != f.Live.Body.Version {
		t.Errorf("%d versions are live, %v in force", live, inForce.Live)
	}
	t.Logf("measured: %d publishings while PostgreSQL crashed, %d of them reported; none lost, none twice", len(list)-1, len(told))
}
