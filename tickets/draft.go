package tickets

import "time"

// Draft is the register of one call while it is typed.
type Draft struct {
	Call string `json:"call"`
	// Rev rises by one with each save; a save must carry the Rev that it
	// was based on.
	Rev int `json:"rev"`
	Register
	SavedAt time.Time `json:"saved_at,omitzero"`
	// Ticket is the number once the draft is committed; then it is read-only.
	Ticket Number `json:"ticket,omitempty"`
}
