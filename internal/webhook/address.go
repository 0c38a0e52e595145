package webhook

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"syscall"
)

// ErrAddress: a message must not go there.
var ErrAddress = errors.New("address not allowed")

// inner are networks that no receiver on the internet has, beside those that
// netip knows: shared (RFC 6598), protocol and test networks, NAT64 and 6to4,
// which hide other addresses, and the reserved rest.
var inner = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"),
}

// Networks reads networks such as "10.1.0.0/16" or single addresses.
func Networks(names []string) ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, n := range names {
		p, err := netip.ParsePrefix(n)
		if err != nil {
			a, errAddr := netip.ParseAddr(n)
			if errAddr != nil {
				return nil, fmt.Errorf("%q is no network: %w", n, err)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		list = append(list, p)
	}
	return list, nil
}

// mayDial reports whether an address is one of the internet, or in a network that
// the settings name.
func (s *Sender) mayDial(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	within := func(p netip.Prefix) bool { return p.Contains(a) }
	if slices.ContainsFunc(s.cfg.Networks, within) {
		return true
	}
	return a.IsGlobalUnicast() && !a.IsPrivate() && !slices.ContainsFunc(inner, within)
}

// control checks the address that is really dialled: a name may lead somewhere
// else than when it was entered.
func (s *Sender) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !s.mayDial(ap.Addr()) {
		return fmt.Errorf("%w: %s lies in an inner network; HOTLINE_WEBHOOK_NETWORKS allows some", ErrAddress, address)
	}
	return nil
}

// CheckURL refuses with ErrAddress what no message can go to. Without inner networks
// in the settings it must be https.
func (s *Sender) CheckURL(raw string) error {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Hostname() == "" || u.Opaque != "":
		return fmt.Errorf("%w: no URL", ErrAddress)
	case u.Scheme != "https" && (u.Scheme != "http" || len(s.cfg.Networks) == 0):
		return fmt.Errorf("%w: must begin with https://", ErrAddress)
	case u.User != nil || u.Fragment != "":
		return fmt.Errorf("%w: no name, password or # in it", ErrAddress)
	}
	if a, err := netip.ParseAddr(u.Hostname()); err == nil && !s.mayDial(a) {
		return fmt.Errorf("%w: %s lies in an inner network", ErrAddress, a)
	}
	return nil
}
