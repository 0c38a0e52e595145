package asterisk_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/emiago/sipgo/sip"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
	"hotline12345/internal/sipraw"
)

// foreignRequestsInACall: a request within a call is answered, or the other side
// takes the call for dead after 32 s and ends it (RFC 3261, 12.2.1.2).
func foreignRequestsInACall(t *testing.T, f *foreigners) {
	c := f.caller(t, "127.0.0.1:0")
	c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
	for _, r := range []struct {
		method, body string
		more         []string
		want         int
	}{
		{"OPTIONS", "", nil, 200},
		{"INFO", "", nil, 200},
		{"INFO", "<media_control/>", []string{"Content-Type: application/media_control+xml"}, 200},
		{"MESSAGE", "hello", []string{"Content-Type: text/plain"}, 202},
		{"MESSAGE", "", nil, 415},
		{"REFER", "", []string{"Refer-To: <sip:110@127.0.0.1>"}, 603},
		{"UPDATE", "", nil, 200},
		{"PRACK", "", []string{"RAck: 1 1 INVITE"}, 400},
		{"REGISTER", "", nil, 501},
	} {
		got, err := c.call.Do(c.ctx(), r.method, r.body, r.more...)
		if err != nil || got.Status != r.want {
			t.Errorf("%s %q: status %d (%v), want %d", r.method, r.body, got.Status, err, r.want)
		}
		namesNoProduct(t, got)
	}
	c.bothHear()
}

// foreignRequestsOutsideACall: each has an answer, and a normal call works then.
func foreignRequestsOutsideACall(t *testing.T, f *foreigners) {
	c := f.caller(t, "127.0.0.1:0")
	for method, want := range map[string]int{
		"INFO": 501, "REFER": 501, "NOTIFY": 501, "UPDATE": 501, "PRACK": 501, "REGISTER": 501, "NONSENSE": 501,
		"SUBSCRIBE": 489, "PUBLISH": 489, "MESSAGE": 415, "BYE": 481, "CANCEL": 481, "OPTIONS": 200,
	} {
		c.call = c.sip.NewCall("<sip:ping@127.0.0.1>", "12345")
		got, err := c.call.Do(c.ctx(), method, "")
		if err != nil || got.Status != want {
			t.Errorf("%s: status %d (%v), want %d", method, got.Status, err, want)
		}
		namesNoProduct(t, got)
	}
	for _, user := range []string{"ping", "*", "1234511", "+8657112345", "monitor-1", "12345;phone-context=+86", "%E4%B8%AD", "a,b", "0", "h", "i", "t"} {
		c.call = c.sip.NewCall("<sip:ping@127.0.0.1>", user)
		if got, err := c.call.Do(c.ctx(), "OPTIONS", ""); err != nil || got.Status != 200 {
			t.Errorf("OPTIONS to %q: status %d (%v), want 200", user, got.Status, err)
		}
	}
	c.call = c.sip.NewCall("<sip:ping@127.0.0.1>", "")
	c.call.Target, c.call.To = "sip:"+f.addr, "<sip:127.0.0.1>"
	if got, err := c.call.Do(c.ctx(), "OPTIONS", ""); err != nil || got.Status != 200 {
		t.Errorf("OPTIONS to nobody: status %d (%v), want 200", got.Status, err)
	}
	c = f.caller(t, "127.0.0.1:0")
	namesNoProduct(t, c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8}))
	c.bothHear()
}

// foreignRequiredExtension: RFC 3261, 8.2.2.3.
func foreignRequiredExtension(t *testing.T, f *foreigners) {
	for _, required := range []string{"nonsense", "timer, nonsense"} {
		c := f.caller(t, "127.0.0.1:0")
		got, err := c.call.Invite(c.ctx(), c.sdp(v4, aLaw), "", "Require: "+required)
		if err != nil || got.Status != 420 || got.Head.Get("Unsupported") != "nonsense" {
			t.Errorf("Require: %s: status %d, Unsupported %q (%v), want 420 and nonsense", required, got.Status, got.Head.Get("Unsupported"), err)
		}
	}
	c := f.caller(t, "127.0.0.1:0")
	c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8}, "Require: timer", "Supported: timer", "Session-Expires: 1800")
	c.bothHear()
}

func namesNoProduct(t *testing.T, m sipraw.Message) {
	t.Helper()
	for _, word := range []string{"asterisk", "pbx", "hotline", "pjsip"} {
		said := m.Head.Get("Server") + m.Head.Get("User-Agent") + m.Head.Get("Warning") + m.Head.Get("Contact") + m.Body
		if strings.Contains(strings.ToLower(said), word) {
			t.Errorf("an answer names %s:\n%s", word, m.Raw)
		}
	}
}

