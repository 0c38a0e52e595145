package gateway

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestOneStreamOverCallsAndIdleness: after an idle quarter of an hour a stream
// that followed the clock would seem to go back, and SRTP would drop it.
func TestOneStreamOverCallsAndIdleness(t *testing.T) {
	now := time.Now()
	var heard []header
	e := newPlayout(func(packet []byte) error {
		h, ok := parse(packet)
		if !ok {
			t.Fatalf("no RTP: %x", packet)
		}
		heard = append(heard, h)
		return nil
	}, now)
	for call := range uint32(5) {
		l := newLeg("1001", "1.1", int(call), benchAddr, func([]byte) error { return nil }, call, now)
		l.attachBrowser(e, now)
		raw := build(make([]byte, maxPacket), stamp{seq: uint16(call * 9999), ts: call * 7777777, ssrc: 100 + call}, silentFrame[:])
		h, _ := parse(raw)
		for range 3 {
			l.fromAsterisk(raw, h, now)
			h.seq++
			h.ts += frame
			now = now.Add(20 * time.Millisecond)
		}
		l.attachBrowser(nil, now)
		now = now.Add(15 * time.Minute)
	}
	if len(heard) != 15 {
		t.Fatalf("%d packets heard, want 15", len(heard))
	}
	for i := 1; i < len(heard); i++ {
		if heard[i].seq != heard[i-1].seq+1 || int32(heard[i].ts-heard[i-1].ts) <= 0 {
			t.Fatalf("packet %d: %+v after %+v", i, heard[i], heard[i-1])
		}
	}
}

// TestABurstKeepsTheSidesTogether: a stall and its burst, again and again, must not
// push one side of the recording away from the other.
func TestABurstKeepsTheSidesTogether(t *testing.T) {
	l, now := benchLeg(), time.Now()
	for range 60 {
		now = now.Add(time.Second)
		for range 50 {
			l.rec.put(agentSide, silentFrame[:], now)
		}
		l.rec.put(citizenSide, silentFrame[:], now)
		l.rec.written = l.rec.end[citizenSide] // the writer keeps up
	}
	if ahead := l.rec.end[agentSide] - l.rec.end[citizenSide]; ahead > maxAhead+frame {
		t.Errorf("the agent's side is %d samples ahead", ahead)
	}
}
