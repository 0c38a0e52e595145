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
	// Ways are what callers meet who come to a live flow's node that asks for these hours, and those
	// of numbers and units that have these hours in the place of a node's.
	Ways []HoursWay
}

// HoursWay is where a caller comes who does nothing.
type HoursWay struct {
	Flow string
	Node ivr.NodeID
	// Number or Unit says whose callers these are; none: those of all.
	Number, Unit string
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
			if !is {
				continue
			}
			from := f.Live.Body
			from.Start = node
			for _, w := range s.asking(f.ID, n.Schedule, id) {
				w.Node, w.To = node, n.Closed
				if tried.Open {
					w.To = n.Open
				}
				w.Trace = ivr.Run(&from, ivr.Arrival{Line: ivr.Line{Number: w.Number, Schedules: w.own}}, moment, script)
				tried.Ways = append(tried.Ways, w.HoursWay)
			}
		}
	}
	return tried
}

// ownWay is a way of callers with hours of their own.
type ownWay struct {
	HoursWay
	own map[string]string
}

// asking returns whose callers meet the hours id at a node of a flow that names the hours named.
func (s State) asking(flow, named, id string) (ways []ownWay) {
	if named == id {
		ways = append(ways, ownWay{HoursWay: HoursWay{Flow: flow}})
	}
	for _, l := range s.instead("schedule") {
		if named != id && l.to[named] == id && l.meets(flow) {
			ways = append(ways, ownWay{HoursWay{Flow: flow, Number: l.number, Unit: l.unit}, l.to})
		}
	}
	return ways
}
