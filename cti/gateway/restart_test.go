package gateway

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
)

var hangUp = cti.DisconnectMedia{Agent: "1001", Call: "1.1", Leg: 1}

// TestOneRecordingThroughARestart: the file that a stopped service leaves is gone
// on with, so the record of a leg names one piece.
func TestOneRecordingThroughARestart(t *testing.T) {
	r := newRig(t)
	r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	for range 25 {
		r.hear("the agent", full(0x11))
	}
	r.stop()
	r.start()
	r.browser(0x12)
	event[cti.HeadsetConnected](r)
	r.connect()
	for range 25 {
		r.hear("the agent after the restart", full(0x12))
	}
	r.g.Execute(hangUp)
	saved := event[cti.RecordingSaved](r)
	raw, err := os.ReadFile(filepath.Join(r.dir, saved.File))
	if err != nil {
		t.Fatal(err)
	}
	var right [256]int
	for i := wavHeaderSize; i+1 < len(raw); i += 2 {
		right[raw[i+1]]++
	}
	if right[0x11] < 20*frame || right[0x12] < 20*frame || right[0] > 0 {
		t.Errorf("the agent has %d samples before and %d after the restart, %d are noise", right[0x11], right[0x12], right[0])
	}
	const ahead = 100 // ms: the first packets of a browser come in a burst, and are laid out ahead of the clock
	if want := int64(len(raw)-wavHeaderSize) / 16; saved.Millis != want || time.Now().UnixMilli()-saved.StartedAt < want-ahead {
		t.Errorf("saved %+v, the file has %d ms", saved, want)
	}
}

// TestTheCallEndsWhileTheServiceIsAway: its recording is reported once.
func TestTheCallEndsWhileTheServiceIsAway(t *testing.T) {
	r := newRig(t)
	r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	r.hear("the agent", full(0x11))
	r.stop()
	r.start()
	r.g.Execute(hangUp)
	if saved := event[cti.RecordingSaved](r); saved.Call != "1.1" || saved.Leg != 1 {
		t.Fatalf("saved %+v", saved)
	}
	r.g.Execute(hangUp)
	r.g.Execute(cti.ConnectMedia{Agent: "1001", Call: "1.2", Leg: 1, RTP: r.asterisk.LocalAddr().String()})
	r.hear("the next call, so the hang-up was carried out", full(alaw.Silence))
	r.stop() // completes what was begun
	for len(r.events) > 0 {
		if e, again := (<-r.events).(cti.RecordingSaved); again {
			t.Fatalf("reported again: %+v", e)
		}
	}
}
