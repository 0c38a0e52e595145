package asterisk_test

import (
	"fmt"
	"strings"
	"testing"

	"hotline12345/internal/sipraw"
)

const (
	image = "m=image PORT udptl t38\na=T38FaxVersion:0\na=T38MaxBitRate:14400\na=T38FaxRateManagement:transferredTCF\na=T38FaxUdpEC:t38UDPRedundancy"
	event = "\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15"
)

// accepted are offers that must lead to a talk in which both ends hear each other.
var accepted = map[string]struct {
	connection, media string
	voice             sipraw.Voice
}{
	"A-law":                         {v4, aLaw, sipraw.Voice{Payload: 8}},
	"A-law with telephone-event":    {v4, "m=audio PORT RTP/AVP 8 101\na=rtpmap:8 PCMA/8000" + event, sipraw.Voice{Payload: 8}},
	"A-law without rtpmap":          {v4, "m=audio PORT RTP/AVP 8", sipraw.Voice{Payload: 8}},
	"mu-law only":                   {v4, muLaw, sipraw.Voice{Payload: 0}},
	"mu-law first, A-law second":    {v4, "m=audio PORT RTP/AVP 0 8\na=rtpmap:0 PCMU/8000\na=rtpmap:8 PCMA/8000", sipraw.Voice{Payload: 8}},
	"many codecs, A-law last":       {v4, "m=audio PORT RTP/AVP 18 3 9 8\na=rtpmap:18 G729/8000\na=rtpmap:3 GSM/8000\na=rtpmap:9 G722/8000\na=rtpmap:8 PCMA/8000", sipraw.Voice{Payload: 8}},
	"comfort noise offered":         {v4, "m=audio PORT RTP/AVP 8 13\na=rtpmap:8 PCMA/8000\na=rtpmap:13 CN/8000", sipraw.Voice{Payload: 8}},
	"audio and T.38":                {v4, aLaw + "\n" + image, sipraw.Voice{Payload: 8}},
	"T.38 before audio":             {v4, image + "\n" + aLaw, sipraw.Voice{Payload: 8}},
	"audio and T.38 at port 0":      {v4, aLaw + "\n" + strings.Replace(image, "PORT", "0", 1), sipraw.Voice{Payload: 8}},
	"audio and video":               {v4, aLaw + "\nm=video 40000 RTP/AVP 96\na=rtpmap:96 H264/90000", sipraw.Voice{Payload: 8}},
	"audio and text":                {v4, aLaw + "\nm=text 40002 RTP/AVP 98\na=rtpmap:98 t140/1000", sipraw.Voice{Payload: 8}},
	"audio and a kind nobody knows": {v4, aLaw + "\nm=hologram 40004 RTP/AVP 0", sipraw.Voice{Payload: 8}},
	"two audio lines":               {v4, aLaw + "\nm=audio 40006 RTP/AVP 8\na=rtpmap:8 PCMA/8000", sipraw.Voice{Payload: 8}},
	"connection at the media only":  {"", "m=audio PORT RTP/AVP 8\nc=IN IP4 127.0.0.1\na=rtpmap:8 PCMA/8000", sipraw.Voice{Payload: 8}},
	"media's connection wins":       {"IN IP4 192.0.2.1", "m=audio PORT RTP/AVP 8\nc=IN IP4 127.0.0.1\na=rtpmap:8 PCMA/8000", sipraw.Voice{Payload: 8}},
	"20 ms":                         {v4, aLaw + "\na=ptime:20", sipraw.Voice{Payload: 8, Millis: 20}},
	"30 ms":                         {v4, aLaw + "\na=ptime:30", sipraw.Voice{Payload: 8, Millis: 30}},
	"40 ms":                         {v4, aLaw + "\na=ptime:40", sipraw.Voice{Payload: 8, Millis: 40}},
	"60 ms":                         {v4, aLaw + "\na=ptime:60\na=maxptime:60", sipraw.Voice{Payload: 8, Millis: 60}},
	"10 ms":                         {v4, aLaw + "\na=ptime:10", sipraw.Voice{Payload: 8, Millis: 10}},
	"forty audio lines":             {v4, aLaw + strings.Repeat("\nm=audio 40006 RTP/AVP 8", 39), sipraw.Voice{Payload: 8}},
	// A telephone with both kinds of address; one with IPv6 alone cannot be heard here.
	"IPv6 connection":              {"IN IP6 ::1", aLaw, sipraw.Voice{Payload: 8}},
	"IPv6 at the media":            {v4, "m=audio PORT RTP/AVP 8\nc=IN IP6 2001:db8::1\na=rtpmap:8 PCMA/8000", sipraw.Voice{Payload: 8}},
	"sendrecv":                     {v4, aLaw + "\na=sendrecv", sipraw.Voice{Payload: 8}},
	"unknown attributes and lines": {v4, "b=AS:80\na=rtcp:50001\n" + aLaw + "\na=x-vendor:1\na=silenceSupp:off - - - -\na=rtcp-mux", sipraw.Voice{Payload: 8}},
}

