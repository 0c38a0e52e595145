package tickets

import (
	"context"
	"time"
)

// StatisticsStore counts over many tickets, and keeps what is published.
type StatisticsStore interface {
	Statistics
	Publications
	// Counts says how much waits in tickets that concern one of the units; nil
	// is all.
	Counts(ctx context.Context, units []string, now time.Time) (Counts, error)
	Units(ctx context.Context) ([]Unit, error)
	Categories(ctx context.Context) ([]Category, error)
}

// StatisticsService counts for those who oversee tickets, and for everybody.
type StatisticsService struct {
	store      StatisticsStore
	directory  *UnitDirectory
	categories *Cached[[]Category]
	breaker    *Breaker
}

// NewStatisticsService returns the service over a store; b stands before it.
func NewStatisticsService(store StatisticsStore, directory *UnitDirectory, b *Breaker) *StatisticsService {
	return &StatisticsService{store: store, directory: directory, categories: NewCached(b, store.Categories), breaker: b}
}
