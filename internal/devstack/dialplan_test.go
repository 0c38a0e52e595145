package devstack_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"hotline12345/internal/devstack"
)

// TestArrivingCallReachesTheService: the dialled number, what the network
// asserts about the caller, and the trunk arrive as the service expects them,
// and a hostile header cannot add arguments.
func TestArrivingCallReachesTheService(t *testing.T) {
	a := devstack.TestAsterisk(t)
	events := application(t, a)
	for _, c := range []struct {
		from, number, pai string
		want              []string
		caller            string
	}{
		{"<sip:13800138000@127.0.0.1>", "12345", "", []string{"in", "12345", "", "trunk"}, "13800138000"},
		{"<sip:anonymous@anonymous.invalid>", "+8657112345", `"Li, Wei" <sip:+8613800138000@10.0.0.1;user=phone>`,
			[]string{"in", "+8657112345", "sip:+8613800138000@10.0.0.1;user=phone", "trunk"}, ""},
		{"<sip:057188886666@127.0.0.1>", "1234511", "<tel:+86-571-8888-6666>",
			[]string{"in", "1234511", "tel:+86-571-8888-6666", "trunk"}, ""},
		{"<sip:13800138000@127.0.0.1>", "12345", "sip:13800138000@10.0.0.1", []string{"in", "12345", "sip:13800138000@10.0.0.1", "trunk"}, ""},
		{"<sip:1@127.0.0.1>", "12345", `<sip:${CHANNEL(name)},x,y@h>`, []string{"in", "12345", "sip:CHANNELnamexy@h", "trunk"}, ""},
	} {
		var extra []string
		if c.pai != "" {
			extra = append(extra, "P-Asserted-Identity: "+c.pai)
		}
		p := newPhone(t, a.SIPAddr)
		p.number = c.number
		p.send("INVITE", c.from, offer(p), append(extra, "Content-Type: application/sdp")...) // never answered
		start := events.next(t, "StasisStart")
		if !slices.Equal(start.Args, c.want) {
			t.Errorf("%s: arguments %q, want %q", c.pai, start.Args, c.want)
		}
		if c.caller != "" && start.Channel.Caller.Number != c.caller {
			t.Errorf("caller %q, want %q", start.Channel.Caller.Number, c.caller)
		}
	}
}

// TestStrangerIsNotServed: a call from an address of no trunk gets neither a
// menu nor an outgoing line, whatever its From header is.
func TestStrangerIsNotServed(t *testing.T) {
	a := devstack.TestAsteriskWith(t, devstack.AsteriskOptions{Match: []string{"192.0.2.1"}})
	for _, from := range []string{"<sip:trunk@127.0.0.1>", "<sip:13800138000@127.0.0.1>"} {
		if status := newPhone(t, a.SIPAddr).call(from, "12345"); status != http.StatusUnauthorized {
			t.Errorf("%s: status %d, want 401", from, status)
		}
	}
}

// TestFallbackSpeaksAndTakesAMessage: with the service away the caller hears why
// and can leave a message, which is stored.
func TestFallbackSpeaksAndTakesAMessage(t *testing.T) {
	a := devstack.TestAsterisk(t)
	down, leave := bytes.Repeat([]byte{0x11}, 1600), bytes.Repeat([]byte{0x22}, 1600)
	for name, sound := range map[string][]byte{"fallback_down": down, "fallback_message": leave} {
		if err := os.WriteFile(filepath.Join(a.SoundsDir, name+".alaw"), sound, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const from = "<sip:13800138000@127.0.0.1>"
	p := newPhone(t, a.SIPAddr)
	if status := p.call(from, "12345"); status != http.StatusOK {
		t.Fatalf("status %d, want 200", status)
	}
	heard := func(sound []byte) {
		for {
			if bytes.Equal(p.listen(), sound[:160]) {
				return
			}
		}
	}
	heard(down)
	heard(leave)
	message := filepath.Join(a.MessagesDir, "*-13800138000.alaw")
	spoken := bytes.Repeat([]byte{0xAA, 0xAA, 0x2A, 0x2A}, 40)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(15 * time.Second)
	for seq := 0; ; seq++ {
		select {
		case <-tick.C:
			p.speak(seq)
		case <-deadline:
			t.Fatal("no message was recorded")
		}
		found, err := filepath.Glob(message)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 1 && seq > 100 {
			if raw, err := os.ReadFile(found[0]); err == nil && bytes.Count(raw, spoken) > 10 {
				break
			}
		}
	}
	p.hangUp(from)
}

// TestFallbackRingsTheDutyTelephones: they are asked before a message is taken.
func TestFallbackRingsTheDutyTelephones(t *testing.T) {
	duty, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer duty.Close()
	a := devstack.TestAsteriskWith(t, devstack.AsteriskOptions{
		TrunkPort: duty.LocalAddr().(*net.UDPAddr).Port, Duty: []string{"8001@trunk"},
	})
	p := newPhone(t, a.SIPAddr)
	if status := p.call("<sip:13800138000@127.0.0.1>", "12345"); status != http.StatusOK {
		t.Fatalf("status %d, want 200", status)
	}
	buf := make([]byte, 4096)
	if err := duty.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	n, _, err := duty.ReadFrom(buf)
	if err != nil || !strings.HasPrefix(string(buf[:n]), "INVITE sip:8001@127.0.0.1") {
		t.Fatalf("the duty telephone got %q (%v), want an INVITE for 8001", buf[:n], err)
	}
}

type ariEvents struct{ conn *websocket.Conn }

type stasisStart struct {
	Type    string
	Args    []string
	Channel struct{ Caller struct{ Number string } }
}

// application takes the place of the service on Asterisk's event websocket.
func application(t *testing.T, a *devstack.Asterisk) ariEvents {
	t.Helper()
	url := strings.Replace(a.ARIURL, "http://", "ws://", 1) + "/events?app=hotline"
	auth := "Basic " + base64.StdEncoding.EncodeToString([]byte(a.User+":"+a.Password))
	conn, _, err := websocket.Dial(t.Context(), url, &websocket.DialOptions{HTTPHeader: http.Header{"Authorization": {auth}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return ariEvents{conn}
}

// next skips to the next event of a type.
func (e ariEvents) next(t *testing.T, kind string) (ev stasisStart) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		_, raw, err := e.conn.Read(ctx)
		if err != nil {
			t.Fatalf("no %s: %v", kind, err)
		}
		ev = stasisStart{}
		if err := json.Unmarshal(raw, &ev); err != nil {
			t.Fatal(err)
		}
		if ev.Type == kind {
			return ev
		}
	}
}