// refused are offers without any sound that we could give.
var refused = map[string]struct{ connection, media string }{
	"T.38 only":            {v4, image},
	"GSM only":             {v4, "m=audio PORT RTP/AVP 3\na=rtpmap:3 GSM/8000"},
	"G.729 only":           {v4, "m=audio PORT RTP/AVP 18\na=rtpmap:18 G729/8000"},
	"opus only":            {v4, "m=audio PORT RTP/AVP 96\na=rtpmap:96 opus/48000/2"},
	"telephone-event only": {v4, "m=audio PORT RTP/AVP 101" + event},
	"port 0":               {v4, strings.Replace(aLaw, "PORT", "0", 1)},
	"video only":           {v4, "m=video 40000 RTP/AVP 96\na=rtpmap:96 H264/90000"},
	"SRTP only":            {v4, "m=audio PORT RTP/SAVP 8\na=rtpmap:8 PCMA/8000\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"},
	"SRTP before AVP":      {v4, "m=audio 40008 RTP/SAVP 8\na=rtpmap:8 PCMA/8000\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\n" + aLaw},
	"AVPF profile":         {v4, "m=audio PORT RTP/AVPF 8\na=rtpmap:8 PCMA/8000"},
	"a name nobody knows":  {"IN IP4 no-such-host.invalid", aLaw},
	"DTLS only":            {v4, "m=audio PORT UDP/TLS/RTP/SAVPF 8\na=rtpmap:8 PCMA/8000\na=setup:actpass\na=fingerprint:sha-256 00:11"},
	"no media":             {v4, "a=tool:none"},
}

// foreignOffers: what is accepted has sound both ways, whatever else stands in the
// offer; the rest is refused with a reason instead of a call that stays silent.
func foreignOffers(t *testing.T, f *foreigners) {
	for name, o := range accepted {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := f.caller(t, "127.0.0.1:0")
			c.connect(c.sdp(o.connection, o.media), o.voice)
			c.bothHear()
			if err := c.call.HangUp(c.ctx()); err != nil {
				t.Error(err)
			}
		})
	}
	for name, o := range refused {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := f.caller(t, "127.0.0.1:0")
			final, err := c.call.Invite(c.ctx(), c.sdp(o.connection, o.media), "")
			if err != nil {
				t.Fatal(err)
			}
			if final.Status != 488 {
				t.Errorf("status %d, want 488\n%s", final.Status, final.Raw)
			}
		})
	}
}

// foreignHolds: a telephone that holds and comes back, in each way that is in use,
// is heard again and hears again, also by one that was on hold from the start.
func foreignHolds(t *testing.T, f *foreigners) {
	for name, hold := range map[string]struct{ connection, media string }{
		"sendonly":      {v4, aLaw + "\na=sendonly"},
		"inactive":      {v4, aLaw + "\na=inactive"},
		"recvonly":      {v4, aLaw + "\na=recvonly"},
		"0.0.0.0":       {"IN IP4 0.0.0.0", aLaw},
		"at the media":  {v4, "m=audio PORT RTP/AVP 8\nc=IN IP4 0.0.0.0\na=rtpmap:8 PCMA/8000"},
		"session level": {v4, "a=sendonly\n" + aLaw},
	} {
		for _, first := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, at once %v", name, first), func(t *testing.T) {
				t.Parallel()
				c := f.caller(t, "127.0.0.1:0")
				talk := c.sdp(v4, aLaw)
				if first {
					c.connect(c.sdp(hold.connection, hold.media), sipraw.Voice{Payload: 8})
				} else {
					c.connect(talk, sipraw.Voice{Payload: 8})
					c.bothHear()
					c.reinvite(c.sdp(hold.connection, hold.media), "")
				}
				c.reinvite(talk, "")
				c.bothHear()
			})
		}
	}
}

// foreignDelayedOffers: the description comes with the ACK, at the beginning or
// in the middle of a talk.
func foreignDelayedOffers(t *testing.T, f *foreigners) {
	for name, media := range map[string]sipraw.Voice{aLaw: {Payload: 8}, muLaw: {Payload: 0}} {
		c := f.caller(t, "127.0.0.1:0")
		c.connectLate("", c.sdp(v4, name), media)
		c.bothHear()
		c.reinvite("", c.sdp(v4, name))
		c.bothHear()
	}
}

// foreignBrokenDescriptions: what cannot be read is refused with 400 or 488, soon.
func foreignBrokenDescriptions(t *testing.T, f *foreigners) {
	for name, body := range map[string]string{
		"not SDP":       "hello",
		"cut off":       "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=aud",
		"no origin":     "v=0\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n",
		"port too big":  "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 99999999999 RTP/AVP 8\r\n",
		"no connection": "v=0\r\no=- 7 7 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n",
	} {
		c := f.caller(t, "127.0.0.1:0")
		final, err := c.call.Invite(c.ctx(), body, "")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if final.Status != 400 && final.Status != 488 {
			t.Errorf("%s: status %d, want 400 or 488", name, final.Status)
		}
	}
	c := f.caller(t, "127.0.0.1:0")
	if final, err := c.call.Invite(c.ctx(), "<sdp/>", "", "Content-Type: application/xml"); err != nil || final.Status != 415 {
		t.Errorf("a body of another kind: status %d (%v), want 415", final.Status, err)
	}
	c = f.caller(t, "127.0.0.1:0")
	c.connect(c.sdp(v4, aLaw), sipraw.Voice{Payload: 8})
	c.bothHear()
}
