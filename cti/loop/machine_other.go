//go:build !linux

package loop

import "time"

// Machine returns nothing: the loop then counts from its own beginning.
func Machine() (elapsed func() time.Duration, boot string) { return nil, "" }
