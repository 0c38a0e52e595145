package gateway

import (
	"net/netip"
	"sync"
	"time"

	"hotline12345/cti"
)

const (
	// silentAfter without a packet of the browser Asterisk gets silence.
	silentAfter = 60 * time.Millisecond
	// HeadsetGrace without a packet the agent counts as lost.
	HeadsetGrace = 2 * time.Second
	// citizenSilentAfter without a packet of the citizen's the agent is told: with the
	// way to the page within three seconds.
	citizenSilentAfter = 1800 * time.Millisecond
)

// sink takes a packet; it must not keep it.
type sink func(packet []byte) error

// leg relays one agent's part of one call.
type leg struct {
	call       cti.CallID
	number     int
	agent      cti.AgentID
	asterisk   netip.AddrPort
	toAsterisk sink

	mu            sync.Mutex
	up            rewriter // towards Asterisk
	browserMeter  meter
	asteriskMeter meter
	toBrowser     *playout // nil while the browser is away
	lastPacket    time.Time
	lost          bool // HeadsetLost was emitted
	lastOfCitizen time.Time
	citizenSilent bool   // CitizenSilent was emitted
	announcement  []byte // A-law still to be spoken in the agent's place
	citizen       []byte // the citizen's A-law that waits for the announcement's next frames
	rec           *recording
	buf           [headerSize + maxPacket]byte
	mixBuf        [frame]byte
	totals        *Totals
}

func newLeg(agent cti.AgentID, call cti.CallID, number int, asterisk netip.AddrPort, out sink, ssrc uint32, now time.Time) *leg {
	return &leg{
		agent: agent, call: call, number: number, asterisk: asterisk, toAsterisk: out, totals: &Totals{},
		up: newRewriter(ssrc, now), lastPacket: now, lastOfCitizen: now,
	}
}

// fromBrowser relays a packet of the browser. It reports whether the headset had
// counted as lost and is back with it.
func (l *leg) fromBrowser(packet []byte, now time.Time) (back bool) {
	h, ok := parse(packet)
	if !ok {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.totals.count(&l.totals.FromBrowser, &l.browserMeter, h, now)
	l.lastPacket = now
	back, l.lost = l.lost, false
	if len(l.announcement) > 0 {
		return back // the announcement speaks in the agent's place
	}
	payload := packet[h.offset:h.end]
	l.rec.put(agentSide, payload, now)
	_ = l.toAsterisk(build(l.buf[:], l.up.follow(h, now), payload)) // a lost packet is lost
	return back
}

// fromAsterisk relays a packet of Asterisk.
func (l *leg) fromAsterisk(packet []byte, h header, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.totals.count(&l.totals.FromAsterisk, &l.asteriskMeter, h, now)
	l.lastOfCitizen = now
	payload := packet[h.offset:h.end]
	l.rec.put(citizenSide, payload, now)
	if len(l.announcement) > 0 {
		l.queueCitizen(payload)
		return // tick mixes it into the announcement
	}
	l.toBrowser.follow(h, payload, now)
}

// tick runs every 20 ms: it speaks the announcement, or silence while the browser
// is away. It reports whether the headset has just become lost.
func (l *leg) tick(now time.Time) (lost bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case len(l.announcement) > 0:
		l.playAnnouncement(now)
	case now.Sub(l.lastPacket) >= silentAfter:
		_ = l.toAsterisk(build(l.buf[:], l.up.inject(now), silentFrame[:]))
	}
	if !l.lost && now.Sub(l.lastPacket) >= HeadsetGrace {
		l.lost = true
		return true
	}
	return false
}

// news returns what has just become of the citizen's sound, nil if nothing has.
func (l *leg) news(now time.Time) cti.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	silent := now.Sub(l.lastOfCitizen) >= citizenSilentAfter
	if silent == l.citizenSilent {
		return nil
	}
	l.citizenSilent = silent
	if silent {
		return cti.CitizenSilent{Call: l.call, Leg: l.number}
	}
	return cti.CitizenHeard{Call: l.call, Leg: l.number}
}

// watchAnew forgets what was told of the citizen's sound: who asks for it knows nothing.
func (l *leg) watchAnew(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lastOfCitizen, l.citizenSilent = now, false
}

// attachBrowser joins a browser to the leg, or takes it away (nil). A new one has the
// grace time to begin.
func (l *leg) attachBrowser(out *playout, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.toBrowser = out
	if out != nil && !l.lost {
		l.lastPacket = now
	}
}

// move follows Asterisk to a new address.
func (l *leg) move(addr netip.AddrPort, out sink) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asterisk, l.toAsterisk = addr, out
}

// isLost reports whether HeadsetLost was emitted.
func (l *leg) isLost() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lost
}

func (l *leg) flows() (fromBrowser, fromAsterisk Flow) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.browserMeter.flow, l.asteriskMeter.flow
}
