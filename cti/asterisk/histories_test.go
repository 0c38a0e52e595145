package asterisk_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/asterisk/asterisktest"
	"hotline12345/cti/loop"
)

// lookSoon is the pause before a look at Asterisk in these tests.
const lookSoon = 20 * time.Millisecond

// world is what outlives the service: Asterisk with its citizens, the agents, the journal,
// and the history of it all.
type world struct {
	history
	server *asterisktest.Server
	chance *rand.Rand
	dir    string
	meter  meter
	agents []cti.AgentID
	births int

	mu       sync.Mutex
	desks    map[cti.AgentID]cti.Desk
	citizens map[cti.CallID]*citizen
	holds    map[cti.AgentID]cti.CallID // what the gateway has
}

// citizen is one call as the world knows it.
type citizen struct {
	outgoing bool  // dialled by us, and it rings
	placed   int64 // when
	hungUp   int64 // when, 0 = not by the citizen
	rows     map[int64]bool
	endings  map[int64]bool
	ended    bool
}

func newWorld(t *testing.T, seed uint64) *world {
	t.Helper()
	return &world{server: asterisktest.New(t), dir: t.TempDir(), agents: []cti.AgentID{"A", "B", "C"},
		chance: rand.New(rand.NewPCG(seed, 1)),
		desks:  map[cti.AgentID]cti.Desk{}, citizens: map[cti.CallID]*citizen{}, holds: map[cti.AgentID]cti.CallID{}}
}

// wrote takes the rows of an entry that is on disk: from there the shipper has them.
func (w *world) wrote(e loop.Entry) {
	for _, c := range e.Commands {
		if save, ok := c.(cti.SaveCall); ok {
			w.row(save.Record)
		}
	}
}

func (w *world) row(r cti.CallRecord) {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.of(r.Call)
	if len(c.rows) == 0 {
		w.add(c.placed, fact{kind: arrived, call: r.Call}, nil)
	}
	c.rows[r.ArrivedAt.UnixNano()] = true
	if end := r.EndedAt.UnixNano(); !r.EndedAt.IsZero() && !c.endings[end] {
		c.endings[end] = true
		c.ended = r.EndReason != ""
		w.add(c.hungUp, fact{kind: ended, call: r.Call}, nil)
	}
}

// of returns the citizen of a call; one whom we dial comes into the world with it.
func (w *world) of(call cti.CallID) *citizen {
	if w.citizens[call] == nil {
		w.citizens[call] = &citizen{outgoing: true, rows: map[int64]bool{}, endings: map[int64]bool{}}
	}
	return w.citizens[call]
}

func (w *world) ordered(c cti.Command) {
	if d, ok := c.(cti.Dial); ok {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.of(d.Call)
	}
}

// media is the gateway: it joins headsets to calls.
func (w *world) media(c cti.Command) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch c := c.(type) {
	case cti.ConnectMedia:
		if w.holds[c.Agent] != c.Call { // else it is joined again, after a look
			w.holds[c.Agent] = c.Call
			w.add(0, fact{joined, c.Call, c.Agent}, nil)
		}
	case cti.DisconnectMedia:
		if w.holds[c.Agent] == c.Call {
			delete(w.holds, c.Agent)
			w.add(0, fact{left, c.Call, c.Agent}, nil)
		}
	}
}

// gatewayDied: it is a part of the service.
func (w *world) gatewayDied() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for agent, call := range w.holds {
		w.add(0, fact{left, call, agent}, nil)
	}
	clear(w.holds)
	clear(w.desks)
}

func (w *world) show(c cti.Command) {
	if d, ok := c.(cti.ShowDesk); ok {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.desks[d.Agent] = d.Desk
	}
}

func (w *world) desk(a cti.AgentID) cti.Desk {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.desks[a]
}

// place lets a citizen call.
func (w *world) place() {
	w.mu.Lock()
	id := cti.CallID(fmt.Sprintf("c%d", len(w.citizens)))
	w.citizens[id] = &citizen{placed: w.now(), rows: map[int64]bool{}, endings: map[int64]bool{}}
	w.mu.Unlock()
	w.server.Place(asterisktest.Call{ID: string(id), Number: "13800138000", Called: "12345", Trunk: "trunk"})
}

// living are the calls that have a row and are not over yet. Of a citizen who hangs up
// before any service has seen them, none can know.
func (w *world) living() (ids []cti.CallID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(w.citizens)) {
		if c := w.citizens[id]; len(c.rows) > 0 && !c.ended && c.hungUp == 0 {
			ids = append(ids, id)
		}
	}
	return ids
}

// open are the calls of which not everything is known: those without a row, and those
// that have not ended. What the fallback has is its own.
func (w *world) open(may func(*citizen) bool) (ids []cti.CallID) {
	returned := w.returned()
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, c := range w.citizens {
		if !returned[id] && !may(c) {
			ids = append(ids, id)
		}
	}
	return ids
}

// hangUp lets a citizen hang up, or not pick up.
func (w *world) hangUp(id cti.CallID) {
	w.mu.Lock()
	w.citizens[id].hungUp = w.now()
	w.mu.Unlock()
	w.server.HangUp(string(id), 16)
}

