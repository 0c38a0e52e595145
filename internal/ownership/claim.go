// Package ownership decides which of several services owns a hotline: its ARI
// application, its database and its data folder. A folder is owned by a lock of the
// kernel. Asterisk and the database are witnesses: the owner writes a claim there and
// renews it every second, and whoever wants to own them watches whether it moves.
//
// Nothing here compares clocks of two machines, or wall times at all: a claim is alive
// because it changes, and how long it has not changed is measured by the watcher's own
// monotonic clock.
package ownership

import (
	"errors"
	"fmt"
	"strings"
)

// Claim is what an owner writes where every service looks.
type Claim struct {
	// Epoch grows with each claim: the claim of a later epoch replaces one of an
	// earlier.
	Epoch uint64
	// Instance names the data folder and the run of the machine that claim; see
	// Folder.Instance.
	Instance string
	// Beat grows every second while the owner lives.
	Beat uint64
	// Displaced is the instance that was proved gone before this claim; "" if there
	// was none.
	Displaced string
	// Who is for people: "pid 4711 on hotline1 since 2026-11-23T09:00:00Z".
	Who string
}

// By reports whether a claim is of this instance, in this or an earlier run of its
// service.
func (c Claim) By(instance string) bool { return c.Instance == instance }

// TakenOver reports whether the claim was made after one of another data folder.
func (c Claim) TakenOver() bool {
	return c.Displaced != "" && folderOf(c.Displaced) != folderOf(c.Instance)
}

// String returns the claim in one line: "7 K3F…/a1b2 42 - pid 4711 on hotline1".
func (c Claim) String() string {
	displaced := c.Displaced
	if displaced == "" {
		displaced = none
	}
	return fmt.Sprintf("%d %s %d %s %s", c.Epoch, c.Instance, c.Beat, displaced, c.Who)
}

const none = "-"

// errClaim is returned for a text that is no claim.
var errClaim = errors.New("it is no claim of a hotline")

// Parse reads what String returned.
func Parse(text string) (c Claim, err error) {
	parts := strings.SplitN(text, " ", 5)
	if len(parts) != 5 {
		return c, fmt.Errorf("claim %q: %w", text, errClaim)
	}
	if _, err := fmt.Sscanf(parts[0]+" "+parts[2], "%d %d", &c.Epoch, &c.Beat); err != nil || parts[1] == "" {
		return c, fmt.Errorf("claim %q: %w", text, errClaim)
	}
	c.Instance, c.Displaced, c.Who = parts[1], parts[3], parts[4]
	if c.Displaced == none {
		c.Displaced = ""
	}
	return c, nil
}
