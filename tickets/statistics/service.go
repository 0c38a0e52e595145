// Package statistics counts over many tickets: what waits for an actor, the load and
// the performance of units, the three rates (三率), hot matters, and the figures that
// are published.
package statistics

import (
	"context"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/directory"
)

// Statistics count over many tickets for those who oversee them. A nil list of
// units is all.
type Statistics interface {
	// Loads are the units that have something, the most overdue first.
	Loads(ctx context.Context, units []string, now time.Time) ([]Load, error)
	// OpenMatters are the open tickets registered since then.
	OpenMatters(ctx context.Context, units []string, since time.Time) ([]OpenMatter, error)
	// Ratings are counted by unit and equal rating; to is not included.
	Ratings(ctx context.Context, units []string, from, to time.Time) ([]RatingGroup, error)
	// Exclusions are the ratings that do not count, newest first.
	Exclusions(ctx context.Context, units []string, from, to time.Time, limit int) ([]Exclusion, error)
	// Performance counts by unit what entries of a period tell of it; to is not
	// included.
	Performance(ctx context.Context, units []string, from, to time.Time) ([]UnitPerformance, error)
}

// Publications counts months and keeps what was counted (S012).
type Publications interface {
	// FirstRegistered is when the first ticket was registered; zero if there is
	// none.
	FirstRegistered(ctx context.Context) (time.Time, error)
	// CountMonth counts the matters that were registered in a month, as they stand
	// at now. It may take minutes.
	CountMonth(ctx context.Context, m Month, now time.Time) (MonthCount, error)
	// SavePublished keeps the figures of a month instead of those before.
	SavePublished(ctx context.Context, p PublishedMonth) error
	// PublishedRows are the months that are kept, the newest first.
	PublishedRows(ctx context.Context) ([]PublishedRow, error)
	// Published are the months whose name begins so: of a year, or one.
	Published(ctx context.Context, name string) ([]PublishedMonth, error)
}

// Store counts over many tickets, and keeps what is published.
type Store interface {
	Statistics
	Publications
	// Counts returns how much waits in tickets that concern one of the units; nil
	// is all.
	Counts(ctx context.Context, units []string, now time.Time) (Counts, error)
	Units(ctx context.Context) ([]org.Unit, error)
}

// Service counts for those who oversee tickets, and for everybody.
type Service struct {
	store      Store
	directory  *directory.Directory
	categories *breaker.Cached[[]tickets.Category]
	breaker    *breaker.Breaker
}

// New returns the service over a store; b stands before it. The directory and the
// categories are shared with those who change them.
func New(store Store, directory *directory.Directory, categories *breaker.Cached[[]tickets.Category], b *breaker.Breaker) *Service {
	return &Service{store: store, directory: directory, categories: categories, breaker: b}
}
