package ivr

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// KindSurvey names a Survey in a flow file.
const KindSurvey Kind = "survey"

// Survey asks one question that a key answers: 1 to 5 after a talk, three of them one
// after another in a revisit (M54). Who does not answer goes on all the same.
type Survey struct {
	base `json:"-" yaml:"-"`
	// Question names what is asked, for the statistics: "service", "contacted",
	// "solved", "satisfied".
	Question string `json:"question" yaml:"question"`
	// Prompts ask it: "survey_call".
	Prompts []string `json:"prompts" yaml:"prompts"`
	// Answers is how many keys are answers: 5 means 1 to 5.
	Answers int `json:"answers" yaml:"answers"`
	// Once asks who says nothing no second time: after a talk most have gone.
	Once bool `json:"once,omitempty" yaml:"once,omitempty"`
	// Keys lead elsewhere instead of answering: "0" to an agent.
	Keys map[string]NodeID `json:"keys,omitempty" yaml:"keys,omitempty"`
	// InputTimeout is how long to wait for the answer.
	InputTimeout time.Duration `json:"input_timeout" yaml:"input_timeout"`
	// Thanks are said after an answer.
	Thanks []string `json:"thanks,omitempty" yaml:"thanks,omitempty"`
	// Next follows: the next question or a goodbye.
	Next NodeID `json:"next" yaml:"next"`
	// Fallback is where two silences or two wrong keys lead, "" is Next: whom nobody
	// answers is not asked three times.
	Fallback NodeID `json:"fallback,omitempty" yaml:"fallback,omitempty"`
}

// stepThanks is when the answer is given.
const stepThanks Step = "thanks"

// Kind returns KindSurvey.
func (Survey) Kind() Kind { return KindSurvey }

func (Survey) language() Language { return "" }

func (n Survey) takesKeys() bool { return len(n.Keys) > 0 }

func (n Survey) lead(_ *Session, key string) (lead, bool) { return leadOf(n.Keys, key) }

func (n Survey) edges() []Edge {
	return append(keyEdges(n.Keys), idle("next", n.Next), idle("fallback", n.Fallback))
}

func (n Survey) faults() []Fault {
	var twice []Fault
	for key := range n.Keys {
		if n.score(key) > 0 {
			twice = append(twice, Fault{Field: "keys", Key: key, Code: FaultKeyTwice})
		}
	}
	slices.SortFunc(twice, func(a, b Fault) int { return cmp.Compare(a.Key, b.Key) })
	return slices.Concat(twice, keyFaults(n.Keys), want("question", n.Question), want("prompts", len(n.Prompts)), within("answers", n.Answers, 2, 9),
		want("input_timeout", n.InputTimeout), want("next", n.Next))
}

func (n Survey) says() []speech {
	return []speech{say("prompts", n.Prompts), say("thanks", n.Thanks), remarks}
}

func (n Survey) enter(t *turn) { t.play(n.Prompts, nil) }

func (n Survey) promptsEnded(t *turn) {
	if t.Step == stepThanks {
		t.enter(n.Next)
		return
	}
	t.do(Listen{For: n.InputTimeout})
}

// score returns the answer that a key is, 0 if it is none.
func (n Survey) score(key string) int {
	score, _ := strconv.Atoi(key) // * and # are 0
	if score > n.Answers {
		return 0
	}
	return score
}

// press takes the answer, the first one counts, or follows a key that leads elsewhere.
func (n Survey) press(t *turn, key string) {
	if to, ok := leadOf(n.Keys, key); ok {
		t.stopPrompt()
		t.follow(key, to)
		return
	}
	if t.Step == stepThanks {
		return
	}
	score := n.score(key)
	if score == 0 {
		t.fail("invalid", n.Prompts, n.givenUp())
		return
	}
	t.stopPrompt()
	t.Step = stepThanks
	t.do(Rate{Question: n.Question, Score: score, Of: n.Answers})
	t.sayThen(n.Thanks, nil, n.Next)
}

func (n Survey) inputTimedOut(t *turn) {
	if n.Once {
		t.enter(n.givenUp())
		return
	}
	t.fail("timeout", n.Prompts, n.givenUp())
}

func (n Survey) givenUp() NodeID { return cmp.Or(n.Fallback, n.Next) }
