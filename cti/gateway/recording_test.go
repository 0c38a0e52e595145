package gateway

//hotline:faults

import (
	"bytes"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"hotline12345/internal/alaw"
)

// tape is a recording whose clock the test moves.
type tape struct {
	t   *testing.T
	r   *recording
	dir string
	now time.Time
}

func newTape(t *testing.T) *tape {
	t.Helper()
	k := &tape{t: t, dir: t.TempDir(), now: time.Now()}
	var err error
	if k.r, err = newRecording(k.dir, "1.1", 1, k.now, new(atomic.Uint64)); err != nil {
		t.Fatal(err)
	}
	return k
}

func frameOf(value byte) []byte { return bytes.Repeat([]byte{value}, frame) }

// speak lets time pass while both sides speak, and the writer writes.
func (k *tape) speak(d time.Duration, citizen, agent byte) {
	for end := k.now.Add(d); k.now.Before(end); {
		k.now = k.now.Add(20 * time.Millisecond)
		k.r.put(citizenSide, frameOf(citizen), k.now)
		k.r.put(agentSide, frameOf(agent), k.now)
		if k.now.Sub(k.r.started)%writeEvery == 0 {
			k.flush()
		}
	}
}

func (k *tape) flush() {
	k.t.Helper()
	if err := k.r.flush(k.now, false); err != nil {
		k.t.Fatal(err)
	}
}

// hangUp returns what the finished file has, without its header.
func (k *tape) hangUp() []byte {
	k.t.Helper()
	if err := k.r.finish(k.now); err != nil {
		k.t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(k.dir, k.r.name))
	if err != nil {
		k.t.Fatal(err)
	}
	return raw[wavHeaderSize:]
}

// begins returns when a side's first sample of a value is heard.
func begins(sound []byte, s side, value byte) time.Duration {
	for i := int(s); i < len(sound); i += 2 {
		if sound[i] == value {
			return time.Duration(i/2) * time.Second / alaw.SampleRate
		}
	}
	return -1
}

// TestARecordingKeepsItsTimeWhenTheServiceWasFrozen: for however long, whether the writer
// or a packet comes first afterwards, and whatever waited in the kernel. What is said
// after it stands where it was said, on both sides.
func TestARecordingKeepsItsTimeWhenTheServiceWasFrozen(t *testing.T) {
	for _, frozen := range []time.Duration{2 * time.Second, 5 * time.Second, 9 * time.Second, 30 * time.Second} {
		for name, waited := range map[string][2]int{"nothing waited": {}, "one side waited": {250, 0}, "both sides waited": {250, 250}} {
			for _, writerFirst := range []bool{true, false} {
				t.Run(frozen.String()+" "+name, func(t *testing.T) {
					t.Parallel()
					k := newTape(t)
					k.speak(3*time.Second, 0x11, 0x21)
					k.now = k.now.Add(frozen)
					if writerFirst {
						k.flush()
					}
					for s, n := range waited {
						for range n {
							k.r.put(side(s), frameOf(0x31), k.now)
						}
					}
					k.flush()
					k.speak(2*time.Second, 0x12, 0x22)
					k.speak(time.Second, 0x13, 0x23)
					sound := k.hangUp()
					want := 6*time.Second + frozen
					if got := time.Duration(len(sound)/2) * time.Second / alaw.SampleRate; (got - want).Abs() > 100*time.Millisecond {
						t.Errorf("the recording lasts %v, want %v", got, want)
					}
					for s, value := range []byte{0x13, 0x23} {
						if got, want := begins(sound, side(s), value), want-time.Second; (got - want).Abs() > 100*time.Millisecond {
							t.Errorf("what was said at %v stands at %v on side %d", want, got, s)
						}
					}
					if silent := bytes.Count(sound, []byte{alaw.Silence, alaw.Silence}); silent < int(frozen.Seconds()*alaw.SampleRate)*9/10 {
						t.Errorf("%d samples of silence stand for %v", silent, frozen)
					}
				})
			}
		}
	}
}

// TestATalkThatEndsInAFreeze lasts until it was seen to end.
func TestATalkThatEndsInAFreeze(t *testing.T) {
	t.Parallel()
	k := newTape(t)
	k.speak(2*time.Second, 0x11, 0x21)
	k.now = k.now.Add(12 * time.Second)
	sound := k.hangUp()
	if got, want := time.Duration(len(sound)/2)*time.Second/alaw.SampleRate, 14*time.Second; got != want {
		t.Errorf("the recording lasts %v, want %v", got, want)
	}
}
