package gateway

//hotline:faults

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"hotline12345/internal/alaw"
)

// TestAnAnnouncementCutsNothingOfTheCitizen: carriers put 10 to 60 ms into a packet,
// an announcement goes on in steps of 20. All that the citizen says meanwhile is heard.
func TestAnAnnouncementCutsNothingOfTheCitizen(t *testing.T) {
	for _, millis := range []int{10, 20, 30, 40, 50, 60} {
		t.Run(fmt.Sprint(millis, " ms"), func(t *testing.T) {
			now := time.Now()
			loud := 0
			l := newLeg("1001", "1.1", 1, benchAddr, func([]byte) error { return nil }, 1, now)
			l.attachBrowser(newPlayout(func(packet []byte) error {
				h, _ := parse(packet)
				for _, code := range packet[h.offset:h.end] {
					if v := alaw.Decode(code); v > 1000 || v < -1000 {
						loud++
					}
				}
				return nil
			}, now), now)
			l.addAnnouncement(bytes.Repeat([]byte{alaw.Silence}, 600*8))
			voice := bytes.Repeat([]byte{alaw.Encode(8000)}, millis*8)
			var h header
			sent := 0
			for at := range 900 { // milliseconds: into the time behind the announcement
				if at%millis == 0 {
					raw := build(make([]byte, maxPacket), stamp{seq: h.seq, ts: h.ts, ssrc: 9}, voice)
					h, _ = parse(raw)
					l.fromAsterisk(raw, h, now)
					h.seq++
					h.ts += uint32(len(voice))
					sent += len(voice)
				}
				if at%20 == 0 {
					l.tick(now)
				}
				now = now.Add(time.Millisecond)
			}
			if loud != sent {
				t.Errorf("%d of %d samples were heard", loud, sent)
			}
		})
	}
}

// TestABurstUnderAnAnnouncementIsBounded: what was held up somewhere for seconds does
// not make the agent hear the citizen late for the rest of the announcement.
func TestABurstUnderAnAnnouncementIsBounded(t *testing.T) {
	l := benchLeg()
	l.addAnnouncement(make([]byte, 8000))
	raw := build(make([]byte, maxPacket), stamp{ssrc: 9}, silentFrame[:])
	h, _ := parse(raw)
	for range 100 {
		l.fromAsterisk(raw, h, time.Now())
	}
	if len(l.citizen) != maxQueued {
		t.Errorf("%d samples wait, want %d", len(l.citizen), maxQueued)
	}
}
