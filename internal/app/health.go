package app

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/web"
)

// health watches what only the loop sees.
type health struct{ telephony atomic.Bool }

// Observe implements loop.Observer.
func (h *health) Observe(e loop.Entry) {
	switch e.Event.(type) {
	case cti.TelephonyRestored:
		h.telephony.Store(true)
	case cti.TelephonyLost, cti.Started:
		h.telephony.Store(false)
	}
}

var errTelephonyAway = errors.New("no connection to Asterisk; is it running, and is HOTLINE_ARI_URL right?")

// healthLimit is how long a component may take to answer.
const healthLimit = 2 * time.Second

// checkHealth asks every component. Calls need the loop and Asterisk; without the
// database they go on, so it alone does not make the service ill.
func (svc *application) checkHealth(ctx context.Context) web.Health {
	ctx, cancel := context.WithTimeout(ctx, healthLimit)
	defer cancel()
	h := web.Health{OK: true, Parts: map[string]web.HealthPart{}}
	add := func(name string, needed bool, err error, fine string) {
		p := web.HealthPart{OK: err == nil, Detail: fine}
		if err != nil {
			p.Detail = err.Error()
			h.OK = h.OK && !needed
		}
		h.Parts[name] = p
	}
	add("loop", true, svc.loop.Ask(ctx, func(*cti.Engine) {}), "")
	add("database", false, svc.store.Ping(ctx), "")
	var telephony error
	if !svc.health.telephony.Load() {
		telephony = errTelephonyAway
	}
	add("asterisk", true, telephony, "")
	return h
}
