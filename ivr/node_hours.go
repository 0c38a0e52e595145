package ivr

import "slices"

// KindHours names an HoursNode in a flow file.
const KindHours Kind = "hours"

// HoursNode parts callers by the hours of a service: night mode, holidays (M64). The
// hours stand in a Schedule, so that they change without a new flow.
type HoursNode struct {
	base `json:"-" yaml:"-"`
	// Schedule names the hours. One that does not exist is open: an agent is better
	// than a closed door.
	Schedule string `json:"schedule" yaml:"schedule"`
	Open     NodeID `json:"open" yaml:"open"`
	// Prompts are said before Closed follows; they get {date}, {from} and {to}, the
	// day and the hours in which the service is open next: "afterhours".
	Prompts []string `json:"prompts,omitempty" yaml:"prompts,omitempty"`
	Closed  NodeID   `json:"closed" yaml:"closed"`
}

// Kind returns KindHours.
func (HoursNode) Kind() Kind { return KindHours }

func (HoursNode) language() Language { return "" }

func (n HoursNode) edges() []Edge { return []Edge{idle("open", n.Open), idle("closed", n.Closed)} }

func (n HoursNode) faults() []Fault {
	return slices.Concat(want("schedule", n.Schedule), want("open", n.Open), want("closed", n.Closed))
}

func (n HoursNode) says() []speech { return []speech{say("prompts", n.Prompts, "date", "from", "to")} }

func (n HoursNode) needs() []need { return []need{{"schedule", n.Schedule}} }

func (n HoursNode) enter(t *turn) {
	schedule, ok := t.moment.Schedules[t.Line.schedule(n.Schedule)]
	if !ok || schedule.Open(t.moment.At) {
		t.enter(n.Open)
		return
	}
	date, next, ok := schedule.Next(t.moment.At)
	if !ok { // closed for good: there are no hours to tell
		t.enter(n.Closed)
		return
	}
	t.sayThen(n.Prompts, map[string]string{"date": date, "from": next.From, "to": next.To}, n.Closed)
}

func (n HoursNode) promptsEnded(t *turn)      { t.enter(n.Closed) }
func (n HoursNode) press(t *turn, key string) { t.pressBefore(n.Closed, key) }
