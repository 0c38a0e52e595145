package app

import (
	"context"
	"errors"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/desk"
	"hotline12345/cti/gateway"
	"hotline12345/cti/loop"
	"hotline12345/internal/watchdog"
)

// joinCalls makes the loop and the edges around it. The edges emit into the
// loop, which is made last.
func (svc *application) joinCalls(engine *cti.Engine, seq uint64) error {
	s := svc.settings
	emit := func(e cti.Event) { svc.loop.Emit(e) }
	var err error
	svc.gateway, err = gateway.New(gateway.Config{
		RelayAddr: s.RelayAddr, MediaAddr: s.MediaAddr, PublicIP: s.PublicIP, HeadsetLimit: s.HeadsetLimit,
		RecordingsDir: s.recordingsDir(), Sounds: svc.sounds, Log: svc.log.Named("gateway"),
	}, emit)
	if err != nil {
		return err
	}
	svc.telephony = asterisk.New(asterisk.Config{
		URL: s.ARIURL, User: s.ARIUser, Password: s.ARIPassword,
		SoundsDir: s.AsteriskSoundsDir, MusicClass: musicClass, RelayAddr: svc.gateway.RelayAddr(),
		Plan: s.Plan(), DropWithheld: s.Withheld == "drop",
		Owner: svc.owner, Sounds: svc.sounds, Meter: svc.metrics.ARI(), Log: svc.log.Named("asterisk"),
	}, svc.callers.known(emit))
	svc.hub = desk.NewHub(emit, headsets{svc.gateway}, svc.log.Named("desk"))
	heart, err := watchdog.OpenHeart(s.HeartbeatFile(), time.Now)
	if err != nil {
		return err
	}
	svc.box = svc.newBox(emit)
	elapsed, boot := loop.Machine()
	svc.loop = loop.New(loop.Config{
		Elapsed: elapsed, Boot: boot, Beat: func() { svc.telephony.Beat(heart.Beat()) },
		Journal: svc.journal, Telephony: svc.telephony, Media: svc.gateway, Desk: svc.hub,
		Tickets:   progressDesk{svc.tickets, emit, svc.ticketNow, svc.log.Named("progress")},
		Observers: []loop.Observer{svc.metrics, svc.calls, svc.callers, svc.health, svc.attempts, &svc.taken, endedMessages{svc.box}, revisitsEnded{svc}}, Log: svc.log.Named("loop"),
	}, engine, seq)
	svc.fallback = svc.newFallback()
	svc.registerMetrics()
	return nil
}

// headsets fits the gateway to the interface of cti/desk.
type headsets struct{ *gateway.Gateway }

// Negotiate implements desk.Media.
func (h headsets) Negotiate(ctx context.Context, a cti.AgentID, peer, offer string) (id, answer string, err error) {
	id, answer, err = h.Gateway.Negotiate(ctx, a, peer, offer)
	if errors.Is(err, gateway.ErrPeerGone) {
		err = desk.ErrPeerGone
	}
	return id, answer, err
}

// Quality implements desk.Media.
func (h headsets) Quality(a cti.AgentID) (fromBrowser, fromAsterisk desk.Flow) {
	up, down := h.Gateway.Quality(a)
	return flow(up), flow(down)
}

func flow(f gateway.Flow) desk.Flow {
	return desk.Flow{Packets: f.Packets, Lost: f.Lost, Gaps: f.Gaps, JitterMS: float64(f.Jitter) / float64(time.Millisecond)}
}
