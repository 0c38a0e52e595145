package ownership

import (
	"fmt"
	"strings"
	"time"
)

const (
	// Every is the time between two beats of an owner.
	Every = time.Second
	// GoneAfter is how long the claim of another folder must stand still before its
	// owner is proved gone.
	GoneAfter = 10 * time.Second
	// rebootedAfter is the same for a claim of this folder from before the machine was
	// started again: its owner is dead, unless the whole machine was copied.
	rebootedAfter = 3 * time.Second
	// Lease is how old the last renewed claim may be while its owner still commands.
	// It is well below GoneAfter: an owner stops before another one may begin.
	Lease = 5 * time.Second
	// settling is how long a first claim has to stand without the database, which
	// would tell of another owner, before it is believed.
	settling = 2500 * time.Millisecond
)

// View is what a service has seen at a witness.
type View struct {
	Reached bool // it answers
	There   bool // it has a claim
	Claim   Claim
	// Still is for how long the claim has not changed under the watcher's eyes.
	Still time.Duration
}

// state is what a View says about the owner.
type state int

const (
	away  state = iota // the witness does not answer
	free               // nobody claims
	own                // the claim is this folder's
	gone               // the other owner is proved gone
	alive              // there is another owner
)

// of judges a view as the service of an instance.
func (v View) of(instance string) state {
	switch {
	case !v.Reached:
		return away
	case !v.There:
		return free
	case v.Claim.By(instance):
		return own
	case folderOf(v.Claim.Instance) == folderOf(instance) && v.Still >= rebootedAfter, v.Still >= GoneAfter:
		return gone
	}
	return alive
}

// folderOf returns the part of an instance that names its data folder.
func folderOf(instance string) string {
	folder, _, _ := strings.Cut(instance, "/")
	return folder
}

// Verdict is whether a service may become the owner.
type Verdict struct {
	Take bool
	// Settle is how long the claim must stand in Asterisk before it is believed.
	Settle time.Duration
	// Reason says why not, for people.
	Reason string
	// Holder is the claim that stands in the way.
	Holder Claim
}

// Decide judges whether the service of an instance may own the hotline. Who is found
// alive at any witness is waited for. The folder's own claim in Asterisk is taken over
// at once: its lock proves that nobody else can have written it. A witness that is
// away decides nothing, except that the database alone cannot prove an owner gone:
// that one may have lost the database and speak with citizens.
func Decide(instance string, asterisk, database View) Verdict {
	a, d := asterisk.of(instance), database.of(instance)
	switch {
	case a == own:
		return Verdict{Take: true}
	case a == alive:
		return wait("another service owns Asterisk", asterisk)
	case d == alive:
		return wait("another service owns the database", database)
	case a == away && d == gone:
		return wait("the owner in the database is silent, but Asterisk cannot be asked whether it lives", database)
	case a == free && d == away:
		return Verdict{Take: true, Settle: settling}
	}
	return Verdict{Take: true}
}

func wait(why string, v View) Verdict {
	return Verdict{Holder: v.Claim, Reason: fmt.Sprintf("%s: %s", why, v.Claim.Who)}
}

// Next returns the claim that an instance makes on what is seen.
func Next(instance, who string, views ...View) Claim {
	c := Claim{Instance: instance, Who: who}
	for _, v := range views {
		if !v.There {
			continue
		}
		c.Epoch = max(c.Epoch, v.Claim.Epoch)
		if !v.Claim.By(instance) {
			c.Displaced = v.Claim.Instance
		}
	}
	c.Epoch++
	return c
}

// Stands reports whether an owner that finds a claim at a witness stays the owner.
// It finds its own, or none after a restart of Asterisk, and renews it. It has lost
// against one that proved it gone, and when it could not renew its claim for so long
// that it may have been. Against any other it stands: nobody may have claimed.
func Stands(mine Claim, found View, renewed time.Duration) bool {
	if !found.There || found.Claim.By(mine.Instance) && found.Claim.Epoch <= mine.Epoch {
		return true
	}
	return found.Claim.Displaced != mine.Instance && renewed < Lease && !found.Claim.By(mine.Instance)
}
