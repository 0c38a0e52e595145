package menus

import (
	"slices"
	"time"

	"hotline12345/ivr"
)

// Moment is what holds for a caller of a state at a time in the city's zone. on are the
// broadcasts that are tried as if they alone were on; nil: those that callers hear then.
func (s State) Moment(at time.Time, on []string) ivr.Moment {
	m := ivr.Moment{At: at, Schedules: map[string]ivr.Schedule{}, Broadcasts: map[string]ivr.Broadcast{}}
	for _, x := range s.Schedules {
		m.Schedules[x.ID] = x.Hours
	}
	for _, b := range s.Broadcasts {
		heard := b.Heard(at)
		if on != nil {
			heard = slices.Contains(on, b.ID)
		}
		if heard {
			m.Broadcasts[b.ID] = ivr.Broadcast{Prompts: b.Prompts}
		}
	}
	return m
}
