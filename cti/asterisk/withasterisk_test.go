package asterisk_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/emiago/sipgo"
	"github.com/emiago/sipgo/sip"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/internal/alaw"
	"hotline12345/internal/devstack"
)

// instance is the one Asterisk of this package's tests, started by the first that
// needs it.
var instance struct {
	sync.Once
	*devstack.Asterisk
	err error
}

func TestMain(m *testing.M) {
	// Tests with Asterisk wait for it, they do not compute: more of them than cores
	// can wait side by side.
	flag.Parse()
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	code := m.Run()
	if instance.Asterisk != nil {
		instance.Stop()
		if code != 0 {
			fmt.Printf("Asterisk's log:\n%s\n", instance.Log())
		}
		instance.Remove()
	}
	os.Exit(code)
}

// realEdge is an edge on a real Asterisk, and a socket in the place of our relay.
func realEdge(t *testing.T) (*edge, *devstack.Asterisk, *net.UDPConn) {
	t.Helper()
	a := realAsterisk(t)
	relay, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = relay.Close() })
	return newEdge(t, realConfig(a, relay)).start(), a, relay
}

func realConfig(a *devstack.Asterisk, relay *net.UDPConn) asterisk.Config {
	return asterisk.Config{URL: a.ARIURL, User: a.User, Password: a.Password,
		SoundsDir: a.AsteriskSoundsDir, MusicClass: "hotline", RelayAddr: relay.LocalAddr().String()}
}

func realAsterisk(t *testing.T) *devstack.Asterisk {
	t.Helper()
	instance.Do(func() {
		var port int
		if port, instance.err = called(); instance.err != nil {
			return
		}
		instance.Asterisk, instance.err = devstack.StartAsterisk(context.Background(), devstack.AsteriskOptions{
			Name: fmt.Sprintf("test-edge-%d", os.Getpid()), TrunkPort: port,
			Match: []string{"127.0.0.0/8"}}) // a sender may have an address of its own
		if instance.err != nil {
			return
		}
		for name, sound := range map[string][]byte{
			"low": tone(600, 400), "high": tone(1400, 400), "long": tone(600, 20000),
			"fallback_down": tone(600, 400), "fallback_message": tone(1400, 400),
		} {
			if err := os.WriteFile(filepath.Join(instance.SoundsDir, name+".alaw"), sound, 0o644); err != nil {
				instance.err = err
			}
		}
	})
	if instance.err != nil {
		t.Fatal(instance.err)
	}
	return instance.Asterisk
}

// tone is a sine as A-law.
func tone(hertz float64, millis int) []byte {
	b := make([]byte, millis*8)
	for i := range b {
		b[i] = alaw.Encode(int16(8000 * math.Sin(2*math.Pi*hertz*float64(i)/8000)))
	}
	return b
}

// rings counts the calls that came to the other end of the trunk, by number.
var rings = struct {
	sync.Mutex
	of map[string]int
}{of: map[string]int{}}

func rung(number string) int {
	rings.Lock()
	defer rings.Unlock()
	return rings.of[number]
}

// invited holds the last INVITE for each number that was dialled.
var invited sync.Map

