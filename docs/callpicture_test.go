package docs_test

import (
	"slices"
	"strings"
	"testing"
)

// side is an edge of the calls: what it is connected to, and its package.
type side struct{ pkg, world, how string }

var sides = []side{
	{"cti/asterisk", "Asterisk", "ARI: REST and a websocket"},
	{"cti/desk", "the agent's page", "a websocket, one Go type a message"},
	{"cti/gateway", "the headset", "SRTP from the browser, RTP to Asterisk"},
}

// drawCall shows which facts reach the engine, and who carries out its decisions:
// what each edge emits and executes is read from its code.
func drawCall(t *testing.T) string {
	events, commands := kinds(t, "cti", "event"), kinds(t, "cti", "command")
	d := drawing{width: 1240}
	y := 56.0
	d.text("title", "middle", 80, 30, "the world")
	d.text("title", "middle", 285, 30, "edges")
	d.text("title", "middle", 610, 30, "Events → and ← Commands")
	d.text("title", "middle", 935, 30, "cti/loop: one goroutine")
	d.text("title", "middle", 1145, 30, "rules")
	top := y
	used := map[string]bool{}
	for _, s := range sides {
		facts, decisions := named(t, s.pkg, "cti", events, false), named(t, s.pkg, "cti", commands, true)
		for _, name := range slices.Concat(facts, decisions) {
			used[name] = true
		}
		up, down := wrapped(facts, ", ", 70), wrapped(decisions, ", ", 70)
		height := max(15*float64(len(up)+len(down))+46, 96)
		d.sideRow(s, y, height, up, down)
		y += height + 22
	}
	d.centre(top, y-22)
	y += 14
	d.below(y)
	d.height = y + 94
	own := slices.DeleteFunc(slices.Clone(events), func(e string) bool { return used[e] })
	d.text("soft", "start", 205, y+24, "From the service itself:")
	d.text("mark", "start", 205, y+42, strings.Join(own, ", "))
	// The journal's shipper stores the record; internal/app asks the tickets (progressDesk).
	elsewhere := []string{"SaveCall", "LookUpTicket"}
	for _, c := range commands {
		if !used[c] && !slices.Contains(elsewhere, c) {
			t.Errorf("no edge executes the command %s", c)
		}
	}
	return d.String()
}

// sideRow draws one edge with what it emits and executes.
func (d *drawing) sideRow(s side, y, height float64, up, down []string) {
	mid := y + height/2
	d.box("box", 12, mid-26, 140, 52)
	d.text("title", "middle", 82, mid+5, s.world)
	d.box("edge", 205, y, 160, height)
	d.text("title", "middle", 285, mid-2, s.pkg)
	for i, line := range wrapped(strings.Fields(s.how), " ", 24) {
		d.text("soft", "middle", 285, mid+16+14*float64(i), line)
	}
	d.arrow("arrow", 205, mid-8, 153, mid-8)
	d.arrow("arrow", 152, mid+8, 204, mid+8)
	at := y + 14
	for _, line := range up {
		d.text("mark", "start", 380, at, line)
		at += 15
	}
	d.arrow("arrow", 366, at-4, 834, at-4)
	at += 20
	d.arrow("arrow", 834, at-4, 366, at-4)
	at += 14
	for _, line := range down {
		d.text("soft", "start", 380, at, line)
		at += 15
	}
}

// centre draws the loop, its journal, and the engine.
func (d *drawing) centre(top, bottom float64) {
	d.box("shell", 835, top, 200, bottom-top)
	step := (bottom - top) / 5
	for i, s := range [][2]string{
		{"Loop.Emit", "into the inbox"},
		{"Engine.Handle", "decides; no I/O, no clock"},
		{"Journal.Append", "event and decisions, on disk"},
		{"Observer.Observe", "metrics, live calls, attempts"},
		{"Executor.Execute", "only now the commands go out"},
	} {
		y := top + step*(float64(i)+0.5)
		d.text("title", "middle", 935, y-3, s[0])
		d.text("soft", "middle", 935, y+13, s[1])
		if i > 0 {
			d.arrow("arrow", 935, y-step+20, 935, y-18)
		}
	}
	second := top + step*1.5
	d.box("pure", 1085, second-44, 140, 88)
	d.text("title", "middle", 1155, second-18, "cti.Engine")
	d.text("soft", "middle", 1155, second, "calls, queues, agents,")
	d.text("soft", "middle", 1155, second+15, "deadlines")
	d.arrow("arrow", 1036, second-8, 1084, second-8)
	d.arrow("arrow", 1084, second+8, 1036, second+8)
	d.box("pure", 1085, second+88, 140, 62)
	d.text("title", "middle", 1155, second+114, "ivr.Session")
	d.text("soft", "middle", 1155, second+131, "one caller in a menu")
	d.arrow("arrow", 1155, second+45, 1155, second+87)
}

// below draws where the entries end.
func (d *drawing) below(y float64) {
	d.box("box", 835, y, 200, 74)
	d.text("title", "middle", 935, y+24, "data/journal")
	d.text("soft", "middle", 935, y+42, "segments and snapshots;")
	d.text("soft", "middle", 935, y+57, "a restart reads them: Recover")
	d.arrow("arrow", 935, y-36, 935, y-1)
	d.box("edge", 560, y, 190, 74)
	d.text("title", "middle", 655, y+24, "internal/postgres")
	d.text("soft", "middle", 655, y+42, "entries, and SaveCall's rows,")
	d.text("soft", "middle", 655, y+57, "later, once each: Shipper")
	d.arrow("arrow", 834, y+37, 751, y+37)
}

// TestThePictureOfACall: docs/call.svg shows the events and commands as they are,
// and the steps of the loop by names that exist.
func TestThePictureOfACall(t *testing.T) {
	loop, engine := funcs(t, "cti/loop"), funcs(t, "cti")
	for _, name := range []string{"Loop.Emit", "Files.Append", "Files.Recover", "Shipper.Run"} {
		if loop[name] == nil {
			t.Errorf("cti/loop has no %s: mend the picture of a call", name)
		}
	}
	if engine["Engine.Handle"] == nil {
		t.Error("cti has no Engine.Handle: mend the picture of a call")
	}
	generated(t, "docs/call.svg", drawCall(t))
}
