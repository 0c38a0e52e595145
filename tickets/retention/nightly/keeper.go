// Package nightly deletes each night what was kept long enough, and says before what it
// would delete.
package nightly

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/retention"
)

// Signer signs a deletion that follows the text of a former one.
type Signer = func(d retention.Deletion, former []byte) (retention.Signed, error)

// Store keeps what is deleted, and the record of that.
type Store interface {
	// Recordings returns calls that came before a time, of complaints, reports and
	// emergencies before another.
	Recordings(ctx context.Context, before, complaints time.Time) ([]retention.Recording, error)
	// RecordRecording puts a deletion on record; ok is false where something keeps it now.
	RecordRecording(ctx context.Context, d retention.Deletion, before, complaints time.Time, sign Signer) (ok bool, err error)
	// Days returns the days of a class before a time; DeleteDay deletes one.
	Days(ctx context.Context, c retention.Class, before time.Time) ([]retention.Day, error)
	DeleteDay(ctx context.Context, c retention.Class, day, now time.Time, sign Signer) (retention.Deletion, error)
	Deletions(ctx context.Context) ([]retention.Signed, error)
	LatestDeletions(ctx context.Context, limit int) ([]retention.Deletion, error)
	JournalLeft(ctx context.Context) ([]retention.JournalSpan, error)
	SaveNight(ctx context.Context, r retention.Night) error
	Nights(ctx context.Context, limit int) ([]retention.Night, error)
	FirstNight(ctx context.Context) (time.Time, error)
	SaveHold(ctx context.Context, h retention.LegalHold) error
	Holds(ctx context.Context, n tickets.Number) ([]retention.LegalHold, error)
}

// Files are the recordings on disk.
type Files interface {
	// Describe returns those that are there.
	Describe(names []string) ([]retention.DeletedFile, error)
	// Remove deletes them; one that is gone is no error.
	Remove(names []string) error
}

// Config is what a Keeper works with.
type Config struct {
	Store   Store
	Files   Files
	Periods retention.Periods
	Key     ed25519.PrivateKey
	Now     func() time.Time // nil means time.Now
	// Report is told what a night did, and what failed.
	Report func(r retention.Night, err error)
}

// Keeper deletes what was kept long enough.
type Keeper struct{ Config }

// New returns a keeper; see Run.
func New(c Config) *Keeper {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Keeper{c}
}

// lookEvery is how often a Keeper looks whether a night's work waits.
const lookEvery = time.Minute

