package metrics

import "hotline12345/cti"

// keptCalls bounds the calls remembered: more than are ever in progress at once.
const keptCalls = 10000

// milestones of a call that were counted.
type milestones struct{ answered, ended bool }

// progress remembers what was counted of the latest calls.
type progress struct {
	calls map[cti.CallID]*milestones
	order []cti.CallID
}

func newProgress() progress { return progress{calls: map[cti.CallID]*milestones{}} }

func (p *progress) of(call cti.CallID) *milestones {
	m := p.calls[call]
	if m == nil {
		m = &milestones{}
		p.calls[call] = m
		p.order = append(p.order, call)
		if len(p.order) > keptCalls {
			delete(p.calls, p.order[0])
			p.order = p.order[1:]
		}
	}
	return m
}
