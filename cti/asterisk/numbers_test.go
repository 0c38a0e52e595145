package asterisk_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/asterisk/asterisktest"
)

// TestNoErrorHasTheNumberThatWasDialled: it stands in the address of the request, which
// net/http puts into its errors, and Asterisk may say it in a refusal.
func TestNoErrorHasTheNumberThatWasDialled(t *testing.T) {
	const number = "13800138000"
	for name, fault := range map[string]asterisktest.Fault{
		"nobody listens":    {},
		"connection breaks": {On: "POST /channels", Status: -1},
		"refused":           {On: "POST /channels", Status: http.StatusInternalServerError, Message: "Invalid endpoint PJSIP/" + number + "@trunk"},
	} {
		t.Run(name, func(t *testing.T) {
			s := asterisktest.New(t)
			if fault.On == "" {
				s.Close()
			}
			s.Strike(fault)
			core, lines := observer.New(zap.DebugLevel)
			e := newEdge(t, asterisk.Config{URL: s.URL(), User: s.User, Password: s.Password})
			e.Client = asterisk.New(asterisk.Config{URL: s.URL(), User: s.User, Password: s.Password, Meter: &e.meter, Log: zap.New(core)}, e.emit)
			e.Execute(cti.Dial{Call: "out-1", Number: number, Trunk: "trunk", Timeout: 45 * time.Second})
			var failed cti.CommandFailed
			e.until("CommandFailed", func(events []cti.Event) bool {
				return slices.ContainsFunc(events, func(ev cti.Event) (ok bool) { failed, ok = ev.(cti.CommandFailed); return ok })
			})
			if strings.Contains(failed.Detail, number) || failed.Detail == "" {
				t.Errorf("the event says %q", failed.Detail)
			}
			for _, line := range lines.All() {
				if said := fmt.Sprint(line.Message, line.ContextMap()); strings.Contains(said, number) {
					t.Errorf("the log says %s", said)
				}
			}
			if lines.Len() == 0 {
				t.Error("the failure is not logged")
			}
		})
	}
}
