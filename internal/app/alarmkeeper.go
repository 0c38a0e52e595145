package app

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"sync"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/disk"
	"hotline12345/internal/status"
)

// alarmStore keeps alarms in the database.
type alarmStore interface {
	Alarms(ctx context.Context, after time.Time) ([]status.Alarm, error)
	SaveAlarms(ctx context.Context, list []status.Alarm, forget time.Time) error
}

// alarmKeeper keeps the alarms over restarts: in a file at once, which also keeps those about the
// database, and in the database as soon as it takes them. It is safe for concurrent use.
type alarmKeeper struct {
	file  string
	store alarmStore
	log   *zap.Logger

	mu     sync.Mutex
	watch  status.Watch
	stored bool // those of the database have been read
	failed bool // the file or the database did not take them last time: said once
	dirty  bool // the file lacks something
}

// keepLimit is how long the database may take to keep alarms.
const keepLimit = 2 * time.Second

func newAlarmKeeper(file string, store alarmStore, log *zap.Logger) *alarmKeeper {
	return &alarmKeeper{file: file, store: store, log: log}
}

// begin reads what an earlier run of this machine kept. A file that cannot be read is as good as
// none: the database has most of it.
func (k *alarmKeeper) begin(now time.Time) {
	var kept []status.Alarm
	raw, err := os.ReadFile(k.file)
	if err == nil {
		err = json.Unmarshal(raw, &kept)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		k.log.Warn("the file of alarms cannot be read; those of before come from the database", zap.Error(err))
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.watch.Begin(now, kept)
}

// note takes what was found wrong at a look.
func (k *alarmKeeper) note(now time.Time, found []status.Alarm, unlooked []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.watch.Note(now, found, unlooked)
	k.dirty = k.dirty || len(k.watch.Unsaved()) > 0
}

// acknowledge notes that a person knows of an alarm; it is on the disk when this returns, if the
// disk takes it.
func (k *alarmKeeper) acknowledge(id status.ID, ack status.Ack) error {
	k.mu.Lock()
	err := k.watch.Acknowledge(id, ack)
	k.mu.Unlock()
	if err == nil {
		k.writeFile(true)
	}
	return err
}

// now returns the alarms that last, those of the last day that are over, and whether those of the
// database have been read.
func (k *alarmKeeper) now(now time.Time) (open, recovered []status.Alarm, stored bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.watch.Open(), k.watch.Recovered(now), k.stored
}

func (k *alarmKeeper) past() status.PastAlarms {
	k.mu.Lock()
	defer k.mu.Unlock()
	return status.PastAlarms{Alarms: k.watch.Past(), Stored: k.stored}
}

// keep writes what changed to the file, and to the database if that is there.
func (k *alarmKeeper) keep(ctx context.Context, now time.Time, there bool) {
	k.writeFile(false)
	if !there {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, keepLimit)
	defer cancel()
	err := errors.Join(k.read(ctx, now), k.save(ctx, now))
	k.say("the database takes no alarms; they are kept on this machine", err)
}

// read takes those that the database has, once.
func (k *alarmKeeper) read(ctx context.Context, now time.Time) error {
	k.mu.Lock()
	stored := k.stored
	k.mu.Unlock()
	if stored {
		return nil
	}
	list, err := k.store.Alarms(ctx, now.Add(-status.Kept))
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.watch.Merge(list)
	k.stored, k.dirty = true, true
	return nil
}

// save writes what changed since the last time; never before the database was read.
func (k *alarmKeeper) save(ctx context.Context, now time.Time) error {
	k.mu.Lock()
	changed, stored := k.watch.Unsaved(), k.stored
	k.mu.Unlock()
	if len(changed) == 0 || !stored {
		return nil
	}
	list := make([]status.Alarm, len(changed))
	for i, c := range changed {
		list[i] = c.Alarm
	}
	if err := k.store.SaveAlarms(ctx, list, now.Add(-status.Kept)); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.watch.Saved(changed)
	return nil
}

// writeFile writes the file, if it lacks something or always; a disk that takes none is tried
// again at the next look.
func (k *alarmKeeper) writeFile(always bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.dirty && !always {
		return
	}
	raw, err := json.Marshal(k.watch.All())
	if err == nil {
		err = disk.Replace(k.file, raw, 0o600)
	}
	k.dirty = err != nil
	if err != nil {
		k.log.Debug("the file of alarms cannot be written", zap.Error(err)) // the status page and the journal say so
	}
}

// say logs an error once, until it is over.
func (k *alarmKeeper) say(msg string, err error) {
	k.mu.Lock()
	said := k.failed
	k.failed = err != nil
	k.mu.Unlock()
	if err != nil && !said {
		k.log.Warn(msg, zap.Error(err))
	}
}
