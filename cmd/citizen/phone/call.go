// Package phone is a citizen's telephone for tests and for the command line: it
// dials over SIP, presses keys (RFC 4733), speaks tones or files and listens.
package phone

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"
)

// Options are who calls whom, and how.
type Options struct {
	To, From    string         // numbers; an empty From is anonymous
	Peer        netip.AddrPort // Asterisk's trunk side
	AllowRemote bool
	Speak       func() []byte // what is spoken; nil = silence
}

// Call is a call in progress.
type Call struct {
	media   *media
	session *sipgo.DialogClientSession
	stop    context.CancelFunc
	ended   chan struct{}
	once    sync.Once
	close   func()
	// Answered is when the other side picked up.
	Answered time.Time
	Invited  time.Time
}

// Dial places a call and waits until it is answered. The error names the SIP code
// when it is refused.
func Dial(ctx context.Context, o Options) (*Call, error) {
	if err := checkDial(o.To, o.Peer, o.AllowRemote); err != nil {
		return nil, err
	}
	local, err := localAddress(o.Peer)
	if err != nil {
		return nil, err
	}
	m, err := openMedia(local)
	if err != nil {
		return nil, err
	}
	m.remote = netip.AddrPort{}
	if o.Speak != nil {
		m.next = o.Speak
	}
	c := &Call{media: m, ended: make(chan struct{}), Invited: time.Now()}
	if err := c.invite(ctx, o, local); err != nil {
		_ = m.conn.Close()
		return nil, err
	}
	run, stop := context.WithCancel(context.Background())
	c.stop = stop
	go m.run(run)
	return c, nil
}

// localAddress is this machine's address towards the peer.
func localAddress(peer netip.AddrPort) (netip.Addr, error) {
	conn, err := net.Dial("udp4", peer.String())
	if err != nil {
		return netip.Addr{}, fmt.Errorf("find the way to %s: %w", peer, err)
	}
	defer conn.Close()
	return conn.LocalAddr().(*net.UDPAddr).AddrPort().Addr(), nil
}

func (c *Call) invite(ctx context.Context, o Options, local netip.Addr) error {
	ua, err := sipgo.NewUA(sipgo.WithUserAgent("citizen"))
	if err != nil {
		return fmt.Errorf("make a telephone: %w", err)
	}
	port, err := freePort(local)
	if err != nil {
		return err
	}
	client, err := sipgo.NewClient(ua, sipgo.WithClientHostname(local.String()), sipgo.WithClientPort(port),
		sipgo.WithClientConnectionAddr(fmt.Sprintf("%s:%d", local, port)))
	if err != nil {
		return fmt.Errorf("make a telephone: %w", err)
	}
	server, err := sipgo.NewServer(ua)
	if err != nil {
		return fmt.Errorf("make a telephone: %w", err)
	}
	c.close = func() { _ = ua.Close() }
	contact := sip.ContactHeader{Address: sip.Uri{Scheme: "sip", User: "citizen", Host: local.String(), Port: port}}
	dialogs := sipgo.NewDialogClientCache(client, contact)
	server.OnBye(func(req *sip.Request, tx sip.ServerTransaction) {
		_ = dialogs.ReadBye(req, tx)
		c.end()
	})
	server.OnOptions(func(req *sip.Request, tx sip.ServerTransaction) {
		_ = tx.Respond(sip.NewResponseFromRequest(req, 200, "OK", nil))
	})
	to := sip.Uri{Scheme: "sip", User: o.To, Host: o.Peer.Addr().String(), Port: int(o.Peer.Port())}
	session, err := dialogs.Invite(ctx, to, describe(netip.AddrPortFrom(local, c.media.local.Port())),
		from(o.From, local), sip.NewHeader("Content-Type", "application/sdp"))
	if err != nil {
		c.close()
		return fmt.Errorf("dial %s at %s: %w", o.To, o.Peer, err)
	}
	if err := session.WaitAnswer(ctx, sipgo.AnswerOptions{}); err != nil {
		c.close()
		return refused(o, err)
	}
	c.Answered = time.Now()
	if c.media.remote, err = mediaAddress(session.InviteResponse.Body()); err != nil {
		return err
	}
	c.session = session
	return session.Ack(ctx)
}

