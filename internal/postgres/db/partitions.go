package db

import (
	"context"
	"sync"
	"time"

	"hotline12345/tickets/workday"
)

// ahead is how many months are made before they begin.
const ahead = 3

// months remembers which partitions are known to exist.
type months struct {
	mu    sync.Mutex
	known map[string]bool
}

// EnsurePartitions makes the partitions of this month and the next three. It belongs at
// the start and once a day.
func (d *DB) EnsurePartitions(ctx context.Context, now time.Time) error {
	local := now.In(workday.Zone)
	for i := range ahead + 1 {
		month := time.Date(local.Year(), local.Month()+time.Month(i), 1, 0, 0, 0, 0, workday.Zone)
		if err := d.EnsureMonth(ctx, month); err != nil {
			return err
		}
	}
	return nil
}

// EnsureMonth makes the partitions for the month of a time, as China counts months. An
// old journal may bring months that were not made ahead.
func (d *DB) EnsureMonth(ctx context.Context, at time.Time) error {
	key := at.In(workday.Zone).Format("200601")
	d.months.mu.Lock()
	defer d.months.mu.Unlock()
	if d.months.known[key] {
		return nil
	}
	if _, err := d.Pool.Exec(ctx, "select ensure_month($1)", at); err != nil {
		return Fault("make partitions of "+key, err)
	}
	if d.months.known == nil {
		d.months.known = map[string]bool{}
	}
	d.months.known[key] = true
	return nil
}
