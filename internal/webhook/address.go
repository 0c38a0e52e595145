package webhook

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/text/unicode/norm"
)

// lookupTimeout is how long a name is looked up when it is entered.
const lookupTimeout = 3 * time.Second

// ErrAddress: a message must not go there.
var ErrAddress = errors.New("address not allowed")

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
	public := isPublic(a)
	a = a.Unmap().WithZone("")
	return public || slices.ContainsFunc(s.cfg.Networks, func(p netip.Prefix) bool { return p.Contains(a) })
}

// control checks the address that is really dialled: a name may lead somewhere
// else than when it was entered.
func (s *Sender) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !s.mayDial(ap.Addr()) {
		return inner(address)
	}
	return nil
}

func inner(address string) error {
	return fmt.Errorf("%w: %s lies in an inner network; HOTLINE_WEBHOOK_NETWORKS allows some", ErrAddress, address)
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
	host := plainHost(u.Hostname())
	a, err := netip.ParseAddr(host)
	switch {
	case err == nil && !s.mayDial(a):
		return inner(a.String())
	case err != nil && endsInNumber(host):
		return fmt.Errorf("%w: write the address as 192.0.2.1, or use a name", ErrAddress)
	}
	return nil
}

// CheckReceiver is CheckURL, and asks where the name leads now. One that nobody knows at
// this moment is taken: what is dialled is checked again.
func (s *Sender) CheckReceiver(ctx context.Context, raw string) error {
	if err := s.CheckURL(raw); err != nil {
		return err
	}
	u, err := url.Parse(raw)
	if err != nil {
		return fmt.Errorf("%w: no URL", ErrAddress)
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", plainHost(u.Hostname()))
	if err != nil {
		return nil //nolint:nilerr // no answer is no inner network
	}
	for _, a := range found {
		if !s.mayDial(a.Unmap()) {
			return inner(u.Hostname() + " (" + a.Unmap().String() + ")")
		}
	}
	return nil
}

// plainHost returns a host as it is dialled: full-width and circled digits are digits, and a
// full stop may be the ideographic one, or one more at the end (UTS 46).
func plainHost(host string) string {
	host = strings.NewReplacer("。", ".", "｡", ".").Replace(norm.NFKC.String(host))
	return strings.TrimSuffix(host, ".")
}

// endsInNumber reports whether some take a host for an IPv4 address in another way of
// writing (WHATWG URL): 127.1, 2130706433, 0x7f.1, 0177.0.0.1.
func endsInNumber(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if hex, ok := strings.CutPrefix(strings.ToLower(last), "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return last != "" && strings.Trim(last, "0123456789") == ""
}
