package tickets

import "time"

// LookFilter selects looks at personal data (M72); empty fields hold for all.
type LookFilter struct {
	// What and Key as in Look; Person is an id, a number or a name.
	What, Key, Person string
	// Units are those whose people's looks are asked for; nil is all.
	Units []string
	// Before and BeforeID are the last look of the page before: several may be of
	// the same microsecond. No id means strictly before the time.
	Before   time.Time
	BeforeID string
	Limit    int
}
