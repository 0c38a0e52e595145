package menus

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"

	"hotline12345/ivr"
	"hotline12345/ivr/lines"
)

// Use is a node of a flow that names something, or names what a number or a unit puts it in the
// place of.
type Use struct {
	Flow string     `json:"flow"`
	Node ivr.NodeID `json:"node"`
	// Number or Unit says whose callers come by it; none: those of all.
	Number string `json:"number,omitempty"`
	Unit   string `json:"unit,omitempty"`
	// Live: callers come by it. Otherwise the flow is being edited so, or is to be published.
	Live bool `json:"live"`
}

// Uses returns the nodes that lead to things by a field, "queue" or "schedule", by the things' ids: in
// the live and the scheduled versions of flows and in drafts, each node once, and once more for each
// number and unit whose callers it leads there.
func (s State) Uses(field string) map[string][]Use {
	named := s.namedBy(field)
	uses := maps.Clone(named)
	for _, l := range s.instead(field) {
		for from, to := range l.to {
			for _, u := range named[from] {
				if from != to && l.meets(u.Flow) {
					u.Number, u.Unit = l.number, l.unit
					uses[to] = append(slices.Clip(uses[to]), u)
				}
			}
		}
	}
	for _, list := range uses {
		slices.SortFunc(list, func(a, b Use) int {
			return cmp.Or(cmp.Compare(a.Flow, b.Flow), cmp.Compare(a.Node, b.Node), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Number, b.Number))
		})
	}
	return uses
}

// namedBy returns the nodes that name things in a field, by the things' ids.
func (s State) namedBy(field string) map[string][]Use {
	uses := map[string][]Use{}
	for _, f := range s.Flows {
		for _, b := range f.bodies() {
			for node, id := range namedIn(b.Flow, field) {
				at := slices.IndexFunc(uses[id], func(u Use) bool { return u.Flow == f.ID && u.Node == node })
				if at < 0 {
					uses[id] = append(uses[id], Use{Flow: f.ID, Node: node, Live: b.live})
				}
			}
		}
	}
	return uses
}

// ownThings is what a number or a unit puts in the place of what flows name.
type ownThings struct {
	number, unit string
	flow         string // that leads its callers; "" is inherited
	to           map[string]string
}

// meets reports whether its callers may come to the nodes of a flow.
func (o ownThings) meets(flow string) bool { return o.flow == "" || o.flow == flow }

// instead returns what numbers and units put in the place of what flows name in a field.
func (s State) instead(field string) (all []ownThings) {
	add := func(number, unit string, l lines.LineSettings) {
		to := map[string]map[string]string{"queue": l.Queues, "schedule": l.Schedules}[field]
		if len(to) > 0 {
			all = append(all, ownThings{number, unit, l.Flow, to})
		}
	}
	for _, u := range s.LineUnits {
		add("", u.Unit, u.Settings)
	}
	for _, n := range s.Numbers {
		add(numberOf(n), "", n.Settings)
	}
	return all
}

// body is a form of a flow.
type body struct {
	ivr.Flow
	live bool
}

// bodies returns what is live of a flow, what waits for its time and what is being edited.
func (f Flow) bodies() (all []body) {
	if f.Live != nil {
		all = append(all, body{f.Live.Body, true})
	}
	if f.Scheduled != nil {
		all = append(all, body{f.Scheduled.Body, false})
	}
	if f.Draft != nil {
		all = append(all, body{f.Draft.Body, false})
	}
	return all
}

// flowsNaming returns the flows of which the live or scheduled version or the draft names a
// thing in a field of a node.
func (s State) flowsNaming(field, id string) (flows []string) {
	for _, u := range s.namedBy(field)[id] {
		flows = append(flows, u.Flow)
	}
	slices.Sort(flows)
	return slices.Compact(flows)
}

// names reports whether a node of a flow has id in a field.
func names(f ivr.Flow, field, id string) bool {
	return slices.Contains(slices.Collect(maps.Values(namedIn(f, field))), id)
}

// namedIn returns what the nodes of a flow have in a field, if they have it. All kinds that
// lead to a queue call the field "queue", and so on.
func namedIn(f ivr.Flow, field string) map[ivr.NodeID]string {
	raw, err := json.Marshal(f.Nodes)
	if err != nil {
		return nil // a flow that has no JSON was never kept
	}
	var nodes map[ivr.NodeID]map[string]any
	if json.Unmarshal(raw, &nodes) != nil {
		return nil
	}
	named := map[ivr.NodeID]string{}
	for node, n := range nodes {
		if id, is := n[field].(string); is && id != "" {
			named[node] = id
		}
	}
	return named
}

// linesNaming returns the numbers and the units of which a setting names a thing.
func (s State) linesNaming(setting func(lines.LineSettings) map[string]string, id string) *InUse {
	named := func(l lines.LineSettings) bool {
		m := setting(l)
		return m[id] != "" || slices.Contains(slices.Collect(maps.Values(m)), id)
	}
	used := &InUse{}
	for _, n := range s.Numbers {
		if named(n.Settings) {
			used.Numbers = append(used.Numbers, numberOf(n))
		}
	}
	for _, u := range s.LineUnits {
		if named(u.Settings) {
			used.Units = append(used.Units, u.Unit)
		}
	}
	return used
}

func (u *InUse) any() bool {
	return len(u.Flows)+len(u.Accounts)+len(u.Numbers)+len(u.Units) > 0
}
