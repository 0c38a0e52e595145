// Package nightly deletes each night what was kept long enough, and says before what it
// would delete.
package nightly

import (
	"context"
	"crypto/ed25519"
	"errors"
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
	// Look returns those that are there, with their sizes; it reads none.
	Look(names []string) ([]retention.DeletedFile, error)
	// Describe returns those that are there, with their sums: it reads them whole.
	Describe(names []string) ([]retention.DeletedFile, error)
	// Remove deletes them; one that is gone is no error.
	Remove(names []string) error
}

// Config is what a Keeper works with.
type Config struct {
	Store   Store
	Files   Files
	Periods retention.Periods
	// Key returns the key that signs what was deleted. Where there is none it makes one if it
	// may, else the error is ErrNoKey.
	Key func(mayMake bool) (ed25519.PrivateKey, error)
	Now func() time.Time // nil means time.Now
	// Report is told what a night did, and what failed.
	Report func(r retention.Night, err error)
}

// ErrNoKey: the key that signed former deletions is not there. Another one would make them
// look forged.
var ErrNoKey = errors.New("the key that signed what was deleted is missing")

// Keeper deletes what was kept long enough.
type Keeper struct {
	Config
	turn chan struct{} // one work at a time, done or counted
}

// New returns a keeper; see Run.
func New(c Config) *Keeper {
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Keeper{c, make(chan struct{}, 1)}
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
	if r, err = k.inTurn(ctx, now, retention.Rehearses(first, now)); err != nil {
		return r, false, err
	}
	return r, true, k.Store.SaveNight(ctx, r)
}

// Plan returns what the next night would delete if it deleted everything that may go.
// It waits for a night's work, or another plan, that is under way.
func (k *Keeper) Plan(ctx context.Context) (retention.Night, error) {
	return k.inTurn(ctx, k.Now(), true)
}

// inTurn is work, one at a time.
func (k *Keeper) inTurn(ctx context.Context, now time.Time, dry bool) (retention.Night, error) {
	select {
	case k.turn <- struct{}{}:
		defer func() { <-k.turn }()
	case <-ctx.Done():
		return retention.Night{}, ctx.Err()
	}
	sign := Signer(nil)
	if !dry {
		key, err := k.key(ctx)
		if err != nil {
			return retention.Night{}, err
		}
		sign = func(d retention.Deletion, former []byte) (retention.Signed, error) {
			return retention.Sign(d, former, key)
		}
	}
	return k.work(ctx, now, sign)
}

// key returns the key for a night that deletes. It makes the first one, and never a second:
// what is on record is signed by the one that is missing.
func (k *Keeper) key(ctx context.Context) (ed25519.PrivateKey, error) {
	former, err := k.Store.LatestDeletions(ctx, 1)
	if err != nil {
		return nil, err
	}
	return k.Key(len(former) == 0)
}

// work does all classes, or counts them where nothing signs. What fails in one does not stop
// the others; an error means that nothing could be read at all.
func (k *Keeper) work(ctx context.Context, now time.Time, sign Signer) (retention.Night, error) {
	dry := sign == nil
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
			if err := k.recording(ctx, &part, sound, deleting{now, before, complaints, sign}); err != nil {
				failed(sound.Call, err)
			}
		}
		r.Parts = append(r.Parts, part)
	}
	for _, c := range []retention.Class{retention.Journal, retention.AccessLog} {
		part, err := k.days(ctx, c, now, sign)
		if err != nil {
			failed(string(c), err)
		}
		r.Parts = append(r.Parts, part)
	}
	return r, ctx.Err()
}

// deleting is when, and how, recordings are deleted: only counted where nothing signs.
type deleting struct {
	now, before, complaints time.Time
	sign                    Signer
}

// recording deletes the files of one call: first the record, then the files.
func (k *Keeper) recording(ctx context.Context, part *retention.NightPart, sound retention.Recording, how deleting) error {
	if sound.Kept {
		part.Held++
		return nil
	}
	look := k.Files.Look
	if how.sign != nil {
		look = k.Files.Describe
	}
	found, err := look(sound.Files)
	if err != nil || len(found) == 0 {
		return err // they were never there, or are gone with a former disk
	}
	d := retention.Deletion{At: how.now.UTC(), Class: sound.Class, Item: sound.Call, Count: len(found), Files: found}
	for _, f := range found {
		d.Bytes += f.Bytes
	}
	if how.sign != nil {
		d.Sum = retention.SumOfFiles(found)
		ok, err := k.Store.RecordRecording(ctx, d, how.before, how.complaints, how.sign)
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

// days deletes the whole days of a class, or counts them where nothing signs.
func (k *Keeper) days(ctx context.Context, c retention.Class, now time.Time, sign Signer) (retention.NightPart, error) {
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
		if sign != nil {
			d, err := k.Store.DeleteDay(ctx, c, day.Begins, now, sign)
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

// Verify checks the record of all deletions, and that nothing of the journal is missing but
// what was deleted. It returns how many deletions there are, and the gaps. It makes no key:
// without the one that signed there is ErrNoKey.
func (k *Keeper) Verify(ctx context.Context) (int, []retention.JournalSpan, error) {
	signed, err := k.Store.Deletions(ctx)
	if err != nil {
		return 0, nil, err
	}
	var list []retention.Deletion
	if len(signed) > 0 {
		key, err := k.Key(false)
		if err != nil {
			return 0, nil, err
		}
		public, _ := key.Public().(ed25519.PublicKey)
		if list, err = retention.Check(signed, public); err != nil {
			return len(list), nil, err
		}
	}
	left, err := k.Store.JournalLeft(ctx)
	if err != nil {
		return len(list), nil, err
	}
	return len(list), retention.Gaps(list, left), nil
}