// TestOurNumberIsShown: an anonymous call of the hotline would not be taken.
func TestOurNumberIsShown(t *testing.T) {
	e, _, _ := realEdge(t)
	id := cti.CallID(fmt.Sprintf("out-%d-shown", time.Now().UnixNano()))
	shows := func(id cti.CallID, called, want string) {
		t.Helper()
		e.wait(cti.CitizenAnswered{Call: id})
		got, _ := invited.Load(called)
		req := got.(*sip.Request)
		asserted := req.GetHeader("P-Asserted-Identity")
		if req.From().Address.User != want || asserted == nil || !strings.Contains(asserted.Value(), "sip:"+want+"@") {
			t.Errorf("From %v, P-Asserted-Identity %v, want %s in both", req.From(), asserted, want)
		}
		if privacy := req.GetHeader("Privacy"); privacy != nil {
			t.Errorf("%v", privacy)
		}
		for _, word := range []string{"Asterisk", "Hotline"} {
			if strings.Contains(req.String(), word) {
				t.Errorf("the INVITE names %s:\n%s", word, req)
			}
		}
		e.Execute(cti.HangUp{Call: id, Cause: 16})
		e.wait(cti.CallerGone{Call: id, Cause: 16})
	}
	e.Execute(cti.Dial{Call: id, Number: "13912345678", Trunk: "trunk", Timeout: 30 * time.Second})
	shows(id, "13912345678", "12345")
	own := id + "-own" // a unit shows a number of its own
	e.Execute(cti.Dial{Call: own, Number: "13912345679", Trunk: "trunk", CallerID: "075788812345", Timeout: 30 * time.Second})
	shows(own, "13912345679", "075788812345")
}

// foreignKeys: a key reaches the menu once, in each way that a carrier has for it.
func foreignKeys(t *testing.T, f *foreigners) {
	t.Run("INFO", func(t *testing.T) {
		c := f.caller(t, "127.0.0.1:0")
		c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
		for _, info := range [][2]string{
			{"application/dtmf-relay", "Signal=1\r\nDuration=160\r\n"}, {"application/dtmf-relay", "Signal= #\r\nDuration= 160"},
			{"application/dtmf", "2"}, {"application/dtmf", "11"}, {"application/dtmf", "10"},
		} {
			if got, err := c.call.Do(c.ctx(), "INFO", info[1], "Content-Type: "+info[0]); err != nil || got.Status != 200 {
				t.Fatalf("%s: status %d (%v)", info, got.Status, err)
			}
		}
		c.pressed("1#2#*")
	})
	t.Run("RFC 4733", func(t *testing.T) {
		t.Parallel()
		c := f.caller(t, "127.0.0.1:0")
		const payload = 97 // not the usual one
		c.connect(c.sdp(v4, fmt.Sprintf("m=audio PORT RTP/AVP 8 %d\na=rtpmap:8 PCMA/8000\na=rtpmap:%d telephone-event/8000\na=fmtp:%d 0-15", payload, payload, payload)), sipraw.Voice{Payload: 8})
		c.audio.Speak(c.asterisk, sipraw.Voice{Payload: 8}) // the voice pauses
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for i, key := range []byte{1, 1, 10, 11, 0, 7} { // 1 1 * # 0 7
			ends := 3
			if i == 4 {
				ends = 1 // the two repeats were lost on the way
			}
			begun := c.audio.Time()
			for n := range 8 + ends {
				<-tick.C
				c.audio.Key(c.asterisk, payload, key, begun, uint16(min(n, 8)+1)*160, n >= 8)
			}
			<-tick.C
		}
		c.pressed("11*#07")
	})
	t.Run("in-band", func(t *testing.T) {
		c := f.caller(t, "127.0.0.1:0")
		answer := c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
		to, err := sipraw.AudioAddress(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		c.audio.Speak(to, sipraw.Voice{Payload: 8}) // the voice pauses
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for _, k := range [][2]float64{{697, 1209}, {770, 1336}, {852, 1477}, {941, 1209}, {941, 1477}} { // 1 5 9 * #
			for n := range 12 {
				<-tick.C
				sound := silentFrame()
				if n < 6 { // 120 ms, then as long a pause
					sound = keyTone(k, n*160)
				}
				c.audio.Write(to, 8, false, sound, 160)
			}
		}
		c.pressed("159*#")
	})
}

// pressed waits until the call's keys are as wanted and checks that nothing is doubled.
func (c *caller) pressed(want string) {
	c.t.Helper()
	keys := func() (s string) {
		for _, ev := range c.told() {
			if d, ok := ev.(cti.DigitPressed); ok && d.Call == c.id {
				s += d.Digit
			}
		}
		return s
	}
	waitFor(c.t, "the keys "+want, func() bool { return len(keys()) >= len(want) })
	// Asterisk tells events in order: a doubled key stands before this end.
	if err := c.call.HangUp(c.ctx()); err != nil {
		c.t.Fatal(err)
	}
	c.untilFor(c.t, "the call's end", func(events []cti.Event) bool {
		for _, ev := range events {
			if g, ok := ev.(cti.CallerGone); ok && g.Call == c.id {
				return true
			}
		}
		return false
	})
	if got := keys(); got != want {
		c.t.Errorf("keys %q, want %q", got, want)
	}
}

func silentFrame() []byte {
	b := make([]byte, 160)
	for i := range b {
		b[i] = alaw.Silence
	}
	return b
}

// keyTone is 20 ms of the two tones of a key (ITU-T Q.23).
func keyTone(hertz [2]float64, from int) []byte {
	b := make([]byte, 160)
	for i := range b {
		at := 2 * math.Pi * float64(from+i) / 8000
		b[i] = alaw.Encode(int16(6000 * (math.Sin(hertz[0]*at) + math.Sin(hertz[1]*at))))
	}
	return b
}
