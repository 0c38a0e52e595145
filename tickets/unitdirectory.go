package tickets

import (
	"context"
	"sync"
)

// UnitDirectory answers who belongs where by the tree of units; while the store is
// away it works with the last one that was read.
type UnitDirectory struct {
	units *Cached[[]Unit]

	mu     sync.Mutex
	tree   Tree
	treeOf int // which read of the units it was made of
}

// NewUnitDirectory reads the units when they are needed first.
func NewUnitDirectory(b *Breaker, read func(context.Context) ([]Unit, error)) *UnitDirectory {
	return &UnitDirectory{units: NewCached(b, read)}
}

// Units returns all units in their order; the last known ones while the store is
// away.
func (d *UnitDirectory) Units(ctx context.Context) ([]Unit, error) { return d.units.Get(ctx) }

// Last returns the units that were read last, and how often they were read: what was
// made of them holds until that number changes.
func (d *UnitDirectory) Last() (units []Unit, reads int) { return d.units.Last() }

// Forget has the units read anew when they are needed next.
func (d *UnitDirectory) Forget() { d.units.Forget() }

// Tree returns the tree of units; one that knows no unit if it could never be read.
func (d *UnitDirectory) Tree(ctx context.Context) Tree {
	_, _ = d.units.Get(ctx) // what could not be read stays as it was last
	units, reads := d.units.Last()
	d.mu.Lock()
	defer d.mu.Unlock()
	if reads != d.treeOf {
		d.tree, d.treeOf = NewTree(units), reads
	}
	return d.tree
}

// Current returns the actor with the unit that has taken over, and the tree of units.
func (d *UnitDirectory) Current(ctx context.Context, by Actor) (Actor, Tree) {
	tree := d.Tree(ctx)
	by.Unit = tree.Current(by.Unit)
	return by, tree
}

// Visible returns the units whose tickets and calls an actor may see, by the tree of
// now; nil is all. ErrForbidden: none.
func (d *UnitDirectory) Visible(ctx context.Context, by Actor) ([]string, error) {
	return VisibleUnits(d.Current(ctx, by))
}
