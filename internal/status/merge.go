package status

import (
	"slices"
	"time"
)

// Merge takes alarms that were kept elsewhere: in a file, in the database. What is over is over;
// what lasts in both goes on with its first time; nobody's acknowledgement is lost.
func (w *Watch) Merge(kept []Alarm) {
	for _, a := range kept {
		a.From, a.Seen, a.Known = exact(a.From), exact(a.Seen), false
		if a.To.IsZero() {
			w.mergeOpen(a)
			continue
		}
		a.To = exact(later(a.To, a.From))
		if !a.After.IsZero() {
			a.After = exact(a.After)
		}
		if a.After.After(a.To) {
			a.After = a.To
		}
		w.mergeOver(a)
	}
	slices.SortStableFunc(w.over, func(a, b Alarm) int { return a.To.Compare(b.To) })
	w.bound()
}

// later returns the later of two times. An alarm of which the clock was set back since it began ends
// then, at the earliest: no store takes another.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func (w *Watch) mergeOpen(a Alarm) {
	if i := w.indexOver(a.ID()); i >= 0 { // it has ended since
		w.over[i].Acks = united(w.over[i].Acks, a.Acks)
		w.mark(a.ID(), w.over[i].To)
		return
	}
	mine, there := w.open[a.Key]
	switch {
	case !there:
		w.put(a)
		return
	case a.From.After(mine.From): // two runs that knew nothing of each other: the first one goes on
		a.To = later(a.Seen, a.From)
		w.over = append(w.over, a)
		w.mark(a.ID(), a.Seen)
	case a.From.Before(mine.From):
		mine.From = a.From
	}
	mine.Acks = united(mine.Acks, a.Acks)
	w.put(mine)
	w.mark(mine.ID(), mine.Seen)
}

func (w *Watch) mergeOver(a Alarm) {
	if i := w.indexOver(a.ID()); i >= 0 {
		w.over[i].Acks = united(w.over[i].Acks, a.Acks)
		if len(w.over[i].Acks) > len(a.Acks) { // there they lack one
			w.mark(a.ID(), a.To)
		}
		return
	}
	if mine, there := w.open[a.Key]; there && mine.From.Equal(a.From) {
		delete(w.open, a.Key)
		a.Acks = united(a.Acks, mine.Acks)
		w.mark(a.ID(), a.To)
	}
	w.over = append(w.over, a)
}

func (w *Watch) indexOver(id ID) int {
	return slices.IndexFunc(w.over, func(a Alarm) bool { return a.ID() == id })
}

// united returns the acknowledgements of both, in their order.
func united(a, b []Ack) []Ack {
	list := slices.Clone(a)
	for _, ack := range b {
		if !slices.ContainsFunc(list, func(x Ack) bool { return x.By == ack.By && x.At.Equal(ack.At) }) {
			list = append(list, ack)
		}
	}
	slices.SortStableFunc(list, func(x, y Ack) int { return x.At.Compare(y.At) })
	return list
}
