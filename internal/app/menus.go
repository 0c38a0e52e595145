package app

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/breaker"
	"hotline12345/internal/flowfile"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	menuservice "hotline12345/ivr/menus/service"
)

// mainFlow is the flow of the hotline's own number.
const mainFlow = "main"

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
		return now, nil
	}
	flows, err := shippedFlows()
	if err != nil {
		return cti.Settings{}, err
	}
	now.Version, now.Flows, now.Queues = "shipped", flows, queuesOf(menus.ShippedQueues())
	return now, nil
}

// settingsOf returns the engine's settings for what is in force at a time.
func settingsOf(s Settings, state menus.State, at time.Time) cti.Settings {
	now := fromEnvironment(s)
	now.Version, now.Flows = "menus-"+strconv.FormatInt(state.Generation, 10), map[string]ivr.Flow{}
	for _, f := range state.Flows {
		if f.Live != nil {
			now.Flows[f.ID] = f.Live.Body
		}
	}
	now.Queues = queuesOf(state.Queues)
	now.Schedules, now.Broadcasts = map[string]ivr.Schedule{}, map[string]ivr.Broadcast{}
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

// newMenus makes the service of menus, which puts what is published in force.
func (svc *application) newMenus(b *breaker.Breaker) (*menuservice.Service, error) {
	shipped, err := shippedFlows()
	if err != nil {
		return nil, err
	}
	log := svc.log.Named("menus")
	return menuservice.New(menuservice.Config{
		Store: svc.store, Breaker: b, Check: menus.CheckFlow,
		Shipped: slices.Collect(maps.Values(shipped)),
		Apply: func(state menus.State, at time.Time) {
			if f, _ := state.Flow(mainFlow); f.Live == nil {
				log.Error("no version of the main menu is live; what was in force stays", zap.Int64("generation", state.Generation))
				return
			}
			svc.loop.Emit(cti.SettingsChanged{Settings: settingsOf(svc.settings, state, at)})
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
