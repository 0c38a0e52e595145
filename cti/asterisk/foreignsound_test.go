package asterisk_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/sipraw"
)

// locked is how many packets of 20 ms it takes until Asterisk looks for no other source
// of a call's sound: it does for 5 s.
const locked = 260

// locked waits until Asterisk holds on to the source of the caller's sound.
func (c *caller) locked() {
	c.t.Helper()
	waitFor(c.t, "the end of learning", func() bool { return c.received() >= locked })
}

// received is how many packets of the caller Asterisk has taken.
func (c *caller) received() int {
	c.t.Helper()
	status, reply := ari(c.t, instance.Asterisk, "GET", "/channels/"+string(c.id)+"/rtp_statistics")
	var stats struct{ RxCount int }
	if err := json.Unmarshal([]byte(reply), &stats); err != nil || status != 200 {
		c.t.Fatalf("statistics: %d %s (%v)", status, reply, err)
	}
	return stats.RxCount
}

// moveSound gives the caller another port for its sound, from which a tone is sent to
// where the old one went; the old one says nothing any more.
func (c *caller) moveSound(to sipraw.Voice) {
	c.t.Helper()
	other, err := sipraw.OpenAudio("127.0.0.1:0")
	if err != nil {
		c.t.Fatal(err)
	}
	old := c.audio
	c.t.Cleanup(old.Close)
	old.Speak(c.asterisk, sipraw.Voice{Payload: 8})
	c.hearOn(other)
	other.Speak(c.asterisk, to)
}

// foreignMovedSound: sound that comes from another port is followed, in the first
// seconds by itself, later when the network says by signalling where it is now.
func foreignMovedSound(t *testing.T, f *foreigners) {
	t.Run("at the beginning", func(t *testing.T) {
		t.Parallel()
		c := f.caller(t, "127.0.0.1:0")
		c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
		c.bothHear()
		c.moveSound(sipraw.Voice{Payload: 8, Hertz: citizenHertz})
		c.bothHear()
	})
	t.Run("later", func(t *testing.T) {
		t.Parallel()
		c := f.caller(t, "127.0.0.1:0")
		c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
		c.bothHear()
		c.locked()
		c.moveSound(sipraw.Voice{Payload: 8, Hertz: citizenHertz})
		c.Execute(cti.RefreshSession{Call: c.id}) // what the engine does when it hears nothing
		c.bothHear()
		asked, err := c.sip.Wait(c.ctx(), func(m sipraw.Message) bool { return m.Method == "INVITE" && m.Status == 0 })
		if err != nil {
			t.Fatal(err)
		}
		if id := asked.Head.Get("P-Asserted-Identity"); !strings.Contains(id, "sip:12345@") {
			t.Errorf("the network is asked in the name of %q", id)
		}
		namesNoProduct(t, asked)
	})
}

// foreignMovedNAT: a telephone behind a NAT announces an address that is not the real one,
// so the network's answer to the question is reason enough to learn the real one anew.
func foreignMovedNAT(t *testing.T, f *foreigners) {
	c := f.caller(t, "127.0.0.1:0")
	announced := c.audio
	t.Cleanup(announced.Close)
	actual, err := sipraw.OpenAudio("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	offer := c.sdp(v4, aLaw)
	c.audio = actual // its INVITEs are answered with the announced port
	c.connect(offer, sipraw.Voice{Payload: 8})
	c.bothHear()
	c.locked()
	moved, err := sipraw.OpenAudio("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(actual.Close)
	actual.Speak(c.asterisk, sipraw.Voice{Payload: 8})
	c.audio = moved
	moved.Speak(c.asterisk, sipraw.Voice{Payload: 8, Hertz: citizenHertz})
	c.Execute(cti.RefreshSession{Call: c.id})
	c.bothHear()
}

// foreignStrangers: packets of somebody else are heard by nobody and draw no sound to
// them, while the citizen speaks and while the citizen is silent and the network is asked.
func foreignStrangers(t *testing.T, f *foreigners) {
	const strangerHertz = 1500
	for name, silent := range map[string]bool{"who speaks": false, "who is silent": true} {
		t.Run("beside a citizen "+name, func(t *testing.T) {
			t.Parallel()
			c := f.caller(t, "127.0.0.1:0")
			c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
			c.bothHear()
			c.locked()
			stranger, err := sipraw.OpenAudio("127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer stranger.Close()
			if silent {
				c.audio.Speak(c.asterisk, sipraw.Voice{Payload: 8})
				c.Execute(cti.RefreshSession{Call: c.id})
			}
			before := c.received()
			stranger.Speak(c.asterisk, sipraw.Voice{Payload: 8, Hertz: strangerHertz})
			waitFor(t, "a second of the stranger's sound", func() bool { return stranger.Sent() >= 50 })
			if silent {
				if got := c.received(); got > before+1 {
					t.Errorf("%d packets of the stranger's were taken", got-before)
				}
				c.audio.Speak(c.asterisk, sipraw.Voice{Payload: 8, Hertz: citizenHertz})
			}
			c.bothHear()
			if n := len(stranger.Heard()); n > 0 {
				t.Errorf("the stranger heard %d samples of the talk", n)
			}
		})
	}
}

// foreignPause: a carrier that sends nothing while the citizen is silent keeps its call.
// Asterisk ended it after 60 s once; the long form waits for that.
func foreignPause(t *testing.T, f *foreigners) {
	c := f.caller(t, "127.0.0.1:0")
	c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
	c.bothHear()
	c.audio.Speak(c.asterisk, sipraw.Voice{Payload: 8})
	pause := 100 // packets of the agent's that the citizen hears meanwhile
	if long() {
		pause = 50 * 65
	}
	from := c.audio.Packets(8)
	waitWithin(t, "the pause", 2*time.Minute, func() bool { return c.audio.Packets(8) >= from+pause })
	c.audio.Speak(c.asterisk, sipraw.Voice{Payload: 8, Hertz: citizenHertz})
	c.bothHear()
}

// long reports whether the long form of a test is wanted (make chaos).
func long() bool { return os.Getenv("HOTLINE_CHAOS") == "long" }
