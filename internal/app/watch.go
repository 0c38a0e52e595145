package app

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti/asterisk"
	"hotline12345/internal/watchdog"
)

// musicClass is the class in musiconhold.conf.
const musicClass = "hotline"

// amiUser is the watchdog's name in manager.conf.
const amiUser = "watchdog"

// watchEvery is the pause between two looks of the watchdog.
const watchEvery = 250 * time.Millisecond

// StandIn returns the watchdog's two ways into Asterisk.
func (s Settings) StandIn() *asterisk.StandIn {
	return asterisk.NewStandIn(asterisk.StandInConfig{
		ARI:     asterisk.Config{URL: s.ARIURL, User: s.ARIUser, Password: s.ARIPassword, MusicClass: musicClass, Log: zap.NewNop()},
		AMIAddr: s.AMIAddr, AMIUser: amiUser, AMIPassword: s.AMIPassword,
	})
}

// Watch runs the watchdog until ctx ends. looked is told after each look whether there is
// a heartbeat to watch.
func Watch(ctx context.Context, s Settings, looked func(sure bool)) error {
	log, err := newLogger(s.Log)
	if err != nil {
		return err
	}
	defer func() { _ = log.Sync() }() // stderr cannot always be synced
	log = log.Named("watchdog")
	standIn, limits := s.StandIn(), watchdog.DefaultLimits()
	limits.Dead = s.DeadAfter
	if err := standIn.CheckManager(ctx); err != nil {
		log.Warn("a control interface that hangs could not be helped", zap.Error(err))
	}
	var watches atomic.Bool
	var saying sync.WaitGroup
	defer saying.Wait()
	saying.Go(func() { sayWatching(ctx, standIn, &watches) })
	watchdog.Run(ctx, watchdog.Config{
		Heartbeat: s.HeartbeatFile(), Telephony: standIn, Limits: limits, Every: watchEvery, Log: log,
		Looked: func(state watchdog.State) {
			watches.Store(state != watchdog.Unsure)
			looked(state != watchdog.Unsure)
		},
	})
	return nil
}
