package ownership

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// ErrLost is returned when another service owns the hotline now: this one must stop
// commanding at once.
var ErrLost = errors.New("another service owns the hotline now")

// Config is what a Keeper works with.
type Config struct {
	Instance, Who      string // see Folder
	Asterisk, Database Witness
	// Alive returns nil while the service decides calls; no beat is given without it.
	// nil: it always does.
	Alive func(ctx context.Context) error
	// Report tells people what has changed; nil: nobody.
	Report func(message string)
	// Now has a monotonic reading; nil is time.Now.
	Now func() time.Time
}

// Keeper gets the ownership of Asterisk and the database for a service and keeps it.
type Keeper struct {
	cfg                Config
	asterisk, database *watch
	databaseOwned      chan struct{} // closed once the database is owned
	beating            sync.Mutex    // one beat in Asterisk at a time

	mu       sync.Mutex
	mine     Claim
	inA, inD bool      // the claim stands there
	renewed  time.Time // when the claim in Asterisk was last seen to stand
	soleAt   time.Time // from when on nobody else can be commanding
	changed  chan struct{}
	lost     bool
	reason   string // why it waits
	rogue    uint64
}

// NewKeeper returns a keeper that owns nothing yet.
func NewKeeper(c Config) *Keeper {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Report == nil {
		c.Report = func(string) {}
	}
	return &Keeper{cfg: c, databaseOwned: make(chan struct{}), changed: make(chan struct{}),
		asterisk: &watch{Witness: c.Asterisk, now: c.Now}, database: &watch{Witness: c.Database, now: c.Now}}
}

// Acquire waits until this service owns the hotline. It returns at once when nobody
// else does; otherwise it stands by until the other one is proved gone. An error means
// that ctx has ended.
func (k *Keeper) Acquire(ctx context.Context) error {
	tick := time.NewTicker(Every)
	defer tick.Stop()
	for {
		if k.tryAcquire(ctx) {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("stand by: %w", ctx.Err())
		}
	}
}

func (k *Keeper) tryAcquire(ctx context.Context) bool {
	asked := make(chan View, 1)
	go func() { asked <- k.database.look(ctx) }()
	a := k.asterisk.look(ctx)
	var d View
	if a.of(k.cfg.Instance) != own { // else the database is not needed, and it may hang
		d = <-asked
	}
	v := Decide(k.cfg.Instance, a, d)
	if !v.Take {
		k.waits(v.Reason)
		return false
	}
	claim := Next(k.cfg.Instance, k.cfg.Who, a, d)
	if d.Reached {
		if err := k.database.put(ctx, d, claim); errors.Is(err, ErrChanged) {
			k.waits(err.Error())
			return false
		}
	}
	k.mu.Lock()
	k.mine, k.reason, k.soleAt = claim, "", k.cfg.Now()
	if v.Settle > 0 {
		k.soleAt = k.soleAt.Add(GoneAfter)
	}
	k.mu.Unlock()
	if !a.Reached {
		return true // it is claimed when it comes
	}
	begun := k.cfg.Now()
	if err := k.asterisk.put(ctx, a, claim); err != nil {
		return true
	}
	return k.settled(ctx, claim, v.Settle, begun)
}

// settled reports whether a claim stands in Asterisk after a time.
func (k *Keeper) settled(ctx context.Context, claim Claim, after time.Duration, begun time.Time) bool {
	if after > 0 {
		select {
		case <-time.After(after):
		case <-ctx.Done():
			return false
		}
		begun = k.cfg.Now()
		if a := k.asterisk.look(ctx); a.Reached && a.There && a.Claim != claim {
			k.waits("another service claimed Asterisk at the same moment: " + a.Claim.Who)
			return false
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.inA, k.renewed = true, begun
	k.notify()
	return true
}

// waits notes why this service stands by, and reports it when it is new.
func (k *Keeper) waits(reason string) {
	k.mu.Lock()
	news := k.reason != reason
	k.reason = reason
	k.mu.Unlock()
	if news {
		k.cfg.Report("standing by, and taking over " + GoneAfter.String() + " after the other's last sign of life: " + reason)
	}
}

// notify wakes who waits for a change; k.mu is held.
func (k *Keeper) notify() {
	close(k.changed)
	k.changed = make(chan struct{})
}

// Run renews the claims until ctx ends. It returns ErrLost when another service owns
// the hotline. A witness that is away changes nothing: who loses the database stays the
// owner, and who loses Asterisk has nothing to command.
func (k *Keeper) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = k.every(ctx, func(ctx context.Context) error { k.beatDatabase(ctx); return nil }) // ends with ctx alone
	}()
	err := k.every(ctx, k.beatAsterisk)
	cancel()
	<-done
	return err
}

