package gateway

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// socketBuffer is asked of the kernel for each direction, in bytes.
const socketBuffer = 4 << 20

// socket is the one UDP socket towards Asterisk. All legs share it; a packet's
// source, which is Asterisk's own port of the leg, tells them apart. One known
// port means that a restarted service comes back where strict RTP expects it.
type socket struct {
	conn    *net.UDPConn
	legs    atomic.Pointer[map[netip.AddrPort]*leg] // replaced whole: reading takes no lock
	change  sync.Mutex
	garbage *atomic.Uint64
}

func openSocket(addr string, garbage *atomic.Uint64) (*socket, error) {
	a, err := net.ResolveUDPAddr("udp4", addr)
	if err != nil {
		return nil, fmt.Errorf("relay address %q: %w", addr, err)
	}
	conn, err := net.ListenUDP("udp4", a)
	if err != nil {
		return nil, fmt.Errorf("open the relay's UDP port (is another service running?): %w", err)
	}
	_ = conn.SetReadBuffer(socketBuffer) // the kernel may give less
	_ = conn.SetWriteBuffer(socketBuffer)
	s := &socket{conn: conn, garbage: garbage}
	s.legs.Store(&map[netip.AddrPort]*leg{})
	return s, nil
}

// track takes packets from addr as a leg's.
func (s *socket) track(addr netip.AddrPort, l *leg) {
	s.replace(func(m map[netip.AddrPort]*leg) { m[addr] = l })
}

// untrack takes packets from addr as garbage.
func (s *socket) untrack(addr netip.AddrPort) {
	s.replace(func(m map[netip.AddrPort]*leg) { delete(m, addr) })
}

func (s *socket) replace(edit func(map[netip.AddrPort]*leg)) {
	s.change.Lock()
	defer s.change.Unlock()
	m := maps.Clone(*s.legs.Load())
	edit(m)
	s.legs.Store(&m)
}

// to returns a sink that sends to one address.
func (s *socket) to(addr netip.AddrPort) sink {
	return func(packet []byte) error {
		_, err := s.conn.WriteToUDPAddrPort(packet, addr)
		return err
	}
}

// read relays packets of Asterisk until the socket closes. What is not RTP of a
// known leg is counted and ignored.
func (s *socket) read() {
	buf := make([]byte, maxPacket)
	for {
		n, from, err := s.conn.ReadFromUDPAddrPort(buf)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue // an ICMP error of another leg's port
		}
		s.take(buf[:n], from, time.Now())
	}
}

func (s *socket) take(packet []byte, from netip.AddrPort, now time.Time) {
	l := (*s.legs.Load())[netip.AddrPortFrom(from.Addr().Unmap(), from.Port())]
	h, ok := parse(packet)
	if l == nil || !ok {
		s.garbage.Add(1)
		return
	}
	l.fromAsterisk(packet, h, now)
}
