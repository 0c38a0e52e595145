// Package desk is the agents' websocket: one connection per agent, whole states
// downwards, requests upwards. The messages are Go types here; protocol.md and the
// page's protocol.ts are written from them (go test ./cti/desk -update).
package desk

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// Agent is who opened the page, as the session knows.
type Agent struct {
	ID        cti.AgentID
	Name      string
	Languages []ivr.Language
	Queues    []cti.QueueID
	// Unit is the one that the agent belongs to: its code in the unit tree.
	Unit string
}

// Media is the gateway's side of an agent's headset.
type Media interface {
	// Negotiate answers a WebRTC offer; the answer holds all candidates. A peer names the
	// connection whose ICE is restarted (ErrPeerGone if it is gone), empty makes a new one.
	// The id is of the connection that the answer is for.
	Negotiate(ctx context.Context, agent cti.AgentID, peer, offerSDP string) (id, answerSDP string, err error)
	// Peer returns the id of the connection that there is now, empty if none.
	Peer(agent cti.AgentID) string
	EchoTest(agent cti.AgentID, on bool)
	Quality(agent cti.AgentID) (fromBrowser, fromAsterisk Flow)
}

// ErrPeerGone is returned by Media for a connection that is not there any more.
var ErrPeerGone = errors.New("the headset's connection is gone")

// Hub keeps one connection per agent and what each page shows.
type Hub struct {
	emit  func(cti.Event)
	media Media
	log   *zap.Logger
	now   func() time.Time

	mu     sync.Mutex
	pages  map[cti.AgentID]*page
	desks  map[cti.AgentID]cti.Desk // the last state of each, for a page that reloads
	queues []cti.DeskQueue
	// lastInCall is when each agent last had a call.
	lastInCall map[cti.AgentID]time.Time
}

// NewHub returns a hub that gives the agents' requests to emit.
func NewHub(emit func(cti.Event), media Media, log *zap.Logger) *Hub {
	return &Hub{emit: emit, media: media, log: log, now: time.Now,
		pages: map[cti.AgentID]*page{}, desks: map[cti.AgentID]cti.Desk{},
		lastInCall: map[cti.AgentID]time.Time{}}
}

// Execute shows what the engine decided. It never waits for a page.
func (h *Hub) Execute(c cti.Command) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch c := c.(type) {
	case cti.ShowDesk:
		if h.desks[c.Agent].Call != nil || c.Desk.Call != nil {
			h.lastInCall[c.Agent] = h.now()
		}
		h.desks[c.Agent] = c.Desk
		h.show(c.Agent)
	case cti.ShowQueues:
		h.queues = c.Queues
		for _, id := range slices.Sorted(maps.Keys(h.pages)) {
			h.show(id)
		}
	case cti.Refuse:
		if p := h.pages[c.Agent]; p != nil {
			p.send(ErrorMessage{Code: string(c.Code)})
		}
	}
}

// show sends an agent's state with the queues that the agent serves.
func (h *Hub) show(id cti.AgentID) {
	p := h.pages[id]
	desk, shown := h.desks[id]
	if p == nil || !shown {
		return
	}
	desk.Queues = make([]cti.DeskQueue, 0, len(h.queues))
	for _, q := range h.queues {
		if slices.Contains(p.agent.Queues, q.Queue) {
			desk.Queues = append(desk.Queues, q)
		}
	}
	p.inCall.Store(desk.Call != nil)
	p.seq++
	p.send(DeskMessage{Seq: p.seq, Now: h.now().UTC(), Desk: desk})
	if p.dismissed && desk.Call == nil {
		p.finish()
	}
}

// attach makes p its agent's only page; an older one gets replaced and is
// closed. It reports false for an earlier connection of the same tab.
func (h *Hub) attach(p *page) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if old := h.pages[p.agent.ID]; old != nil {
		if p.tab != "" && p.tab == old.tab && p.try < old.try {
			return false
		}
		old.send(ReplacedMessage{})
		old.finish()
	}
	h.pages[p.agent.ID] = p
	p.send(WelcomeMessage{Version: Version, Seq: p.seq, Agent: p.agent.ID, Now: h.now().UTC(), Peer: h.media.Peer(p.agent.ID)})
	return true
}

func (h *Hub) detach(p *page) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.pages[p.agent.ID] == p {
		delete(h.pages, p.agent.ID)
	}
}

// shows reports whether p is its agent's page, and not one that was replaced.
func (h *Hub) shows(p *page) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.pages[p.agent.ID] == p
}

// LastInCall is when an agent was last in a call, or had one ringing: now, if they
// are in one; zero for never since the start.
func (h *Hub) LastInCall(id cti.AgentID) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.desks[id].Call != nil {
		return h.now()
	}
	return h.lastInCall[id]
}

// Dismiss closes the page of an agent who may not be there any more. A call comes
// first: the page stays until it is over, as the citizen has done nothing wrong.
func (h *Hub) Dismiss(id cti.AgentID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.pages[id]
	if p == nil {
		return
	}
	if p.dismissed = true; h.desks[id].Call == nil {
		p.finish()
	}
}

// Connected returns how many pages are open.
func (h *Hub) Connected() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.pages)
}
