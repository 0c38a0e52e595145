package tickets

import "time"

// LookFilter selects looks at personal data (M72); empty fields hold for all.
type LookFilter struct {
	// What and Key as in Look; Person is an id, a number or a name.
	What, Key, Person string
	Before            time.Time
	Limit             int
}