// Run does each night's work until ctx ends.
func (k *Keeper) Run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for failing := false; ; {
		r, done, err := k.Night(ctx)
		if (done || err != nil && !failing) && ctx.Err() == nil {
			k.Report(r, err)
		}
		failing = err != nil
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Night does the night's work if it waits, and reports whether it did. In the first week it
// only says what it would do.
func (k *Keeper) Night(ctx context.Context) (r retention.Night, done bool, err error) {
	runs, err := k.Store.Nights(ctx, 1)
	if err != nil {
		return r, false, err
	}
	now := k.Now()
	if len(runs) > 0 && !retention.IsDue(runs[0].At, now) || len(runs) == 0 && !retention.IsDue(time.Time{}, now) {
		return r, false, nil
	}
	first, err := k.Store.FirstNight(ctx)
	if err != nil {
		return r, false, err
	}
	if r, err = k.work(ctx, now, retention.Rehearses(first, now)); err != nil {
		return r, false, err
	}
	return r, true, k.Store.SaveNight(ctx, r)
}

// Plan returns what the next night would delete if it deleted everything that may go.
func (k *Keeper) Plan(ctx context.Context) (retention.Night, error) {
	return k.work(ctx, k.Now(), true)
}

// work does, or counts, all classes. What fails in one does not stop the others; an error
// means that nothing could be read at all.
func (k *Keeper) work(ctx context.Context, now time.Time, dry bool) (retention.Night, error) {
	r := retention.Night{At: now.UTC(), Dry: dry, Periods: k.Periods, Parts: []retention.NightPart{}, Failed: []string{}}
	before, _ := k.Periods.Before(retention.Recordings, now)
	complaints, _ := k.Periods.Before(retention.ComplaintRecordings, now)
	sounds, err := k.Store.Recordings(ctx, before, complaints)
	if err != nil {
		return r, err
	}
	failed := func(what string, err error) { r.Failed = append(r.Failed, fmt.Sprintf("%s: %v", what, err)) }
	if !dry {
		if err := k.finish(ctx); err != nil {
			failed("what was left of last night", err)
		}
	}
	for _, c := range []retention.Class{retention.Recordings, retention.ComplaintRecordings} {
		part := retention.NightPart{Class: c}
		part.Before, _ = k.Periods.Before(c, now)
		for _, sound := range sounds {
			if sound.Class != c || ctx.Err() != nil {
				continue
			}
			if err := k.recording(ctx, &part, sound, deleting{now, before, complaints, dry}); err != nil {
				failed(sound.Call, err)
			}
		}
		r.Parts = append(r.Parts, part)
	}
	for _, c := range []retention.Class{retention.Journal, retention.AccessLog} {
		part, err := k.days(ctx, c, now, dry)
		if err != nil {
			failed(string(c), err)
		}
		r.Parts = append(r.Parts, part)
	}
	return r, ctx.Err()
}

// deleting is when, and how, recordings are deleted.
type deleting struct {
	now, before, complaints time.Time
	dry                     bool
}

// recording deletes the files of one call: first the record, then the files.
func (k *Keeper) recording(ctx context.Context, part *retention.NightPart, sound retention.Recording, how deleting) error {
	if sound.Kept {
		part.Held++
		return nil
	}
	found, err := k.Files.Describe(sound.Files)
	if err != nil || len(found) == 0 {
		return err // they were never there, or are gone with a former disk
	}
	d := retention.Deletion{At: how.now.UTC(), Class: sound.Class, Item: sound.Call, Count: len(found), Files: found, Sum: retention.SumOfFiles(found)}
	for _, f := range found {
		d.Bytes += f.Bytes
	}
	if !how.dry {
		ok, err := k.Store.RecordRecording(ctx, d, how.before, how.complaints, k.sign)
		if err != nil {
			return err
		}
		if !ok {
			part.Held++
			return nil
		}
		if err := k.Files.Remove(sound.Files); err != nil {
			return err
		}
	}
	part.Items++
	part.Count += d.Count
	part.Bytes += d.Bytes
	return nil
}

// unfinished is how many deletions are looked at for files that are still there: a service
// that is killed may have put one on record and no more.
const unfinished = 100

func (k *Keeper) finish(ctx context.Context) error {
	last, err := k.Store.LatestDeletions(ctx, unfinished)
	if err != nil {
		return err
	}
	for _, d := range last {
		var names []string
		for _, f := range d.Files {
			names = append(names, f.Name)
		}
		if err := k.Files.Remove(names); err != nil {
			return err
		}
	}
	return nil
}

// days deletes, or counts, the whole days of a class.
func (k *Keeper) days(ctx context.Context, c retention.Class, now time.Time, dry bool) (retention.NightPart, error) {
	part := retention.NightPart{Class: c}
	before, ok := k.Periods.Before(c, now)
	if !ok {
		return part, nil
	}
	part.Before = before
	list, err := k.Store.Days(ctx, c, before)
	if err != nil {
		return part, err
	}
	for _, day := range list {
		if day.Held > 0 {
			part.Held++
		}
		if day.Rows == 0 {
			continue
		}
		gone := day.Rows
		if !dry {
			d, err := k.Store.DeleteDay(ctx, c, day.Begins, now, k.sign)
			if err != nil {
				return part, err
			}
			if gone = d.Count; gone == 0 {
				continue // a hold came in between
			}
		}
		part.Items++
		part.Count += gone
	}
	return part, nil
}

func (k *Keeper) sign(d retention.Deletion, former []byte) (retention.Signed, error) {
	return retention.Sign(d, former, k.Key)
}

// Verify checks the record of all deletions, and that nothing of the journal is missing but
// what was deleted. It returns how many deletions there are, and the gaps.
func (k *Keeper) Verify(ctx context.Context) (int, []retention.JournalSpan, error) {
	signed, err := k.Store.Deletions(ctx)
	if err != nil {
		return 0, nil, err
	}
	public, _ := k.Key.Public().(ed25519.PublicKey)
	list, err := retention.Check(signed, public)
	if err != nil {
		return len(list), nil, err
	}
	left, err := k.Store.JournalLeft(ctx)
	if err != nil {
		return len(list), nil, err
	}
	return len(list), retention.Gaps(list, left), nil
}
