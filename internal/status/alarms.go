package status

import (
	"cmp"
	"slices"
	"time"
)

const (
	// remembered is how long an alarm that is over is still shown.
	remembered = 24 * time.Hour
	// mostRemembered bounds them: a part that comes and goes all day.
	mostRemembered = 50
)

// Watch follows alarms from look to look. It is not safe for concurrent use.
type Watch struct {
	open map[string]Alarm
	over []Alarm // the latest last
}

// Note takes what was found wrong at a look: what is new begins now, what is missing is over.
func (w *Watch) Note(now time.Time, found []Alarm) {
	open := make(map[string]Alarm, len(found))
	for _, a := range found {
		a.From = now
		if before, lasts := w.open[a.Key]; lasts {
			a.From = before.From
		}
		open[a.Key] = a
	}
	var ended []Alarm
	for key, a := range w.open {
		if _, lasts := open[key]; !lasts {
			a.To = now
			ended = append(ended, a)
		}
	}
	slices.SortFunc(ended, func(a, b Alarm) int { return cmp.Compare(a.Key, b.Key) })
	w.over = append(w.over, ended...)
	w.over = slices.DeleteFunc(w.over, func(a Alarm) bool { return now.Sub(a.To) >= remembered })
	w.over = w.over[max(0, len(w.over)-mostRemembered):]
	w.open = open
}

// Open returns the alarms that last: the worst first, of those the newest.
func (w *Watch) Open() []Alarm {
	list := make([]Alarm, 0, len(w.open))
	for _, a := range w.open {
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b Alarm) int {
		return cmp.Or(cmp.Compare(severity[b.State], severity[a.State]), b.From.Compare(a.From), cmp.Compare(a.Key, b.Key))
	})
	return list
}

// Recovered returns the alarms of the last day that are over, the latest first.
func (w *Watch) Recovered() []Alarm {
	list := slices.Clone(w.over)
	slices.Reverse(list)
	if list == nil {
		return []Alarm{}
	}
	return list
}
