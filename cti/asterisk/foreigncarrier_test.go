package asterisk_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/emiago/sipgo/sip"

	"hotline12345/cti"
	"hotline12345/internal/sipraw"
)

// foreignRefusals: the status of a carrier's answer is told beside the cause that
// Asterisk makes of it, which is the same for a busy citizen and for a wrong password.
func foreignRefusals(t *testing.T, f *foreigners) {
	for number, cause := range map[string]int{
		"401": 21, "403": 21, "407": 21, "404": 1, "604": 1, "410": 22, "484": 28, "480": 19, "486": 17, "600": 17, "603": 21,
		"488": 58, "500": 38, "503": 34,
	} {
		t.Run(number, func(t *testing.T) {
			t.Parallel()
			id := f.dial(number)
			status, _ := strconv.Atoi(number)
			f.waitGone(t, cti.CallerGone{Call: id, Cause: cause, Status: status})
		})
	}
	t.Run("an answer without sound", func(t *testing.T) {
		t.Parallel()
		f.waitGone(t, cti.CallerGone{Call: f.dial("200"), Cause: 127, Status: 406})
	})
}

func (f *foreigners) dial(number string) cti.CallID {
	id := cti.CallID(fmt.Sprintf("out-%d-%s", time.Now().UnixNano(), number))
	f.Execute(cti.Dial{Call: id, Number: number, Trunk: "trunk", Timeout: 30 * time.Second})
	return id
}

// waitGone waits for a call's end and compares it.
func (f *foreigners) waitGone(t *testing.T, want cti.CallerGone) {
	t.Helper()
	var got cti.CallerGone
	f.untilFor(t, "the end of "+string(want.Call), func(events []cti.Event) bool {
		for _, ev := range events {
			if g, ok := ev.(cti.CallerGone); ok && g.Call == want.Call {
				got = g
				return true
			}
		}
		return false
	})
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// foreignLostCall: the network is asked about a citizen who is not heard. One that does
// not know the call any more ends it at once; one that is dead does after 64 s (32 for
// the question, 32 for the end), for which the long form waits.
func foreignLostCall(t *testing.T, f *foreigners) {
	for name, lost := range map[string]struct {
		answer bool
		want   cti.CallerGone
	}{
		"that the other side forgot": {true, cti.CallerGone{Cause: 127, Status: 481}},
		"of a dead other side":       {false, cti.CallerGone{Cause: 18, Status: 408}},
	} {
		if !lost.answer && !long() {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := f.caller(t, "127.0.0.1:0")
			c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
			c.bothHear()
			c.sip.OnRequest(func(m sipraw.Message) {
				if lost.answer && m.Method != "ACK" {
					_ = c.sip.SendTo(m.Reply(481, "Call/Transaction Does Not Exist", "", ""), m.From)
				}
			})
			c.Execute(cti.RefreshSession{Call: c.id})
			if !lost.answer {
				waitWithin(t, "the end", 80*time.Second, func() bool {
					status, _ := ari(t, instance.Asterisk, "GET", "/channels/"+string(c.id))
					return status == 404
				})
			}
			lost.want.Call = c.id
			f.waitGone(t, lost.want)
		})
	}
}

// speakEarly is a network that speaks before the answer: for two seconds, behind the
// status of the number's first three digits, then answers with that of its last three.
func speakEarly(req *sip.Request, tx sip.ServerTransaction, contact sip.Header) {
	number := req.Recipient.User
	audio, err := sipraw.OpenAudio("127.0.0.1:0")
	if err != nil {
		return
	}
	defer audio.Close()
	to, err := sipraw.AudioAddress(string(req.Body()))
	if err != nil {
		return
	}
	respond := func(status string, reason, sdp string) {
		code, _ := strconv.Atoi(status)
		res := sip.NewResponseFromRequest(req, code, reason, []byte(sdp))
		if sdp != "" {
			res.AppendHeader(contact)
			res.AppendHeader(sip.NewHeader("Content-Type", "application/sdp"))
		}
		_ = tx.Respond(res)
	}
	sdp := sipraw.Answer(string(req.Body()), audio.Port())
	respond(number[:3], "Session Progress", sdp)
	audio.Speak(to, sipraw.Voice{Payload: 8, Hertz: citizenHertz})
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for audio.Sent() < 100 {
		<-tick.C
	}
	if number[3:] != "200" {
		respond(number[3:], "Not Found", "")
		return
	}
	respond("200", "OK", sdp)
	for audio.Sent() < 200 {
		<-tick.C
	}
}

// foreignEarlyMedia: what a network says before the answer is heard by the agent.
func foreignEarlyMedia(t *testing.T, f *foreigners) {
	for number, answers := range map[string]bool{"183404": false, "180404": false, "183200": true} {
		t.Run(number, func(t *testing.T) {
			t.Parallel()
			id := f.dial(number)
			f.untilFor(t, "early media", func(events []cti.Event) bool {
				return 0 < count(events, cti.EarlyMediaBegan{Call: id})
			})
			f.Execute(cti.OpenAgentLeg{Call: id, Leg: 1})
			leg := f.legFor(t, id, 1)
			f.Execute(cti.BridgeAgent{Call: id, Leg: 1})
			heard := func() []byte { return f.relay.heard(leg) }
			hears(t, heard, 0, citizenHertz)
			if answers {
				f.untilFor(t, "the answer", func(events []cti.Event) bool {
					return 0 < count(events, cti.CitizenAnswered{Call: id})
				})
				hears(t, heard, len(heard()), citizenHertz)
				f.Execute(cti.HangUp{Call: id, Cause: 16})
				f.waitGone(t, cti.CallerGone{Call: id, Cause: 16})
			} else {
				f.waitGone(t, cti.CallerGone{Call: id, Cause: 1, Status: 404})
			}
			f.Execute(cti.CloseAgentLeg{Call: id, Leg: 1})
		})
	}
}
