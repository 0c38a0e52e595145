package ownership

import (
	"context"
	"fmt"
	"time"
)

// MayOpen returns nil when the websocket of the ARI application may be opened: the
// claim in Asterisk stood at this moment.
func (k *Keeper) MayOpen(ctx context.Context) error {
	if err := k.beatAsterisk(ctx); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.lost:
		return ErrLost
	case k.inA && k.fresh():
		return nil
	}
	_, _, err := k.asterisk.last()
	if err == nil {
		return fmt.Errorf("not the owner of Asterisk yet: %s", k.reason)
	}
	return fmt.Errorf("not the owner of Asterisk yet: %w", err)
}

// Confirm waits until this service may command: its claim was seen to stand within
// the Lease. A service that was frozen waits here until it knows whether it still is
// the owner.
func (k *Keeper) Confirm(ctx context.Context) error {
	for {
		k.mu.Lock()
		fresh, lost, changed := k.inA && k.fresh(), k.lost, k.changed
		k.mu.Unlock()
		switch {
		case lost:
			return ErrLost
		case fresh:
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for the claim in Asterisk: %w", ctx.Err())
		}
	}
}

// fresh reports whether the claim was renewed within the lease; k.mu is held.
func (k *Keeper) fresh() bool { return k.cfg.Now().Sub(k.renewed) < Lease }

// Sole waits until nobody else can be commanding: a former or another owner is proved
// gone.
func (k *Keeper) Sole(ctx context.Context) error {
	for {
		k.mu.Lock()
		left, changed := k.soleAt.Sub(k.cfg.Now()), k.changed
		k.mu.Unlock()
		if left <= 0 {
			return nil
		}
		limit := time.NewTimer(left)
		select {
		case <-limit.C:
		case <-changed:
		case <-ctx.Done():
			limit.Stop()
			return fmt.Errorf("wait until another owner is proved gone: %w", ctx.Err())
		}
		limit.Stop()
	}
}

// Replaced is told that another websocket has taken the ARI application. It returns
// ErrLost when that one's service owns it. Otherwise a program has taken it that claims
// nothing, and citizens must not be left to it: the application is taken back.
func (k *Keeper) Replaced(ctx context.Context) error {
	if err := k.beatAsterisk(ctx); err != nil {
		return err
	}
	k.mu.Lock()
	k.rogue++
	k.mu.Unlock()
	k.contested("a program that does not own Asterisk has taken the ARI application; it is taken back. Find it: it uses our ARI user and the application's name")
	return nil
}

// Database is closed once the database is owned.
func (k *Keeper) Database() <-chan struct{} { return k.databaseOwned }

// Status is what a keeper knows, for people and for counters.
type Status struct {
	Claim    Claim // of this service; zero while it stands by
	Asterisk bool  // it owns Asterisk
	Database bool  // it owns the database
	Renewed  time.Duration
	Reason   string // why it stands by or has lost; "" if it does not
	Rogue    uint64 // how often a stranger took the application
	// Other is the claim that stands in the database when it is not ours.
	Other string
}

// Status returns what the keeper knows at this moment.
func (k *Keeper) Status() Status {
	d, _, _ := k.database.last()
	k.mu.Lock()
	defer k.mu.Unlock()
	s := Status{Claim: k.mine, Asterisk: k.inA, Database: k.inD, Renewed: k.cfg.Now().Sub(k.renewed), Reason: k.reason, Rogue: k.rogue}
	if d.of(k.cfg.Instance) == alive {
		s.Other = d.Claim.Who
	}
	return s
}
