package devstack_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"hotline12345/cti"
	"hotline12345/internal/devstack"
	numbers "hotline12345/internal/phone"
)

// TestArrivingCallReachesTheService: what was dialled and what the network says of the
// caller arrive as they were sent, encoded; no sign of them becomes another argument or the
// dialplan's syntax, and nobody is turned away for what stands there.
func TestArrivingCallReachesTheService(t *testing.T) {
	a := devstack.TestAsterisk(t)
	events := application(t, a)
	const li, asserted = "<sip:13800138000@127.0.0.1>", "P-Asserted-Identity: "
	for _, c := range []struct {
		from, user     string
		headers        []string
		called, number string // of the service's reading
		withheld       bool
	}{
		{li, "12345", nil, "12345", "13800138000", false},
		{li, "1234511", []string{asserted + "<tel:+86-571-8888-6666>"}, "1234511", "057188886666", false},
		{li, "12345", []string{asserted + "sip:057188886666@10.0.0.1"}, "12345", "057188886666", false},
		{"<sip:anonymous@anonymous.invalid>", "+8657112345", []string{asserted + `"Li, Wei" <sip:+8613800138000@10.0.0.1;user=phone>`}, "057112345", "13800138000", true},
		{li, "12345", []string{"Privacy: id", asserted + "<tel:+8613800138000>"}, "12345", "13800138000", true},
		{li, "12345", []string{"Privacy: user;critical"}, "12345", "13800138000", true},
		{li, "12345", []string{"Privacy: none"}, "12345", "13800138000", false},
		// An identity that is no number.
		{li, "12345", []string{asserted + "<sip:anonymous@anonymous.invalid>"}, "12345", "13800138000", false},
		{li, "12345", []string{asserted + `"Li Wei" <sip:li.wei@carrier.example>`}, "12345", "13800138000", false},
		{li, "12345", []string{asserted + "<sip:10.20.30.40>"}, "12345", "13800138000", false},
		{li, "12345", []string{asserted + "garbage ${CHANNEL(name)}"}, "12345", "13800138000", false},
		{li, "12345", []string{asserted + `<sip:${CHANNEL(name)},x,y@h>`}, "12345", "13800138000", false},
		{li, "12345", []string{asserted + `"Li ):0" <sip:li@h>`, asserted + "<tel:+8657188886666>"}, "12345", "057188886666", false},
		{li, "12345", []string{asserted + "<sip:li@h>, <tel:+8657188886666>"}, "12345", "057188886666", false},
		{"<sip:li@127.0.0.1>", "12345", []string{`Remote-Party-ID: "Li" <sip:+8613800138000@h>;party=calling;privacy=off`}, "12345", "13800138000", false},
		{`"Li, (Wei" <sip:+8613800138000;npdi;rn=1@127.0.0.1;user=phone>`, "12345", nil, "12345", "13800138000", false},
		{"<sip:127.0.0.1>", "12345", nil, "12345", "", false},
		{"sip:13800138000@127.0.0.1", "12345", nil, "12345", "13800138000", false},
		{"<tel:+8613800138000>", "12345", nil, "12345", "13800138000", false},
		// A From that names nobody. (PJSIP itself answers 416 to one that is no SIP or tel URI.)
		{`"" <sip:%00%0d%0a@127.0.0.1>`, "12345", nil, "12345", "", false},
		{`"李伟" <sip:+86-138-0013-8000@[2001:db8::1]:5060>`, "12345", nil, "12345", "13800138000", false},
		{"<sip:" + strings.Repeat("1", 300) + "@127.0.0.1>", "12345", nil, "12345", "", false},
		// A name that leaves no room for the address behind it.
		{`"` + strings.Repeat("市民", 50) + `" <sip:13800138000@127.0.0.1>`, "12345", nil, "12345", "13800138000", false},
		{`"` + strings.Repeat("(,$", 120) + `" <sip:+8657188886666@127.0.0.1>`, "12345", nil, "12345", "057188886666", false},
		{"<sip:anonymous@anonymous.invalid>", "12345", []string{asserted + `"` + strings.Repeat("n", 300) + `" <sip:13800138000@127.0.0.1>`}, "12345", "13800138000", true},
		// What was dialled.
		{li, "12345;phone-context=+86757", nil, "12345", "13800138000", false},
		{li, "12345;npdi;rn=8613800000000", nil, "12345", "13800138000", false},
		{li, "12345%3Bnpdi", nil, "12345", "13800138000", false},
		{li, "+867571234515", nil, "07571234515", "13800138000", false},
		{li, "0086%20757%2012345%2015", nil, "07571234515", "13800138000", false},
		{li, "*12345", nil, "12345", "13800138000", false},
		{li, "%2312345", nil, "12345", "13800138000", false},
		{li, "hotline12345", nil, "12345", "13800138000", false},
		{li, "h", nil, "", "13800138000", false},
		{li, "i", nil, "", "13800138000", false},
		{li, "s", nil, "", "13800138000", false},
		{li, "", nil, "", "13800138000", false},
		{li, "nobody", nil, "", "13800138000", false},
		{li, "%E5%B8%82%E6%B0%91", nil, "", "13800138000", false},
		// A comma of the dialplan, and all that ends or begins something in it.
		{li, "12345%2C2", nil, "12345", "13800138000", false},
		{li, "12345%2Cs%2C9", nil, "12345", "13800138000", false},
		{li, "12345,fallback,s,1", nil, "12345", "13800138000", false},
		{li, "12345)%2C9", nil, "12345", "13800138000", false},
		{li, "12345%29:1%7D", nil, "12345", "13800138000", false},
		{li, "%24%7BEXTEN%7D12345", nil, "12345", "13800138000", false},
		{li, "12345%7C1%26%22%27%5C", nil, "12345", "13800138000", false},
		{li, "12345" + strings.Repeat("1", 200), nil, "12345" + strings.Repeat("1", 75), "13800138000", false},
	} {
		name := c.from + " calls " + c.user + " with " + strings.Join(c.headers, ", ")
		p := newPhone(t, a.SIPAddr)
		p.number = c.user
		p.send("INVITE", c.from, offer(p), append(c.headers, "Content-Type: application/sdp")...) // never answered
		start := events.next(t, "StasisStart", name)
		called, caller := reading(t, start.Args)
		if len(called) > 70 && len(c.called) > 70 { // as long as Asterisk keeps
			called, c.called = called[:70], c.called[:70]
		}
		if called != c.called || caller.Number != c.number || caller.Withheld != c.withheld {
			t.Errorf("%s: %q by %+v, want %q by %q, withheld %v; arguments %q", name, called, caller, c.called, c.number, c.withheld, start.Args)
		}
		if len(start.Args) != 9 || start.Args[0] != "in" || start.Args[3] != "trunk" {
			t.Errorf("%s: arguments %q", name, start.Args)
		}
	}
}

