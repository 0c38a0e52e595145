package tickets

import (
	"time"
)

// ScreenPop is what is known of a caller when the telephone rings (弹屏).
type ScreenPop struct {
	Number string `json:"number"`
	Name   string `json:"name"`
	// NameSource is the ticket that the name is from.
	NameSource  Number        `json:"name_source,omitempty"`
	OpenTickets int           `json:"open_tickets"`
	Tickets     []Summary     `json:"tickets"` // the last 5, open ones first
	Calls       []CallSummary `json:"calls"`   // the last 5
}

// CallSummary is an earlier call of the same number.
type CallSummary struct {
	Call        string    `json:"call"`
	Direction   string    `json:"direction"`
	Called      string    `json:"called"`
	Language    string    `json:"language,omitempty"`
	Queue       string    `json:"queue,omitempty"`
	Agent       string    `json:"agent,omitempty"` // 工号
	ArrivedAt   time.Time `json:"arrived_at"`
	AnsweredAt  time.Time `json:"answered_at,omitzero"`
	EndedAt     time.Time `json:"ended_at,omitzero"`
	EndReason   string    `json:"end_reason,omitempty"`
	Disposition string    `json:"disposition,omitempty"`
	Ticket      Number    `json:"ticket,omitempty"`
}
