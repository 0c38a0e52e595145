package docs_test

import (
	"go/ast"
	"strings"
	"testing"
)

// step is a function that an audio packet passes, in cti/gateway, or a place
// outside of our code (with no function).
type step struct {
	function string // "leg.fromBrowser"
	calls    string // what it hands the packet to, as its code says; "" is the end
	title    string // of a place outside
	note     string
}

// ways are the ways of a packet. The test holds each function to exist and to name
// the next, so a picture that no longer fits the code fails.
var ways = []struct {
	name  string
	steps []step
}{
	{"the agent speaks", []step{
		{title: "browser", note: "microphone, A-law 8 kHz, 20 ms a packet, SRTP"},
		{function: "Gateway.listen", calls: "fromBrowser", note: "pion has decrypted it; one goroutine a headset"},
		{function: "leg.fromBrowser", calls: "follow", note: "counts, records the agent's side; dropped while an announcement speaks"},
		{function: "rewriter.follow", note: "one SSRC, sequence and time for the whole call, from any sender"},
		{function: "build", note: "header and payload; the payload is not touched"},
		{function: "socket.to", calls: "WriteToUDPAddrPort", note: "one UDP port towards Asterisk for all calls"},
		{title: "Asterisk", note: "externalMedia channel, bridge, trunk: A-law all the way"},
	}},
	{"the citizen speaks", []step{
		{title: "Asterisk", note: "trunk, bridge, externalMedia channel"},
		{function: "socket.read", calls: "take", note: "one goroutine for all calls"},
		{function: "socket.take", calls: "fromAsterisk", note: "Asterisk's own port tells the legs apart"},
		{function: "leg.fromAsterisk", calls: "follow", note: "counts, records the citizen's side"},
		{function: "playout.follow", calls: "follow", note: "one stream for the whole shift of a headset"},
		{function: "rewriter.follow", note: "a number that went back would be a replay to SRTP"},
		{title: "browser", note: "pion encrypts; the browser's own jitter buffer"},
	}},
	{"nobody speaks, or we do", []step{
		{function: "Gateway.tick", calls: "tick", note: "every 20 ms"},
		{function: "leg.tick", calls: "inject", note: "browser away for 60 ms: A-law silence; for 2 s: HeadsetLost"},
		{function: "leg.playAnnouncement", calls: "mix", note: "the agent's number, to both sides; the citizen is mixed in"},
		{function: "rewriter.inject", note: "behind what was sent; the next voice starts behind it"},
		{function: "socket.to", calls: "WriteToUDPAddrPort", note: "the same port, the same stream"},
	}},
	{"the recording", []step{
		{function: "recording.put", note: "a ring a side: agent right, citizen left"},
		{function: "Gateway.write", calls: "flush", note: "twice a second, in a goroutine of its own"},
		{function: "recording.flush", note: "silence fills what did not come; a slow disk delays no packet"},
		{function: "recording.finish", note: "stereo A-law WAV; RecordingSaved"},
	}},
}

func drawAudio() string {
	d := drawing{width: 1322}
	d.text("title", "start", 12, 26, "the way of an audio packet")
	d.text("soft", "start", 224, 26, "functions of cti/gateway; nothing is transcoded, nothing is looked up in a database")
	y := 52.0
	for _, w := range ways {
		d.text("title", "start", 12, y+10, w.name)
		x := 12.0
		for i, s := range w.steps {
			class, title := "edge", s.function
			if s.function == "" {
				class, title = "box", s.title
			}
			d.box(class, x, y+22, 174, 92)
			d.text("title", "middle", x+87, y+42, title)
			for n, line := range wrapped(strings.Fields(s.note), " ", 26) {
				d.text("soft", "middle", x+87, y+60+14*float64(n), line)
			}
			if i > 0 {
				d.arrow("arrow", x-12, y+68, x-1, y+68)
			}
			x += 187
		}
		y += 142
	}
	d.height = y
	return d.String()
}

// TestThePictureOfAudio: docs/audio.svg names functions that exist, and each hands
// the packet to the next.
func TestThePictureOfAudio(t *testing.T) {
	have := funcs(t, "cti/gateway")
	for _, w := range ways {
		for _, s := range w.steps {
			f := have[s.function]
			switch {
			case s.function == "":
			case f == nil:
				t.Errorf("cti/gateway has no %s: mend the picture of an audio packet (%s)", s.function, w.name)
			case s.calls != "" && !calls(f, s.calls):
				t.Errorf("cti/gateway: %s does not call %s: mend the picture of an audio packet", s.function, s.calls)
			}
		}
	}
	generated(t, "docs/audio.svg", drawAudio())
}

// calls reports whether a function's code calls one of this name.
func calls(f *ast.FuncDecl, name string) (found bool) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch fun := call.Fun.(type) {
		case *ast.SelectorExpr:
			found = found || fun.Sel.Name == name
		case *ast.Ident:
			found = found || fun.Name == name
		}
		return true
	})
	return found
}
