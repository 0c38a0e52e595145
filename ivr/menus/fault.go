package menus

import (
	"slices"

	"hotline12345/ivr"
)

// Check returns all faults of a flow as it would be published in a state.
type Check func(State, ivr.Flow) ivr.Faults

// CheckFlow returns a Check that knows what the state has, and beside it what is in known:
// prompts, languages, units, numbers.
func CheckFlow(known ivr.Context) Check {
	return func(s State, f ivr.Flow) ivr.Faults {
		c := known
		c.Queues = ids(s.Queues, func(q Queue) string { return q.ID })
		c.Schedules = ids(s.Schedules, func(x NamedSchedule) string { return x.ID })
		c.Broadcasts = ids(s.Broadcasts, func(b Broadcast) string { return b.ID })
		return slices.Concat(f.Faults(c), ivr.Publishable(&f), s.lacks(f))
	}
}

// ids returns the ids of a list, never nil: a state without any has none to name.
func ids[T any](list []T, id func(T) string) []string {
	all := make([]string, len(list))
	for i, x := range list {
		all[i] = id(x)
	}
	return all
}
