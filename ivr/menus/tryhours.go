package menus

import (
	"maps"
	"slices"
	"time"

	"hotline12345/ivr"
)

// TriedHours is what opening hours make of a moment.
type TriedHours struct {
	Open bool
	// Turns is when it opens or closes next; zero: it stays so for a year.
	Turns time.Time
	// Hours are those of the day; Special: they are other than those of its weekday.
	Hours   []ivr.Hours
	Special bool
	// Ways are what callers meet who come to a live flow's node that asks for these hours.
	Ways []HoursWay
}

// HoursWay is where a caller comes who does nothing.
type HoursWay struct {
	Flow string
	Node ivr.NodeID
	// To is the node that follows.
	To ivr.NodeID
	ivr.Trace
}

// TryHours returns what the hours of a schedule make of a moment in the city's zone, by the
// same Schedule and Session that live calls go by. hours may be those that are being edited.
func (s State) TryHours(id string, hours ivr.Schedule, at time.Time, script ivr.Script) TriedHours {
	tried := TriedHours{Open: hours.Open(at)}
	tried.Turns, _ = hours.Turns(at)
	tried.Hours, tried.Special = hours.On(at)
	moment := s.Moment(at, nil)
	moment.Schedules[id] = hours
	for _, f := range s.Flows {
		if f.Live == nil {
			continue
		}
		for _, node := range slices.Sorted(maps.Keys(f.Live.Body.Nodes)) {
			n, is := f.Live.Body.Nodes[node].(ivr.HoursNode)
			if !is || n.Schedule != id {
				continue
			}
			from := f.Live.Body
			from.Start = node
			w := HoursWay{Flow: f.ID, Node: node, To: n.Closed, Trace: ivr.Run(&from, ivr.Arrival{}, moment, script)}
			if tried.Open {
				w.To = n.Open
			}
			tried.Ways = append(tried.Ways, w)
		}
	}
	return tried
}
