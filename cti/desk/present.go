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

// Present returns the agents whose pages are open, and how many citizens wait in all queues.
func (h *Hub) Present() (list []Presence, waiting int) {
	h.mu.Lock()
	for _, id := range slices.Sorted(maps.Keys(h.pages)) {
		list = append(list, Presence{Agent: id, State: h.desks[id].State})
	}
	for _, q := range h.queues {
		waiting += q.Waiting
	}
	h.mu.Unlock()
	for i := range list { // the headset has a lock of its own
		list[i].FromBrowser, _ = h.media.Quality(list[i].Agent)
	}
	return list, waiting
}
