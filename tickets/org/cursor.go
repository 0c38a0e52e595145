package org

import (
	"time"
)

// Cursor is where a list by time goes on, the latest first: after the one of this time
// and id. Without an id it is before all of that time.
type Cursor struct {
	At time.Time
	ID string
}
