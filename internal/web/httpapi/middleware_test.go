package httpapi

import (
	"strings"
	"testing"
)

func TestPolicyNamesTheWebsocket(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{"hotline.example:8443": true, "[::1]:8080": true, "x;script-src *": false, "": false} {
		if got := policy(host); strings.Contains(got, "wss://"+host) != want || strings.Contains(got, "script-src *") {
			t.Errorf("policy for %q: %s", host, got)
		}
	}
}