// refused returns why a call was not answered, in words.
func refused(o Options, err error) error {
	var res *sipgo.ErrDialogResponse
	if errors.As(err, &res) {
		return fmt.Errorf("%s refused the call: %d %s", o.Peer, res.Res.StatusCode, res.Res.Reason)
	}
	return fmt.Errorf("nobody answers at %s: %w", o.Peer, err)
}

func from(number string, local netip.Addr) sip.Header {
	user, host := number, local.String()
	if number == "" {
		user, host = "anonymous", "anonymous.invalid"
	}
	params := sip.NewParams()
	params.Add("tag", sip.GenerateTagN(16))
	return &sip.FromHeader{Address: sip.Uri{Scheme: "sip", User: user, Host: host}, Params: params}
}

func freePort(local netip.Addr) (int, error) {
	conn, err := net.ListenUDP("udp4", net.UDPAddrFromAddrPort(netip.AddrPortFrom(local, 0)))
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	return conn.LocalAddr().(*net.UDPAddr).Port, conn.Close()
}

// Press presses keys, one after another.
func (c *Call) Press(keys string) {
	c.media.mu.Lock()
	defer c.media.mu.Unlock()
	c.media.digits = append(c.media.digits, keys...)
}

// Pressed waits until the next key's last packet has been sent, and returns when.
func (c *Call) Pressed(ctx context.Context) (time.Time, error) {
	select {
	case at := <-c.media.sent:
		return at, nil
	case <-c.ended:
		return time.Time{}, errEnded
	case <-ctx.Done():
		return time.Time{}, ctx.Err()
	}
}

var errEnded = errors.New("the call has ended")

// Heard is all that was heard so far, A-law on the wall clock.
func (c *Call) Heard() []byte {
	c.media.mu.Lock()
	defer c.media.mu.Unlock()
	return slices.Clone(c.media.heard)
}

// FirstSound and LastSound are when anything but silence was heard first and last.
func (c *Call) FirstSound() time.Time { return c.at(&c.media.firstLoud) }

// LastSound is when anything but silence was heard last.
func (c *Call) LastSound() time.Time { return c.at(&c.media.lastLoud) }

// LongestGap is the longest time between two packets so far, with the time since the last.
func (c *Call) LongestGap() time.Duration {
	c.media.mu.Lock()
	defer c.media.mu.Unlock()
	if c.media.lastAt.IsZero() {
		return 0
	}
	return max(c.media.gap, time.Since(c.media.lastAt))
}

func (c *Call) at(t *time.Time) time.Time {
	c.media.mu.Lock()
	defer c.media.mu.Unlock()
	return *t
}

// Until waits until a condition holds; it is checked every 20 ms.
func (c *Call) Until(ctx context.Context, what string, holds func() bool) error {
	tick := time.NewTicker(packetMs * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-c.ended:
			if holds() {
				return nil
			}
			return fmt.Errorf("%s: %w", what, errEnded)
		case <-ctx.Done():
			return fmt.Errorf("%s: not within the time: %w", what, ctx.Err())
		}
	}
	return nil
}

// Ended is closed when the call is over.
func (c *Call) Ended() <-chan struct{} { return c.ended }

func (c *Call) end() {
	c.once.Do(func() { close(c.ended) })
}

// HangUp ends the call, from this side if it is still up.
func (c *Call) HangUp() error {
	var err error
	select {
	case <-c.ended:
	default:
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		err = c.session.Bye(ctx)
		c.end()
	}
	c.stop()
	c.close()
	return err
}
