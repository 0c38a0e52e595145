package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/breaker"
	"hotline12345/internal/postgres"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	menuservice "hotline12345/ivr/menus/service"
	"hotline12345/tickets/org/directory"
)

// none carries out nothing.
type none struct{}

func (none) Execute(cti.Command) {}

// publishing is a service of menus on PostgreSQL with a loop and its journal on the disk.
type publishing struct {
	*menuservice.Service
	loop *loop.Loop
}

func newPublishing(t testing.TB) *publishing {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	store, err := postgres.Open(ctx, dbtest.MigratedURL(t), postgres.Options{})
	dbtest.Must(t, err)
	t.Cleanup(store.Close)
	files, err := loop.OpenFiles(t.TempDir())
	dbtest.Must(t, err)
	svc := withPrompts(t)
	svc.settings.MainNumber, svc.store, svc.lines = "12345", store, newLineSettings()
	svc.loop = loop.New(loop.Config{Journal: files, Telephony: none{}, Media: none{}, Desk: none{},
		Observers: []loop.Observer{&svc.taken}, Log: svc.log}, cti.New(), 0)
	done := make(chan struct{})
	go func() { defer close(done); svc.loop.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	b := breaker.New(nil, nil)
	svc.units = directory.New(b, store.Units)
	service, err := svc.newMenus(b)
	dbtest.Must(t, err)
	dbtest.Must(t, service.Follow(ctx))
	return &publishing{service, svc.loop}
}

// wide returns a flow of about n nodes, of which the last prompt is text.
func wide(n int, text string) ivr.Flow {
	f := ivr.Flow{ID: "main", Start: "m0", Nodes: ivr.Nodes{"agent": ivr.Queue{Prompts: []string{"to_agent", text}, Queue: "general"}}}
	for i := 0; len(f.Nodes) < n; i++ {
		keys := map[string]ivr.NodeID{"0": "agent", "9": ivr.NodeID(fmt.Sprintf("m%d", i))}
		for k := 1; k <= 8; k++ {
			if next := 8*i + k; next < n-1 {
				keys[fmt.Sprint(k)] = ivr.NodeID(fmt.Sprintf("m%d", next))
			}
		}
		f.Nodes[ivr.NodeID(fmt.Sprintf("m%d", i))] = ivr.Menu{Prompts: []string{"menu_short"}, Keys: keys, InputTimeout: 5 * time.Second, Fallback: "agent"}
	}
	return f
}

// publish saves and publishes a flow, and returns how long it took from the request to
// publish until the engine goes by it.
func (p *publishing) publish(ctx context.Context, f ivr.Flow) (time.Duration, error) {
	now, err := p.Flow(ctx, "main")
	if err != nil {
		return 0, err
	}
	d, _ := now.Current()
	if now, err = p.SaveDraft(ctx, menuservice.Who{}, "main", f, d.Rev()); err != nil {
		return 0, err
	}
	d, _ = now.Current()
	began := time.Now()
	if now, err = p.Publish(ctx, menuservice.Who{}, "main", d.Rev(), "measured"); err != nil {
		return 0, err
	}
	version := ""
	err = p.loop.Ask(ctx, func(e *cti.Engine) { version = e.Settings().Flows["main"].Version })
	took := time.Since(began)
	if err == nil && version != now.Live.Body.Version {
		err = fmt.Errorf("the engine goes by %s, published is %s", version, now.Live.Body.Version)
	}
	return took, err
}

// TestAMenuOf500Nodes is published, read back whole, and refused with all faults; how fast,
// the benchmark measures.
func TestAMenuOf500Nodes(t *testing.T) {
	t.Parallel()
	p := newPublishing(t)
	f := wide(500, "complaint_11")
	_, err := p.publish(t.Context(), f)
	dbtest.Must(t, err)
	if len(f.Nodes) != 500 {
		t.Errorf("%d nodes", len(f.Nodes))
	}
	v, err := p.Version(t.Context(), "main", 2)
	dbtest.Must(t, err)
	if d := ivr.Diff(&f, &v.Body); len(v.Body.Nodes) != 500 || len(d.Added)+len(d.Removed)+len(d.Changed)+len(d.Flow) > 0 {
		t.Errorf("read back with %+v", d)
	}
	var faulty *menus.Faulty
	broken := wide(500, "complaint_11")
	broken.Nodes["m7"] = ivr.Menu{}
	if _, err = p.publish(t.Context(), broken); err == nil || !errors.As(err, &faulty) || len(faulty.Faults) < 3 {
		t.Errorf("one broken of 500: %v", err)
	}
}

// BenchmarkPublishing measures from the request to publish until the engine goes by it.
func BenchmarkPublishing(b *testing.B) {
	for _, nodes := range []int{20, 200, 500} {
		b.Run(fmt.Sprintf("nodes=%d", nodes), func(b *testing.B) {
			p := newPublishing(b)
			var all []time.Duration
			for i := 0; b.Loop(); i++ {
				took, err := p.publish(b.Context(), wide(nodes, []string{"complaint_11", "fax_later"}[i%2]))
				dbtest.Must(b, err)
				all = append(all, took)
			}
			slices.Sort(all)
			b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "ms-median")
			b.ReportMetric(float64(all[len(all)*95/100].Microseconds())/1000, "ms-p95")
			if slowest := all[len(all)-1]; slowest > time.Second {
				b.Errorf("publishing %d nodes took %v", nodes, slowest)
			}
		})
	}
}
