// Package directory serves the tree of units to the other services, also while the
// store is away.
package directory

import (
	"context"
	"sync"

	"hotline12345/internal/breaker"
	"hotline12345/tickets/org"
)

// Directory answers who belongs where by the tree of units. While the store is away it
// works with the units that were read last.
type Directory struct {
	units *breaker.Cached[[]org.Unit]

	mu     sync.Mutex
	tree   org.Tree
	treeOf int // which read of the units it was made of
}

// New returns a directory that reads the units when they are needed first.
func New(b *breaker.Breaker, read func(context.Context) ([]org.Unit, error)) *Directory {
	return &Directory{units: breaker.NewCached(b, read)}
}

// Units returns all units in their order; while the store is away, those that were read
// last.
func (d *Directory) Units(ctx context.Context) ([]org.Unit, error) { return d.units.Get(ctx) }

// Last returns the units that were read last, and how often they were read: what was
// made of them holds until that number changes.
func (d *Directory) Last() (units []org.Unit, reads int) { return d.units.Last() }

// Forget makes the units be read anew when they are needed next.
func (d *Directory) Forget() { d.units.Forget() }

// Tree returns the tree of units; it is empty if the units could never be read.
func (d *Directory) Tree(ctx context.Context) org.Tree {
	_, _ = d.units.Get(ctx) // what could not be read stays as it was last
	units, reads := d.units.Last()
	d.mu.Lock()
	defer d.mu.Unlock()
	if reads != d.treeOf {
		d.tree, d.treeOf = org.NewTree(units), reads
	}
	return d.tree
}

// Current returns the actor with the unit that has taken over, and the tree of units.
func (d *Directory) Current(ctx context.Context, by org.Actor) (org.Actor, org.Tree) {
	tree := d.Tree(ctx)
	by.Unit = tree.Current(by.Unit)
	return by, tree
}

// Visible returns the units whose tickets and calls an actor may see, by the tree of
// now; nil is all. ErrForbidden: none.
func (d *Directory) Visible(ctx context.Context, by org.Actor) ([]string, error) {
	return org.VisibleUnits(d.Current(ctx, by))
}
