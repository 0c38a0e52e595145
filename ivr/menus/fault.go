package menus

import (
	"maps"
	"slices"

	"hotline12345/ivr"
)

// Check returns all faults of a flow as it would be published in a state.
type Check func(State, ivr.Flow) ivr.Faults

// faultUnknownQueue: {queue} does not exist.
const faultUnknownQueue ivr.FaultCode = "unknown_queue"

// CheckFlow is a Check that knows the queues of the state, and nothing of prompts.
func CheckFlow(s State, f ivr.Flow) ivr.Faults {
	all := f.Faults()
	for _, id := range slices.Sorted(maps.Keys(f.Nodes)) {
		q, ok := f.Nodes[id].(ivr.Queue)
		if _, known := s.Queue(q.Queue); ok && q.Queue != "" && !known {
			all = append(all, ivr.Fault{Flow: f.ID, Node: id, Field: "queue", Code: faultUnknownQueue,
				Args: map[string]string{"queue": q.Queue}, Severity: ivr.SeverityError})
		}
	}
	return all
}