// reading is how the service reads the arguments of a call.
func reading(t *testing.T, args []string) (called string, caller cti.Caller) {
	t.Helper()
	plain := make([]string, 9)
	for i, arg := range args {
		s, err := url.PathUnescape(arg)
		if err != nil {
			t.Fatal(err)
		}
		plain[i] = s
	}
	return cti.NormaliseCalled(plain[1]), cti.CallerOf(cti.Identity{
		Asserted: []string{plain[2], plain[4]}, RemoteParty: plain[5], From: plain[6], Privacy: plain[7], Number: plain[8],
	}, numbers.Plan{})
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
	message := filepath.Join(a.MessagesDir, "*.alaw")
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
		if len(found) == 1 && seq > 100 { // hangs up while the message is taken
			if raw, err := os.ReadFile(found[0]); err == nil && bytes.Count(raw, spoken) > 10 {
				break
			}
		}
	}
	p.hangUp(from)
	checkNote(t, a.MessagesDir, deadline)
}

// checkNote waits for the end of the only call's note, and looks at what was left: for its
// owner alone, and with names that tell nobody's number.
func checkNote(t *testing.T, dir string, deadline <-chan time.Time) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	var note string
	for !strings.Contains(note, "\nended ") {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("the note has no end: %q", note)
		}
		found, err := filepath.Glob(filepath.Join(dir, "*.note"))
		if err != nil || len(found) != 1 {
			t.Fatalf("notes %v (%v), want one", found, err)
		}
		raw, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		note = string(raw)
	}
	for _, want := range []string{"began 1", "arrival in,12345,", "entered"} {
		if !slices.ContainsFunc(strings.Split(note, "\n"), func(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), want) }) {
			t.Errorf("the note lacks %q:\n%s", want, note)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("the call left %v (%v), want a note and a message", entries, err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || info.Mode().Perm() != 0o600 || strings.Contains(e.Name(), "138") {
			t.Errorf("%s has mode %v (%v), want 0600 and no number", e.Name(), info.Mode(), err)
		}
	}
}

// TestFallbackRingsTheDutyTelephones: they are asked before a message is taken. One that is
// out of reach leaves nobody in silence: music plays.
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
	p.listen() // ends the test when nothing comes
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
	addr := strings.Replace(a.ARIURL, "http://", "ws://", 1) + "/events?app=hotline"
	auth := "Basic " + base64.StdEncoding.EncodeToString([]byte(a.User+":"+a.Password))
	conn, _, err := websocket.Dial(t.Context(), addr, &websocket.DialOptions{HTTPHeader: http.Header{"Authorization": {auth}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return ariEvents{conn}
}

// next skips to the next event of a type.
func (e ariEvents) next(t *testing.T, kind, after string) (ev stasisStart) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		_, raw, err := e.conn.Read(ctx)
		if err != nil {
			t.Fatalf("no %s after %s: %v", kind, after, err)
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
