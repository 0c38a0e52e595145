package cti

// NumberCount says how often a number was dialled in a period.
type NumberCount struct {
	Called   string `json:"called"`
	Calls    int    `json:"calls"`
	Answered int    `json:"answered"` // by an agent
	Tickets  int    `json:"tickets"`  // written of these calls
}
