package webhook

import (
	"errors"
	"net/netip"
	"testing"
)

// registered are IANA's special-purpose registries for IPv4 and IPv6 as of 2026, whole, with
// multicast, what is deprecated, and IPv4 addresses in the clothes of IPv6.
var registered = []string{
	"0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32", "192.0.0.170/32", "192.0.0.171/32",
	"192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.88.99.2/32", "192.168.0.0/16",
	"192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32", "224.0.0.0/4",
	"::1/128", "::/128", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23",
	"2001::/32", "2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48",
	"2001:10::/28", "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
	"5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "3ffe::/16", "::/96", "::ffff:0:0:0/96", "4000::/3", "e000::/4",
	"64:ff9b::a00:1/128", "64:ff9b::7f00:1/128", "64:ff9b:1:a00:1::/128", "2002:a00:1::/48", "2002:7f00:1::/48",
	"::ffff:10.0.0.1/128", "::10.0.0.1/128", "::ffff:0:7f00:1/128",
	"2400:3200:0:0:0:5efe:a00:1/128", "2400:3200:0:0:200:5efe:a00:1/128", // ISATAP
}

// TestTheNetworksOfTheRegistriesAreRefused at their first, a middle and their last address.
func TestTheNetworksOfTheRegistriesAreRefused(t *testing.T) {
	t.Parallel()
	s := New(Config{})
	for _, r := range registered {
		p := netip.MustParsePrefix(r)
		for _, a := range ends(p) {
			if s.mayDial(a) {
				t.Errorf("%s of %s may be dialled", a, r)
			}
			if err := s.control("tcp", netip.AddrPortFrom(a, 443).String(), nil); !errors.Is(err, ErrAddress) {
				t.Errorf("%s of %s is dialled: %v", a, r, err)
			}
			host := a.String()
			if a.Is6() {
				host = "[" + host + "]"
			}
			if err := s.CheckURL("https://" + host + "/"); !errors.Is(err, ErrAddress) {
				t.Errorf("%s of %s is entered: %v", a, r, err)
			}
		}
	}
}

// ends returns the first, a middle and the last address of a network.
func ends(p netip.Prefix) []netip.Addr {
	first, middle, last := p.Masked().Addr().AsSlice(), p.Masked().Addr().AsSlice(), p.Masked().Addr().AsSlice()
	for bit := p.Bits(); bit < p.Addr().BitLen(); bit++ {
		last[bit/8] |= 0x80 >> (bit % 8)
		if bit%3 == 0 {
			middle[bit/8] |= 0x80 >> (bit % 8)
		}
	}
	var out []netip.Addr
	for _, raw := range [][]byte{first, middle, last} {
		a, _ := netip.AddrFromSlice(raw)
		out = append(out, a)
	}
	return out
}

// TestTheInternetIsNotRefused beside those networks.
func TestTheInternetIsNotRefused(t *testing.T) {
	t.Parallel()
	s := New(Config{})
	for _, a := range []string{"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
		"169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
		"198.20.0.0", "223.255.255.255", "114.114.114.114", "223.5.5.5", "2400:3200::1", "2606:4700:4700::1111", "2001:200::1",
		"2001:4860:4860::8888", "2003::1", "2a00::1", "2620:4f:8001::1", "240e::1"} {
		if !s.mayDial(netip.MustParseAddr(a)) {
			t.Errorf("%s is refused", a)
		}
	}
	allowed, err := Networks([]string{"10.1.0.0/16", "fd00:1::/32"})
	if err != nil {
		t.Fatal(err)
	}
	s = New(Config{Networks: allowed})
	for a, want := range map[string]bool{"10.1.2.3": true, "::ffff:10.1.2.3": true, "10.2.0.1": false, "fd00:1::5": true, "fd00:2::5": false,
		"64:ff9b::a01:203": false, "2002:a01:203::": false, "127.0.0.1": false} {
		if got := s.mayDial(netip.MustParseAddr(a)); got != want {
			t.Errorf("%s with inner networks in the settings: %t", a, got)
		}
	}
}

// TestAddressesInDisguise are refused where they are entered.
func TestAddressesInDisguise(t *testing.T) {
	t.Parallel()
	s := New(Config{})
	for _, host := range []string{"127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.0.0.1.", "10.0.0.1.", "0", "0x", "１２７.0.0.1", "①②⑦.0.0.1",
		"127。0。0。1", "10.0.0.256", "[::ffff:7f00:1]", "[fe80::1%25eth0]", "[::ffff:10.0.0.1]"} {
		if err := s.CheckURL("https://" + host + "/hook"); !errors.Is(err, ErrAddress) {
			t.Errorf("%s: %v", host, err)
		}
	}
	for _, host := range []string{"example.com", "example.com.", "oa.12345.example", "a0x7f.example", "中国政府网.政务", "8.8.8.8", "[2400:3200::1]"} {
		if err := s.CheckURL("https://" + host + "/hook"); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
}
