package menus

import (
	"slices"

	"hotline12345/ivr"
)

// Check returns all faults of a flow as it would be published in a state.
type Check func(State, ivr.Flow) ivr.Faults

// CheckFlow returns a Check that knows what the state has, and beside it what is in known:
// prompts, languages, units, numbers.
func CheckFlow(known ivr.Context) Check {
	return func(s State, f ivr.Flow) ivr.Faults {
		c := known
		c.Queues = ids(s.Queues, func(q Queue) string { return q.ID })
		c.Schedules = ids(s.Schedules, func(x NamedSchedule) string { return x.ID })
		c.Broadcasts = ids(s.Broadcasts, func(b Broadcast) string { return b.ID })
		return slices.Concat(f.Faults(c), ivr.Publishable(&f), s.lacks(f), revisitFaults(f))
	}
}

// revisitFlow is the flow by which citizens are called about their ticket (M54), and what it asks: by
// these names the answers are read.
const revisitFlow = "revisit"

var revisitQuestions = []string{"contacted", "solved", "satisfied"}

// revisitFaults returns what keeps calls about tickets from being made, or their answers from being
// read.
func revisitFaults(f ivr.Flow) (faults ivr.Faults) {
	if f.ID != revisitFlow {
		return nil
	}
	lacks := func(field, name string) {
		faults = append(faults, ivr.Fault{Flow: f.ID, Field: field, Code: ivr.FaultUnknown, Args: map[string]string{"name": name}, Severity: ivr.SeverityError})
	}
	if f.Entries[ivr.EntryRevisit] == "" {
		lacks("entries", string(ivr.EntryRevisit))
	}
	asked := map[string]bool{}
	for _, n := range f.Nodes {
		if survey, is := n.(ivr.Survey); is {
			asked[survey.Question] = true
		}
	}
	for _, q := range revisitQuestions {
		if !asked[q] {
			lacks("question", q)
		}
	}
	return faults
}

// ids returns the ids of a list, never nil: a state without any has none to name.
func ids[T any](list []T, id func(T) string) []string {
	all := make([]string, len(list))
	for i, x := range list {
		all[i] = id(x)
	}
	return all
}
