package asterisk_test

import (
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk/asterisktest"
	"hotline12345/internal/devstack"
)

// beats gives the edge a heart until the test's end, and leaves Asterisk without one.
func (e *edge) beats(a *devstack.Asterisk) {
	e.t.Helper()
	end, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for n := 0; ; n++ {
			e.Beat(fmt.Sprintf("%d-%d", time.Now().Unix(), n))
			select {
			case <-tick.C:
			case <-end:
				return
			}
		}
	}()
	e.t.Cleanup(func() {
		close(end)
		<-done
		e.stop()
		ari(e.t, a, http.MethodPost, "/asterisk/variable?variable=HEARTBEAT&value=")
	})
}

// TestRealAsteriskThatCarriesOutNothing: its events come, but it answers each request with
// an error, or not at all. The service says that it is away, a new call is the fallback's,
// and all is well again when Asterisk is.
func TestRealAsteriskThatCarriesOutNothing(t *testing.T) {
	kinds := map[string]asterisktest.Loss{"hangs": asterisktest.Hang}
	if os.Getenv("HOTLINE_CHAOS") == "long" {
		kinds["errors"], kinds["breaks connections"] = asterisktest.Refuse, asterisktest.LoseRequest
	}
	for name, loss := range kinds {
		t.Run(name, func(t *testing.T) {
			e, p, a, _ := throughProxy(t)
			e.beats(a)
			inside, _ := e.citizen(a, "13800138000", "12345")
			p.Decide(func(asterisktest.Request) asterisktest.Loss { return loss })
			e.wait(cti.TelephonyLost{})
			arrivals := len(e.told())
			outside := <-dial(t, a, "13800138001", "12345") // the fallback answers
			hears(t, outside.Heard, 0, 600)
			for _, ev := range e.told()[arrivals:] {
				if _, arrived := ev.(cti.CallArrived); arrived {
					t.Errorf("told %#v", ev)
				}
			}
			p.Decide(func(asterisktest.Request) asterisktest.Loss { return asterisktest.Pass })
			if live := e.restored(2).Live; len(live) != 1 {
				t.Errorf("live afterwards: %+v, want the call that was inside", live)
			}
			e.citizen(a, "13800138002", "12345")
			if err := inside.HangUp(); err != nil {
				t.Error(err)
			}
		})
	}
}
