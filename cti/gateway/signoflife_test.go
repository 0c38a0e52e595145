package gateway

import (
	"net"
	"testing"
	"time"

	"github.com/pion/stun/v4"

	"hotline12345/cti"
)

// TestASignOfLife: whoever asks plainly is answered, without a way to anybody; headsets
// are not disturbed by it.
func TestASignOfLife(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	ask, err := net.Dial("udp4", r.g.mediaAddr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ask.Close() })
	for range 20 {
		question := stun.MustBuild(stun.TransactionID, stun.BindingRequest)
		if _, err := ask.Write(question.Raw); err != nil {
			t.Fatal(err)
		}
		_ = ask.SetReadDeadline(time.Now().Add(patience))
		buf := make([]byte, maxPacket)
		n, err := ask.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		answer := &stun.Message{Raw: buf[:n]}
		if err := answer.Decode(); err != nil || answer.Type != stun.BindingSuccess || answer.TransactionID != question.TransactionID {
			t.Fatalf("answer %v, %v", answer, err)
		}
		var address stun.XORMappedAddress
		if err := address.GetFrom(answer); err != nil || !address.IP.Equal(nowhere.IP) {
			t.Fatalf("the answer names %v, %v: want nobody's address", address, err)
		}
	}
	r.hear("the agent", full(0x11))
	r.speak(1, 0x22)
	b.hears(t, "the citizen", is(0x22))
}

func TestOnlyPlainRequestsAreAnswered(t *testing.T) {
	t.Parallel()
	of := func(s ...stun.Setter) []byte {
		return stun.MustBuild(append([]stun.Setter{stun.TransactionID}, s...)...).Raw
	}
	for name, packet := range map[string][]byte{
		"a headset's":   of(stun.BindingRequest, stun.NewUsername("a:b")),
		"an answer":     of(stun.BindingSuccess, nowhere),
		"an indication": of(stun.NewType(stun.MethodBinding, stun.ClassIndication)),
		"allocate":      of(stun.NewType(stun.MethodAllocate, stun.ClassRequest)),
		"sound":         {0x80, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0},
		"cut":           of(stun.BindingRequest)[:19],
		"nothing":       {},
	} {
		if a := answerTo(packet); a != nil {
			t.Errorf("%s: answered with %x", name, a)
		}
	}
	if a := answerTo(of(stun.BindingRequest)); len(a) == 0 {
		t.Error("a plain request: no answer")
	}
}
