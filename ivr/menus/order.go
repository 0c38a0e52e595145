package menus

import "hotline12345/internal/errs"

// QueueRead is a queue as it was read: its id and its revision.
type QueueRead struct {
	ID  string `json:"id" maxLength:"32"`
	Rev string `json:"rev" maxLength:"64"`
}

// levelStep is how far the priorities of two levels are apart: a queue fits between them.
const levelStep = 10

// OrderQueues gives all queues their priorities anew: those of the first level are served
// first, those of one level alike. Errors: *Stale if a queue is not as it was read, one is
// missing, or there is a new one; *errs.Invalid.
func (s State) OrderQueues(by Stamp, levels [][]QueueRead) (Change, error) {
	if (len(levels)-1)*levelStep > highest {
		return Change{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "levels", Code: errs.CodeTooLong}}}
	}
	var put []Queue
	seen := map[string]bool{}
	for i, level := range levels {
		for _, read := range level {
			now, known := s.Queue(read.ID)
			switch {
			case seen[read.ID]:
				return Change{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "levels", Code: errs.CodeInvalid}}}
			case !known:
				return Change{}, &Stale{}
			case now.Rev() != read.Rev:
				return Change{}, &Stale{Rev: now.Rev(), Queue: &now}
			}
			seen[read.ID] = true
			if to := (len(levels) - 1 - i) * levelStep; now.Priority != to {
				now.Priority = to
				put = append(put, now)
			}
		}
	}
	for _, q := range s.Queues {
		if !seen[q.ID] {
			return Change{}, &Stale{Rev: q.Rev(), Queue: &q}
		}
	}
	if len(put) == 0 {
		return Change{}, nil
	}
	r := by.record(QueuesOrdered, "queues")
	r.Before, r.After = s.Queues, s.After(Change{PutQueues: put, Record: r}).Queues
	return Change{PutQueues: put, Record: r}, nil
}
