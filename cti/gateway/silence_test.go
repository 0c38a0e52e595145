package gateway

//hotline:faults

import (
	"testing"
	"time"

	"hotline12345/cti"
)

// TestTheCitizensSilenceIsTold: once when it begins and once when it ends, and anew to
// whoever connects the leg again and so knows nothing of it.
func TestTheCitizensSilenceIsTold(t *testing.T) {
	start := time.Now()
	l := newLeg("1001", "1.1", 2, benchAddr, func([]byte) error { return nil }, 1, start)
	raw := build(make([]byte, maxPacket), stamp{ssrc: 9}, silentFrame[:])
	h, _ := parse(raw)
	at := func(after time.Duration) time.Time { return start.Add(after) }
	silent, heard := cti.CitizenSilent{Call: "1.1", Leg: 2}, cti.CitizenHeard{Call: "1.1", Leg: 2}
	for _, step := range []struct {
		after time.Duration
		do    func(now time.Time)
		want  cti.Event
	}{
		{citizenSilentAfter - time.Millisecond, nil, nil},
		{citizenSilentAfter, nil, silent},
		{5 * time.Second, nil, nil},
		{6 * time.Second, func(now time.Time) { l.fromAsterisk(raw, h, now) }, heard},
		{7 * time.Second, nil, nil},
		{8 * time.Second, nil, silent},
		{9 * time.Second, l.watchAnew, nil},
		{10 * time.Second, nil, nil},
		{11 * time.Second, nil, silent},
	} {
		if step.do != nil {
			step.do(at(step.after))
		}
		if got := l.news(at(step.after)); got != step.want {
			t.Errorf("after %s: %#v, want %#v", step.after, got, step.want)
		}
	}
}

// TestSilenceReachesTheEngine: the agent's page knows within three seconds which side
// is silent, and that it no longer is.
func TestSilenceReachesTheEngine(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11)
	event[cti.HeadsetConnected](r)
	begun := time.Now()
	r.connect()
	r.hear("the agent", full(0x11))
	if ev := event[cti.CitizenSilent](r); ev.Call != "1.1" || ev.Leg != 1 {
		t.Errorf("told of %+v", ev)
	}
	took := time.Since(begun)
	if took > 3*time.Second {
		t.Errorf("told after %s", took)
	}
	t.Logf("measured: the engine knows after %s", took.Round(time.Millisecond))
	r.speak(1, 0x22)
	event[cti.CitizenHeard](r)
	b.hears(t, "the citizen", is(0x22))
}
