// Package sipraw is a foreign SIP party for tests. It sends what it is told byte for
// byte, whether that is right or not, and shows what comes back; it keeps no state
// machine, so that a test decides each message. No SIP library stands behind it: what
// two ends of the same library agree on proves little about telephones of others.
package sipraw

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync"
)

// Party is one end of SIP over UDP.
type Party struct {
	conn *net.UDPConn
	peer netip.AddrPort

	mu      sync.Mutex
	got     []Message
	changed chan struct{}
	answer  func(Message)
}

// Open returns a party on a free port of 127.0.0.1 that sends to peer.
func Open(peer string) (*Party, error) { return Listen("127.0.0.1:0", peer) }

// Listen is Open on an address of its own.
func Listen(local, peer string) (*Party, error) {
	at, err := netip.ParseAddrPort(peer)
	if err != nil {
		return nil, fmt.Errorf("open a SIP party: %w", err)
	}
	own, err := net.ResolveUDPAddr("udp4", local)
	if err != nil {
		return nil, fmt.Errorf("open a SIP party: %w", err)
	}
	conn, err := net.ListenUDP("udp4", own)
	if err != nil {
		return nil, fmt.Errorf("open a SIP party: %w", err)
	}
	p := &Party{conn: conn, peer: at, changed: make(chan struct{})}
	go p.listen()
	return p, nil
}

// Close ends the party.
func (p *Party) Close() { _ = p.conn.Close() }

// Addr is where the party listens.
func (p *Party) Addr() netip.AddrPort { return p.conn.LocalAddr().(*net.UDPAddr).AddrPort() }

// Peer is where the party sends.
func (p *Party) Peer() netip.AddrPort { return p.peer }

// OnRequest has each request handled by f, on the party's reading goroutine.
func (p *Party) OnRequest(f func(Message)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answer = f
}

// Send sends one datagram to the peer.
func (p *Party) Send(raw []byte) error { return p.SendTo(raw, p.peer) }

// SendTo sends one datagram.
func (p *Party) SendTo(raw []byte, to netip.AddrPort) error {
	if _, err := p.conn.WriteToUDPAddrPort(raw, to); err != nil {
		return fmt.Errorf("send SIP: %w", err)
	}
	return nil
}

func (p *Party) listen() {
	buf := make([]byte, 1<<16)
	for {
		n, from, err := p.conn.ReadFromUDPAddrPort(buf)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue // ICMP: nobody listens there any more
		}
		m, err := read(slices.Clone(buf[:n]), netip.AddrPortFrom(from.Addr().Unmap(), from.Port()))
		if err != nil {
			continue
		}
		p.mu.Lock()
		p.got = append(p.got, m)
		close(p.changed)
		p.changed = make(chan struct{})
		answer := p.answer
		p.mu.Unlock()
		if answer != nil && m.Status == 0 {
			answer(m)
		}
	}
}

// Got returns all messages so far.
func (p *Party) Got() []Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.got)
}

// Wait returns the first message that fits, of those that came and that will come.
func (p *Party) Wait(ctx context.Context, fits func(Message) bool) (Message, error) {
	for seen := 0; ; {
		p.mu.Lock()
		got, changed := p.got, p.changed
		p.mu.Unlock()
		for ; seen < len(got); seen++ {
			if fits(got[seen]) {
				return got[seen], nil
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Message{}, fmt.Errorf("wait for a SIP message among %d: %w", len(got), ctx.Err())
		}
	}
}
