package desk

import (
	"maps"
	"slices"

	"hotline12345/cti"
)

// Presence is an agent whose page is open.
type Presence struct {
	Agent cti.AgentID
	State cti.AgentState
	// FromBrowser is the sound of the call that the agent is in; zero without one.
	FromBrowser Flow
}

// Present returns the agents whose pages are open, and who waits in the queues.
func (h *Hub) Present() (list []Presence, queues []cti.DeskQueue) {
	h.mu.Lock()
	for _, id := range slices.Sorted(maps.Keys(h.pages)) {
		list = append(list, Presence{Agent: id, State: h.desks[id].State})
	}
	queues = h.queues
	h.mu.Unlock()
	for i := range list { // the headset has a lock of its own
		list[i].FromBrowser, _ = h.media.Quality(list[i].Agent)
	}
	return list, queues
}
