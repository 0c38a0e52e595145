package devstack

import (
	"net/netip"
	"testing"
)

// TestPlansStayOnThisMachine: no instance of ours listens to, or calls, anything
// but the loopback interface, so no test and no demo reaches a real telephone.
func TestPlansStayOnThisMachine(t *testing.T) {
	o := AsteriskOptions{Name: "x"}
	if err := o.fill(); err != nil {
		t.Fatal(err)
	}
	a, s := o.plan("/chroot", "/base")
	if addr, err := netip.ParseAddrPort(s.SIPAddr); err != nil || !addr.Addr().IsLoopback() {
		t.Errorf("SIP listens on %s (%v)", s.SIPAddr, err)
	}
	for _, trunk := range s.Trunks {
		if addr, err := netip.ParseAddr(trunk.Host); err != nil || !addr.IsLoopback() {
			t.Errorf("trunk %s leads to %s (%v)", trunk.Name, trunk.Host, err)
		}
	}
	if a.SoundsDir != "/chroot/base/x/sounds" || a.AsteriskSoundsDir != "/base/x/sounds" {
		t.Errorf("sounds are in %s and %s", a.SoundsDir, a.AsteriskSoundsDir)
	}
}
