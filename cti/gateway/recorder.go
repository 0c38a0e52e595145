package gateway

import (
	"context"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
)

// saved completes a leg's recording, if it has one, and reports its file to the engine.
func (g *Gateway) saved(key legKey, r *recording, now time.Time) {
	if r == nil {
		return
	}
	if err := r.finish(now); err != nil {
		g.Totals.recordingFault(now)
		g.cfg.Log.Error("recording is incomplete", zap.String("file", r.name), zap.Error(err))
	}
	g.emit(cti.RecordingSaved{
		Call: key.call, Leg: key.leg, File: r.name,
		StartedAt: r.started.UnixMilli(), Millis: r.length().Milliseconds(),
	})
}

// adopt completes the recording of a leg that ended while the service was away.
func (g *Gateway) adopt(key legKey, now time.Time) {
	r, err := resumeRecording(g.cfg.RecordingsDir, key.call, key.leg, now, &g.Totals.Unrecorded)
	if err != nil {
		g.cfg.Log.Error("recording is left unfinished", zap.String("call", string(key.call)), zap.Error(err))
		return
	}
	g.saved(key, r, now)
}

// write empties the recordings' rings.
func (g *Gateway) write(ctx context.Context) {
	t := time.NewTicker(writeEvery)
	defer t.Stop()
	var legs []*leg
	for {
		select {
		case now := <-t.C:
			legs = g.snapshot(legs)
			for _, l := range legs {
				if l.rec == nil {
					continue
				}
				err := l.rec.flush(now, false)
				if err == nil {
					continue
				}
				g.Totals.recordingFault(now)
				if !l.rec.troubled {
					l.rec.troubled = true
					g.cfg.Log.Warn("recording waits for the disk", zap.String("file", l.rec.name), zap.Error(err))
				}
			}
		case <-ctx.Done():
			return
		}
	}
}
