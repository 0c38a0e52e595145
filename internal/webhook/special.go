package webhook

import (
	"bytes"
	"net/netip"
	"slices"
)

// globalUnicast is what IANA has given out of IPv6 for the internet (RFC 4291): all the
// rest is loopback, mapped, translated (64:ff9b::/96, ::ffff:0:0:0/96), discard, private,
// link-local, the deprecated site-local and IPv4-compatible networks, multicast, or nobody's.
var globalUnicast = netip.MustParsePrefix("2000::/3")

// special are the blocks of IANA's special-purpose registries for IPv4 and IPv6 (RFC 6890),
// those that are reachable worldwide too, as no receiver is there, with IPv4's multicast
// and what the IPv6 registry once had.
var special = prefixes(
	"0.0.0.0/8",         // this network
	"10.0.0.0/8",        // private
	"100.64.0.0/10",     // shared, behind a carrier's NAT
	"127.0.0.0/8",       // loopback
	"169.254.0.0/16",    // link-local, with the metadata of clouds
	"172.16.0.0/12",     // private
	"192.0.0.0/24",      // IETF protocols: DS-Lite, PCP, TURN, NAT64 discovery
	"192.0.2.0/24",      // documentation
	"192.31.196.0/24",   // AS112
	"192.52.193.0/24",   // AMT
	"192.88.99.0/24",    // 6to4 relays, deprecated
	"192.168.0.0/16",    // private
	"192.175.48.0/24",   // AS112
	"198.18.0.0/15",     // benchmarking
	"198.51.100.0/24",   // documentation
	"203.0.113.0/24",    // documentation
	"224.0.0.0/4",       // multicast
	"240.0.0.0/4",       // reserved, and broadcast
	"2001::/23",         // IETF protocols: Teredo, benchmarking, AMT, AS112, ORCHID, DRIP
	"2001:db8::/32",     // documentation
	"2002::/16",         // 6to4
	"2620:4f:8000::/48", // AS112
	"3ffe::/16",         // the former 6bone
	"3fff::/20",         // documentation
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, p := range list {
		out[i] = netip.MustParsePrefix(p)
	}
	return out
}

// isPublic reports whether an address is one of the internet, where a receiver can be.
func isPublic(a netip.Addr) bool {
	a = a.WithZone("")
	if slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) }) {
		return false
	}
	return a.Is4() || globalUnicast.Contains(a) && !isatap(a)
}

// isatap reports whether an IPv6 address leads through an ISATAP tunnel (RFC 5214) to the
// IPv4 address in its last four bytes.
func isatap(a netip.Addr) bool {
	raw := a.As16()
	raw[8] &^= 0x02 // set where the IPv4 address is one of the internet
	return bytes.Equal(raw[8:12], []byte{0, 0, 0x5e, 0xfe})
}
