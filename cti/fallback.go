package cti

import "time"

// Fallback is what the dialplan's fallback did with a call that no service served.
type Fallback struct {
	BeganAt time.Time `json:"began_at"`
	EndedAt time.Time `json:"ended_at"`
	// Duty is true if the duty telephone answered.
	Duty bool `json:"duty,omitempty"`
	// Message is what the citizen left, in the same form as a recording.
	Message *RecordingPiece `json:"message,omitempty"`
}

// HandedOver returns the row of a call that ended with the fallback. What the service thought
// of its end does not count: it was away, and saw only that the call was gone. Twice is once.
func (r CallRecord) HandedOver(f Fallback) CallRecord {
	if r.Fallback != nil {
		return r
	}
	r.Fallback = &f
	r.EndReason, r.EndedAt, r.EndedBefore = TakenByFallback, f.EndedAt, time.Time{}
	if f.Message != nil {
		r.Recordings = append(r.Recordings[:len(r.Recordings):len(r.Recordings)], *f.Message)
	}
	return r
}
