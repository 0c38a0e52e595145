package gateway

import (
	"strings"
	"testing"
)

// TestBrowsersGetThePublicAddress: behind NAT the machine's own addresses lead nowhere.
func TestBrowsersGetThePublicAddress(t *testing.T) {
	const public = "203.0.113.7"
	b := newRigAt(t, public).browser(1)
	candidates := 0
	for line := range strings.Lines(b.pc.RemoteDescription().SDP) {
		if !strings.HasPrefix(line, "a=candidate:") {
			continue
		}
		candidates++
		if address := strings.Fields(line)[4]; address != public {
			t.Errorf("candidate %s: want %s alone", address, public)
		}
	}
	if candidates < 2 {
		t.Errorf("%d candidates, want one for UDP and one for TCP", candidates)
	}
}
