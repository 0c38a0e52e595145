package asterisk

import (
	"reflect"
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
)

type noMeter struct{}

func (noMeter) Reconnected()                {}
func (noMeter) UnknownEvent()               {}
func (noMeter) Request(time.Duration, bool) {}

// FuzzEventsOfAsterisk: whatever comes over the events' connection, the edge goes on, and what
// it tells the engine can be written into the journal and read back.
func FuzzEventsOfAsterisk(f *testing.F) {
	for _, seed := range []string{
		`{"type":"StasisStart","args":["in","%2B8613800138000","","t1","","","",""],"channel":{"id":"1.1","caller":{"number":"13800138000"}}}`,
		`{"type":"StasisStart","args":["dial"],"channel":{"id":"out-1795395623040-2"}}`,
		`{"type":"StasisStart","channel":{"id":"1.1-leg-1","channelvars":{"UNICASTRTP_LOCAL_ADDRESS":"127.0.0.1"}}}`,
		`{"type":"ChannelDestroyed","cause":17,"tech_cause":486,"channel":{"id":"1.1"}}`,
		`{"type":"ChannelHangupRequest","soft":false,"cause":16,"channel":{"id":"1.1"}}`,
		`{"type":"ChannelDtmfReceived","digit":"#","channel":{"id":"1.1"}}`, `{"type":"PlaybackFinished","playback":{"id":"1.1-play-3","state":"failed"}}`,
		`{"type":"Dial","dialstatus":"PROGRESS","peer":{"id":"out-1795395623040-2"}}`, `{"type":"StasisEnd"}`, `{}`, `[`, `null`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c := New(Config{Meter: noMeter{}, Log: zap.NewNop()}, func(ev cti.Event) {
			line, err := cti.EncodeEvent(ev)
			if err != nil {
				t.Fatalf("%#v: %v", ev, err)
			}
			if back, err := cti.DecodeEvent(line); err != nil || !sameForm(ev, back) {
				t.Fatalf("%#v is read back as %#v: %v", ev, back, err)
			}
		})
		c.Kill() // nothing is asked of an Asterisk
		for range 2 {
			_ = c.handle(raw) // an end is told once
		}
	})
}

// sameForm compares what the journal keeps of two events: their forms written again.
func sameForm(a, b cti.Event) bool {
	first, err := cti.EncodeEvent(a)
	second, err2 := cti.EncodeEvent(b)
	return err == nil && err2 == nil && reflect.DeepEqual(first, second)
}
