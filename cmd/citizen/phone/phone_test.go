package phone_test

import (
	"context"
	"net/netip"
	"strings"
	"testing"
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/internal/devstack"
)

func listen(t *testing.T, b phone.Behaviour) (*phone.Ring, netip.AddrPort) {
	t.Helper()
	port, err := devstack.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	b.Listen = netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(port))
	r, err := phone.Wait(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r, b.Listen
}

func TestTwoTelephonesHearEachOther(t *testing.T) {
	ring, at := listen(t, phone.Behaviour{Speak: phone.Tone(600)})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	c, err := phone.Dial(ctx, phone.Options{To: "13800138000", From: "12345", Peer: at, Speak: phone.Tone(1000)})
	if err != nil {
		t.Fatal(err)
	}
	called := <-ring.Calls
	if called.From != "12345" || called.To != "13800138000" {
		t.Errorf("%s calls %s", called.From, called.To)
	}
	if err := c.Until(ctx, "600 Hz", func() bool { return phone.Power(c.Heard(), 600) > 0.9 }); err != nil {
		t.Error(err)
	}
	if err := c.Until(ctx, "1000 Hz at the other end", func() bool { return phone.Power(called.Heard(), 1000) > 0.9 }); err != nil {
		t.Error(err)
	}
	if p := phone.Power(c.Heard(), 1000); p > 0.1 {
		t.Errorf("the caller hears itself: %.2f", p)
	}
	if err := c.HangUp(); err != nil {
		t.Error(err)
	}
	select {
	case <-called.Ended():
	case <-ctx.Done():
		t.Error("the called telephone does not notice the end")
	}
}

func TestRefusals(t *testing.T) {
	_, at := listen(t, phone.Behaviour{Code: 486})
	for name, c := range map[string]struct {
		o    phone.Options
		want string
	}{
		"busy":      {phone.Options{To: "13800138000", From: "1", Peer: at}, "486"},
		"emergency": {phone.Options{To: "110", From: "1", Peer: at}, "emergency"},
		"remote":    {phone.Options{To: "12345", From: "1", Peer: netip.MustParseAddrPort("192.0.2.1:5060")}, "not on this machine"},
	} {
		if _, err := phone.Dial(t.Context(), c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}