// picksUp lets a citizen answer whom we dialled.
func (w *world) picksUp(id cti.CallID) {
	w.mu.Lock()
	rings := w.citizens[id].outgoing
	w.citizens[id].outgoing = false
	w.mu.Unlock()
	if rings {
		w.server.AnswerDial(string(id))
	}
}

// act lets one thing happen in the world.
func (w *world) act(l *life) {
	living := w.living()
	switch n := w.chance.IntN(30); {
	case n < 3 && len(living) < 5:
		w.place()
	case n == 3 && len(living) > 0:
		w.hangUp(living[w.chance.IntN(len(living))])
	case n < 6 && len(living) > 0:
		w.picksUp(living[w.chance.IntN(len(living))])
	default:
		w.agentActs(l, w.agents[w.chance.IntN(len(w.agents))])
	}
}

// agentActs lets an agent do one of the things that the page offers.
func (w *world) agentActs(l *life, a cti.AgentID) {
	d := w.desk(a)
	call := cti.CallID("")
	if d.Call != nil {
		call = d.Call.Call
	}
	choices := map[cti.AgentState][]cti.Event{
		cti.NotReady:  {cti.ReadyRequested{Agent: a}, cti.ReadyRequested{Agent: a}, cti.DialRequested{Agent: a, Number: "13800138001"}},
		cti.Available: {cti.NotReadyRequested{Agent: a, Reason: cti.ReasonBreak}, cti.DialRequested{Agent: a, Number: "13800138001"}},
		cti.Offered:   {cti.OfferAccepted{Agent: a, Call: call}, cti.OfferAccepted{Agent: a, Call: call}, cti.OfferDeclined{Agent: a, Call: call}},
		cti.Talking: {cti.HoldRequested{Agent: a, Call: call}, cti.ResumeRequested{Agent: a, Call: call}, cti.HangUpRequested{Agent: a, Call: call},
			cti.HeadsetLost{Agent: a}, cti.HeadsetConnected{Agent: a}},
		cti.WrapUp: {cti.WrapUpFinished{Agent: a, Disposition: cti.DispositionAnswered}},
	}[d.State]
	if len(choices) > 0 {
		l.Emit(choices[w.chance.IntN(len(choices))])
	}
}

// settle waits until every citizen is known, ends all calls, and waits until every end is.
func (w *world) settle(t *testing.T) {
	t.Helper()
	w.await(t, "a row", func(c *citizen) bool { return len(c.rows) > 0 || c.outgoing })
	for _, id := range w.living() {
		w.hangUp(id)
	}
	w.await(t, "an end", func(c *citizen) bool { return c.ended })
}

func (w *world) await(t *testing.T, what string, have func(*citizen) bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(30 * time.Second)
	for {
		missing := w.open(have)
		if len(missing) == 0 {
			return
		}
		select {
		case <-tick.C:
		case <-limit:
			t.Errorf("without %s: %v", what, missing)
			return
		}
	}
}

// returned are the calls that were given to the dialplan's fallback.
func (w *world) returned() map[cti.CallID]bool {
	ids := map[cti.CallID]bool{}
	for _, r := range w.server.Requests() {
		if id, ok := strings.CutSuffix(strings.TrimPrefix(r.Path, "/channels/"), "/continue"); ok {
			ids[cti.CallID(id)] = true
		}
	}
	return ids
}

// TestNobodyIsLostInAnyKill: the service is killed at random points, between any two
// entries of its journal and any two of its commands, while citizens and agents go on. The
// history of all of it is judged by the rules: no call is lost or doubled, no agent is in
// two talks.
func TestNobodyIsLostInAnyKill(t *testing.T) {
	days, kills := 4, 25
	if os.Getenv("HOTLINE_CHAOS") == "long" {
		days = 40
	}
	var talks atomic.Int64
	t.Run("days", func(t *testing.T) {
		for day := range days {
			t.Run(fmt.Sprint(day), func(t *testing.T) {
				t.Parallel()
				talks.Add(int64(liveADay(t, uint64(day), kills)))
			})
		}
	})
	if n := talks.Load(); n < int64(days) {
		t.Errorf("%d talks in %d days: they try too little", n, days)
	}
}

// liveADay lives through a day, judges it, and returns how many talks it had.
func liveADay(t *testing.T, day uint64, kills int) (talks int) {
	w := newWorld(t, day)
	for range kills {
		l := w.born(t, 1+w.chance.IntN(300))
		w.until(l)
		l.kill()
	}
	l := w.born(t, 1<<40)
	w.settle(t)
	l.kill()
	returned := w.returned()
	for id, c := range w.citizens {
		w.add(0, fact{kind: found, call: id}, outcome{rows: len(c.rows), ended: c.ended, returned: returned[id]})
	}
	w.judge(t)
	return w.count(joined)
}

// until lets the world go on until the service dies.
func (w *world) until(l *life) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-l.died:
			return
		case <-tick.C: // commands are under way meanwhile
		}
		if w.server.Connected() || w.chance.IntN(20) == 0 { // few act in the gap
			w.act(l)
			_ = l.Ask(context.Background(), func(*cti.Engine) {}) // what happened is decided
		}
	}
}
