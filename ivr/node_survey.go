package ivr

import (
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
	// InputTimeout is how long to wait for the answer.
	InputTimeout time.Duration `json:"input_timeout" yaml:"input_timeout"`
	// Thanks are said after an answer.
	Thanks []string `json:"thanks,omitempty" yaml:"thanks,omitempty"`
	// Next follows: the next question or a goodbye.
	Next NodeID `json:"next" yaml:"next"`
}

// stepThanks is when the answer is given.
const stepThanks Step = "thanks"

// Kind returns KindSurvey.
func (Survey) Kind() Kind { return KindSurvey }

func (Survey) language() Language { return "" }

func (n Survey) edges() []Edge { return []Edge{idle("next", n.Next)} }

func (n Survey) faults() []Fault {
	return slices.Concat(want("question", n.Question), want("prompts", len(n.Prompts)), within("answers", n.Answers, 2, 9),
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

// press takes the answer; the first one counts.
func (n Survey) press(t *turn, key string) {
	if t.Step == stepThanks {
		return
	}
	score, _ := strconv.Atoi(key) // * and # are 0
	if score < 1 || score > n.Answers {
		t.fail("invalid", n.Prompts, n.Next)
		return
	}
	t.stopPrompt()
	t.Step = stepThanks
	t.do(Rate{Question: n.Question, Score: score})
	t.sayThen(n.Thanks, nil, n.Next)
}

func (n Survey) inputTimedOut(t *turn) {
	if n.Once {
		t.enter(n.Next)
		return
	}
	t.fail("timeout", n.Prompts, n.Next)
}
