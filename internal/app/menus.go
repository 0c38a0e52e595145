package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/breaker"
	"hotline12345/internal/flowfile"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	menuservice "hotline12345/ivr/menus/service"
)

// mainFlow is the flow of the hotline's own number.
const mainFlow = menus.MainFlow

// shippedFlows returns the flows that come with the program, by their ids.
func shippedFlows() (map[string]ivr.Flow, error) {
	dir, err := fs.Sub(ivr.Flows, "flows")
	if err != nil {
		return nil, fmt.Errorf("open flows: %w", err)
	}
	return flowfile.Load(dir)
}

// settingsAtStart returns what the telephone goes by until the database has told what is in
// force: what was in force when the service ended, or, on a first start, what came with the
// program. What the environment sets holds at once.
func settingsAtStart(s Settings, before cti.Settings) (cti.Settings, error) {
	now := fromEnvironment(s)
	now.Version, now.Flows, now.Queues = before.Version, before.Flows, before.Queues
	now.Schedules, now.Broadcasts = before.Schedules, before.Broadcasts
	if len(now.Flows) > 0 {
		now.Numbers, now.CallerIDs = s.numbersAtStart(before.Numbers), before.CallerIDs
		now.UnitLines = before.UnitLines
		return now, nil
	}
	flows, err := shippedFlows()
	if err != nil {
		return cti.Settings{}, err
	}
	now.Version, now.Flows, now.Queues = "shipped", flows, queuesOf(menus.ShippedQueues())
	return now, nil
}

// settingsOf returns the engine's settings for what is in force at a time. The numbers are added by
// withLines.
func settingsOf(s Settings, state menus.State, at time.Time) cti.Settings {
	now := fromEnvironment(s)
	now.Version, now.Flows = "menus-"+strconv.FormatInt(state.Generation, 10), map[string]ivr.Flow{}
	for _, f := range state.Flows {
		if f.Live != nil {
			now.Flows[f.ID] = f.Live.Body
		}
	}
	now.Queues = queuesOf(state.Queues)
	now.Schedules, now.Broadcasts = map[string]ivr.Schedule{}, map[string]ivr.Broadcast{} // without any they have no JSON
	for _, x := range state.Schedules {
		now.Schedules[x.ID] = x.Hours
	}
	for _, b := range state.Broadcasts {
		if b.Heard(at) {
			now.Broadcasts[b.ID] = ivr.Broadcast{Prompts: b.Prompts}
		}
	}
	return now
}

// fromEnvironment returns what of the engine's settings the environment sets.
func fromEnvironment(s Settings) cti.Settings {
	return cti.Settings{
		Numbers: []cti.InboundRoute{{Number: s.MainNumber, Flow: mainFlow}},
		Times:   cti.DefaultTimes(),
		Trunk:   s.Trunk,
		Barred:  s.BarredNumbers,
		Area:    s.AreaCode,
	}
}

func queuesOf(list []menus.Queue) []cti.Queue {
	queues := make([]cti.Queue, len(list))
	for i, q := range list {
		queues[i] = cti.Queue{ID: cti.QueueID(q.ID), Priority: q.Priority}
	}
	return queues
}

// sameForCalls reports whether calls meet the same in both: only the versions differ.
func sameForCalls(a, b cti.Settings) bool {
	a.Version = b.Version
	one, err := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err == nil && err2 == nil && bytes.Equal(one, other)
}

// takenLimit is how long a publishing waits for a loop that stands still.
const takenLimit = time.Second

// taken tells when the loop has taken new settings: then they are in the journal, and a
// service that is killed the next moment begins with them, also without a database.
type taken struct {
	mu   sync.Mutex
	wait string        // the version that is waited for
	done chan struct{} // closed when it was taken
}

// Observe implements loop.Observer.
func (t *taken) Observe(e loop.Entry) {
	changed, ok := e.Event.(cti.SettingsChanged)
	if !ok {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done != nil && t.wait == changed.Settings.Version {
		close(t.done)
		t.done = nil
	}
}

// emit gives settings to the loop, and returns when it has taken them.
func (t *taken) emit(emit func(cti.Event), s cti.Settings) {
	done := make(chan struct{})
	t.mu.Lock()
	t.wait, t.done = s.Version, done
	t.mu.Unlock()
	emit(cti.SettingsChanged{Settings: s})
	select {
	case <-done:
	case <-time.After(takenLimit):
	}
}

// newMenus makes the service of menus, which puts what is published in force.
func (svc *application) newMenus(b *breaker.Breaker) (*menuservice.Service, error) {
	shipped, err := shippedFlows()
	if err != nil {
		return nil, err
	}
	log := svc.log.Named("menus")
	return menuservice.New(menuservice.Config{
		Store: svc.store, Breaker: b, Check: svc.checkFlow,
		Route: svc.lines.route, Around: svc.around, Beside: svc.treeReads, Lengths: func() func(ivr.Prompt) time.Duration { return lengthsOf(svc.prompts.Entries()) },
		Shipped: slices.Collect(maps.Values(shipped)),
		Apply: func(state menus.State, at time.Time) {
			if f, _ := state.Flow(mainFlow); f.Live == nil {
				log.Error("no version of the main menu is live; what was in force stays", zap.Int64("generation", state.Generation))
				return
			}
			now := svc.withLines(settingsOf(svc.settings, state, at), state)
			if sameForCalls(now, svc.before) {
				return // a draft was saved, or the service has started with what was in force
			}
			svc.before = now
			svc.lines.use(now)
			svc.taken.emit(svc.loop.Emit, now)
			log.Info("menus are in force", zap.Int64("generation", state.Generation))
		},
		Report: func(msg string, err error) { log.Warn(msg, zap.Error(err), doAbout(err)) },
	}), nil
}

// flowFiles fits flowfile to the interface of menuapi.
type flowFiles struct{}

// Write implements menuapi.Files.
func (flowFiles) Write(f ivr.Flow) ([]byte, error) { return flowfile.Write(f) }

// Read implements menuapi.Files.
func (flowFiles) Read(raw []byte) (ivr.Flow, error) { return flowfile.Read(raw) }
