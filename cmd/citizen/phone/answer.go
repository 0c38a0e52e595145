package phone

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"
)

// Behaviour is what a called telephone does.
type Behaviour struct {
	Listen netip.AddrPort // where it is reached
	After  time.Duration  // rings so long, then answers
	Code   int            // or refuses with this SIP code: 486 is busy
	// Busy refuses calls to this number with 486, and answers the others.
	Busy  string
	Speak func() []byte
}

// Ring is a telephone that waits for calls.
type Ring struct {
	// Calls delivers each call that was answered.
	Calls chan *Called
	close func()
}

// Called is a call that this telephone answered.
type Called struct {
	From, To string
	media    *media
	ended    chan struct{}
}

// Ended is closed when the other side has hung up.
func (c *Called) Ended() <-chan struct{} { return c.ended }

// Press presses keys, one after another.
func (c *Called) Press(keys string) {
	c.media.mu.Lock()
	defer c.media.mu.Unlock()
	c.media.digits = append(c.media.digits, keys...)
}

// Heard is all that was heard so far, A-law on the wall clock.
func (c *Called) Heard() []byte {
	c.media.mu.Lock()
	defer c.media.mu.Unlock()
	return append([]byte(nil), c.media.heard...)
}

// Wait makes a telephone that is called. It listens when Wait returns.
func Wait(ctx context.Context, b Behaviour) (*Ring, error) {
	ua, err := sipgo.NewUA(sipgo.WithUserAgent("citizen"))
	if err != nil {
		return nil, fmt.Errorf("make a telephone: %w", err)
	}
	client, err := sipgo.NewClient(ua, sipgo.WithClientHostname(b.Listen.Addr().String()), sipgo.WithClientPort(int(b.Listen.Port())))
	if err != nil {
		return nil, fmt.Errorf("make a telephone: %w", err)
	}
	server, err := sipgo.NewServer(ua)
	if err != nil {
		return nil, fmt.Errorf("make a telephone: %w", err)
	}
	contact := sip.ContactHeader{Address: sip.Uri{Scheme: "sip", User: "citizen", Host: b.Listen.Addr().String(), Port: int(b.Listen.Port())}}
	dialogs := sipgo.NewDialogServerCache(client, contact)
	r := &Ring{Calls: make(chan *Called, 16), close: func() { _ = ua.Close() }}
	server.OnInvite(func(req *sip.Request, tx sip.ServerTransaction) { r.answer(ctx, b, dialogs, req, tx) })
	server.OnAck(func(req *sip.Request, tx sip.ServerTransaction) { _ = dialogs.ReadAck(req, tx) })
	server.OnBye(func(req *sip.Request, tx sip.ServerTransaction) { _ = dialogs.ReadBye(req, tx) })
	server.OnOptions(func(req *sip.Request, tx sip.ServerTransaction) {
		_ = tx.Respond(sip.NewResponseFromRequest(req, 200, "OK", nil))
	})
	ready := make(chan struct{})
	//nolint:staticcheck // SA1029: the key is sipgo's
	listen := context.WithValue(ctx, sipgo.ListenReadyCtxKey, sipgo.ListenReadyCtxValue(ready))
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe(listen, "udp4", b.Listen.String()) }()
	select {
	case <-ready:
		return r, nil
	case err := <-failed:
		return nil, fmt.Errorf("listen for calls on %s: %w", b.Listen, err)
	}
}

// Close ends the telephone.
func (r *Ring) Close() { r.close() }

func (r *Ring) answer(ctx context.Context, b Behaviour, dialogs *sipgo.DialogServerCache, req *sip.Request, tx sip.ServerTransaction) {
	session, err := dialogs.ReadInvite(req, tx)
	if err != nil {
		return
	}
	defer session.Close()
	if b.Busy != "" && req.To().Address.User == b.Busy {
		b.Code = 486
	}
	if b.Code != 0 {
		_ = session.Respond(b.Code, "", nil)
		return
	}
	_ = session.Respond(180, "Ringing", nil)
	select {
	case <-time.After(b.After):
	case <-tx.Done(): // cancelled
		return
	}
	m, err := openMedia(b.Listen.Addr())
	if err != nil {
		_ = session.Respond(500, "", nil)
		return
	}
	if m.remote, err = mediaAddress(req.Body()); err != nil {
		_ = session.Respond(488, "", nil)
		return
	}
	if b.Speak != nil {
		m.next = b.Speak
	}
	if err := session.RespondSDP(describe(netip.AddrPortFrom(b.Listen.Addr(), m.local.Port()))); err != nil {
		return
	}
	c := &Called{From: req.From().Address.User, To: req.To().Address.User, media: m, ended: make(chan struct{})}
	run, stop := context.WithCancel(ctx)
	go func() {
		<-session.Context().Done()
		stop()
		close(c.ended)
	}()
	r.Calls <- c
	m.run(run)
}

// ParseListen reads an address to be reached at: 127.0.0.1:5070, or a port alone.
func ParseListen(s string) (netip.AddrPort, error) {
	if port, err := strconv.ParseUint(s, 10, 16); err == nil {
		return netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), uint16(port)), nil
	}
	a, err := netip.ParseAddrPort(s)
	if err != nil {
		return a, fmt.Errorf("%q: want a port, or an address and a port", s)
	}
	return a, nil
}

// emergency numbers are never dialled, wherever the call goes.
var emergency = []string{"110", "112", "119", "120", "122", "911", "999"}

// checkDial refuses a real emergency number, and any peer outside this machine
// unless the caller has declared that it is meant.
func checkDial(to string, peer netip.AddrPort, allowRemote bool) error {
	if slices.Contains(emergency, to) {
		return fmt.Errorf("%s is an emergency number; this telephone never dials it", to)
	}
	if !peer.Addr().IsLoopback() && !allowRemote {
		return fmt.Errorf("%s is not on this machine; say --allow-remote if you mean it", peer)
	}
	return nil
}