func (k *Keeper) every(ctx context.Context, beat func(context.Context) error) error {
	tick := time.NewTicker(Every)
	defer tick.Stop()
	for {
		if err := k.alive(ctx); err == nil {
			if err := beat(ctx); err != nil {
				return err
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

func (k *Keeper) alive(ctx context.Context) error {
	if k.cfg.Alive == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	return k.cfg.Alive(ctx)
}

// beatAsterisk renews the claim in Asterisk, or makes it when Asterisk has come.
func (k *Keeper) beatAsterisk(ctx context.Context) error {
	k.beating.Lock()
	defer k.beating.Unlock()
	begun := k.cfg.Now()
	a := k.asterisk.look(ctx)
	if !a.Reached {
		return nil
	}
	k.mu.Lock()
	mine, owned, renewed, lost := k.mine, k.inA, k.cfg.Now().Sub(k.renewed), k.lost
	k.mu.Unlock()
	if lost {
		return ErrLost
	}
	next, ok := k.standing(mine, a, renewed)
	if !owned {
		next, ok = k.joining(mine, a)
	}
	switch {
	case ctx.Err() != nil:
		return nil
	case !ok && owned, !ok && k.moves(a):
		k.lose(a)
		return fmt.Errorf("%w: %s", ErrLost, a.Claim.Who)
	case !ok:
		k.waits("Asterisk has the claim of another service: " + a.Claim.Who)
		return nil
	}
	if err := k.asterisk.put(ctx, a, next); err != nil {
		return nil // seen again at the next beat
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.mine, k.inA, k.renewed, k.reason = next, true, begun, ""
	k.notify()
	return nil
}

// standing returns the next claim of an owner, and whether it still is one.
func (k *Keeper) standing(mine Claim, a View, renewed time.Duration) (Claim, bool) {
	if !Stands(mine, a, renewed) {
		return mine, false
	}
	next := mine
	next.Beat++
	if a.There && !a.Claim.By(mine.Instance) {
		next = Next(mine.Instance, mine.Who, View{There: true, Claim: mine}, a)
		k.contested("another service has claimed Asterisk while this one owns it, and is refused: " + a.Claim.Who)
	}
	return next, true
}

// joining returns the first claim in an Asterisk that was away when the service began.
func (k *Keeper) joining(mine Claim, a View) (Claim, bool) {
	d, _, _ := k.database.last()
	if v := Decide(mine.Instance, a, d); !v.Take {
		return mine, false
	}
	return Next(mine.Instance, mine.Who, View{There: true, Claim: mine}, a), true
}

func (k *Keeper) moves(a View) bool {
	_, moving, _ := k.asterisk.last()
	return moving && a.of(k.cfg.Instance) == alive
}

// contested notes that for a while somebody else may be commanding.
func (k *Keeper) contested(what string) {
	k.mu.Lock()
	k.soleAt = k.cfg.Now().Add(GoneAfter)
	k.mu.Unlock()
	k.cfg.Report(what)
}

func (k *Keeper) lose(a View) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.lost, k.inA, k.reason = true, false, "lost to "+a.Claim.Who
	k.notify()
}

// beatDatabase renews the claim in the database, or makes it when the database has
// come. What it finds there never ends the ownership.
func (k *Keeper) beatDatabase(ctx context.Context) {
	d := k.database.look(ctx)
	k.mu.Lock()
	mine, owned := k.mine, k.inD
	k.mu.Unlock()
	switch d.of(k.cfg.Instance) {
	case away:
		return
	case alive:
		if owned {
			k.cfg.Report("another service has claimed the database: " + d.Claim.Who)
		}
		k.ownsDatabase(false)
		return
	}
	if d.There {
		mine.Epoch = max(mine.Epoch, d.Claim.Epoch)
	}
	mine.Beat = max(mine.Beat, d.Claim.Beat+1)
	if err := k.database.put(ctx, d, mine); err == nil {
		k.ownsDatabase(true)
	}
}

func (k *Keeper) ownsDatabase(yes bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	first := yes && !k.inD
	k.inD = yes
	if !first {
		return
	}
	select {
	case <-k.databaseOwned:
	default:
		close(k.databaseOwned)
	}
}
