package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"go.uber.org/zap"
)

const (
	// keepUnnamed is how long a content may belong to no ticket: its ticket is
	// written right after it.
	keepUnnamed = 24 * time.Hour
	// askedBefore is the age from which a content has been asked about by many
	// sweeps: years of files are not asked about every day.
	askedBefore = 30 * 24 * time.Hour
	sweepEvery  = 12 * time.Hour
	askedAtOnce = 500
)

// Tickets tells which contents belong to tickets.
type Tickets interface {
	Attached(ctx context.Context, sums []string) ([]string, error)
}

// Run sweeps until ctx ends. While the tickets cannot be asked, everything stays.
func (f *Folder) Run(ctx context.Context, t Tickets, log *zap.Logger) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		n, err := f.Sweep(ctx, t, time.Now())
		switch {
		case err != nil && ctx.Err() == nil:
			log.Warn("files that uploads left behind wait for the next sweep", zap.Error(err))
		case n > 0:
			log.Info("files that uploads left behind are removed", zap.Int("files", n))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Sweep removes contents that are old and belong to no ticket, as uploads leave them whose
// ticket was not written, and returns how many.
func (f *Folder) Sweep(ctx context.Context, t Tickets, now time.Time) (int, error) {
	var old []string
	err := filepath.WalkDir(f.dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || len(d.Name()) != 64 {
			return err
		}
		if info, err := d.Info(); err == nil && info.ModTime().Before(now.Add(-keepUnnamed)) && info.ModTime().After(now.Add(-askedBefore)) {
			old = append(old, d.Name())
		}
		return ctx.Err()
	})
	if err != nil {
		return 0, fmt.Errorf("find files to sweep: %w", err)
	}
	n := 0
	for sums := range slices.Chunk(old, askedAtOnce) {
		kept, err := t.Attached(ctx, sums)
		if err != nil {
			return n, err
		}
		for _, sum := range sums {
			if slices.Contains(kept, sum) {
				continue
			}
			removed, err := f.remove(sum, now.Add(-keepUnnamed))
			if err != nil {
				return n, err
			}
			n += removed
		}
	}
	return n, nil
}

// remove removes a content, unless it was uploaded again meanwhile.
func (f *Folder) remove(sum string, before time.Time) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.path(sum))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.ModTime().Before(before) {
		return 0, nil
	}
	if err == nil {
		err = os.Remove(f.path(sum))
	}
	if e := os.Remove(f.path(sum) + smallExt); err == nil && !errors.Is(e, fs.ErrNotExist) {
		err = e
	}
	if err != nil {
		return 0, fmt.Errorf("sweep a file: %w", err)
	}
	return 1, nil
}
