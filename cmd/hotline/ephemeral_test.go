package main

import (
	"net"
	"testing"

	"github.com/caarlos0/env/v11"

	"hotline12345/internal/app"
)

// TestUsualPortsStayFree: no port that the service or Asterisk listens on by
// default is one that Linux gives to outgoing connections (32768 to 60999), and
// none is in Asterisk's range for voice.
func TestUsualPortsStayFree(t *testing.T) {
	t.Parallel()
	const linux = "32768\t60999\n"
	s, err := env.ParseAsWithOptions[app.Settings](env.Options{Environment: map[string]string{}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := env.ParseAsWithOptions[app.AsteriskSettings](env.Options{Environment: map[string]string{}})
	if err != nil {
		t.Fatal(err)
	}
	if a.RTPStart >= a.RTPEnd || a.RTPEnd >= 32768 {
		t.Errorf("Asterisk's voice has ports %d to %d", a.RTPStart, a.RTPEnd)
	}
	for _, addr := range []string{s.HTTPAddr, s.RelayAddr, s.MediaAddr, a.SIPAddr} {
		_, port, err := net.SplitHostPort(addr)
		if err != nil {
			t.Fatal(err)
		}
		if why := ephemeral(port, linux); why != "" {
			t.Errorf("%s: %s", addr, why)
		}
		n, err := net.LookupPort("udp", port)
		if err != nil || n >= a.RTPStart && n <= a.RTPEnd {
			t.Errorf("%s lies in Asterisk's range %d to %d, error %v", addr, a.RTPStart, a.RTPEnd, err)
		}
	}
	for port, bad := range map[string]bool{"30000": false, "32767": false, "32768": true, "40000": true, "60999": true, "61000": false} {
		if got := ephemeral(port, linux) != ""; got != bad {
			t.Errorf("port %s: a bad choice %v, want %v", port, got, bad)
		}
	}
	if why := ephemeral("40000", ""); why != "" {
		t.Errorf("without a range: %s", why)
	}
}
