package lineapi

import (
	"context"
	"fmt"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

// errNoUnit says that there is no such unit.
var errNoUnit = fmt.Errorf("the unit is not in the tree: %w", errs.ErrNotFound)

type heardRequest struct {
	NumberPath
	Language ivr.Language `query:"language" maxLength:"8" doc:"none: the number's first"`
}

// NumberHeard is what a caller of a number hears before they press a key.
type NumberHeard struct {
	Flow     string       `json:"flow"`
	Language ivr.Language `json:"language"`
	Queue    string       `json:"queue,omitempty" doc:"where a caller who presses nothing waits"`
	// Prompts are said one after another, until a key is waited for or the caller waits.
	Prompts []HeardPrompt `json:"prompts" nullable:"false"`
}

// HeardPrompt is one sentence.
type HeardPrompt struct {
	Key      string            `json:"key" doc:"of the prompt"`
	Language ivr.Language      `json:"language"`
	Args     map[string]string `json:"args,omitempty"`
	Words    string            `json:"words" doc:"as they are written"`
}

type heardReply struct{ Body NumberHeard }

func (h handlers) heard(ctx context.Context, in *heardRequest) (*heardReply, error) {
	flow, trace, err := h.menus.Heard(ctx, in.Number, in.Language)
	if err != nil {
		return nil, err
	}
	out := NumberHeard{Flow: flow, Language: trace.Session.Language, Queue: trace.Queue, Prompts: []HeardPrompt{}}
	for _, s := range trace.Steps {
		asked := false
		for _, a := range s.Actions {
			switch a := a.(type) {
			case ivr.PlayPrompt:
				out.say(h.says, a.Prompts)
			case ivr.EnterQueue:
				out.say(h.says, a.Prompts)
				asked = true
			case ivr.Listen, ivr.Record, ivr.HangUp:
				asked = true
			}
		}
		if asked {
			break
		}
	}
	return &heardReply{Body: out}, nil
}

func (n *NumberHeard) say(says Says, prompts []ivr.Prompt) {
	for _, p := range prompts {
		key, words := says(p)
		n.Prompts = append(n.Prompts, HeardPrompt{Key: key, Language: p.Language, Args: p.Args, Words: words})
	}
}
