package gateway

import (
	"errors"
	"fmt"
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
	legs    sync.Map // netip.AddrPort -> *leg
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
	return &socket{conn: conn, garbage: garbage}, nil
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
		found, known := s.legs.Load(netip.AddrPortFrom(from.Addr().Unmap(), from.Port()))
		h, ok := parse(buf[:n])
		if !known || !ok {
			s.garbage.Add(1)
			continue
		}
		found.(*leg).asteriskSays(buf[:n], h, time.Now())
	}
}
