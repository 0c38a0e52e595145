package publicapi

import "testing"

func TestNetworkOfAnAddress(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]string{"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "::ffff:192.0.2.7",
		"2001:db8:1:2:3::4": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "nonsense": "nonsense"} {
		if got := network(addr); got != want {
			t.Errorf("network of %s is %s, want %s", addr, got, want)
		}
	}
}
