package status

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
)

const (
	// Kept is how long an alarm that is over is kept.
	Kept = 30 * 24 * time.Hour
	// lately is how long one that is over stands beside those that last.
	lately = 24 * time.Hour
	// mostKept and mostLately bound how many: a part that comes and goes all day.
	mostKept, mostLately = 500, 50
	// seenEvery is how often it is kept that an alarm still stands.
	seenEvery = time.Minute
	// gap is how long nobody has looked, when of an end it is only known between when it was.
	gap = 30 * time.Second
	// settle is how long after a start an alarm of before is not held to be over: parts that are
	// still on their way have not been looked at.
	settle = time.Minute
)

// ID tells an alarm from all others: its key, and when it began.
type ID struct {
	Key  string
	From time.Time
}

// ID returns an alarm's.
func (a Alarm) ID() ID { return ID{a.Key, a.From} }

// Acknowledged reports whether somebody knows of an alarm as it is: it has not grown worse since.
func (a Alarm) Acknowledged() bool {
	return len(a.Acks) > 0 && severity[a.Acks[len(a.Acks)-1].State] >= severity[a.State]
}

// Watch follows alarms from look to look, and over restarts. It is not safe for concurrent use.
type Watch struct {
	open  map[string]Alarm
	over  []Alarm // the latest end last
	began time.Time
	marks map[ID]mark
}

// mark says of an alarm that it changed, how often, and when last.
type mark struct {
	changes int
	unsaved bool
	at      time.Time
}

// Changed is an alarm that is to be kept, and how often it had changed then.
type Changed struct {
	Alarm
	changes int
}

// Begin takes what was kept of an earlier run, now that a new one begins. Whether all of it was
// saved elsewhere nobody knows: it is saved again.
func (w *Watch) Begin(now time.Time, kept []Alarm) {
	w.began = exact(now)
	w.Merge(kept)
	for _, a := range w.All() {
		w.mark(a.ID(), a.Seen)
	}
}

// exact returns a time as databases and files keep it.
func exact(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// Note takes what was found wrong at a look: what is new begins now, what is missing is over. Of
// the keys that begin with one of unlooked nobody looked: those stay as they are.
func (w *Watch) Note(now time.Time, found []Alarm, unlooked []string) {
	now = exact(now)
	stands := map[string]bool{}
	for _, a := range found {
		stands[a.Key] = true
		before, lasts := w.open[a.Key]
		a.From, a.Acks, a.Seen = now, nil, now
		if lasts {
			a.From, a.Acks = before.From, before.Acks
		}
		w.put(a)
		if !lasts || a.State != before.State || a.Says.Code != before.Says.Code || now.Sub(w.marks[a.ID()].at) >= seenEvery {
			w.mark(a.ID(), now)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(w.open)) {
		a := w.open[key]
		ofBefore := a.Seen.Before(w.began)
		if stands[key] || slices.ContainsFunc(unlooked, func(begin string) bool { return strings.HasPrefix(key, begin) }) ||
			ofBefore && now.Sub(w.began) < settle {
			continue
		}
		w.end(a, now)
	}
	w.over = slices.DeleteFunc(w.over, func(a Alarm) bool { return now.Sub(a.To) >= Kept })
	w.bound()
}

// end notes that an alarm is over.
func (w *Watch) end(a Alarm, now time.Time) {
	delete(w.open, a.Key)
	a.To = later(now, a.From)
	if a.To.Sub(a.Seen) > gap {
		a.After = a.Seen
	}
	w.over = append(w.over, a)
	w.mark(a.ID(), now)
}

func (w *Watch) put(a Alarm) {
	if w.open == nil {
		w.open = map[string]Alarm{}
	}
	w.open[a.Key] = a
}

func (w *Watch) mark(id ID, at time.Time) {
	if w.marks == nil {
		w.marks = map[ID]mark{}
	}
	m := w.marks[id]
	w.marks[id] = mark{changes: m.changes + 1, unsaved: true, at: at}
}

// bound drops the earliest ones that are over, and the marks of what is gone and saved.
func (w *Watch) bound() {
	w.over = w.over[max(0, len(w.over)-mostKept):]
	there := map[ID]bool{}
	for _, a := range w.All() {
		there[a.ID()] = true
	}
	maps.DeleteFunc(w.marks, func(id ID, _ mark) bool { return !there[id] })
}

// Acknowledge notes that a person knows of an alarm. The same person with the same words again
// changes nothing. It returns errs.ErrNotFound for an alarm that is not known.
func (w *Watch) Acknowledge(id ID, ack Ack) error {
	id.From = exact(id.From)
	ack.At = exact(ack.At)
	add := func(a *Alarm) {
		ack.State = a.State
		if n := len(a.Acks); n > 0 && a.Acks[n-1].By == ack.By && a.Acks[n-1].Note == ack.Note && a.Acks[n-1].State == ack.State {
			return
		}
		a.Acks = append(slices.Clone(a.Acks), ack)
		w.mark(id, ack.At)
	}
	if a, ok := w.open[id.Key]; ok && a.From.Equal(id.From) {
		add(&a)
		w.put(a)
		return nil
	}
	for i := range w.over {
		if w.over[i].Key == id.Key && w.over[i].From.Equal(id.From) {
			add(&w.over[i])
			return nil
		}
	}
	return errs.ErrNotFound
}

// Unsaved returns what changed since it was saved last.
func (w *Watch) Unsaved() (list []Changed) {
	for _, a := range w.All() {
		if m := w.marks[a.ID()]; m.unsaved {
			list = append(list, Changed{a, m.changes})
		}
	}
	return list
}

// Saved notes that alarms were saved as they were then.
func (w *Watch) Saved(list []Changed) {
	for _, c := range list {
		if m := w.marks[c.ID()]; m.changes == c.changes {
			m.unsaved = false
			w.marks[c.ID()] = m
		}
	}
}

// All returns all alarms: those that are over, then those that last.
func (w *Watch) All() []Alarm {
	list := slices.Clone(w.over)
	for _, key := range slices.Sorted(maps.Keys(w.open)) {
		list = append(list, w.open[key])
	}
	return list
}

// Open returns the alarms that last: those of which nobody knows first, then the worst, of those
// the newest.
func (w *Watch) Open() []Alarm {
	list := make([]Alarm, 0, len(w.open))
	for _, a := range w.open {
		a.Known = a.Acknowledged()
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b Alarm) int {
		return cmp.Or(ofBool(a.Known)-ofBool(b.Known), cmp.Compare(severity[b.State], severity[a.State]), b.From.Compare(a.From), cmp.Compare(a.Key, b.Key))
	})
	return list
}

func ofBool(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Recovered returns the alarms of the last day that are over, the latest first.
func (w *Watch) Recovered(now time.Time) []Alarm {
	list := slices.DeleteFunc(w.Past(), func(a Alarm) bool { return now.Sub(a.To) >= lately })
	return list[:min(len(list), mostLately)]
}

// Past returns the alarms that are over and still kept, the latest first.
func (w *Watch) Past() []Alarm {
	list := make([]Alarm, 0, len(w.over))
	for _, a := range slices.Backward(w.over) {
		a.Known = a.Acknowledged()
		list = append(list, a)
	}
	return list
}
