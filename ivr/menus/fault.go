package menus

import (
	"errors"

	"hotline12345/ivr"
)

// Fault is one thing that is wrong with a flow.
type Fault struct {
	Node ivr.NodeID `json:"node,omitempty"`
	Text string     `json:"text"`
}

// Error implements error.
func (f Fault) Error() string { return f.Text }

// CheckFlow returns all that is wrong with a flow, with the queues that there are.
func CheckFlow(s State, f ivr.Flow) (all []Fault) {
	var joined interface{ Unwrap() []error }
	err := f.Validate()
	switch {
	case errors.As(err, &joined):
		for _, e := range joined.Unwrap() {
			all = append(all, Fault{Text: e.Error()})
		}
	case err != nil:
		all = append(all, Fault{Text: err.Error()})
	}
	for id, n := range f.Nodes {
		if q, ok := n.(ivr.Queue); ok && q.Queue != "" {
			if _, known := s.Queue(q.Queue); !known {
				all = append(all, Fault{Node: id, Text: "node " + string(id) + ": there is no queue " + q.Queue})
			}
		}
	}
	return all
}

// Publishable reports whether a flow with these faults can be published.
func Publishable(faults []Fault) bool { return len(faults) == 0 }