// called is the other end of the trunk: 486 is busy, 404 does not exist (any
// status is itself), 180 rings for ever, 200 picks up without a description, every
// other number picks up.
func called() (port int, err error) {
	if port, err = devstack.FreePort(); err != nil {
		return 0, err
	}
	ua, err := sipgo.NewUA()
	if err != nil {
		return 0, err
	}
	server, err := sipgo.NewServer(ua)
	if err != nil {
		return 0, err
	}
	contact := sip.NewHeader("Contact", fmt.Sprintf("<sip:called@127.0.0.1:%d>", port))
	sdp := []byte("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n")
	server.OnInvite(func(req *sip.Request, tx sip.ServerTransaction) {
		invited.Store(req.Recipient.User, req)
		rings.Lock()
		rings.of[req.Recipient.User]++
		rings.Unlock()
		switch req.Recipient.User {
		case "401", "403", "404", "407", "408", "410", "480", "484", "486", "488", "500", "503", "600", "603", "604":
			status, _ := strconv.Atoi(req.Recipient.User)
			_ = tx.Respond(sip.NewResponseFromRequest(req, status, "Refused", nil))
		case "200": // without a description of its sound
			res := sip.NewResponseFromRequest(req, 200, "OK", nil)
			res.AppendHeader(contact)
			_ = tx.Respond(res)
			<-tx.Done() // until the ACK
		case "183404", "180404", "183200":
			speakEarly(req, tx, contact)
		case "180":
			_ = tx.Respond(sip.NewResponseFromRequest(req, 180, "Ringing", nil))
			<-tx.Done()
		case "777": // a slow network: no word for a second
			<-time.After(time.Second)
			res := sip.NewResponseFromRequest(req, 200, "OK", sdp)
			res.AppendHeader(contact)
			res.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
			_ = tx.Respond(res)
			<-tx.Done()
		default:
			res := sip.NewResponseFromRequest(req, 200, "OK", sdp)
			res.AppendHeader(contact)
			res.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
			_ = tx.Respond(res)
			<-tx.Done() // until the ACK
		}
	})
	ok := func(req *sip.Request, tx sip.ServerTransaction) {
		_ = tx.Respond(sip.NewResponseFromRequest(req, 200, "OK", nil))
	}
	server.OnBye(ok)
	server.OnOptions(ok)
	server.OnAck(func(*sip.Request, sip.ServerTransaction) {})
	ready := make(chan struct{})
	//nolint:staticcheck // SA1029: the key is sipgo's own
	listen := context.WithValue(context.Background(), sipgo.ListenReadyCtxKey, sipgo.ListenReadyCtxValue(ready))
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe(listen, "udp4", fmt.Sprintf("127.0.0.1:%d", port)) }()
	select {
	case <-ready:
		return port, nil
	case err := <-failed:
		return 0, err
	}
}

// citizen dials the hotline; the service has to answer. The call is told as arrival.
func (e *edge) citizen(a *devstack.Asterisk, from, to string) (*phone.Call, cti.CallArrived) {
	e.t.Helper()
	before := len(e.told())
	answered := dial(e.t, a, from, to)
	var arrived cti.CallArrived
	e.until("an arrival", func(events []cti.Event) bool {
		for _, ev := range events[before:] {
			if c, ok := ev.(cti.CallArrived); ok {
				arrived = c
				return true
			}
		}
		return false
	})
	e.Execute(cti.Answer{Call: arrived.Call})
	return <-answered, arrived
}

// dial dials the hotline in the background; the citizen hangs up at the test's end.
func dial(t *testing.T, a *devstack.Asterisk, from, to string) <-chan *phone.Call {
	answered := make(chan *phone.Call, 1)
	go func() {
		ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
		defer cancel()
		c, err := phone.Dial(ctx, phone.Options{To: to, From: from, Peer: netip.MustParseAddrPort(a.SIPAddr), Speak: phone.Tone(1000)})
		if err != nil {
			t.Error(err)
			close(answered)
			return
		}
		t.Cleanup(func() { _ = c.HangUp() })
		answered <- c
	}()
	return answered
}

// hears waits until a tone is heard from a point of what was heard on.
func hears(t *testing.T, heard func() []byte, from int, hertz float64) {
	t.Helper()
	waitFor(t, fmt.Sprintf("%.0f Hz", hertz), func() bool {
		b := heard()
		return len(b) > from && phone.Power(b[from:], hertz) > 0.8
	})
}

// waitFor looks every 10 ms whether a condition holds.
func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	waitWithin(t, what, 15*time.Second, holds)
}

func waitWithin(t *testing.T, what string, within time.Duration, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(within)
	for !holds() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("not within the time: %s", what)
		}
	}
}

// ari asks Asterisk directly; it returns the status and the reply.
func ari(t *testing.T, a *devstack.Asterisk, method, path string) (int, string) {
	t.Helper()
	return ariWithin(context.WithoutCancel(t.Context()), t, a, method, path)
}

func ariWithin(ctx context.Context, t *testing.T, a *devstack.Asterisk, method, path string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, a.ARIURL+path, bytes.NewReader(nil))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(a.User, a.Password)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(raw)
}
